"""WARC 1.1 records (ISO 28500:2017), their blocks byte for byte as they came, with SHA-256 digests.

The payload digest of a response is that of all bytes after its head, chunks and packing included: so warcio and
FastWARC understand the standard, and so they check it. A capture is known by the digest of its unpacked content.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders

from jikenbo.capture.fetch import Exchange

VERSION = "WARC/1.1"
_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_RESPONSE = "application/http;msgtype=response"
_REQUEST = "application/http;msgtype=request"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The record that holds the bytes which came again: its address and time, and its payload digest if they did."""

    address: str
    at: datetime
    payload_digest: str = ""


def digest_of(data: bytes) -> str:
    """The SHA-256 of a payload in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def labelled(data: bytes) -> str:
    """A digest as WARC headers write it."""
    return f"sha256:{digest_of(data)}"


def written(at: datetime) -> str:
    """A time as WARC headers write it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def resource(address: str, data: bytes, media_type: str, taken_at: datetime) -> Any:
    """A local file as a resource record (section 6.4)."""
    return _record("resource", address, data, media_type, {"WARC-Date": written(taken_at)}, payload=data)


def pair(exchange: Exchange, earlier: Earlier | None = None) -> tuple[Any, ...]:
    """Response (or revisit, if its bytes came before) and request records of one exchange, the latter if known.

    An exchange without a head is a resource of another archive, and stays one.
    """
    if not exchange.head:
        return (resource(exchange.address, exchange.body, exchange.header("content-type"), exchange.at),)
    about = {"WARC-Date": written(exchange.at)} | ({"WARC-IP-Address": exchange.ip} if exchange.ip else {})
    # One header a protocol, as the proposal for WARC-Protocol has it; HTTP/2 is thereby told from what is written.
    spoken = [("WARC-Protocol", one) for one in exchange.protocols]
    if earlier:
        answer = _revisit(exchange, earlier, about)
    else:
        block = exchange.head + exchange.body
        answer = _record("response", exchange.address, block, _RESPONSE, about, payload=exchange.body)
    if not exchange.request:
        return (answer,)
    concurrent = {"WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID")}
    question = _record("request", exchange.address, exchange.request, _REQUEST, about | concurrent, payload=b"")
    for record in (answer, question):
        record.rec_headers.headers.extend(spoken)
    return answer, question


def _revisit(exchange: Exchange, earlier: Earlier, about: Mapping[str, str]) -> Any:
    """A record of bytes that came again: their head alone, and where they are (section 6.7)."""
    not_modified = exchange.status == 304
    profile = _NOT_MODIFIED if not_modified else _IDENTICAL
    digest = earlier.payload_digest if not_modified else labelled(exchange.body)
    refers = {
        "WARC-Profile": profile,
        "WARC-Refers-To-Target-URI": earlier.address,
        "WARC-Refers-To-Date": written(earlier.at),
    } | ({"WARC-Payload-Digest": digest} if digest else {})
    return _record("revisit", exchange.address, exchange.head, _RESPONSE, {**about, **refers})


def _record(
    kind: str, address: str, block: bytes, media_type: str, headers: Mapping[str, str], payload: bytes | None = None
) -> Any:
    """A record whose block is written as it is: warcio would set HTTP heads anew from what it parsed."""
    lines = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid4()}>"),
        ("WARC-Target-URI", address),
        *headers.items(),
        ("WARC-Block-Digest", labelled(block)),
    ]
    if payload is not None:
        lines.append(("WARC-Payload-Digest", labelled(payload)))
    named = StatusAndHeaders("", lines, protocol=VERSION)
    # To warcio every record is one whose block it writes as it is; of what it takes for a revisit it would write none.
    record = ArcWarcRecord("warc", "resource", named, BytesIO(block), None, media_type, len(block))
    record.payload_length = len(block)
    return record
