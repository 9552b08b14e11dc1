"""What each report of a case changed: facts added, raised, lowered, withdrawn, made firm or contradicted.

A report that leaves a fact out does not withdraw it: follow-ups seldom repeat everything. Withdrawn is what a later
report denies.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jikenbo.model.fact import Fact, Field, Reading


class ChangeKind(StrEnum):
    """What happened to a fact from one report to the next."""

    ADDED = "added"
    RAISED = "raised"
    LOWERED = "lowered"
    WITHDRAWN = "withdrawn"
    MADE_FIRM = "made_firm"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the fact before and after it, each with its spans, and the releases that they stand in.

    `before` is None for what is added, and for a figure that the release itself corrects where no earlier report gave
    it. `releases` are the ids of the release of `before` (if it is known) and of that of `after`.
    """

    kind: ChangeKind
    field: Field
    before: Fact | None
    after: Fact | None
    releases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    release: str
    fact: Fact


# From weakest to strongest: a step up to the last is made firm, a step down to the first withdrawn.
_LEAK = ("none_found", "under_investigation", "possible", "confirmed")
_SINGLE = (Field.OCCURRED, Field.DETECTED)
_LISTED = (Field.INCIDENT_TYPES, Field.VECTORS, Field.EVENTS, Field.PARTIES, Field.MEASURES)
_VAGUE = ("max", "about", "min")


def changes(reports: Sequence[tuple[str, Reading]]) -> tuple[Change, ...]:
    """The changes over a case; `reports` are release ids with their readings, in order of publication."""
    known: dict[object, list[_Known]] = defaultdict(list)
    found: list[Change] = []
    for number, (release, reading) in enumerate(reports):
        found.extend(_changes_of(release, reading, known, first=number == 0))
    return tuple(found)


def _changes_of(release: str, reading: Reading, known: dict[object, list[_Known]], *, first: bool) -> list[Change]:
    """The changes that one report makes to what is known; what is known then holds its facts."""
    found = [*_counts(release, reading.of(Field.COUNTS), known, first=first)]
    for field in (*_SINGLE, Field.LEAK_STATUS, Field.SECONDARY_DAMAGE):
        for fact in reading.of(field)[:1]:
            found.extend(_stated(release, fact, known, first=first))
    for field in (*_LISTED, Field.DATA_ITEMS, Field.AUTHORITIES):
        for fact in reading.of(field):
            found.extend(_listed(release, fact, known, first=first))
    return found


def _counts(release: str, facts: Sequence[Fact], known: dict[object, list[_Known]], *, first: bool) -> Iterable[Change]:
    """Figures: matched by value, then by what the release says it corrects, then one left over against one."""
    fresh: dict[object, list[Fact]] = defaultdict(list)
    left: dict[object, list[_Known]] = {}
    for fact in facts:
        slot: object = (fact.field, fact.unit, fact.role)
        left.setdefault(slot, [*known[slot]])
        same = next((old for old in left[slot] if old.fact.value == fact.value), None)
        if same:
            left[slot].remove(same)
            yield from _firmer(release, same, fact)
            _put(known[slot], same, _Known(release, fact))
        else:
            fresh[slot].append(fact)
    for slot, new in fresh.items():
        yield from _new_counts(release, new, left[slot], known[slot], first=first)


def _new_counts(
    release: str, new: list[Fact], left: list[_Known], known: list[_Known], *, first: bool
) -> Iterable[Change]:
    alone = len(new) == 1 and len(left) == 1
    for fact in new:
        before = next((old for old in left if fact.previous is not None and old.fact.value == fact.previous), None)
        if before is None and alone and fact.previous is None:
            before = left[0]
        if before:
            left.remove(before)
        was = before.fact.value if before else fact.previous
        _put(known, before, _Known(release, fact))
        if was is not None:
            kind = ChangeKind.RAISED if int(fact.value) > int(was) else ChangeKind.LOWERED
            yield _change(kind, before, release, fact)
        elif not first:
            yield _change(ChangeKind.ADDED, None, release, fact)


def _firmer(release: str, old: _Known, fact: Fact) -> Iterable[Change]:
    """The same figure, now without 最大 or 約."""
    if old.fact.qualifier in _VAGUE and fact.qualifier == "exact":
        yield _change(ChangeKind.MADE_FIRM, old, release, fact)


def _stated(release: str, fact: Fact, known: dict[object, list[_Known]], *, first: bool) -> Iterable[Change]:
    """A field with one value: what it was before, and what it is now."""
    old = known[fact.field][-1] if known[fact.field] else None
    known[fact.field] = [_Known(release, fact)]
    if old is None:
        if not first:
            yield _change(ChangeKind.ADDED, None, release, fact)
    elif (old.fact.value, old.fact.until) != (fact.value, fact.until):
        yield _change(_kind(old.fact, fact), old, release, fact)


def _kind(before: Fact, after: Fact) -> ChangeKind:
    was, now = str(before.value), str(after.value)
    if after.field is Field.LEAK_STATUS and was in _LEAK and now in _LEAK:
        return _leak_kind(_LEAK.index(was), _LEAK.index(now))
    if after.field is Field.SECONDARY_DAMAGE:
        return ChangeKind.CONTRADICTED if now == "confirmed" else ChangeKind.WITHDRAWN
    # 2025-12 that becomes 2025-12-03, and a beginning that gets its end, are the same day told more closely
    closer = now.startswith(was) and (before.until is None or before.until == after.until)
    return ChangeKind.MADE_FIRM if closer else ChangeKind.CONTRADICTED


def _leak_kind(was: int, now: int) -> ChangeKind:
    if now > was:
        return ChangeKind.MADE_FIRM if now == len(_LEAK) - 1 else ChangeKind.RAISED
    return ChangeKind.WITHDRAWN if now == 0 else ChangeKind.LOWERED


def _listed(release: str, fact: Fact, known: dict[object, list[_Known]], *, first: bool) -> Iterable[Change]:
    """One value of a list: new, or with another status than before."""
    slot = (fact.field, fact.value)
    old = known[slot][-1] if known[slot] else None
    known[slot] = [_Known(release, fact)]
    if old is None:
        if not first:
            yield _change(ChangeKind.ADDED, None, release, fact)
    elif old.release != release and old.fact.status != fact.status:
        kinds = {"excluded": ChangeKind.WITHDRAWN, "reported": ChangeKind.MADE_FIRM}
        yield _change(kinds.get(fact.status or "", ChangeKind.CONTRADICTED), old, release, fact)


def _put(known: list[_Known], old: _Known | None, new: _Known) -> None:
    """Put a fact in the place of the one that it changes, or behind the others."""
    if old in known:
        known[known.index(old)] = new
    else:
        known.append(new)


def _change(kind: ChangeKind, before: _Known | None, release: str, after: Fact) -> Change:
    releases = (before.release, release) if before else (release,)
    return Change(kind, after.field, before.fact if before else None, after, releases)
