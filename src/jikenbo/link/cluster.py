"""Judged pairs to groups: strongest first, never across what people or the texts keep apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

Edge = tuple[str, str]

# Two groups are joined by their strongest pair unless the mean odds of all judged pairs between them fall below this.
MEAN_FROM = -1.0
_CLIP = 3.0


class _Groups:
    """Growing groups, with the sum and number of odds between each two of them, and what must stay apart."""

    def __init__(self, odds: Mapping[Edge, float], apart: Iterable[Edge]) -> None:
        self.root: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self.between: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        self.apart: dict[str, set[str]] = defaultdict(set)
        for (left, right), value in odds.items():
            clipped = max(-_CLIP, min(_CLIP, value))
            self.between[left][right] = self.between[right][left] = (clipped, 1)
        for left, right in apart:
            self.apart[left].add(right)
            self.apart[right].add(left)

    def find(self, member: str) -> str:
        """The group of a member, known by one of its members."""
        return self.root.get(member, member)

    def kept_apart(self, left: str, right: str) -> bool:
        """Whether two groups must not be joined."""
        return right in self.apart[left]

    def mean(self, left: str, right: str) -> float:
        """The mean odds between two groups."""
        total, number = self.between[left].get(right, (0.0, 0))
        return total / number if number else 0.0

    def join(self, left: str, right: str) -> None:
        """Make one group of two; the larger one's name stays, so that the work stays near linear."""
        size = len(self.members.get(left, [left])), len(self.members.get(right, [right]))
        if size[0] < size[1] or (size[0] == size[1] and right < left):
            left, right = right, left
        moved = self.members.pop(right, [right])
        self.members[left] = self.members.get(left, [left]) + moved
        for member in moved:
            self.root[member] = left
        for other, (total, number) in self.between.pop(right, {}).items():
            self.between[other].pop(right, None)
            if other == left:
                continue
            here = self.between[left].get(other, (0.0, 0))
            self.between[left][other] = self.between[other][left] = (here[0] + total, here[1] + number)
        for other in self.apart.pop(right, set()):
            self.apart[other].discard(right)
            self.apart[other].add(left)
            self.apart[left].add(other)


def cluster(
    odds: Mapping[Edge, float], *, same: Iterable[Edge] = (), apart: Iterable[Edge] = (), same_from: float = 0.0
) -> tuple[dict[str, str], list[Edge]]:
    """Group the ids of judged pairs; `same` and `apart` are what must be, and `same` comes first.

    Returns each grouped id with the smallest id of its group, and the pairs of `same` that `apart` forbids.
    """
    groups = _Groups(odds, apart)
    refused = []
    for left, right in sorted({_edge(*pair) for pair in same}):
        a, b = groups.find(left), groups.find(right)
        if a != b and groups.kept_apart(a, b):
            refused.append((left, right))
        elif a != b:
            groups.join(a, b)
    joins = sorted((-value, pair) for pair, value in odds.items() if value >= same_from)
    for _, (left, right) in joins:
        a, b = groups.find(left), groups.find(right)
        if a != b and not groups.kept_apart(a, b) and groups.mean(a, b) >= MEAN_FROM:
            groups.join(a, b)
    return {member: min(group) for group in groups.members.values() for member in group}, refused


def _edge(left: str, right: str) -> Edge:
    return (left, right) if left < right else (right, left)
