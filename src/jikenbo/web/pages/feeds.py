"""Feeds: the newest cases of all, of a search, of a campaign or of an organisation, as Atom and as JSON Feed."""

import json
import re
from dataclasses import dataclass

from starlette.responses import Response

from jikenbo.errors import NotFoundError
from jikenbo.model.fact import Field
from jikenbo.store import campaigns, pages
from jikenbo.store.search import Query, Sort, Unit, View, parse
from jikenbo.store.search.entries import name_key
from jikenbo.store.search.query import Word
from jikenbo.web.labels import label, term
from jikenbo.web.rendering import environment
from jikenbo.web.summaries import SHOWN, Summary, summary
from jikenbo.web.visit import Visit

_LIMIT = 30
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One case in a feed."""

    link: str
    title: str
    organisation: str
    updated: str
    said: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its page, and its entries, the newest first."""

    title: str
    link: str
    here: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> str:
        """When its newest entry was published."""
        return max((one.updated for one in self.entries), default="1970-01-01T00:00:00+09:00")


def atom(visit: Visit) -> Response:
    """A feed as Atom (RFC 4287)."""
    shown = environment().get_template("feed.atom.xml").render(feed=_feed(visit), lang=visit.language)
    return visit.answer(shown.encode(), "application/atom+xml; charset=utf-8")


def json_feed(visit: Visit) -> Response:
    """A feed as JSON Feed 1.1."""
    feed = _feed(visit)
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


def _feed(visit: Visit) -> Feed:
    title, page, case_ids = _asked(visit)
    with visit.store.reading() as connection:
        cases = pages.cases(connection, case_ids, fields=SHOWN)
    name = visit.words("site.name")
    entries = tuple(_entry(visit, summary(case)) for case in cases)
    return Feed(_plain(f"{title} — {name}" if title else name), visit.origin + page, str(visit.request.url), entries)


def _asked(visit: Visit) -> tuple[str, str, list[str]]:
    """The title and page of what the feed is of, and its newest cases."""
    given = visit.request.path_params
    with visit.store.reading() as connection:
        if "id" in given:
            campaign_id = visit.id()
            found = campaigns.one(connection, campaign_id)
            if found is None:
                raise NotFoundError("There is no such campaign.")
            members = campaigns.newest(connection, campaign_id, _LIMIT)
            return found[0].origin, visit.link(f"/campaigns/{campaign_id}"), members
        if "key" in given:
            key = name_key(visit.id("key"))
            name = pages.organisation_name(connection, key) if key else None
            if name is None:
                raise NotFoundError("There is no such organisation.")
            query, title, page = Query("", needs=(Word(facets=(f"org:{key}",)),)), name, visit.organisation(name)
        else:
            title = visit.asked("q")[:400]
            query, page = parse(title), visit.link("/search", q=title) if title else visit.link("/")
        view = View(unit=Unit.CASE, sort=Sort.NEWEST, limit=_LIMIT, counted=())
        return title, page, [row.id for row in visit.index.find(connection, query, view).rows]


def _entry(visit: Visit, case: Summary) -> Entry:
    said = [term(Field.INCIDENT_TYPES, value, visit.language) for value in case.types]
    if case.people:
        said.append(label(case.people.fact, visit.words).text)
    published = (case.latest or case.published or "")[:10]
    day = published + "1970-01-01"[len(published) :]
    return Entry(
        visit.origin + visit.link(f"/cases/{case.id}"),
        _plain(case.title),
        _plain(case.organisation or visit.words("case.unknown")),
        f"{day}T00:00:00+09:00",
        _plain("、".join(said) or case.title),
    )


def _plain(value: str) -> str:
    return _NOT_XML.sub("", value)
