"""Fetching what was seen at sources, many hosts at a time: what will vanish first, and whose host is free."""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from jikenbo.capture.addresses import Fetched, fetched
from jikenbo.capture.answers import says_little
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import FetchError, JikenboError
from jikenbo.ingest.crew import HOSTS, Job, Settle, host_of, work_off
from jikenbo.ingest.joining import join
from jikenbo.ingest.looking import Looker, place_of
from jikenbo.ingest.notices import notify_new
from jikenbo.ingest.reading import Prepared
from jikenbo.ingest.taking import Request, take_in
from jikenbo.read.is_release import is_release
from jikenbo.store import Store, visits, watching
from jikenbo.store.turns import turns
from jikenbo.store.watching import Run, Sighting

# Tried again after ten minutes, then forty, … up to a day; given up after some four days.
_AGAIN = timedelta(minutes=10)
_LONGEST = timedelta(days=1)
_TRIES = 8
# A title from this score on is a release's; where its page tells nothing it is asked for so often in some three days.
_SURE, _DOUBTED = 0.5, 5
# Kinds of trouble that another try does not mend.
_FINAL = {
    "forbidden": "forbidden",
    "refused": "forbidden",
    "removed": "gone",
    "too_large": "failed",
    "redirects": "failed",
}
# How long a try waits where the host says that it is shut.
_SHUT = timedelta(minutes=5)


class Gatherer:
    """Does the jobs of watching, many hosts at a time; all its state is in the casebook."""

    def __init__(self, store: Store, visitor: Visitor, limit: int, hosts: int = HOSTS) -> None:
        self._store = store
        self._visitor = visitor
        self._limit = limit
        self._hosts = hosts
        self._looker = Looker(store, visitor, limit, self._looked)
        self._until = visitor.clock.now()
        # What waits to be fetched by then, by host; read again from the casebook whenever a look changed it.
        self._waiting: dict[str, deque[Sighting]] | None = None
        self.runs: list[Run] = []
        self.settled: list[Sighting] = []

    def run(self, until: datetime) -> None:
        """Look at all sources that are due by a time and fetch all that is; then link what came."""
        self._until = until
        self._waiting = None
        work_off(self, self._visitor.clock, self._hosts)
        join(self._store)

    def job(self, now: datetime, busy: frozenset[str]) -> Job | datetime | None:
        """The next look or page. A host's sources come before its pages: only then is it known what vanishes first."""
        with self._store.reading() as connection:
            due = watching.due_sources(connection, self._until)
            free = turns(connection)
        due = [one for one in due if place_of(one) not in busy]
        ready = next((one for one in due if one.next_at <= now), None)
        if ready:
            return self._looker.job(ready)
        page = self._page(now, free, busy)
        coming = min((one.next_at for one in due), default=None)
        if isinstance(page, datetime) and coming:
            return min(page, coming)
        return page or coming

    def _looked(self, run: Run) -> None:
        self.runs.append(run)
        self._waiting = None

    def _page(self, now: datetime, free: Mapping[str, datetime], busy: frozenset[str]) -> Job | datetime | None:
        """A page to fetch, what will vanish first before all; else when a host is free; None if nothing waits."""
        if self._waiting is None:
            self._waiting = self._read_waiting()
        waiting = self._waiting
        at = {
            host: max(free.get(host, now), held[0].next_at or now)
            for host, held in waiting.items()
            if held and host not in busy
        }
        while ready := [host for host, when in at.items() if when <= now]:
            host = min(ready, key=lambda one: _first(waiting[one][0]))
            sighting = waiting[host].popleft()
            if self._still_wanted(sighting):
                return Job(host, partial(self._ask, sighting))
            if not waiting[host]:
                del at[host]
        return min(at.values(), default=None)

    def _read_waiting(self) -> dict[str, deque[Sighting]]:
        with self._store.reading() as connection:
            held = watching.waiting(connection, self._until)
        queues: dict[str, deque[Sighting]] = defaultdict(deque)
        for one in held:
            queues[host_of(one.address)].append(one)
        return queues

    def _still_wanted(self, sighting: Sighting) -> bool:
        """Whether a page is to be fetched still; one that another source brought is taken already."""
        with self._store.reading() as connection:
            stands = watching.stands(connection, sighting)
            taken = watching.taken_elsewhere(connection, sighting) if stands else None
        if taken:
            self._keep(replace(sighting, state="taken", reason="It came by another source.", release_id=taken))
        return stands and not taken

    def _ask(self, sighting: Sighting) -> Settle:
        came: Fetched | JikenboError
        try:
            came = fetched(self._visitor, sighting.address)
        except JikenboError as raised:
            came = raised
        return lambda: self._settle(sighting, came)

    def _settle(self, sighting: Sighting, came: Fetched | JikenboError) -> None:
        made = self._taken(sighting, came)
        self._keep(made)
        self.settled.append(made)

    def _keep(self, made: Sighting) -> None:
        with self._store.writing() as connection:
            watching.settle_sighting(connection, made)

    def _taken(self, sighting: Sighting, page: Fetched | JikenboError) -> Sighting:
        if isinstance(page, FetchError):
            return self._put_off(sighting, page)
        if isinstance(page, JikenboError):
            return replace(sighting, state="failed", reason=str(page))
        outcome = take_in(self._store, Request(found=[page], limit=self._limit, processes=1, unwanted=no_release))
        if outcome.failed:
            return replace(sighting, state="failed", reason=str(outcome.failed[0]))
        if outcome.unwanted:
            return self._unwanted(sighting, page, outcome.unwanted[0])
        with self._store.writing() as connection:
            visit = visits.last_whole(connection, page.doc)
            if outcome.new and visit and visit.release_id:
                notify_new(connection, visit.release_id, visit.at)
        return replace(sighting, state="taken", reason="", release_id=visit.release_id if visit else None)

    def _unwanted(self, sighting: Sighting, page: Fetched, reason: str) -> Sighting:
        """A page that is no release is left; one of few words under a release's title is looked at again later."""
        tries = sighting.tries + 1
        if sighting.title and sighting.score >= _SURE and tries < _DOUBTED and says_little(page.visit.answer):
            wait = _AGAIN * 4**tries
            return replace(sighting, reason=reason, tries=tries, next_at=self._visitor.clock.now() + wait)
        return replace(sighting, state="skipped", reason=reason)

    def _put_off(self, sighting: Sighting, raised: FetchError) -> Sighting:
        now = self._visitor.clock.now()
        if raised.kind == "shut":
            return replace(sighting, reason=str(raised), next_at=now + _SHUT)
        tries = sighting.tries + 1
        state = _FINAL.get(raised.kind) or ("failed" if tries >= _TRIES else "waiting")
        wait = min(_AGAIN * 4 ** (tries - 1), _LONGEST)
        return replace(sighting, state=state, reason=str(raised), tries=tries, next_at=now + wait)


def _first(sighting: Sighting) -> tuple[bool, datetime, datetime, str]:
    """What is fetched first: what will vanish first, then what was seen first."""
    vanishes = sighting.vanishes_at
    return vanishes is None, vanishes or sighting.seen_at, sighting.seen_at, sighting.address


def no_release(prepared: Prepared) -> str:
    """Why a page is no release, or an empty string if it is one."""
    found = is_release(f"{prepared.release.title}\n{prepared.document.text.content}")
    return "" if found.verdict else found.reason
