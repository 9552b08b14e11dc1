"""What stands at an address that is to be watched: its kind, its entries, and which of them look like releases."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from jikenbo.capture.answers import trouble
from jikenbo.capture.entries import Entry, once
from jikenbo.capture.feed import is_feed, read_feed
from jikenbo.capture.fetch import Exchange
from jikenbo.capture.listing import feeds_of, read_list
from jikenbo.capture.paging import next_page
from jikenbo.capture.sitemap import is_sitemap, read_sitemap
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import FetchError, UnreadableError
from jikenbo.read.is_release import is_release
from jikenbo.sources import Kind, Source, source_of

# On titles alone 99 of 100 releases score this and more (450 archived ones), and none of 30 titles of other news.
LOOKS_LIKE = 0.05
# An index of sitemaps may name hundreds: the ones that changed last are looked at.
_SITEMAPS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry with how much its title looks like a release's, and the reason in words."""

    entry: Entry
    score: float
    reason: str

    @property
    def wanted(self) -> bool:
        """Whether it is to be fetched."""
        return self.score >= LOOKS_LIKE


def kind_of(answer: Exchange) -> Kind:
    """What stands at an address, by its bytes."""
    if is_feed(answer):
        return Kind.FEED
    return Kind.SITEMAP if is_sitemap(answer) else Kind.LIST


Known = Callable[[Iterable[str]], set[str]]


def entries_of(visitor: Visitor, source: Source, answer: Exchange, known: Known) -> tuple[Entry, ...]:
    """The entries of a feed, sitemap or list page; UnreadableError if it is not what it was.

    A list is leafed through until a page has nothing new, and no further than the source says.
    """
    if answer.status != 200:
        raise UnreadableError(f"{answer.address} answers with status {answer.status}.", "Look at it in a browser.")
    if source.kind is Kind.FEED:
        return read_feed(answer)
    if source.kind is Kind.LIST:
        return _leafed(visitor, source, answer, known)
    found = read_sitemap(answer)
    entries = list(found.entries)
    for one in sorted(found.further, key=lambda further: further.published or "", reverse=True)[:_SITEMAPS]:
        entries += read_sitemap(visitor.visit(one.address).answer).entries
    return tuple(entries)


def _leafed(visitor: Visitor, source: Source, answer: Exchange, known: Known) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    seen = {answer.address}
    while True:
        further = next_page(answer)
        page = [one for one in read_list(answer) if one.address != further]
        fresh = {one.address for one in page} - {one.address for one in entries}
        entries += page
        if not fresh - known(fresh) or further in seen or not further or len(seen) >= source.pages:
            return once(entries)
        seen.add(further)
        try:
            answer = visitor.visit(further).answer
        except FetchError:
            return once(entries)
        if answer.status != 200:
            return once(entries)


def judged(entry: Entry) -> Judged:
    """An entry held against what releases are titled; one without a title must be fetched to know."""
    if not entry.title:
        return Judged(entry, 0.5, "It has no title here; its page will tell.")
    found = is_release(f"{entry.title}\n{entry.said}")
    return Judged(entry, found.score, found.reason)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What watching an address would be: the source, its entries now, and the feeds that its page names."""

    source: Source
    entries: tuple[Judged, ...]
    feeds: tuple[str, ...] = ()


def proposal(visitor: Visitor, address: str) -> Proposal:
    """What watching an address would be, its kind worked out from what is there."""
    answer = _page(visitor, address)
    kind = kind_of(answer)
    made = source_of({"id": name_of(address), "name": address, "address": answer.address, "kind": kind.value})
    entries = tuple(judged(one) for one in entries_of(visitor, made, answer, set))
    return Proposal(made, entries, feeds_of(answer) if kind is Kind.LIST else ())


def entries_now(visitor: Visitor, source: Source) -> Proposal:
    """What a source has now."""
    answer = _page(visitor, source.address)
    return Proposal(source, tuple(judged(one) for one in entries_of(visitor, source, answer, set)))


def _page(visitor: Visitor, address: str) -> Exchange:
    answer = visitor.visit(address).answer
    if said := trouble(answer):
        raise UnreadableError(f"{address} gives no list of releases: {said.reason}.", "Look at it in a browser.")
    return answer


def name_of(address: str) -> str:
    """A short name for a source: its host, and a few characters of its address's digest."""
    host = address.partition("//")[2].partition("/")[0].partition(":")[0]
    return f"{host}-{sha256(address.encode()).hexdigest()[:6]}"
