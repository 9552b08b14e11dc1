"""One file or page to what is stored of it: pure, and without a thought for the network or the database.

A process that reads loads this and what it needs alone, since each start of one is paid for in full.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace

from jikenbo.errors import JikenboError, UnreadableError
from jikenbo.extract import extract
from jikenbo.ingest.naming import capture_id, release_of
from jikenbo.ingest.reading import Prepared
from jikenbo.link.profile import Profile, profile
from jikenbo.model.document import Document, Doubt
from jikenbo.read import read
from jikenbo.store.records import rows_of
from jikenbo.store.search.entries import Entry

_log = logging.getLogger(__name__)
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def prepare(doc: str, data: bytes, media_type: str, digest: str) -> tuple[Prepared, ...] | JikenboError:
    """Extract and read one file; what cannot be read comes back as the error, so that it can cross processes."""
    try:
        documents = extract(doc, data, media_type)
        return tuple(_prepared(capture_id(digest, doc, number), document) for number, document in enumerate(documents))
    except JikenboError as raised:
        return raised
    except Exception as raised:  # noqa: BLE001  (a slip of ours over one text must not cost the rest of the batch)
        _log.debug("%s", doc, exc_info=True)
        message = f"{doc} could not be read: {type(raised).__name__} in Jikenbo."
        return UnreadableError(message, "Please report it with the file.")


def _prepared(release_id: str, document: Document) -> Prepared:
    reading = read(document)
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
