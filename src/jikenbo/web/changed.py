"""What each report of a case changed, in words: like changes together, each leading to its words."""

from dataclasses import dataclass

from jikenbo.analyse.changes import ChangeKind
from jikenbo.api.shaping import changes_of
from jikenbo.model.fact import Field
from jikenbo.store.pages import CaseView
from jikenbo.web.labels import Label, label
from jikenbo.web.words import Words

# What a reader wants to know first; added measures come last, being many.
_ORDER = (*(kind for kind in ChangeKind if kind is not ChangeKind.ADDED), ChangeKind.ADDED)


@dataclass(frozen=True, slots=True)
class Step:
    """One fact after its change, and before it if it was known."""

    before: Label | None
    after: Label
    position: int


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What happened to a field in one report."""

    kind: ChangeKind
    field: Field
    steps: tuple[Step, ...]


def changed(case: CaseView, words: Words) -> dict[str, list[ChangeLine]]:
    """The changes of each report of a case, by its release."""
    held: dict[str, dict[tuple[ChangeKind, Field], list[Step]]] = {}
    positions = {(r.release.id, id(fact)): at for r in case.reports for at, fact in enumerate(r.facts)}
    for one in changes_of(case):
        if one.after is None:
            continue
        release = one.releases[-1]
        steps = held.setdefault(release, {}).setdefault((one.kind, one.field), [])
        before = label(one.before, words) if one.before else None
        steps.append(Step(before, label(one.after, words), positions.get((release, id(one.after)), 0)))
    return {
        release: [
            ChangeLine(kind, field, tuple(steps))
            for (kind, field), steps in sorted(lines.items(), key=lambda line: _ORDER.index(line[0][0]))
        ]
        for release, lines in held.items()
    }
