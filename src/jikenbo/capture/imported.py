"""A record of a web archive, whichever program wrote it, as the exchange that it holds."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from jikenbo.capture.coding import unpack
from jikenbo.capture.fetch import Exchange
from jikenbo.capture.files import media_type
from jikenbo.errors import FetchError

# What may hold a release; pictures, scripts and style sheets of an archived page are passed over.
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA = (
    "text/html", "application/xhtml", "application/pdf", "text/plain", "text/markdown", "message/rfc822",
    "application/vnd.ms-outlook",    f"{_OFFICE}wordprocessingml", f"{_OFFICE}spreadsheetml",
)  # fmt: skip
# What servers call a file that they know nothing of; its name may tell.
_ANY = ("", "application/octet-stream", "binary/octet-stream", "application/force-download", "application/x-download")
_UNKNOWN = media_type("")
_SCHEMES = ("http", "https", "file")
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]+)[ \t]*(?:;[^\r\n]*)?\r?\n")


def address_of(record: Any) -> str:
    """The address that a record is of; wget sets it in pointed brackets."""
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip().strip("<>")


def at_of(record: Any) -> datetime:
    """When a record was made; ValueError if it does not say."""
    at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def is_page(record: Any) -> bool:
    """Whether a response, resource or revisit may be of a release, by its type and address."""
    address, http = address_of(record), record.http_headers
    parts = urlsplit(address)
    if parts.scheme not in _SCHEMES or (http is not None and http.get_statuscode() not in ("200", "304")):
        return False
    if record.rec_type == "response" and (http is None or http.get_statuscode() != "200"):
        return False
    said = (http if http is not None else record.rec_headers).get_header("Content-Type") or ""
    media = said.partition(";")[0].strip().lower()
    if record.rec_type == "revisit" and (http is None or not media):
        # A revisit need not repeat the head; what it repeats is looked at.
        return True
    return media.startswith(_MEDIA) or (media in _ANY and media_type(unquote(parts.path)) != _UNKNOWN)


def exchange_of(record: Any, limit: int) -> Exchange:
    """A response or resource as an exchange whose request is not known; FetchError says why there is none."""
    if record.rec_headers.get_header("WARC-Truncated"):
        raise FetchError("The program that wrote it cut it short.", kind="unreadable")
    body = _body(record, limit)
    http = record.http_headers
    if http is None:
        said = record.rec_headers.get_header("Content-Type") or ""
        return _exchange(record, (("Content-Type", said),), b"", body, body)
    headers = tuple((str(name), str(value)) for name, value in http.headers)
    chunked, packed = _wraps(headers)
    plain = dechunked(body) if chunked else None
    if plain is None:
        # Many programs keep the body without the chunks that its head tells of.
        headers, plain = _without(headers, "transfer-encoding"), body
    try:
        content = unpack(plain, packed, limit)
    except FetchError as raised:
        if raised.kind != "unreadable" or not _looks_plain(plain):
            raise
        headers, content = _without(headers, "content-encoding"), plain
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    head = f"{http.protocol} {http.statusline}\r\n{lines}\r\n".encode("utf-8", "replace")
    return _exchange(record, headers, head, body, content)


def repeated(record: Any, original: Exchange) -> Exchange:
    """A revisit as the exchange whose bytes came again."""
    return replace(original, address=address_of(record), at=at_of(record), ip=_ip(record))


def name_of(exchange: Exchange) -> str:
    """What a page is known by: its address, or its path if it was a file."""
    parts = urlsplit(exchange.address)
    return unquote(parts.path) if parts.scheme == "file" else exchange.address


def _exchange(record: Any, headers: tuple[tuple[str, str], ...], head: bytes, body: bytes, content: bytes) -> Exchange:
    return Exchange(
        address=address_of(record),
        at=at_of(record),
        ip=_ip(record),
        status=200,
        headers=headers,
        request=b"",
        head=head,
        body=body,
        content=content,
    )


def _ip(record: Any) -> str:
    return record.rec_headers.get_header("WARC-IP-Address") or ""


def _body(record: Any, limit: int) -> bytes:
    """All that follows the head; FetchError if it is too large, ends early, or is not what its digest says."""
    body = bytearray()
    while part := record.raw_stream.read(1 << 16):
        body += part
        if len(body) > limit:
            raise FetchError("It is larger than what is taken in.", kind="too_large")
    if getattr(record.raw_stream, "limit", 0):
        raise FetchError("It ends before its head says that it does.", kind="unreadable")
    checker = record.digest_checker
    # Programs differ in what they take for the payload; of the block there is one understanding.
    if checker is not None and any("block digest" in problem for problem in checker.problems):
        raise FetchError("It has not the digest that its own head states.", kind="unreadable")
    return bytes(body)


def _wraps(headers: tuple[tuple[str, str], ...]) -> tuple[bool, list[str]]:
    """Whether the head tells of chunks, and of which packing."""
    chunked = any(name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers)
    return chunked, ",".join(value for name, value in headers if name.lower() == "content-encoding").split(",")


def _without(headers: tuple[tuple[str, str], ...], name: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in headers if pair[0].lower() != name)


def _looks_plain(body: bytes) -> bool:
    """Whether a body that should be packed begins as a page, a PDF, a ZIP or a text does."""
    begin = body[:512]
    return begin.startswith((b"%PDF-", b"PK\x03\x04")) or not any(byte < 9 or 13 < byte < 27 for byte in begin)


def dechunked(body: bytes) -> bytes | None:
    """A body without its chunks' framing; None for one that has none."""
    out, at = bytearray(), 0
    while found := _CHUNK.match(body, at):
        length = int(found[1], 16)
        if length == 0:
            return bytes(out)
        out += body[found.end() : found.end() + length]
        at = found.end() + length
    # Where the last chunks are missing, what came is kept; where there never was one, nothing was chunked.
    return bytes(out) if at else None
