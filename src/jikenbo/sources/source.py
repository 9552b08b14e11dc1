"""A source: an address where releases are looked for, how often, and what of it is taken."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fnmatch import fnmatch


class Kind(StrEnum):
    """What stands at a source's address."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LIST = "list"
    FOLDER = "folder"
    GIT = "git"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where releases are looked for.

    `only` and `never` are patterns of addresses (`*` stands for anything); `expect` is how many entries a run finds at
    least, fewer being an alert; `vanishes` is how long documents stay there, `most` how many are fetched between two
    looks, `pages` how many pages of a list are leafed through at most. `lookups` are oddities: words in an address and
    what is put in their place.
    """

    id: str
    name: str
    address: str
    kind: Kind
    every: timedelta = timedelta(hours=6)
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    expect: int = 1
    vanishes: timedelta | None = None
    most: int = 50
    pages: int = 5
    lookups: dict[str, str] = field(default_factory=dict)

    def named(self, address: str) -> str:
        """An address as it is meant, after the lookups."""
        for words, meant in self.lookups.items():
            address = address.replace(words, meant)
        return address

    def wants(self, address: str) -> bool:
        """Whether an address is one to look at."""
        if self.only and not any(fnmatch(address, f"*{one}*") for one in self.only):
            return False
        return not any(fnmatch(address, f"*{one}*") for one in self.never)
