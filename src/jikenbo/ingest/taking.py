"""From files to releases in the casebook, one transaction a release, so that what was taken in stays taken in."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from jikenbo.capture.files import FoundFile, LeftOut, read_file
from jikenbo.capture.warc import WarcFolder, digest_of
from jikenbo.errors import JikenboError, UnreadableError
from jikenbo.extract import extract
from jikenbo.ingest.doubts import NOT_TAKEN
from jikenbo.ingest.naming import capture_id, is_archived, release_of, tail
from jikenbo.link.candidates import blocking_keys
from jikenbo.link.profile import profile
from jikenbo.model.document import Document, Doubt
from jikenbo.model.fact import Reading
from jikenbo.model.release import Capture
from jikenbo.read import read
from jikenbo.store import Store, links, releases

LINKER = "1"
# Known captures are asked for in parts of this many; the bytes of one part are in memory at a time.
_PART = 100
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to take in: the files found, the largest size of one, and who hears of each that is done."""

    found: Iterable[FoundFile | LeftOut]
    limit: int
    progress: Callable[[int], None] = lambda _done: None


@dataclass(slots=True)
class Outcome:
    """What came of it: how many releases are new, renewed (a new capture) or known, what failed, and all doubts."""

    new: int = 0
    renewed: int = 0
    known: int = 0
    failed: list[JikenboError] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """How many files were looked at."""
        return self.new + self.renewed + self.known + len(self.failed)


@dataclass(frozen=True, slots=True)
class _Payload:
    found: FoundFile
    data: bytes
    digest: str


def take_in(store: Store, request: Request) -> Outcome:
    """Take in what was found. CasebookError stops it; a file that cannot be read is listed and the rest goes on."""
    outcome = Outcome()
    held: dict[str, str] = {}
    with WarcFolder(store.captures) as warcs:
        for part in _parts(request, outcome):
            new = _unknown(store, part, outcome)
            if new and not held:
                held = _held(store)
            for payload in new:
                _take(store, warcs, payload, outcome, held)
                request.progress(outcome.seen)
            request.progress(outcome.seen)
    if not_taken := [doubt for doubt in outcome.doubts if doubt.kind in NOT_TAKEN]:
        with store.writing() as connection:
            releases.put_doubts(connection, None, not_taken)
    return outcome


def _parts(request: Request, outcome: Outcome) -> Iterator[list[_Payload]]:
    payloads = _payloads(request, outcome)
    while part := list(islice(payloads, _PART)):
        yield part


def _payloads(request: Request, outcome: Outcome) -> Iterator[_Payload]:
    for found in request.found:
        if isinstance(found, LeftOut):
            outcome.doubts.append(Doubt(found.doc, "left_out", found.reason))
            continue
        try:
            data = read_file(found, request.limit)
        except UnreadableError as raised:
            _fail(outcome, found.doc, raised)
        else:
            yield _Payload(found, data, digest_of(data))


def _fail(outcome: Outcome, doc: str, raised: JikenboError) -> None:
    outcome.failed.append(raised)
    outcome.doubts.append(Doubt(doc, "unreadable", str(raised)))


def _unknown(store: Store, part: list[_Payload], outcome: Outcome) -> list[_Payload]:
    """Those whose bytes the casebook does not hold yet under that name, each once."""
    ids = {capture_id(one.digest, one.found.doc): one for one in part}
    with store.reading() as connection:
        held = releases.captured(connection, ids)
    outcome.known += len(part) - len(ids) + len(held)
    return [one for key, one in ids.items() if key not in held]


def _held(store: Store) -> dict[str, str]:
    """The releases that stand already, by the name under which a later capture of each would come."""
    with store.reading() as connection:
        return {_name(one.doc): one.id for one in releases.every(connection)}


def _name(doc: str) -> str:
    return tail(doc) if is_archived(doc) else doc


def _take(store: Store, warcs: WarcFolder, payload: _Payload, outcome: Outcome, held: dict[str, str]) -> None:
    """Extract, read, capture and store one file, or note why that cannot be done."""
    doc = payload.found.doc
    try:
        documents = extract(doc, payload.data, payload.found.media_type)
        read_ones = [(document, read(document)) for document in documents]
    except UnreadableError as raised:
        _fail(outcome, doc, raised)
        return
    except Exception as raised:  # noqa: BLE001  (a slip of ours over one text must not cost the rest of the batch)
        _log.debug("%s", doc, exc_info=True)
        message = f"{doc} could not be read: {type(raised).__name__} in Jikenbo."
        _fail(outcome, doc, UnreadableError(message, "Please report it with the file."))
        return
    taken_at = datetime.now(UTC)
    place = warcs.put(_address(payload), payload.data, payload.found.media_type, taken_at)
    for number, (document, reading) in enumerate(read_ones):
        capture = Capture(
            id=capture_id(payload.digest, doc, number),
            doc=document.doc,
            address=document.overview.address.value if document.overview.address else None,
            taken_at=taken_at,
            media_type=payload.found.media_type,
            digest=payload.digest,
            size=len(payload.data),
            warc=place.warc,
            offset=place.offset,
        )
        _store(store, capture, document, reading, outcome, held)


def _address(payload: _Payload) -> str:
    """What the WARC record says was captured: the file, by its whole path."""
    return payload.found.path.absolute().as_uri()


def _store(
    store: Store, capture: Capture, document: Document, reading: Reading, outcome: Outcome, held: dict[str, str]
) -> None:
    release_id = held.get(_name(document.doc))
    if release_id is None:
        release_id = held[_name(document.doc)] = capture.id
        outcome.new += 1
    else:
        outcome.renewed += 1
    release = release_of(release_id, document, reading)
    seen = profile(release, document, reading)
    with store.writing() as connection:
        releases.add(connection, release, capture, document, reading)
        links.put_profile(connection, release_id, LINKER, seen.to_json(), blocking_keys(seen))
    outcome.doubts.extend(document.doubts)
