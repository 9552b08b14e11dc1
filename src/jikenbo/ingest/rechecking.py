"""Looking again at what was captured: same, noise, changed, moved, removed, blocked or out of reach.

A removal, a move or a change counts only when a second look at another time shows it too: a server in trouble, a slip
while editing or a wall that lets one in every other time is none.
"""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from jikenbo.capture.addresses import Fetched, is_address
from jikenbo.capture.visiting import Visit, Visitor
from jikenbo.capture.warc import WarcFolder
from jikenbo.errors import FetchError
from jikenbo.ingest.comparing import Known, Look, known_of, look_at
from jikenbo.ingest.crew import HOSTS, Job, Settle, host_of, work_off
from jikenbo.ingest.fetching import put_visit, visit_row
from jikenbo.ingest.joining import join
from jikenbo.ingest.notices import notify_registered
from jikenbo.ingest.originals import first_look, join_held, take_original
from jikenbo.ingest.taking import Request, take_in
from jikenbo.model.fact import Fact
from jikenbo.model.release import Capture
from jikenbo.model.visit import Seen, VisitRow
from jikenbo.store import Store, evidence, originals, rechecks, visits
from jikenbo.store.rechecks import Recheck, Registered
from jikenbo.store.turns import turns

# From a day to a quarter: most edits and removals come early; a page that stood a year is asked for four times more.
INTERVALS = tuple(timedelta(days=days) for days in (1, 3, 7, 14, 30, 60, 90))
# The second look comes at another time of day, so that a nightly maintenance is not taken for a removal.
SECOND_LOOK = timedelta(hours=13)
# A host that is to be left alone is asked again after this.
_SHUT = timedelta(hours=1)
_GONE = frozenset((Seen.REMOVED, Seen.SOFT_404))
_CHANGED = frozenset((Seen.WORDS, Seen.FACTS))
# What is no news: the release stands, or at an entry's address there is its original or a page of something else.
_WELL = frozenset((Seen.SAME, Seen.NOISE, Seen.NEW, Seen.ANOTHER))
_NO_WORD = frozenset((Seen.BLOCKED, Seen.UNREACHABLE))


class Rechecker:
    """Looks at releases in their turn, many hosts at a time; all its state is in the casebook."""

    def __init__(self, store: Store, visitor: Visitor, limit: int, hosts: int = HOSTS) -> None:
        self._store = store
        self._visitor = visitor
        self._limit = limit
        self._hosts = hosts
        self._due: dict[str, deque[Recheck]] = {}
        self._hear: Callable[[int], None] = lambda _done: None
        self.looked: list[tuple[str, Seen]] = []
        self.found: list[Registered] = []

    def enroll(self) -> None:
        """Give every release that was fetched, or that says its address, its place in the round."""
        join_held(self._store)
        with self._store.writing() as connection:
            rechecks.enroll(connection, self._visitor.clock.now(), INTERVALS[0])

    def run(self, until: datetime, hear: Callable[[int], None] | None = None, most: int | None = None) -> None:
        """Look at all that is due by a time, or at so many of it; then link what came."""
        self.enroll()
        self._hear = hear or self._hear
        self._due = defaultdict(deque)
        with self._store.reading() as connection:
            for one in rechecks.due(connection, until, most):
                self._due[host_of(one.address)].append(one)
        work_off(self, self._visitor.clock, self._hosts)
        join(self._store)

    def job(self, now: datetime, busy: frozenset[str]) -> Job | datetime | None:
        """The release that has been due longest at a host that is free."""
        with self._store.reading() as connection:
            free = turns(connection)
        at = {host: free.get(host, now) for host, held in self._due.items() if held and host not in busy}
        ready = [host for host, when in at.items() if when <= now]
        if not ready:
            return min(at.values(), default=None)
        host = min(ready, key=lambda one: self._due[one][0].next_at)
        return Job(host, partial(self._ask, self._due[host].popleft()))

    def _ask(self, held: Recheck) -> Settle:
        known = known_of(self._store, held)
        came: Visit | FetchError
        try:
            came = self._visitor.visit(held.address, known.conditions if known else None)
        except FetchError as raised:
            came = raised
        return partial(self._settle, held, known, came)

    def _settle(self, held: Recheck, known: Known | None, came: Visit | FetchError) -> None:
        now = self._visitor.clock.now()
        if isinstance(came, FetchError) and came.kind == "shut":
            with self._store.writing() as connection:
                rechecks.settle(connection, replace(held, next_at=now + _SHUT))
            return
        look = look_at(self._store, held, known, came) if known else first_look(self._store, held, came)
        after, confirmed = _judged(held, look.seen, now)
        # A page that is taken in brings its visit with it.
        taken = (confirmed and look.seen in _CHANGED) or look.seen is Seen.NEW
        row = None if taken else self._kept(held, look, known.earlier if known else None, now)
        if look.seen is Seen.NEW and look.visit:
            first = replace(after, interval=int(INTERVALS[0].total_seconds()), next_at=now + INTERVALS[0])
            take_original(self._store, held, first, look.visit, self._limit)
        if confirmed:
            after = self._register(held, look, after, now)
        with self._store.writing() as connection:
            if row:
                visits.put(connection, row)
            rechecks.settle(connection, after)
        self.looked.append((held.release_id, look.seen))
        self._hear(len(self.looked))

    def _kept(self, held: Recheck, look: Look, earlier: VisitRow | None, now: datetime) -> VisitRow:
        """The look as a row, its answer written to the captures first."""
        if look.visit is None:
            return VisitRow(
                address=held.address,
                final=held.address,
                at=now,
                seen=look.seen,
                release_id=held.release_id,
                reason=look.reason,
            )
        with WarcFolder(self._store.captures) as warcs:
            place = put_visit(warcs, look.visit, earlier)
        row = visit_row(look.visit, place, look.seen, held.release_id, look.reason)
        # Only what is the release's own page serves as "earlier" for the next look.
        return row if look.seen in _WELL | _CHANGED | {Seen.MOVED} else replace(row, digest="", payload_digest="")

    def _register(self, held: Recheck, look: Look, after: Recheck, now: datetime) -> Recheck:
        """Enter in the register what a second look confirmed; a changed page becomes a capture of its release."""
        before = self._newest(held)
        made = Registered(
            release_id=held.release_id,
            kind="restored" if look.seen in _WELL else "removed" if look.seen in _GONE else look.seen.value,
            address=held.address,
            noticed_at=held.pending_at or now,
            confirmed_at=now,
            reason=look.reason,
            before=before.id if before else "",
            detail=_detail(look),
        )
        if look.seen in _CHANGED and look.visit and before:
            page = Fetched(before.doc, look.visit.answer.header("content-type"), look.visit)
            take_in(self._store, Request(found=[page], limit=self._limit, processes=1, seen=look.seen))
            after_it = self._newest(held)
            made = replace(made, after=after_it.id if after_it else "")
        if look.seen is Seen.MOVED and look.visit:
            after = replace(after, address=look.visit.final)
        with self._store.writing() as connection:
            number = rechecks.put_registered(connection, made)
            evidence.log(connection, "register", f"{number} {made.kind}", made.digest, now)
            notify_registered(connection, made)
        self.found.append(made)
        return after

    def _newest(self, held: Recheck) -> Capture | None:
        """The newest capture of a release, from the web if there is one."""
        with self._store.reading() as connection:
            captures = originals.own_captures(connection, held.release_id)
        fetched = [one for one in captures if is_address(one.doc)] or list(captures)
        return fetched[-1] if fetched else None


def _judged(held: Recheck, seen: Seen, now: datetime) -> tuple[Recheck, bool]:
    """The release's next place in the round, and whether this look confirms an earlier one."""
    if seen in _NO_WORD:
        # It says nothing of the page: what is pending stays so.
        wait = min(timedelta(seconds=held.interval), INTERVALS[2])
        return replace(held, verdict=seen.value, next_at=now + (SECOND_LOOK if held.pending else wait)), False
    news = _news(held, seen)
    if not news:
        grown = next((one for one in INTERVALS if one.total_seconds() > held.interval), INTERVALS[-1])
        seconds = int(grown.total_seconds())
        settled = replace(held, interval=seconds, next_at=now + _spread(held, grown), pending="", pending_at=None)
        return replace(settled, verdict=seen.value), False
    if held.pending == news and held.pending_at and now - held.pending_at >= SECOND_LOOK:
        standing = {"removed": "removed", "restored": "same"}.get(news, held.standing)
        first = INTERVALS[0]
        settled = replace(held, interval=int(first.total_seconds()), next_at=now + first, pending="", pending_at=None)
        return replace(settled, verdict=seen.value, standing=standing), True
    if held.pending == news and held.pending_at:
        return replace(held, verdict=seen.value, next_at=held.pending_at + SECOND_LOOK), False
    return replace(held, verdict=seen.value, pending=news, pending_at=now, next_at=now + SECOND_LOOK), False


def _news(held: Recheck, seen: Seen) -> str:
    """What a look shows that is not known yet, or an empty string."""
    if seen in _GONE:
        return "" if held.standing == "removed" else "removed"
    if held.standing == "removed":
        return "restored"
    # Words and facts are one thing here: an edit may go on between two looks.
    return "" if seen in _WELL else "changed" if seen in _CHANGED else seen.value


def _spread(held: Recheck, wait: timedelta) -> timedelta:
    """A tenth more or less by the release's id, so that releases taken together do not come due together."""
    return wait * (0.9 + 0.2 * int(held.release_id[:4], 16) / 0xFFFF)


def _detail(look: Look) -> dict[str, Any]:
    found = look.difference
    if found is None or look.seen in _GONE:
        return {"status": look.visit.answer.status if look.visit else None}
    return {
        "lines": [[line.sign, line.words] for line in found.lines if not line.noise],
        "gone": [_fact(one) for one in found.gone],
        "come": [_fact(one) for one in found.come],
        "announced": found.announced,
        "final": look.visit.final if look.visit else "",
    }


def _fact(fact: Fact) -> list[str]:
    return [fact.field.value, str(fact.value), *(str(one) for one in (fact.status, fact.role, fact.unit) if one)]
