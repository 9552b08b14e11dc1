"""From files to releases in the casebook, one transaction a file, so that what was taken in stays taken in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from jikenbo.capture.files import FoundFile, LeftOut, read_file
from jikenbo.capture.warc import WarcFolder, digest_of
from jikenbo.errors import JikenboError, UnreadableError
from jikenbo.ingest.doubts import NOT_TAKEN
from jikenbo.ingest.naming import capture_id, is_archived, tail
from jikenbo.ingest.reading import Payload, Prepared, prepare_all
from jikenbo.model.document import Doubt
from jikenbo.model.release import Capture
from jikenbo.store import Store, links, releases
from jikenbo.store.search import Entry

LINKER = "1"
# Known captures are asked for in parts of this many; the bytes of one part are in memory at a time.
_PART = 100
# Releases kept at hand for the index; with their texts they take some 50 kB each.
_FRESH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to take in: the files found, the largest size of one in bytes, who hears of each, in how many processes."""

    found: Iterable[FoundFile | LeftOut]
    limit: int
    progress: Callable[[int], None] = lambda _done: None
    processes: int | None = None


@dataclass(slots=True)
class Outcome:
    """What came of it: how many releases are new, renewed (a new capture) or known, what failed, and all doubts.

    `fresh` keeps the first few thousand that were stored, for the index.
    """

    new: int = 0
    renewed: int = 0
    known: int = 0
    failed: list[JikenboError] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    fresh: dict[str, Entry] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        """How many files were looked at."""
        return self.new + self.renewed + self.known + len(self.failed)


def take_in(store: Store, request: Request) -> Outcome:
    """Take in what was found. CasebookError stops it; a file that cannot be read is listed and the rest goes on."""
    outcome = Outcome()
    held: dict[str, str] | None = None
    with WarcFolder(store.captures) as warcs:
        for payload, prepared in prepare_all(_unknown(store, request, outcome), request.processes):
            if isinstance(prepared, JikenboError):
                _fail(outcome, payload.found.doc, prepared)
            else:
                held = _held(store) if held is None else held
                claimed = [_claimed(one, held, outcome) for one in prepared]
                _store(store, warcs, payload, claimed)
                _keep(outcome, claimed)
            request.progress(outcome.seen)
    if not_taken := [doubt for doubt in outcome.doubts if doubt.kind in NOT_TAKEN]:
        with store.writing() as connection:
            releases.put_doubts(connection, None, not_taken)
    return outcome


def _keep(outcome: Outcome, stored: list[Prepared]) -> None:
    for one in stored:
        outcome.doubts.extend(one.document.doubts)
        if len(outcome.fresh) < _FRESH:
            outcome.fresh[one.release.id] = Entry(one.release, one.document, one.reading)


def _fail(outcome: Outcome, doc: str, raised: JikenboError) -> None:
    outcome.failed.append(raised)
    outcome.doubts.append(Doubt(doc, "unreadable", str(raised)))


def _unknown(store: Store, request: Request, outcome: Outcome) -> Iterator[Payload]:
    """The files whose bytes the casebook does not hold yet under their names, each once."""
    payloads = _payloads(request, outcome)
    seen: set[str] = set()
    while part := list(islice(payloads, _PART)):
        ids = {capture_id(one.digest, one.found.doc): one for one in part}
        with store.reading() as connection:
            held = releases.captured(connection, ids) | (ids.keys() & seen)
        outcome.known += len(part) - len(ids) + len(held)
        seen |= ids.keys()
        request.progress(outcome.seen)
        yield from (one for key, one in ids.items() if key not in held)


def _payloads(request: Request, outcome: Outcome) -> Iterator[Payload]:
    for found in request.found:
        if isinstance(found, LeftOut):
            outcome.doubts.append(Doubt(found.doc, "left_out", found.reason))
            continue
        try:
            data = read_file(found, request.limit)
        except UnreadableError as raised:
            _fail(outcome, found.doc, raised)
        else:
            yield Payload(found, data, digest_of(data))


def _held(store: Store) -> dict[str, str]:
    """The releases that stand already, by the name under which a later capture of each would come."""
    with store.reading() as connection:
        return {_name(one.doc): one.id for one in releases.every(connection)}


def _name(doc: str) -> str:
    return tail(doc) if is_archived(doc) else doc


def _claimed(one: Prepared, held: dict[str, str], outcome: Outcome) -> Prepared:
    """The release under the id that it has already, if an earlier capture brought it; else it is new."""
    name = _name(one.document.doc)
    if name not in held:
        held[name] = one.release.id
        outcome.new += 1
        return one
    outcome.renewed += 1
    return one.claimed_by(held[name])


def _store(store: Store, warcs: WarcFolder, payload: Payload, prepared: list[Prepared]) -> None:
    """Write a file's capture, then all that was made of it, whole or not at all."""
    taken_at = datetime.now(UTC)
    found = payload.found
    place = warcs.put(found.path.absolute().as_uri(), payload.data, found.media_type, taken_at)
    with store.writing() as connection:
        for number, one in enumerate(prepared):
            capture = Capture(
                id=capture_id(payload.digest, found.doc, number),
                doc=one.document.doc,
                address=one.release.address,
                taken_at=taken_at,
                media_type=found.media_type,
                digest=payload.digest,
                size=len(payload.data),
                warc=place.warc,
                offset=place.offset,
            )
            releases.add(connection, one.release, capture, one.document, one.reading)
            links.put_profile(connection, one.release.id, LINKER, one.profile, one.keys)
