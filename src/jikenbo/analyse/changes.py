"""What each report of a case changed: facts added, raised, lowered, withdrawn, made firm or contradicted.

A report that leaves a fact out does not withdraw it: follow-ups seldom repeat everything. Withdrawn is what a later
report denies. What is only told again in weaker or coarser words changes nothing, nor does an earlier report's day of
publication, which follow-ups cite.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.text.names import fold_name


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


# From weakest to strongest: a step up to the last is made firm, a step down to the first withdrawn; that it is still
# looked into, or possible where it was confirmed, takes nothing back.
_OPEN = "under_investigation"
_LEAK = ("none_found", _OPEN, "possible", "confirmed")
_SINGLE = (Field.OCCURRED, Field.DETECTED)
_STATES = (Field.LEAK_STATUS, Field.SECONDARY_DAMAGE)
_LISTED = (Field.INCIDENT_TYPES, Field.MEASURES, Field.DATA_ITEMS, Field.AUTHORITIES)
_DATES = (Field.OCCURRED, Field.DETECTED, Field.EVENTS)
_VAGUE = ("max", "about", "min")
_SILENT = "not_stated"
# What stands for what is not told more closely: a vector not found yet, personal data of which no item is named.
_UNKNOWN = "unknown"
_UNSPECIFIED = "personal_unspecified"
# Figures that changed side by side are paired only if they are of one size.
_TIMES = 10
# A smaller figure may be met by chance in another unit or role.
_TELLING = 10


def changes(reports: Sequence[tuple[str, Reading]]) -> tuple[Change, ...]:
    """The changes over a case; `reports` are release ids with their readings, in order of publication."""
    known: dict[object, list[_Known]] = defaultdict(list)
    published: set[str] = set()
    found: list[Change] = []
    for number, (release, reading) in enumerate(reports):
        published.update(str(fact.value) for fact in reading.of(Field.PUBLISHED))
        found.extend(_changes_of(release, reading, known, published, first=number == 0))
    return tuple(found)


def _changes_of(
    release: str, reading: Reading, known: dict[object, list[_Known]], published: set[str], *, first: bool
) -> list[Change]:
    """The changes that one report makes to what is known; what is known then holds its facts."""
    found = [*_counts(release, reading.of(Field.COUNTS), known, first=first)]
    for field in _SINGLE:
        for fact in reading.of(field)[:1]:
            found.extend(_dated(release, fact, reading, known, first=first))
    for field in _STATES:
        for fact in reading.of(field)[:1]:
            found.extend(_stated(release, fact, known, first=first))
    for fact in reading.of(Field.EVENTS):
        if not _is_told(str(fact.value), reading, known, published):
            found.extend(_listed(release, fact, known, first=first))
    found.extend(_vectors(release, reading.of(Field.VECTORS), known, first=first))
    for fact in reading.of(Field.PARTIES):
        found.extend(_party(release, fact, known, first=first))
    for field in _LISTED:
        for fact in reading.of(field):
            found.extend(_listed(release, fact, known, first=first))
    return found


def _counts(release: str, facts: Sequence[Fact], known: dict[object, list[_Known]], *, first: bool) -> Iterable[Change]:
    """Figures: matched by value, then by what the release says it corrects, then by their place among the others."""
    fresh: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        fresh[fact.field, fact.unit, fact.role].append(fact)
    told = {int(one.fact.value) for slot in list(known) for one in known[slot] if one.fact.field is Field.COUNTS}
    for slot, new in fresh.items():
        yield from _figures(release, new, known[slot], told, first=first)


def _figures(release: str, new: list[Fact], known: list[_Known], told: set[int], *, first: bool) -> Iterable[Change]:
    """The changes to the figures of one unit and role."""
    before = _pairs(new, known)
    for number, fact in enumerate(new):
        old = before.get(number)
        was = old.fact.value if old else fact.previous
        again = old is None and int(fact.value) in told and int(fact.value) >= _TELLING
        _put(known, old, _Known(release, fact))
        if old and old.fact.value == fact.value:
            yield from _firmer(release, old, fact)
        elif was is not None:
            kind = ChangeKind.RAISED if int(fact.value) > int(was) else ChangeKind.LOWERED
            yield _change(kind, old, release, fact)
        elif not (first or again):
            yield _change(ChangeKind.ADDED, None, release, fact)


def _pairs(new: list[Fact], known: list[_Known]) -> dict[int, _Known]:
    """The figure before each of the new ones, where there is one; every known figure is paired once."""
    pairs: dict[int, _Known] = {}
    left = [*known]
    for wanted in ("value", "previous"):
        for number, fact in enumerate(new):
            value = getattr(fact, wanted)
            old = next((one for one in left if one.fact.value == value), None) if number not in pairs else None
            if old and value is not None:
                pairs[number] = old
                left.remove(old)
    open_ = [number for number, fact in enumerate(new) if number not in pairs and fact.previous is None]
    if len(open_) == 1 == len(left):
        return {**pairs, open_[0]: left[0]}
    return {**pairs, **_side_by_side(new, known, {*open_}, left)}


def _side_by_side(new: list[Fact], known: list[_Known], open_: set[int], left: list[_Known]) -> dict[int, _Known]:
    """Runs of as many new figures as old ones, of one size each, between figures that stayed as they were."""
    steps = SequenceMatcher(None, [one.fact.value for one in known], [fact.value for fact in new], autojunk=False)
    opcodes = steps.get_opcodes()
    if not any(tag == "equal" for tag, *_ in opcodes):
        return {}
    pairs: dict[int, _Known] = {}
    for tag, a, b, c, d in opcodes:
        if tag != "replace" or b - a != d - c:
            continue
        run = [(number, known[a + number - c]) for number in range(c, d)]
        if all(number in open_ and old in left and _one_size(new[number], old.fact) for number, old in run):
            pairs.update(run)
    return pairs


def _one_size(left: Fact, right: Fact) -> bool:
    small, large = sorted((int(left.value), int(right.value)))
    return large <= _TIMES * small


def _firmer(release: str, old: _Known, fact: Fact) -> Iterable[Change]:
    """The same figure, now without 最大 or 約."""
    if old.fact.qualifier in _VAGUE and fact.qualifier == "exact":
        yield _change(ChangeKind.MADE_FIRM, old, release, fact)


def _dated(
    release: str, fact: Fact, reading: Reading, known: dict[object, list[_Known]], *, first: bool
) -> Iterable[Change]:
    """The day of occurring or noticing: what it was before, and what it is now."""
    old = known[fact.field][-1] if known[fact.field] else None
    was, now = (str(old.fact.value) if old else ""), str(fact.value)
    if old and (was, old.fact.until) == (now, fact.until):
        return
    if old and was.startswith(now) and fact.until in (None, old.fact.until):
        return
    if old and fact.field is Field.DETECTED and len(now) < len(was):
        return
    known[fact.field] = [_Known(release, fact)]
    if old and was not in _days(reading):
        # 2025-12 that becomes 2025-12-03, and a beginning that gets its end, are the same day told more closely
        closer = now.startswith(was) and old.fact.until in (None, fact.until)
        yield _change(ChangeKind.MADE_FIRM if closer else ChangeKind.CONTRADICTED, old, release, fact)
    elif old and now == was:
        yield _change(ChangeKind.CONTRADICTED if old.fact.until else ChangeKind.MADE_FIRM, old, release, fact)
    elif not first:
        yield _change(ChangeKind.ADDED, None, release, fact)


def _days(reading: Reading) -> set[str]:
    """Every day that a report gives for the incident, in whatever role."""
    facts = [fact for field in _DATES for fact in reading.of(field)]
    return {str(fact.value) for fact in facts} | {fact.until for fact in facts if fact.until}


def _is_told(day: str, reading: Reading, known: dict[object, list[_Known]], published: set[str]) -> bool:
    """Whether an event's day is that of a report, or was given as the day of occurring or noticing."""
    if any(other.startswith(day) for other in published):
        return True
    facts = [one.fact for field in _SINGLE for one in known[field]]
    facts += [fact for field in _SINGLE for fact in reading.of(field)]
    return any(day in (str(fact.value), fact.until) for fact in facts)


def _stated(release: str, fact: Fact, known: dict[object, list[_Known]], *, first: bool) -> Iterable[Change]:
    """Whether data leaked, and whether it was misused: what was said before, and what is said now."""
    old = known[fact.field][-1] if known[fact.field] else None
    if fact.value == _SILENT or (old and _takes_nothing_back(old.fact, fact)):
        return
    known[fact.field] = [_Known(release, fact)]
    if old is None:
        if not first:
            yield _change(ChangeKind.ADDED, None, release, fact)
    else:
        yield _change(_kind(old.fact, fact), old, release, fact)


def _takes_nothing_back(before: Fact, after: Fact) -> bool:
    """Whether a state is told again, or in words that only leave it open."""
    was, now = str(before.value), str(after.value)
    weaker = was in _LEAK and now in _LEAK and 0 < _LEAK.index(now) < _LEAK.index(was)
    return was == now or weaker


def _kind(before: Fact, after: Fact) -> ChangeKind:
    was, now = str(before.value), str(after.value)
    if was in _LEAK and now in _LEAK:
        if was == _OPEN:
            # What was only being looked into was claimed by nobody: an answer takes nothing back.
            return ChangeKind.RAISED if now == "possible" else ChangeKind.MADE_FIRM
        if _LEAK.index(now) < _LEAK.index(was):
            return ChangeKind.WITHDRAWN
        return ChangeKind.MADE_FIRM if now == _LEAK[-1] else ChangeKind.RAISED
    return ChangeKind.RAISED if now == "confirmed" else ChangeKind.WITHDRAWN


def _vectors(
    release: str, facts: Sequence[Fact], known: dict[object, list[_Known]], *, first: bool
) -> Iterable[Change]:
    """The ways in: one that is found makes firm what was unknown; unknown beside or behind one found is nothing new."""
    found = [fact for fact in facts if fact.value != _UNKNOWN]
    open_ = known[_UNKNOWN]
    slots = [slot for slot in known if isinstance(slot, tuple) and slot[0] is Field.VECTORS]
    if found and open_ and not any(known[slot] for slot in slots):
        known[Field.VECTORS, found[0].value] = [_Known(release, found[0])]
        yield _change(ChangeKind.MADE_FIRM, open_[-1], release, found[0])
    for fact in found:
        yield from _listed(release, fact, known, first=first)
    for fact in facts:
        if fact.value == _UNKNOWN and not found and not open_ and not any(known[slot] for slot in slots):
            known[_UNKNOWN].append(_Known(release, fact))
            if not first:
                yield _change(ChangeKind.ADDED, None, release, fact)


def _party(release: str, fact: Fact, known: dict[object, list[_Known]], *, first: bool) -> Iterable[Change]:
    """An organisation or product: new unless it was named before, in a longer or shorter form."""
    key = fold_name(str(fact.value))
    named = [fold_name(str(one.fact.value)) for one in known[fact.field]]
    known[fact.field].append(_Known(release, fact))
    if not first and not any(key in name or name in key for name in named):
        yield _change(ChangeKind.ADDED, None, release, fact)


def _listed(release: str, fact: Fact, known: dict[object, list[_Known]], *, first: bool) -> Iterable[Change]:
    """One value of a list: new, or with another status than before."""
    slot = (fact.field, fact.value)
    old = known[slot][-1] if known[slot] else None
    if fact.status == "planned" and old:
        return
    known[slot] = [_Known(release, fact)]
    if old is None:
        if not first and not (fact.value == _UNSPECIFIED and _names_items(fact, known)):
            yield _change(ChangeKind.ADDED, None, release, fact)
    elif old.release != release and old.fact.status != fact.status:
        kinds = {"excluded": ChangeKind.WITHDRAWN, "reported": ChangeKind.MADE_FIRM}
        yield _change(kinds.get(fact.status or "", ChangeKind.CONTRADICTED), old, release, fact)


def _names_items(fact: Fact, known: dict[object, list[_Known]]) -> bool:
    """Whether items of the same status were named: that personal data is among them is nothing new then."""
    held = [one.fact for slot in list(known) for one in known[slot] if one.fact.field is Field.DATA_ITEMS]
    return any(one.value != _UNSPECIFIED and one.status == fact.status for one in held)


def _put(known: list[_Known], old: _Known | None, new: _Known) -> None:
    """Put a fact in the place of the one that it changes, or behind the others."""
    if old in known:
        known[known.index(old)] = new
    else:
        known.append(new)


def _change(kind: ChangeKind, before: _Known | None, release: str, after: Fact) -> Change:
    releases = (before.release, release) if before else (release,)
    return Change(kind, after.field, before.fact if before else None, after, releases)
