"""What people and archives decided about pairs: who outranks whom, and where two people contradict each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jikenbo.model.document import Doubt
from jikenbo.model.judgement import Author, Judgement, Verdict

Edge = tuple[str, str]
_RANK = {Author.PERSON: 2, Author.ARCHIVE: 1, Author.PROGRAM: 0}


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs that are `same` and `apart` by decision, those left `open` for contradiction, and the doubts to tell."""

    same: frozenset[Edge]
    apart: frozenset[Edge]
    open: frozenset[Edge]
    doubts: tuple[Doubt, ...]
    _partners: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def partners(self, release: str) -> frozenset[str]:
        """The releases that a decision was made about together with this one."""
        return self._partners.get(release, frozenset())


def decide(judgements: Iterable[Judgement]) -> Decisions:
    """The decisions that stand: of each pair the highest author's, and of each person the last."""
    pairs: dict[Edge, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        if judgement.author is not Author.PROGRAM and judgement.relation in ("case", "release"):
            pairs[_edge(judgement)].append(judgement)
    same: set[Edge] = set()
    apart: set[Edge] = set()
    open_: set[Edge] = set()
    doubts: list[Doubt] = []
    for edge in sorted(pairs):
        standing = _standing(pairs[edge])
        verdicts = {judgement.verdict for judgement in standing}
        if len(verdicts) > 1:
            open_.add(edge)
            doubts.append(_contradiction(edge, standing))
        elif verdicts == {Verdict.SAME}:
            same.add(edge)
        elif standing[0].relation == "case":
            (apart if verdicts == {Verdict.DIFFERENT} else open_).add(edge)
    partners: dict[str, set[str]] = defaultdict(set)
    for left, right in same | apart | open_:
        partners[left].add(right)
        partners[right].add(left)
    frozen = {release: frozenset(others) for release, others in partners.items()}
    return Decisions(frozenset(same), frozenset(apart), frozenset(open_), tuple(doubts), frozen)


def _edge(judgement: Judgement) -> Edge:
    return (judgement.left, judgement.right) if judgement.left < judgement.right else (judgement.right, judgement.left)


def _standing(judgements: list[Judgement]) -> list[Judgement]:
    """The highest author's judgements on one pair, the last of each person."""
    rank = max(_RANK[judgement.author] for judgement in judgements)
    last: dict[tuple[str, str], Judgement] = {}
    for judgement in sorted(judgements, key=_time):
        if _RANK[judgement.author] == rank:
            last[judgement.name, judgement.relation] = judgement
    cases = [judgement for judgement in last.values() if judgement.relation == "case"]
    return cases or list(last.values())


def _time(judgement: Judgement) -> tuple[str, str, str]:
    return judgement.made_at.isoformat() if judgement.made_at else "", judgement.verdict, judgement.name


def _contradiction(edge: Edge, standing: list[Judgement]) -> Doubt:
    said = "; ".join(f"{j.name or 'someone'}: {j.verdict}" for j in sorted(standing, key=lambda j: (j.name, j.verdict)))
    return Doubt(
        edge[0], "contradictory_judgements", f"{edge[0]} and {edge[1]} are judged both ways ({said}); agree on one."
    )
