"""What one request for a known or new address showed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Seen(StrEnum):
    """What a look at an address showed, against what was captured of it before."""

    NEW = "new"
    SAME = "same"
    NOISE = "noise"
    WORDS = "words"
    FACTS = "facts"
    MOVED = "moved"
    REMOVED = "removed"
    SOFT_404 = "soft_404"
    ANOTHER = "another"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One visit as the casebook keeps it.

    `final` is the address that answered, `digest` the SHA-256 of its content and `payload_digest` that of its body as
    received; `warc` and `offset` locate the record, and are empty where there was no answer.
    """

    address: str
    final: str
    at: datetime
    seen: Seen
    status: int | None = None
    release_id: str | None = None
    reason: str = ""
    digest: str = ""
    payload_digest: str = ""
    etag: str = ""
    last_modified: str = ""
    warc: str = ""
    offset: int = 0
