"""A published notice, and the bytes of it that were taken in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of a release as taken in once, and where they are kept.

    `digest` is the SHA-256 of the payload in hexadecimal; `warc` and `offset` locate the WARC record.
    """

    id: str
    doc: str
    address: str | None
    taken_at: datetime
    media_type: str
    digest: str
    size: int
    warc: str
    offset: int


@dataclass(frozen=True, slots=True)
class Release:
    """One published notice, at one address, by one publisher.

    `id` is permanent: it derives from the first capture's bytes and name. `published` is an ISO date, or month, or
    year; every field but the id, doc and title may be unknown.
    """

    id: str
    doc: str
    title: str
    organisation: str | None
    published: str | None
    address: str | None
