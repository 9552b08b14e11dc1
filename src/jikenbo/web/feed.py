"""A feed as Atom and as JSON Feed, whatever its entries are."""

import json
import re
from dataclasses import dataclass

from starlette.responses import Response

from jikenbo.web.rendering import environment
from jikenbo.web.visit import Visit

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it leads, its words, and when it was published or last changed."""

    link: str
    title: str
    organisation: str
    updated: str
    said: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its page, its own address, and its entries, the newest first."""

    title: str
    link: str
    here: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> str:
        """When its newest entry was published."""
        return max((one.updated for one in self.entries), default="1970-01-01T00:00:00+09:00")


def plain(value: str) -> str:
    """A value without the characters that no XML may hold."""
    return _NOT_XML.sub("", value)


def as_atom(visit: Visit, feed: Feed) -> Response:
    """A feed as Atom (RFC 4287)."""
    shown = environment().get_template("feed.atom.xml").render(feed=feed, lang=visit.language)
    return visit.answer(shown.encode(), "application/atom+xml; charset=utf-8")


def as_json(visit: Visit, feed: Feed) -> Response:
    """A feed as JSON Feed 1.1."""
    items = [
        {
            "id": one.link,
            "url": one.link,
            "title": one.title,
            "content_text": one.said,
            "date_published": one.updated,
            "authors": [{"name": one.organisation}],
        }
        for one in feed.entries
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.link,
        "feed_url": feed.here,
        "language": visit.language,
        "items": items,
    }
    return visit.answer(json.dumps(whole, ensure_ascii=False).encode(), "application/feed+json; charset=utf-8")
