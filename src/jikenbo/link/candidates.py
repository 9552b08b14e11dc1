"""Which releases are worth comparing: those that share a key, never all pairs.

A key that many releases share is looked at through a window: each release is compared with the next few in order of
publication, so that a thousand releases of one organisation cost a thousand times the window. The pairs follow from
the set of releases alone, not from the order in which they came.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from jikenbo.link.fingerprint import bands
from jikenbo.link.held import Held
from jikenbo.link.profile import Profile
from jikenbo.link.rules import doc_key

# A block up to WHOLE is compared in full (p99.9 of an archive's organisations have fewer releases); in a larger one
# each release meets the WINDOW before and after it.
WHOLE = 40
WINDOW = 20
_NAMES_IN_TEXT = 4


def blocking_keys(found: Profile) -> frozenset[str]:
    """The keys under which a release is found by others that may be of its case, or be the same release."""
    names = (*found.names, *found.parts)
    days = {*found.days, *found.cited, *([found.published] if found.published else [])}
    keys = {f"name:{name}" for name in names}
    keys.update(f"name-day:{name}:{day}" for name in names for day in days)
    if found.host:
        keys.update(f"host-day:{found.host}:{day}" for day in days)
        keys.add(f"host-title:{found.host}:{found.title}")
    keys.update(f"band:{band}" for band in bands(found.signature))
    keys.add(f"doc:{doc_key(found.doc)}")
    keys.update(f"doc:{doc_key(pointer.target)}" for pointer in found.pointers)
    if found.label:
        keys.add(f"label:{found.label}")
    if not names:
        keys.update(f"name:{name.key}" for name in found.named[:_NAMES_IN_TEXT] if name.company)
    return frozenset(keys)


def order(found: Profile) -> tuple[str, str]:
    """Where a release stands in a block: by day of publication, then by id."""
    return found.published or "", found.id


# A release's place in a block.
Place = tuple[str, str]
Blocks = Held[str, list[Place]]
Edge = tuple[str, str]


class _AllBlocks(Held[str, list[Place]]):
    """Blocks in memory, of which one that is not there is empty."""

    def __missing__(self, key: str) -> list[Place]:
        made: list[Place] = []
        self[key] = made
        return made


class Index:
    """Releases by their keys; what candidates are drawn from."""

    def __init__(
        self,
        profiles: Iterable[Profile] = (),
        *,
        held: Held[str, Profile] | None = None,
        blocks: Blocks | None = None,
    ) -> None:
        self.profiles: Held[str, Profile] = Held() if held is None else held
        self.blocks: Blocks = _AllBlocks() if blocks is None else blocks
        self._unsorted: set[str] = set()
        for found in profiles:
            self.add(found)

    def add(self, found: Profile) -> None:
        """Take in one release; one with an id that is already there is refused by leaving the first."""
        if found.id in self.profiles:
            return
        self.profiles[found.id] = found
        keys = blocking_keys(found)
        self.blocks.want(keys)
        for key in keys:
            self.blocks[key].append(order(found))
        self._unsorted |= keys

    def drop(self, found: Profile) -> None:
        """Take a release out."""
        del self.profiles[found.id]
        keys = blocking_keys(found)
        self.blocks.want(keys)
        for key in keys:
            self.blocks[key].remove(order(found))

    def crowd(self, name: str) -> int:
        """The number of releases that share a name, if they are so many that a window is laid over them; else 0."""
        number = len(self.blocks.get(f"name:{name}", ()))
        return number if number > WHOLE else 0

    def neighbours(self, found: Profile) -> Iterator[Profile]:
        """The releases that one is compared with, itself left out; one may come more than once."""
        return self._at(other for block in self._around(found) for other in _near(block, order(found)))

    def pairs(self) -> Iterator[tuple[Profile, Profile]]:
        """Every pair worth comparing, once."""
        seen: set[tuple[str, str]] = set()
        for key in self.blocks:
            block = self._block(key)
            reach = len(block) if len(block) <= WHOLE else WINDOW
            for at, (_, left) in enumerate(block):
                for _, right in block[at + 1 : at + 1 + reach]:
                    pair = (left, right) if left < right else (right, left)
                    if pair not in seen:
                        seen.add(pair)
                        yield self.profiles[left], self.profiles[right]

    def displaced(self, found: Profile) -> Iterator[Profile]:
        """The releases whose comparisons one that comes or goes may push out of a window, or let into it."""
        return self._at(other for block in self._around(found) for other in _moved(block, order(found)))

    def sharing_doc(self, found: Profile) -> Iterator[Profile]:
        """The releases that stand where a release's source links to, or link there too."""
        keys = [f"doc:{doc_key(pointer.target)}" for pointer in found.pointers]
        self.blocks.want(keys)
        return self._at(place for key in keys for place in self._block(key))

    def parted(self, found: Profile) -> set[Edge]:
        """The pairs that are no longer compared since a release came, which has pushed them out of a window."""
        far = {pair for block in self._around(found) for pair in _pushed(block, order(found))}
        self.profiles.want({release for pair in far for release in pair})
        keys = {name: blocking_keys(self.profiles[name]) for pair in far for name in pair}
        self.blocks.want(set().union(*keys.values()))
        return {(a, b) for a, b in far if not any(self._compared(key, a, b) for key in keys[a] & keys[b])}

    def _compared(self, key: str, left: str, right: str) -> bool:
        block = self._block(key)
        if len(block) <= WHOLE:
            return True
        one, other = (bisect_left(block, order(self.profiles[name])) for name in (left, right))
        return abs(one - other) <= WINDOW

    def _around(self, found: Profile) -> Iterator[list[Place]]:
        keys = blocking_keys(found)
        self.blocks.want(keys)
        return map(self._block, keys)

    def _at(self, places: Iterable[Place]) -> Iterator[Profile]:
        ids = [release for _, release in places]
        self.profiles.want(ids)
        return map(self.profiles.__getitem__, ids)

    def _block(self, key: str) -> list[Place]:
        block = self.blocks[key]
        if key in self._unsorted:
            block.sort()
            self._unsorted.discard(key)
        return block


def _near(block: list[Place], found: Place) -> Iterator[Place]:
    """The places of a block that one is compared with."""
    if len(block) <= WHOLE:
        yield from (other for other in block if other != found)
        return
    at = bisect_left(block, found)
    yield from block[max(at - WINDOW, 0) : at]
    yield from block[at + 1 : at + 1 + WINDOW]


def _pushed(block: list[Place], found: Place) -> Iterator[Edge]:
    """The pairs of a block that one has pushed out of a window by coming."""
    size, at = len(block), bisect_left(block, found)
    if size <= WHOLE:
        return
    ends = range(WINDOW + 1, size) if size == WHOLE + 1 else range(at + 1, min(at + WINDOW + 1, size))
    for end in ends:
        first = 0 if size == WHOLE + 1 else end - WINDOW - 1
        for start in range(max(first, 0), end - WINDOW):
            if at not in (start, end):
                left, right = block[start][1], block[end][1]
                yield (left, right) if left < right else (right, left)


def _moved(block: list[Place], found: Place) -> list[Place]:
    """The places whose windows move with one, which is itself in the block."""
    if len(block) <= WHOLE:
        return []
    at = bisect_left(block, found)
    reach = len(block) if len(block) == WHOLE + 1 else WINDOW + 1
    return block[max(at - reach, 0) : at + reach + 1]
