"""WACZ 1.1.1: records of captures in a file that replayweb.page opens, with an index and the digests of its parts."""

import hashlib
import json
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator

from jikenbo import __version__
from jikenbo.capture.tail import member_end
from jikenbo.capture.warc import Place
from jikenbo.errors import NotFoundError, UsageError

_WARC = "archive/data.warc.gz"
_INDEX = "indexes/index.cdx"
_PAGES = "pages/pages.jsonl"
# The date of all parts of the file, so that the same captures give the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to pack: its title and time, and where its record is."""

    title: str
    at: datetime
    place: Place


def write_wacz(path: Path, captures: Path, title: str, pages: Iterable[Page]) -> int:
    """Pack the records of some pages, byte for byte, and say how many.

    NotFoundError if one is not there, UsageError if the file cannot be written; then no file is left.
    """
    # Several releases may have come in one file; its record is packed once, and listed under the first.
    kept: dict[Place, Page] = {}
    for page in pages:
        kept.setdefault(page.place, page)
    warc = bytearray()
    index: list[str] = []
    listed: list[dict[str, str]] = []
    for page in kept.values():
        members = _members(captures, page.place)
        for member in members:
            index.append(_indexed(member, len(warc)))
            warc += member
        address = _headers(members[0]).get_header("WARC-Target-URI") or ""
        listed.append({"id": f"{len(listed)}", "url": address, "ts": _time(page.at), "title": page.title})
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    parts = {
        _WARC: bytes(warc),
        _INDEX: "".join(sorted(line for line in index if line)).encode(),
        _PAGES: "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (head, *listed)).encode(),
    }
    parts["datapackage.json"] = _package(title, parts)
    digest = {"path": "datapackage.json", "hash": _hash(parts["datapackage.json"])}
    parts["datapackage-digest.json"] = json.dumps(digest).encode()
    _write(path, parts)
    return len(listed)


def _write(path: Path, parts: dict[str, bytes]) -> None:
    """Write the file whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w") as packed:
            for name, data in parts.items():
                # Stored and not packed: a player reads single records out of it by their offsets.
                packed.writestr(zipfile.ZipInfo(name, _DATE), data)
        part.replace(path)
    except OSError as cause:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {cause.strerror}.", "Give another file.") from cause


def _members(captures: Path, place: Place) -> list[bytes]:
    """The record at a place, and the request that follows an answer."""
    found: list[bytes] = []
    start = place.offset
    try:
        with (captures / place.warc).open("rb") as file:
            while len(found) < 2 and (end := member_end(file, start)) is not None:
                file.seek(start)
                member = file.read(end - start)
                if found and _headers(member).get_header("WARC-Type") != "request":
                    break
                found.append(member)
                start = end
    except OSError as cause:
        raise NotFoundError(f"The file {place.warc} is not there.", "Restore it from a backup.") from cause
    if not found:
        raise NotFoundError(f"There is no record at {place.offset} in {place.warc}.", "Run jikenbo verify.")
    return found


def _headers(member: bytes) -> Any:
    return next(iter(ArchiveIterator(BytesIO(member), no_record_parse=True))).rec_headers


def _indexed(member: bytes, offset: int) -> str:
    """A record's line in the index (CDXJ), or an empty one for a request."""
    record = next(iter(ArchiveIterator(BytesIO(member))))
    if record.rec_type not in ("response", "resource", "revisit"):
        return ""
    head, http = record.rec_headers, record.http_headers
    address = head.get_header("WARC-Target-URI")
    said = {
        "url": address,
        "mime": (http.get_header("Content-Type") if http else head.get_header("Content-Type")) or "",
        "status": http.get_statuscode() if http else "200",
        "digest": head.get_header("WARC-Payload-Digest") or "",
        "length": str(len(member)),
        "offset": str(offset),
        "filename": _WARC.partition("/")[2],
    }
    said["mime"] = said["mime"].partition(";")[0].strip()
    when = "".join(char for char in head.get_header("WARC-Date") if char.isdigit())[:17]
    return f"{_key(address)} {when} {json.dumps(said)}\n"


def _key(address: str) -> str:
    """An address in the order by which indexes are sorted (SURT): the host's parts turned round, then the path."""
    parts = urlsplit(address.lower())
    if not parts.hostname:
        return address
    host = ",".join(reversed(parts.hostname.removeprefix("www.").split(".")))
    if parts.hostname.replace(".", "").isdigit():
        host = parts.hostname
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    return f"{host}{port}){parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def _package(title: str, parts: dict[str, bytes]) -> bytes:
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": _hash(data), "bytes": len(data)}
        for name, data in parts.items()
    ]
    said = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": title,
        "software": f"jikenbo/{__version__}",
        "created": _time(datetime.now(UTC)),
        "resources": resources,
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode()


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
