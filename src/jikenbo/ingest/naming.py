"""Names that stay: a capture is known by its bytes and the end of its path, a release by its first capture."""

import hashlib
import re
from pathlib import PurePosixPath

from jikenbo.model.document import Document
from jikenbo.model.fact import Field, Reading
from jikenbo.model.release import Release

_ENTRY = re.compile(r"(?:^|/)(\d{4}/\d{2}/[^/]+)$")
# 64 bits: among ten million captures two meet by chance once in a hundred thousand casebooks.
_LENGTH = 16


def tail(doc: str) -> str:
    """What names a document wherever its folder lies: YYYY/MM/name in an archive, else the name; an address whole."""
    if "://" in doc:
        return doc
    entry = _ENTRY.search(doc)
    return entry[1] if entry else PurePosixPath(doc).name


def is_archived(doc: str) -> bool:
    """Whether a path is that of an archive's entry, which names its release by itself."""
    return "://" not in doc and bool(_ENTRY.search(doc))


def capture_id(digest: str, doc: str, part: int = 0) -> str:
    """The id of a capture, by its payload's digest, the end of its path, and its place among several in one file."""
    named = f"{digest}\n{tail(doc)}" + (f"\n{part}" if part else "")
    return hashlib.sha256(named.encode()).hexdigest()[:_LENGTH]


def release_of(release_id: str, document: Document, reading: Reading) -> Release:
    """A release with what its source states of it, or else what was read in its text."""
    overview = document.overview
    stated = {name: getattr(overview, name) for name in ("title", "organisation", "published", "address")}
    known = {name: value.value if value else None for name, value in stated.items()}
    for name in ("title", "organisation", "published"):
        fact = reading.first(Field(name))
        known[name] = known[name] or (str(fact.value) if fact else None)
    title = known["title"] or _first_words(document)
    return Release(release_id, document.doc, title, known["organisation"], known["published"], known["address"])


def _first_words(document: Document) -> str:
    """The beginning of a text without a title, so that lists have something to show."""
    content = document.text.content
    first = document.text.blocks[0] if document.text.blocks else None
    words = " ".join((content[first.start : first.end] if first else content).split()).lstrip("#-・ ")
    return words if len(words) <= 40 else f"{words[:40]}…"
