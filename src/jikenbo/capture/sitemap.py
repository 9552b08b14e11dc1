"""Sitemaps (sitemaps.org, version 0.9), plain or packed, and the indexes that lead to them."""

from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from jikenbo.capture.coding import unpack
from jikenbo.capture.entries import Entry, once, resolved
from jikenbo.capture.fetch import Exchange
from jikenbo.errors import FetchError, UnreadableError

# The format allows 50 MB and 50,000 addresses in one file.
_LARGEST = 50_000_000
_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Addresses of documents, and of further sitemaps, with the day on which each last changed."""

    entries: tuple[Entry, ...]
    further: tuple[Entry, ...]


def is_sitemap(answer: Exchange) -> bool:
    """Whether an answer is a sitemap or an index of them."""
    head = _unpacked(answer)[:2000].lower()
    return b"<urlset" in head or b"<sitemapindex" in head


def read_sitemap(answer: Exchange) -> Sitemap:
    """What a sitemap lists; UnreadableError if it is none."""
    entries: list[Entry] = []
    further: list[Entry] = []
    try:
        # Entities are not resolved and nothing is loaded: a sitemap is a list and no program.
        for _event, node in etree.iterparse(
            BytesIO(_unpacked(answer)),
            tag=("{*}url", "{*}sitemap"),
            resolve_entities=False,
            no_network=True,
            recover=True,
        ):
            found = _entry(answer.address, node)
            (further if etree.QName(node).localname == "sitemap" else entries).append(found)
            node.clear()
            if len(entries) + len(further) >= _MOST:
                break
    except etree.XMLSyntaxError as cause:
        raise UnreadableError(f"{answer.address} is no sitemap.", "Look it up with jikenbo watch add.") from cause
    return Sitemap(once(entries), once(further))


def _entry(base: str, node: etree._Element) -> Entry:
    said = {etree.QName(child).localname: (child.text or "").strip() for child in node.iter(etree.Element)}
    title = said.get("title", "")
    day = (said.get("publication_date") or said.get("lastmod") or "")[:10]
    return Entry(resolved(base, said["loc"]) if said.get("loc") else "", title, day or None)


def _unpacked(answer: Exchange) -> bytes:
    if not answer.content.startswith(b"\x1f\x8b"):
        return answer.content
    try:
        return unpack(answer.content, ["gzip"], _LARGEST)
    except FetchError:
        return b""
