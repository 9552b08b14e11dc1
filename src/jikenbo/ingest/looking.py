"""Looking at a source: what is new there, which of it looks like a release, and what became of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from jikenbo.capture.entries import Entry
from jikenbo.capture.files import find_files
from jikenbo.capture.git import Clone
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import FetchError, JikenboError
from jikenbo.ingest.crew import Job, Settle, host_of
from jikenbo.ingest.notices import notify_alert
from jikenbo.ingest.taking import Request, take_in
from jikenbo.ingest.watching import Judged, entries_of, judged
from jikenbo.sources import Kind, Source, source_of
from jikenbo.store import Store, watching
from jikenbo.store.watching import Run, Sighting, Watched

_LONGEST = timedelta(days=1)
# A source whose host is to be left alone is asked again after this.
_SHUT = timedelta(minutes=15)
_ARCHIVES = "archives"


@dataclass(frozen=True, slots=True)
class Found:
    """What a look came to: the run, what was seen for the first time, and what to ask with next time."""

    run: Run
    new: tuple[Sighting, ...]
    watched: Watched


# What asking brings back, to be done with the casebook afterwards.
Came = Callable[[], Found]


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks at sources; `limit` is the size of the largest file taken in, `hear` hears of each run."""

    store: Store
    visitor: Visitor
    limit: int
    hear: Callable[[Run], None]

    def job(self, watched: Watched) -> Job:
        """A look at a source: asked in a thread, then kept."""
        source = source_of(watched.definition)
        run = Run(source_id=source.id, started_at=self.visitor.clock.now())
        with self.store.writing() as connection:
            number = watching.begin_run(connection, source.id, run.started_at)
        ways = {Kind.FOLDER: self._ask_folder, Kind.GIT: self._ask_git}

        def ask() -> Settle:
            came: Came | JikenboError
            try:
                came = ways.get(source.kind, self._ask_page)(source, watched, run)
            except JikenboError as raised:
                came = raised
            return lambda: self._settle(source, Found(run, (), watched), number, came)

        return Job(place_of(watched), ask)

    def _ask_page(self, source: Source, watched: Watched, run: Run) -> Came:
        """Ask a page for its entries, on the condition that it changed."""
        answer = self.visitor.visit(source.address, _conditions(watched)).answer
        if answer.status == 304:
            return lambda: Found(replace(run, status="unchanged"), (), watched)
        after = replace(watched, etag=answer.header("etag"), last_modified=answer.header("last-modified"))
        entries = _meant(source, entries_of(self.visitor, source, answer, lambda some: self._known(source, some)))
        return lambda: self._noted(source, run, entries, after)

    def _known(self, source: Source, addresses: Iterable[str]) -> set[str]:
        """Those of some addresses that were seen at the source before."""
        meant = {one: source.named(one) for one in addresses}
        with self.store.reading() as connection:
            seen = watching.seen(connection, source.id, meant.values())
        return {one for one, named in meant.items() if named in seen}

    def _ask_folder(self, source: Source, watched: Watched, run: Run) -> Came:
        """A folder answers by being there: what is new in it is taken in."""

        def looked() -> Found:
            outcome = take_in(self.store, Request(found=find_files([source.address]), limit=self.limit))
            counted = replace(run, found=outcome.seen, new=outcome.new, skipped=len(outcome.failed))
            return Found(_done(source, counted), (), watched)

        return looked

    def _ask_git(self, source: Source, watched: Watched, run: Run) -> Came:
        """Fetch an archive that is kept in git; what changed since it was taken in last is taken in."""
        folder = self.store.captures.parent / _ARCHIVES / source.id
        clone = Clone(source.address, folder, self.visitor.agent, self.visitor.guard)
        commit = self.visitor.in_turn(source.address, clone.fetch)

        def looked() -> Found:
            changed, count = clone.changed(commit)
            outcome = take_in(self.store, Request(found=changed, limit=self.limit))
            clone.taken(commit)
            new = outcome.new + outcome.renewed
            return Found(_done(source, replace(run, found=count, new=new, skipped=len(outcome.failed))), (), watched)

        return looked

    def _noted(self, source: Source, run: Run, entries: list[Entry], after: Watched) -> Found:
        """What a run came to, and the sightings that are new."""
        with self.store.reading() as connection:
            known = watching.seen(connection, source.id, (one.address for one in entries))
        fresh = [judged(one) for one in entries if one.address not in known]
        wanted = [one.entry.address for one in fresh if one.wanted]
        turns = {address: _later(source, place, run.started_at) for place, address in enumerate(wanted)}
        made = tuple(_sighting(source, one, run.started_at, turns.get(one.entry.address)) for one in fresh)
        counted = replace(run, found=len(entries), new=len(wanted), skipped=len(fresh) - len(wanted))
        return Found(_done(source, counted), made, after)

    def _settle(self, source: Source, begun: Found, number: int, came: Came | JikenboError) -> None:
        """Keep what came of a look, and when the next one is due."""
        try:
            if isinstance(came, JikenboError):
                raise came
            found = came()
            failures, run = 0, found.run
        except JikenboError as raised:
            put_off = isinstance(raised, FetchError) and raised.kind == "shut"
            failures = begun.watched.failures + (not put_off)
            alert = "" if put_off else _failing(source, failures)
            found = begun
            run = replace(begun.run, status="put_off" if put_off else "failed", reason=str(raised), alert=alert)
        ended = self.visitor.clock.now()
        run = replace(run, ended_at=ended)
        due = ended + _SHUT if run.status == "put_off" else _next(source, failures, run.started_at)
        with self.store.writing() as connection:
            before = watching.last_alert(connection, source.id)
            watching.put_sightings(connection, found.new)
            watching.settle_source(connection, replace(found.watched, failures=failures, last_at=ended, next_at=due))
            watching.end_run(connection, number, run)
            # Told when it begins, and not at every look while it lasts.
            if run.alert and not before:
                few = run.status == "done"
                said = f"{run.found}/{source.expect}" if few else f"{failures}: {run.reason}"
                notify_alert(connection, "few" if few else "failing", run, source, said)
        self.hear(run)


def place_of(watched: Watched) -> str:
    """The host that a look at a source asks; a folder is one of its own."""
    return host_of(str(watched.definition["address"])) or f"folder of {watched.id}"


def _done(source: Source, run: Run) -> Run:
    """A run that came through; an alert if it found less than is expected."""
    few = f"{source.name} gave {run.found} entries; {source.expect} are expected." if run.found < source.expect else ""
    return replace(run, status="done", alert=few)


def _conditions(watched: Watched) -> dict[str, str]:
    asked = {"If-None-Match": watched.etag, "If-Modified-Since": watched.last_modified}
    return {name: value for name, value in asked.items() if value}


def _meant(source: Source, entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries under their meant addresses, without those that the source leaves out."""
    meant = {one.address: one for one in (replace(e, address=source.named(e.address)) for e in entries)}
    return [one for one in meant.values() if source.wants(one.address)]


def _later(source: Source, place: int, now: datetime) -> datetime | None:
    """When an address is fetched that comes after as many others: a few at each look, unless they vanish."""
    looks = 0 if source.vanishes or not source.most else place // source.most
    return now + looks * source.every if looks else None


def _sighting(source: Source, found: Judged, now: datetime, later: datetime | None) -> Sighting:
    return Sighting(
        source_id=source.id,
        address=found.entry.address,
        title=found.entry.title,
        published=found.entry.published,
        seen_at=now,
        state="waiting" if found.wanted else "skipped",
        reason="" if found.wanted else found.reason,
        score=found.score,
        next_at=later,
        vanishes_at=_vanishes(source, found.entry, now),
    )


def _vanishes(source: Source, entry: Entry, now: datetime) -> datetime | None:
    """When a document will be gone: counted from its publication where that is known, else from now."""
    if source.vanishes is None:
        return None
    try:
        published = datetime.fromisoformat(entry.published or "").replace(tzinfo=now.tzinfo)
    except ValueError:
        published = now
    return min(published, now) + source.vanishes


def _next(source: Source, failures: int, now: datetime) -> datetime:
    """When a source is due again: a tenth earlier or later by its name, so that sources do not come all at once."""
    spread = 0.9 + 0.2 * (int(sha256(source.id.encode()).hexdigest()[:4], 16) / 0xFFFF)
    wait: timedelta = source.every * spread * 2 ** min(failures, 6)
    return now + (min(wait, max(_LONGEST, source.every)) if failures else wait)


def _failing(source: Source, failures: int) -> str:
    return f"{source.name} failed {failures} times in a row." if failures >= 3 else ""
