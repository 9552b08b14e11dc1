"""Looking again at what was captured: same, noise, changed, moved, removed, blocked or out of reach.

A removal, a move or a change counts only when a second look at another time shows it too: a server in trouble, a slip
while editing or a wall that lets one in every other time is none.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from jikenbo.analyse.versions import Difference, Version, compare
from jikenbo.capture.addresses import Fetched
from jikenbo.capture.answers import trouble
from jikenbo.capture.records import digest_of
from jikenbo.capture.visiting import Visit, Visitor
from jikenbo.capture.warc import WarcFolder
from jikenbo.errors import FetchError, JikenboError
from jikenbo.extract import extract
from jikenbo.ingest.fetching import put_visit, visit_row
from jikenbo.ingest.gathering import NEVER
from jikenbo.ingest.notices import notify
from jikenbo.ingest.taking import Request, take_in
from jikenbo.model.fact import Fact
from jikenbo.model.visit import Seen, VisitRow
from jikenbo.read import read
from jikenbo.store import Store, evidence, rechecks, releases, visits
from jikenbo.store.rechecks import Recheck, Registered

# From a day to a quarter: most edits and removals come early; a page that stood a year is asked for four times more.
INTERVALS = tuple(timedelta(days=days) for days in (1, 3, 7, 14, 30, 60, 90))
# The second look comes at another time of day, so that a nightly maintenance is not taken for a removal.
SECOND_LOOK = timedelta(hours=13)
# A page that keeps less than this of the release's words is another page; one that keeps so much is the release.
_ANOTHER, _STILL = 0.2, 0.5
_GONE = frozenset((Seen.REMOVED, Seen.SOFT_404))
_CHANGED = frozenset((Seen.WORDS, Seen.FACTS))
_WELL = frozenset((Seen.SAME, Seen.NOISE))
_NO_WORD = frozenset((Seen.BLOCKED, Seen.UNREACHABLE))


@dataclass(frozen=True, slots=True)
class Look:
    """What one look showed: the visit, if there was an answer, and the difference, if there was a page."""

    seen: Seen
    reason: str
    visit: Visit | None = None
    difference: Difference | None = None


class Rechecker:
    """Looks at releases in their turn; all its state is in the casebook."""

    def __init__(self, store: Store, visitor: Visitor, limit: int) -> None:
        self._store = store
        self._visitor = visitor
        self._limit = limit
        self.looked: list[tuple[str, Seen]] = []
        self.found: list[Registered] = []

    def enroll(self) -> None:
        """Give every fetched release its place in the round."""
        with self._store.writing() as connection:
            rechecks.enroll(connection, self._visitor.clock.now(), INTERVALS[0])

    def step(self) -> datetime | None:
        """Look at the release that is due, and say nothing; else say when one will be."""
        now = self._visitor.clock.now()
        with self._store.reading() as connection:
            due = rechecks.due(connection, now)
            coming = rechecks.next_at(connection)
        if due is None:
            return coming or NEVER
        self._recheck(due)
        return None

    def run(self, until: datetime, hear: Callable[[int], None] = lambda _done: None) -> None:
        """Look at all that is due now or by a time."""
        self.enroll()
        while (due := self.step()) is None or due <= until:
            hear(len(self.looked))
            if due is not None:
                self._visitor.clock.sleep(max((due - self._visitor.clock.now()).total_seconds(), 0))

    def _recheck(self, held: Recheck) -> None:
        with self._store.reading() as connection:
            earlier = visits.last_whole(connection, held.address)
        look = self._look(held, earlier)
        now = self._visitor.clock.now()
        if look is None:
            with self._store.writing() as connection:
                rechecks.settle(connection, replace(held, next_at=now + timedelta(hours=1)))
            return
        after, confirmed = _judged(held, look.seen, now)
        # A change that is confirmed is kept as a capture, and its visit with it.
        captured = confirmed and look.seen in _CHANGED
        row = None if captured else self._kept(held, look, earlier, now)
        if confirmed:
            after = self._register(held, look, after, now)
        with self._store.writing() as connection:
            if row:
                visits.put(connection, row)
            rechecks.settle(connection, after)
        self.looked.append((held.release_id, look.seen))

    def _look(self, held: Recheck, earlier: VisitRow | None) -> Look | None:
        """Visit the release's address; None if its host is to be left alone for now."""
        # What is pending was seen in the last answer: one like it confirms it, and must be compared in full.
        known = None if held.pending else earlier
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
        try:
            visit = self._visitor.visit(held.address, {name: value for name, value in conditions.items() if value})
        except FetchError as raised:
            if raised.kind == "shut":
                return None
            return Look(Seen.BLOCKED if raised.kind == "forbidden" else Seen.UNREACHABLE, str(raised))
        if visit.answer.status == 304:
            return _stands(held, visit, "it is not modified")
        if known and visit.answer.status == 200 and digest_of(visit.answer.content) == known.digest:
            return _stands(held, visit, "its bytes are the same")
        return self._compared(held, visit)

    def _compared(self, held: Recheck, visit: Visit) -> Look:
        said = trouble(visit.answer)
        difference = self._difference(held, visit) if visit.answer.status == 200 else None
        if said and not (difference and difference.alike >= _STILL):
            return Look(Seen(said.kind), said.reason, visit)
        if difference is None:
            return Look(Seen.UNREACHABLE, "no text comes out of what it answers", visit)
        if difference.alike < _ANOTHER:
            where = f" at {visit.final}" if visit.final != held.address else ""
            return Look(Seen.SOFT_404, f"another page stands{where} in its place", visit, difference)
        if visit.final != held.address:
            return Look(Seen.MOVED, f"it stands at {visit.final} now", visit, difference)
        return Look(difference.seen, _SAID[difference.seen], visit, difference)

    def _difference(self, held: Recheck, visit: Visit) -> Difference | None:
        with self._store.reading() as connection:
            stored = releases.get(connection, held.release_id)
        if stored is None:
            return None
        try:
            documents = extract(visit.final, visit.answer.content, visit.answer.header("content-type"))
        except JikenboError:
            return None
        document = next((one for one in documents if one.doc == stored.release.doc), documents[0])
        # Both are read now, so that a newer reader is not taken for an edit.
        before = Version(stored.document.text, read(stored.document))
        return compare(before, Version(document.text, read(document)))

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
        with self._store.reading() as connection:
            captures = releases.captures(connection, held.release_id)
        before = captures[-1].id if captures else ""
        made = Registered(
            release_id=held.release_id,
            kind="restored" if look.seen in _WELL else "removed" if look.seen in _GONE else look.seen.value,
            address=held.address,
            noticed_at=held.pending_at or now,
            confirmed_at=now,
            reason=look.reason,
            before=before,
            detail=_detail(look),
        )
        if look.seen in _CHANGED and look.visit:
            page = Fetched(captures[-1].doc, look.visit.answer.header("content-type"), look.visit)
            take_in(self._store, Request(found=[page], limit=self._limit, processes=1, seen=look.seen))
            with self._store.reading() as connection:
                made = replace(made, after=releases.captures(connection, held.release_id)[-1].id)
        if look.seen is Seen.MOVED and look.visit:
            after = replace(after, address=look.visit.final)
        with self._store.writing() as connection:
            number = rechecks.put_registered(connection, made)
            evidence.log(connection, "register", f"{number} {made.kind}", _digest(made), now)
            notify(connection, made.kind, held.release_id, made.reason, now)
        self.found.append(made)
        return after


_SAID = {
    Seen.SAME: "its text is the same",
    Seen.NOISE: "only what surrounds the release differs",
    Seen.WORDS: "its words were changed, and no fact with them",
    Seen.FACTS: "facts were changed",
}


def _stands(held: Recheck, visit: Visit, reason: str) -> Look:
    if visit.final != held.address:
        return Look(Seen.MOVED, f"it stands at {visit.final} now", visit)
    return Look(Seen.SAME, reason, visit)


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


def _digest(made: Registered) -> str:
    words = (made.release_id, made.kind, made.address, made.before, made.after, made.reason)
    return sha256("\n".join(words).encode()).hexdigest()
