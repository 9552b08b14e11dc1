"""Looking at a source: what is new there, which of it looks like a release, and what became of each."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from jikenbo.capture.entries import Entry
from jikenbo.capture.feed import is_feed, read_feed
from jikenbo.capture.fetch import Exchange
from jikenbo.capture.files import find_files
from jikenbo.capture.listing import feeds_of, read_list
from jikenbo.capture.sitemap import is_sitemap, read_sitemap
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import FetchError, JikenboError, UnreadableError
from jikenbo.ingest.taking import Request, take_in
from jikenbo.read.is_release import is_release
from jikenbo.sources import Kind, Source, source_of
from jikenbo.store import Store, watching
from jikenbo.store.watching import Run, Sighting, Watched

# On titles alone 99 of 100 releases score this and more (300 archived ones), and 1 in 15 of other news.
LOOKS_LIKE = 0.1
# An index of sitemaps may name hundreds: the ones that changed last are looked at.
_SITEMAPS = 10
_LONGEST = timedelta(days=1)
_LARGEST_FILE = 64_000_000
# A source whose host is to be left alone is asked again after this.
_SHUT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry with how much its title looks like a release's, and the reason in words."""

    entry: Entry
    score: float
    reason: str

    @property
    def wanted(self) -> bool:
        """Whether it is to be fetched."""
        return self.score >= LOOKS_LIKE


def kind_of(answer: Exchange) -> Kind:
    """What stands at an address, by its bytes."""
    if is_feed(answer):
        return Kind.FEED
    return Kind.SITEMAP if is_sitemap(answer) else Kind.LIST


def entries_of(visitor: Visitor, kind: Kind, answer: Exchange) -> tuple[Entry, ...]:
    """The entries of a feed, sitemap or list page; UnreadableError if it is not what it was."""
    if answer.status != 200:
        raise UnreadableError(f"{answer.address} answers with status {answer.status}.", "Look at it in a browser.")
    if kind is Kind.FEED:
        return read_feed(answer)
    if kind is Kind.LIST:
        return read_list(answer)
    found = read_sitemap(answer)
    entries = list(found.entries)
    for one in sorted(found.further, key=lambda further: further.published or "", reverse=True)[:_SITEMAPS]:
        entries += read_sitemap(visitor.visit(one.address).answer).entries
    return tuple(entries)


def judged(entry: Entry) -> Judged:
    """An entry held against what releases are titled; one without a title must be fetched to know."""
    if not entry.title:
        return Judged(entry, 0.5, "It has no title here; its page will tell.")
    found = is_release(f"{entry.title}\n{entry.said}")
    return Judged(entry, found.score, found.reason)


def proposal(visitor: Visitor, address: str) -> tuple[Source, list[Judged], tuple[str, ...]]:
    """What watching an address would be: a source, what it would take now, and the feeds that its page names."""
    answer = visitor.visit(address).answer
    kind = kind_of(answer)
    feeds = feeds_of(answer) if kind is Kind.LIST else ()
    found = [judged(one) for one in entries_of(visitor, kind, answer)]
    made = source_of({"id": name_of(address), "name": address, "address": answer.address, "kind": kind.value})
    return made, found, feeds


def name_of(address: str) -> str:
    """A short name for a source: its host, and a few characters of its address's digest."""
    host = address.partition("//")[2].partition("/")[0].partition(":")[0]
    return f"{host}-{sha256(address.encode()).hexdigest()[:6]}"


def look(store: Store, visitor: Visitor, watched: Watched) -> Run:
    """Look at a source once and keep what was seen; what looks like a release waits to be fetched."""
    source = source_of(watched.definition)
    now = visitor.clock.now()
    with store.writing() as connection:
        number = watching.begin_run(connection, source.id, now)
    run = Run(source_id=source.id, started_at=now)
    new: list[Sighting] = []
    after = watched
    try:
        if source.kind is Kind.FOLDER:
            run = _looked_into(store, source, run)
        else:
            run, new, after = _asked(store, visitor, watched, run)
        after = replace(after, failures=0)
    except JikenboError as raised:
        if isinstance(raised, FetchError) and raised.kind == "shut":
            run = replace(run, status="put_off", reason=str(raised))
        else:
            after = replace(after, failures=watched.failures + 1)
            run = replace(run, status="failed", reason=str(raised), alert=_failing(source, after.failures))
    ended = visitor.clock.now()
    run = replace(run, ended_at=ended)
    due = ended + _SHUT if run.status == "put_off" else _next(source, after.failures, now)
    after = replace(after, last_at=ended, next_at=due)
    with store.writing() as connection:
        watching.put_sightings(connection, new)
        watching.settle_source(connection, after)
        watching.end_run(connection, number, run)
    return run


def _asked(store: Store, visitor: Visitor, watched: Watched, run: Run) -> tuple[Run, list[Sighting], Watched]:
    """Ask a source's address: what the run came to, what is new, and what to ask with next time."""
    source = source_of(watched.definition)
    answer = visitor.visit(source.address, _conditions(watched)).answer
    if answer.status == 304:
        return replace(run, status="unchanged"), [], watched
    entries = _meant(source, entries_of(visitor, source.kind, answer))
    run, new = _noted(store, source, run, entries)
    return run, new, replace(watched, etag=answer.header("etag"), last_modified=answer.header("last-modified"))


def _looked_into(store: Store, source: Source, run: Run) -> Run:
    """Take in what is new in a folder, such as the checkout of an archive."""
    outcome = take_in(store, Request(found=find_files([source.address]), limit=_LARGEST_FILE))
    few = _few(source, outcome.seen)
    return replace(run, status="done", found=outcome.seen, new=outcome.new, skipped=len(outcome.failed), alert=few)


def _few(source: Source, found: int) -> str:
    return f"{source.name} gave {found} entries; {source.expect} are expected." if found < source.expect else ""


def _conditions(watched: Watched) -> dict[str, str]:
    asked = {"If-None-Match": watched.etag, "If-Modified-Since": watched.last_modified}
    return {name: value for name, value in asked.items() if value}


def _meant(source: Source, entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries under their meant addresses, without those that the source leaves out."""
    meant = {one.address: one for one in (replace(e, address=source.named(e.address)) for e in entries)}
    return [one for one in meant.values() if source.wants(one.address)]


def _noted(store: Store, source: Source, run: Run, entries: list[Entry]) -> tuple[Run, list[Sighting]]:
    """What a run came to, and the sightings that are new."""
    with store.reading() as connection:
        known = watching.seen(connection, source.id, (one.address for one in entries))
    fresh = [judged(one) for one in entries if one.address not in known]
    made = [_sighting(source, one, run.started_at) for one in fresh]
    new = sum(one.wanted for one in fresh)
    few = (
        f"{source.name} gave {len(entries)} entries; {source.expect} are expected."
        if len(entries) < source.expect
        else ""
    )
    return replace(run, status="done", found=len(entries), new=new, skipped=len(fresh) - new, alert=few), made


def _sighting(source: Source, found: Judged, now: datetime) -> Sighting:
    return Sighting(
        source_id=source.id,
        address=found.entry.address,
        title=found.entry.title,
        published=found.entry.published,
        seen_at=now,
        state="waiting" if found.wanted else "skipped",
        reason="" if found.wanted else found.reason,
        score=found.score,
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
