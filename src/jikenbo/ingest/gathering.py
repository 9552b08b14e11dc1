"""Fetching what was seen at sources, one job after the other: what will vanish first, and whose host is free."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from jikenbo.capture.addresses import fetched
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import FetchError, JikenboError
from jikenbo.ingest.joining import join
from jikenbo.ingest.notices import notify
from jikenbo.ingest.reading import Prepared
from jikenbo.ingest.taking import Request, take_in
from jikenbo.ingest.watching import look
from jikenbo.read.is_release import is_release
from jikenbo.store import Store, visits, watching
from jikenbo.store.watching import Run, Sighting

# Tried again after ten minutes, then forty, … up to a day; given up after some four days.
_AGAIN = timedelta(minutes=10)
_LONGEST = timedelta(days=1)
_TRIES = 8
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


NEVER = datetime.max.replace(tzinfo=UTC)


class Gatherer:
    """Does the jobs of watching one by one; all its state is in the casebook."""

    def __init__(self, store: Store, visitor: Visitor, limit: int) -> None:
        self._store = store
        self._visitor = visitor
        self._limit = limit
        self.runs: list[Run] = []
        self.settled: list[Sighting] = []

    def step(self) -> datetime | None:
        """Do the next job if one is due, and say nothing; else say when one will be."""
        now = self._visitor.clock.now()
        with self._store.reading() as connection:
            # Sources before pages: only then is it known what will vanish first.
            due = watching.due_source(connection, now)
            waiting, ready = (None, None) if due else watching.next_sighting(connection, now)
            next_source = watching.next_source_at(connection)
        if due is not None:
            self.runs.append(look(self._store, self._visitor, due))
        elif waiting is not None:
            self._take(waiting)
        else:
            return min((one for one in (ready, next_source) if one), default=NEVER)
        return None

    def run(self, until: datetime) -> None:
        """Do all jobs that are due up to a time, waiting between them; then link what came."""
        while (due := self.step()) is None or due <= until:
            if due is not None:
                self._visitor.clock.sleep(max((due - self._visitor.clock.now()).total_seconds(), 0))
        join(self._store)

    def _take(self, sighting: Sighting) -> None:
        made = self._tried(sighting)
        with self._store.writing() as connection:
            watching.settle_sighting(connection, made)
        self.settled.append(made)

    def _tried(self, sighting: Sighting) -> Sighting:
        try:
            page = fetched(self._visitor, sighting.address)
        except FetchError as raised:
            return self._put_off(sighting, raised)
        except JikenboError as raised:
            return replace(sighting, state="failed", reason=str(raised))
        outcome = take_in(self._store, Request(found=[page], limit=self._limit, processes=1, unwanted=no_release))
        if outcome.failed:
            return replace(sighting, state="failed", reason=str(outcome.failed[0]))
        if outcome.unwanted:
            return replace(sighting, state="skipped", reason=outcome.unwanted[0])
        with self._store.writing() as connection:
            visit = visits.last_whole(connection, page.doc)
            if outcome.new and visit and visit.release_id:
                notify(connection, "new", visit.release_id, sighting.title, visit.at)
        return replace(sighting, state="taken", reason="", release_id=visit.release_id if visit else None)

    def _put_off(self, sighting: Sighting, raised: FetchError) -> Sighting:
        now = self._visitor.clock.now()
        if raised.kind == "shut":
            return replace(sighting, reason=str(raised), next_at=now + _SHUT)
        tries = sighting.tries + 1
        state = _FINAL.get(raised.kind) or ("failed" if tries >= _TRIES else "waiting")
        wait = min(_AGAIN * 4 ** (tries - 1), _LONGEST)
        return replace(sighting, state=state, reason=str(raised), tries=tries, next_at=now + wait)


def no_release(prepared: Prepared) -> str:
    """Why a page is no release, or an empty string if it is one."""
    found = is_release(f"{prepared.release.title}\n{prepared.document.text.content}")
    return "" if found.verdict else found.reason
