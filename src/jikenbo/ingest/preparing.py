"""Files and pages to what is stored of them: pure, and without a thought for the network or the database.

A process that reads loads this and what it needs alone, since each start of one is paid for in full.
"""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import ParamSpec, TypeVar

from jikenbo.errors import JikenboError, UnreadableError
from jikenbo.extract import extract
from jikenbo.ingest.naming import capture_id, release_of
from jikenbo.ingest.reading import File, OfFile, Prepared
from jikenbo.link.profile import Profile, profile
from jikenbo.model.document import Document, Doubt
from jikenbo.model.fact import Reading
from jikenbo.read import read, read_all
from jikenbo.store.records import rows_of
from jikenbo.store.search.entries import Entry

P = ParamSpec("P")
T = TypeVar("T")
_log = logging.getLogger(__name__)
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def prepare(part: Sequence[File]) -> list[OfFile]:
    """Extract and read some files side by side; what cannot be read comes back as the error, to cross processes."""
    extracted = [_told(doc, extract, doc, data, media_type) for doc, data, media_type, _ in part]
    readings = iter(_readings([one for found in extracted if isinstance(found, tuple) for one in found]))
    return [
        _told(doc, _prepared, doc, digest, found, [next(readings) for _ in found])
        if isinstance(found, tuple)
        else found
        for (doc, _, _, digest), found in zip(part, extracted, strict=True)
    ]


def _told(doc: str, make: Callable[P, T], *args: P.args, **named: P.kwargs) -> T | JikenboError:
    """What is made, or why it could not be."""
    try:
        return make(*args, **named)
    except JikenboError as raised:
        return raised
    except Exception as raised:  # noqa: BLE001  (a slip of ours over one text must not cost the rest of the batch)
        _log.debug("%s", doc, exc_info=True)
        message = f"{doc} could not be read: {type(raised).__name__} in Jikenbo."
        return UnreadableError(message, "Please report it with the file.")


def _readings(documents: list[Document]) -> list[Reading | JikenboError]:
    """The reading of each document; one over which the reader slips does not cost those beside it."""
    try:
        return list(read_all(documents))
    except Exception:  # noqa: BLE001  (whichever it was, it is told when each is read alone)
        return [_told(document.doc, read, document) for document in documents]


def _prepared(
    doc: str, digest: str, documents: tuple[Document, ...], readings: list[Reading | JikenboError]
) -> tuple[Prepared, ...]:
    """The releases of one file; raises what came of one of them in place of a reading."""
    return tuple(
        _release(capture_id(digest, doc, number), document, reading)
        for number, (document, reading) in enumerate(zip(documents, map(_sound, readings), strict=True))
    )


def _sound(reading: Reading | JikenboError) -> Reading:
    if isinstance(reading, JikenboError):
        raise reading
    return reading


def _release(release_id: str, document: Document, reading: Reading) -> Prepared:
    release = release_of(release_id, document, reading)
    seen = profile(release, document, reading)
    document = replace(document, doubts=(*document.doubts, *_unplaced(seen)))
    return Prepared(
        release,
        document.doubts,
        rows_of(document, reading),
        _json(seen.to_json()),
        Entry(release, document, reading).terms(),
    )


def _unplaced(seen: Profile) -> Iterator[Doubt]:
    """That a release lacks what it could be joined by, since it then stands alone however well it fits."""
    lacking = [
        word
        for word, known in (("publisher", seen.names or seen.parts), ("day", seen.published or seen.days))
        if not known
    ]
    if lacking:
        reason = f"No {' and no '.join(lacking)} is known of it: only a link or the same words join it to others."
        yield Doubt(seen.doc, "unplaced", reason)
