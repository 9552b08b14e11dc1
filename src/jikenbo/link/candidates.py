"""Which releases are worth comparing: those that share a key, never all pairs.

A key that many releases share is looked at through a window: each release is compared with the next few in order of
publication, so that a thousand releases of one organisation cost a thousand times the window. The pairs follow from
the set of releases alone, not from the order in which they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from jikenbo.link.fingerprint import bands
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


class Index:
    """Releases by their keys; a casebook in memory that candidates are drawn from."""

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        self.profiles: dict[str, Profile] = {}
        self._blocks: dict[str, list[Profile]] = defaultdict(list)
        self._sorted: set[str] = set()
        for found in profiles:
            self.add(found)

    def add(self, found: Profile) -> None:
        """Take in one release; one with an id that is already there is refused by leaving the first."""
        if found.id in self.profiles:
            return
        self.profiles[found.id] = found
        for key in blocking_keys(found):
            self._blocks[key].append(found)
            self._sorted.discard(key)

    def crowd(self, name: str) -> int:
        """The number of releases that share a name, if they are so many that a window is laid over them; else 0."""
        number = len(self._blocks.get(f"name:{name}", ()))
        return number if number > WHOLE else 0

    def neighbours(self, found: Profile) -> Iterator[Profile]:
        """The releases that one is compared with, itself left out; one may come more than once."""
        for key in blocking_keys(found):
            yield from self._near(self._block(key), found)

    def pairs(self) -> Iterator[tuple[Profile, Profile]]:
        """Every pair worth comparing, once."""
        seen: set[tuple[str, str]] = set()
        for key in self._blocks:
            block = self._block(key)
            reach = len(block) if len(block) <= WHOLE else WINDOW
            for at, left in enumerate(block):
                for right in block[at + 1 : at + 1 + reach]:
                    pair = (left.id, right.id) if left.id < right.id else (right.id, left.id)
                    if pair not in seen:
                        seen.add(pair)
                        yield left, right

    def displaced(self, found: Profile) -> Iterator[Profile]:
        """The releases whose comparisons a new one may have pushed out of a window."""
        for key in blocking_keys(found):
            block = self._block(key)
            if len(block) > WHOLE:
                at = block.index(found)
                reach = len(block) if len(block) == WHOLE + 1 else WINDOW + 1
                yield from block[max(at - reach, 0) : at + reach + 1]

    def _block(self, key: str) -> list[Profile]:
        block = self._blocks.get(key, [])
        if key not in self._sorted:
            block.sort(key=order)
            self._sorted.add(key)
        return block

    @staticmethod
    def _near(block: list[Profile], found: Profile) -> Iterator[Profile]:
        if len(block) <= WHOLE:
            yield from (other for other in block if other.id != found.id)
            return
        at = block.index(found) if found in block else 0
        yield from block[max(at - WINDOW, 0) : at]
        yield from block[at + 1 : at + 1 + WINDOW]
