"""What feeds, sitemaps and list pages have in common: addresses, each with what is said of it there."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

_SPACE_LIMIT = 500
# What is no document: a page's furniture.
_FURNITURE = (
    ".css", ".js", ".json", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".woff", ".woff2", ".mp4", ".mp3",
    ".zip", ".exe",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """An address where something may have been published, with its title and date as far as they are given."""

    address: str
    title: str = ""
    published: str | None = None
    said: str = ""


def resolved(base: str, href: str) -> str:
    """A link's whole address without its fragment, or an empty string where it leads to no document of the web."""
    try:
        address = urldefrag(urljoin(base, href.strip())).url
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return ""
    return "" if parts.path.lower().endswith(_FURNITURE) else address


def once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each address once, with the longest of its titles, in the order of the first."""
    held: dict[str, Entry] = {}
    for entry in entries:
        if entry.address and len(entry.title) >= len(held.get(entry.address, entry).title):
            held[entry.address] = entry
    return tuple(held.values())


def tidy(words: str) -> str:
    """A text on one line, not too long."""
    return " ".join(words.split())[:_SPACE_LIMIT]
