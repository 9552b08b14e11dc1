"""WARC and WACZ files as sources: the pages in them, with the time and the bytes that their records state."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from jikenbo.capture.addresses import Fetched
from jikenbo.capture.coding import unpack
from jikenbo.capture.fetch import Exchange
from jikenbo.capture.files import LeftOut
from jikenbo.capture.visiting import Visit
from jikenbo.errors import FetchError, UnreadableError

_ENDS = (".warc", ".warc.gz", ".wacz")
# What may hold a release; pictures, scripts and style sheets of an archived page are passed over.
_MEDIA = ("text/html", "application/xhtml", "application/pdf", "text/plain", "text/markdown")


def is_archive(path: str) -> bool:
    """Whether a file's name says that it is a WARC or WACZ."""
    return path.lower().endswith(_ENDS)


def read_archive(path: Path, limit: int) -> Iterator[Fetched | LeftOut]:
    """The pages of an archive, in its order; what is broken is named and the rest read on.

    Raises UnreadableError where the file is no archive at all.
    """
    try:
        if not path.name.lower().endswith(".wacz"):
            with path.open("rb") as file:
                yield from _records(str(path), file, limit)
            return
        with zipfile.ZipFile(path) as packed:
            for name in sorted(packed.namelist()):
                if name.startswith("archive/") and is_archive(name):
                    with packed.open(name) as file:
                        yield from _records(f"{path}!{name}", file, limit)
    except (OSError, zipfile.BadZipFile, EOFError) as cause:
        raise UnreadableError(
            f"{path} cannot be read as an archive.", "Give a .warc, .warc.gz or .wacz file."
        ) from cause


def _records(doc: str, file: IO[bytes], limit: int) -> Iterator[Fetched | LeftOut]:
    try:
        with closing(ArchiveIterator(file, no_record_parse=False)) as records:
            for record in records:
                if record.rec_type == "response" and _is_page(record):
                    yield _page(record, limit)
    except (ArchiveLoadFailed, ValueError) as cause:
        yield LeftOut(doc, f"It is broken from there on: {cause}.")


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None or headers.get_statuscode() != "200":
        return False
    return (headers.get_header("Content-Type") or "").lower().startswith(_MEDIA)


def _page(record: Any, limit: int) -> Fetched | LeftOut:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = tuple((str(name), str(value)) for name, value in record.http_headers.headers)
    try:
        body = bytearray()
        while part := record.raw_stream.read(1 << 16):
            body += part
            if len(body) > limit:
                return LeftOut(address, "It is larger than what is taken in.")
        exchange = _exchange(address, record, headers, bytes(body), limit)
    except (FetchError, ValueError) as raised:
        return LeftOut(address, f"Its record cannot be read: {raised}")
    return Fetched(address, exchange.header("content-type"), Visit(address, (exchange,)))


def _exchange(address: str, record: Any, headers: tuple[tuple[str, str], ...], body: bytes, limit: int) -> Exchange:
    """A record as an exchange whose request is not known."""
    stated = record.rec_headers.get_header("WARC-Date") or ""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    status = f"{record.http_headers.protocol} {record.http_headers.statusline}"
    chunked = any(name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers)
    codings = ",".join(value for name, value in headers if name.lower() == "content-encoding").split(",")
    return Exchange(
        address=address,
        at=datetime.fromisoformat(stated).astimezone(UTC),
        ip=record.rec_headers.get_header("WARC-IP-Address") or "",
        status=200,
        headers=headers,
        request=b"",
        head=f"{status}\r\n{lines}\r\n".encode("utf-8", "replace"),
        body=body,
        content=unpack(dechunked(body) if chunked else body, codings, limit),
    )


def dechunked(body: bytes) -> bytes:
    """A body without its chunks' framing; one that has none, as some archives keep it, as it is."""
    out, at = bytearray(), 0
    while at < len(body):
        end = body.find(b"\r\n", at)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return body if not out else bytes(out)
        if length == 0:
            break
        out += body[end + 2 : end + 2 + length]
        at = end + 2 + length + 2
    return bytes(out)
