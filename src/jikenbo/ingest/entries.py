"""What the search index takes in of a release: its words and facts, and what its publisher's name tells."""

from functools import lru_cache

from jikenbo.model.document import Document
from jikenbo.model.fact import Reading
from jikenbo.model.release import Release
from jikenbo.store.search import Entry
from jikenbo.text.directory import listing_of
from jikenbo.text.organisation_kinds import kind_of


def entry(release: Release, document: Document, reading: Reading) -> Entry:
    """A release as the index takes it in, with its publisher's kind and, where it is listed, its sector."""
    return Entry(release, document, reading, labels(release.organisation))


def labels(organisation: str | None) -> dict[str, tuple[str, ...]]:
    """The facets that a publisher's name gives: its kind and, where it is listed, its sector."""
    return _labels(organisation) if organisation else {}


@lru_cache(maxsize=10_000)
def _labels(organisation: str) -> dict[str, tuple[str, ...]]:
    kind, listing = kind_of(organisation), listing_of(organisation)
    known = {"kind": kind, "sector": listing.sector if listing else None}
    return {name: (value,) for name, value in known.items() if value}
