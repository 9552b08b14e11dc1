"""From files to releases in the casebook, one transaction a file, so that what was taken in stays taken in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import Connection

from jikenbo.capture.addresses import Fetched, FoundAddress, fetched
from jikenbo.capture.files import FoundFile, LeftOut, read_file
from jikenbo.capture.records import digest_of
from jikenbo.capture.visiting import Visitor
from jikenbo.capture.warc import Place, WarcFolder
from jikenbo.errors import FetchError, JikenboError, UnreadableError
from jikenbo.ingest.doubts import NOT_TAKEN
from jikenbo.ingest.entries import labels
from jikenbo.ingest.fetching import put_visit, visit_row
from jikenbo.ingest.naming import capture_id, is_archived, tail
from jikenbo.ingest.reading import Payload, Prepared, prepare_all
from jikenbo.model.document import Doubt
from jikenbo.model.release import Capture
from jikenbo.model.visit import Seen
from jikenbo.store import Store, evidence, links, releases, visits
from jikenbo.store.search.entries import Terms

LINKER = "1"
# Known captures are asked for in parts of this many; the bytes of one part are in memory at a time.
_PART = 100
# Releases kept at hand for the index; counted they take some 10 kB each.
_FRESH = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to take in: the files and addresses found, the largest size of one in bytes, who hears of each.

    `processes` is in how many it is read, `visitor` who visits addresses; `unwanted` says why a release is left out, or
    nothing if it is wanted. `seen` is what is noted of the visits.
    """

    found: Iterable[FoundFile | FoundAddress | Fetched | LeftOut]
    limit: int
    progress: Callable[[int], None] = lambda _done: None
    processes: int | None = None
    visitor: Visitor | None = None
    unwanted: Callable[[Prepared], str] | None = None
    seen: Seen = Seen.NEW


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
    unwanted: list[str] = field(default_factory=list)
    fresh: dict[str, Terms] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        """How many files were looked at."""
        return self.new + self.renewed + self.known + len(self.failed)


def take_in(store: Store, request: Request, outcome: Outcome | None = None) -> Outcome:
    """Take in what was found, going on with an outcome where one is given.

    CasebookError stops it; a file or address that cannot be read is listed and the rest goes on.
    """
    outcome = outcome or Outcome()
    held: dict[str, str] | None = None
    with WarcFolder(store.captures) as warcs:
        for payload, prepared in prepare_all(_unknown(store, warcs, request, outcome), request.processes):
            if isinstance(prepared, JikenboError):
                _fail(outcome, payload.found.doc, prepared)
            elif wanted := _wanted(prepared, request, outcome):
                held = _held(store) if held is None else held
                claimed = [_claimed(one, held, outcome) for one in wanted]
                _store(store, warcs, payload, claimed, request.seen)
                _keep(outcome, claimed)
            request.progress(outcome.seen)
    if not_taken := [doubt for doubt in outcome.doubts if doubt.kind in NOT_TAKEN]:
        with store.writing() as connection:
            releases.put_doubts(connection, None, not_taken)
    return outcome


def _wanted(prepared: tuple[Prepared, ...], request: Request, outcome: Outcome) -> list[Prepared]:
    """The releases that are wanted; why the others are not goes to the outcome."""
    reasons = [request.unwanted(one) if request.unwanted else "" for one in prepared]
    outcome.unwanted += [reason for reason in reasons if reason]
    return [one for one, reason in zip(prepared, reasons, strict=True) if not reason]


def _keep(outcome: Outcome, stored: list[Prepared]) -> None:
    for one in stored:
        outcome.doubts.extend(one.doubts)
        if len(outcome.fresh) < _FRESH:
            outcome.fresh[one.release.id] = one.terms.labelled(labels(one.release.organisation))


def _fail(outcome: Outcome, doc: str, raised: JikenboError) -> None:
    outcome.failed.append(raised)
    outcome.doubts.append(Doubt(doc, "unreadable", str(raised)))


def _unknown(store: Store, warcs: WarcFolder, request: Request, outcome: Outcome) -> Iterator[Payload]:
    """The files and pages whose bytes the casebook does not hold yet under their names, each once."""
    payloads = _payloads(request, outcome)
    seen: set[str] = set()
    # A page that was fetched is stored before the next one is asked for.
    size = 1 if request.processes == 1 else _PART
    while part := list(islice(payloads, size)):
        ids = {capture_id(one.digest, one.found.doc): one for one in part}
        with store.reading() as connection:
            held = releases.captured(connection, ids) | (ids.keys() & seen)
            back = {key for key in held if _came_back(connection, ids[key])}
        held -= back
        ids |= {key: replace(ids[key], again=True) for key in back}
        outcome.known += len(part) - len(ids) + len(held)
        seen |= ids.keys()
        for key in held:
            _note_again(store, warcs, ids[key])
        request.progress(outcome.seen)
        yield from (one for key, one in ids.items() if key not in held)


def _payloads(request: Request, outcome: Outcome) -> Iterator[Payload]:
    for found in request.found:
        if isinstance(found, LeftOut):
            outcome.doubts.append(Doubt(found.doc, "left_out", found.reason))
            continue
        try:
            yield _payload(found, request)
        except (UnreadableError, FetchError) as raised:
            _fail(outcome, found.doc, raised)


def _payload(found: FoundFile | FoundAddress | Fetched, request: Request) -> Payload:
    if isinstance(found, FoundFile):
        data = read_file(found, request.limit)
        return Payload(found, data, digest_of(data))
    if isinstance(found, FoundAddress):
        if request.visitor is None:
            raise FetchError(f"{found.doc} is an address, and nobody visits addresses here.", kind="refused")
        found = fetched(request.visitor, found.doc)
    return Payload(found, found.data, digest_of(found.data))


def _came_back(connection: Connection, payload: Payload) -> bool:
    """Whether a page has the bytes of an earlier version again, after another one."""
    found = payload.found
    if not isinstance(found, Fetched):
        return False
    newest = releases.newest_digest(connection, found.doc)
    return newest is not None and newest != payload.digest


def _note_again(store: Store, warcs: WarcFolder, payload: Payload) -> None:
    """A page that came with the bytes that are held already: a revisit record and its row."""
    if isinstance(payload.found, Fetched):
        with store.reading() as connection:
            earlier = visits.last_whole(connection, payload.found.doc)
        place = put_visit(warcs, payload.found.visit, earlier)
        with store.writing() as connection:
            of = earlier.release_id if earlier else None
            visits.put(connection, visit_row(payload.found.visit, place, Seen.SAME, of))


def _held(store: Store) -> dict[str, str]:
    """The releases that stand already, by the name under which a later capture of each would come."""
    with store.reading() as connection:
        return {_name(one.doc): one.id for one in releases.every(connection)}


def _name(doc: str) -> str:
    return tail(doc) if is_archived(doc) else doc


def _claimed(one: Prepared, held: dict[str, str], outcome: Outcome) -> Prepared:
    """The release under the id that it has already, if an earlier capture brought it; else it is new."""
    name = _name(one.release.doc)
    if name not in held:
        held[name] = one.release.id
        outcome.new += 1
        return one
    outcome.renewed += 1
    return one.claimed_by(held[name])


def _store(store: Store, warcs: WarcFolder, payload: Payload, prepared: list[Prepared], seen: Seen) -> None:
    """Write a file's or page's capture, then all that was made of it, whole or not at all."""
    found = payload.found
    taken_at, place = _captured(warcs, payload)
    with store.writing() as connection:
        for number, one in enumerate(prepared):
            capture = Capture(
                id=capture_id(payload.digest, f"{found.doc}\n{taken_at}" if payload.again else found.doc, number),
                doc=one.release.doc,
                address=one.release.address,
                taken_at=taken_at,
                media_type=found.media_type,
                digest=payload.digest,
                size=len(payload.data),
                warc=place.warc,
                offset=place.offset,
            )
            is_new = releases.add_rows(connection, one.release, capture, one.rows)
            links.put_profile(connection, one.release.id, LINKER, one.profile, is_new=is_new)
            evidence.log(connection, "capture", capture.id, capture.digest, taken_at)
        if isinstance(found, Fetched):
            of = prepared[0].release.id if prepared else None
            visits.put(connection, visit_row(found.visit, place, seen, of))


def _captured(warcs: WarcFolder, payload: Payload) -> tuple[datetime, Place]:
    """When the bytes were taken, and where their record is."""
    found = payload.found
    if isinstance(found, Fetched):
        return found.visit.answer.at, put_visit(warcs, found.visit)
    taken_at = datetime.now(UTC)
    return taken_at, warcs.put(found.path.absolute().as_uri(), payload.data, found.media_type, taken_at)
