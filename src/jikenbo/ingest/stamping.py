"""RFC 3161 time stamps over the end of the log of digests: proof to others that all before it stood then."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from jikenbo.capture.fetch import Fetcher
from jikenbo.errors import CasebookError, FetchError
from jikenbo.store import Store, evidence
from jikenbo.store.evidence import Stamp

_QUERY = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


def _library() -> Any:
    try:
        import rfc3161_client  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as cause:
        raise CasebookError("Time stamps need a library.", "pip install 'jikenbo[stamps]'") from cause
    return rfc3161_client


def stamp(store: Store, fetcher: Fetcher, service: str, now: datetime) -> Stamp:
    """Have the newest entry of the log stamped and keep the token. FetchError if the service gives none."""
    library = _library()
    with store.reading() as connection:
        last = evidence.head(connection)
    if last is None:
        raise CasebookError("The log of digests is empty.", "Take something in first.")
    asked = library.TimestampRequestBuilder().data(last.chained.encode()).build()
    answer = fetcher.fetch(service, _QUERY, posted=asked.as_bytes())
    try:
        token = library.decode_timestamp_response(answer.content)
        matches = bytes(token.tst_info.message_imprint.message) in _imprints(last.chained)
    except ValueError as cause:
        raise FetchError(f"{service} gives no time stamp (status {answer.status}).", "Try another service.") from cause
    if not matches:
        raise FetchError(f"{service} stamped something else.", "Try another service.")
    made = Stamp(last.number, service, token.tst_info.gen_time or now, answer.content)
    with store.writing() as connection:
        held = {one.number for one in evidence.stamps(connection)}
        if made.number not in held:
            evidence.put_stamp(connection, made)
    return made


def check_stamps(store: Store) -> Iterator[str]:
    """The stamps that are not of the entry which they are kept for, in a sentence each.

    Their signatures are checked against a service's certificate with openssl, as docs/evidence.md shows.
    """
    with store.reading() as connection:
        held = evidence.stamps(connection)
        by_number = {one.number: one for one in evidence.entries(connection)} if held else {}
    for one in held:
        entry = by_number.get(one.number)
        token = _library().decode_timestamp_response(one.token)
        if entry is None or bytes(token.tst_info.message_imprint.message) not in _imprints(entry.chained):
            yield f"The stamp of {one.at:%Y-%m-%d %H:%M} is not of entry {one.number} as the log has it."


def _imprints(chained: str) -> set[bytes]:
    return {hashlib.new(name, chained.encode()).digest() for name in ("sha256", "sha512")}
