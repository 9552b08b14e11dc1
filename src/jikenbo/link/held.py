"""Maps that a casebook is held in: all in memory here; a casebook on disk has maps that fetch what is asked for."""

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Held(dict[K, V]):
    """A map that holds everything."""

    def want(self, keys: Iterable[K]) -> None:
        """Say which keys will be asked for next, so that a map that fetches does so at once."""


class HeldSets(Held[str, set[str]]):
    """A map to sets, of which one that is not there is empty."""

    def __missing__(self, key: str) -> set[str]:
        made: set[str] = set()
        self[key] = made
        return made
