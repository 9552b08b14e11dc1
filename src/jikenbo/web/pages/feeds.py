"""Feeds: the newest cases of all, of a search, of a campaign or of an organisation, as Atom and as JSON Feed."""

from starlette.responses import Response

from jikenbo.errors import NotFoundError
from jikenbo.model.fact import Field
from jikenbo.store import campaigns, pages
from jikenbo.store.search import Query, Sort, Unit, View, parse
from jikenbo.store.search.entries import name_key
from jikenbo.store.search.query import Word
from jikenbo.web.feed import Entry, Feed, as_atom, as_json, plain
from jikenbo.web.labels import label, term
from jikenbo.web.summaries import SHOWN, Summary, summary
from jikenbo.web.visit import Visit

_LIMIT = 30


def atom(visit: Visit) -> Response:
    """A feed of cases as Atom."""
    return as_atom(visit, _feed(visit))


def json_feed(visit: Visit) -> Response:
    """A feed of cases as JSON Feed."""
    return as_json(visit, _feed(visit))


def _feed(visit: Visit) -> Feed:
    title, page, case_ids = _asked(visit)
    with visit.store.reading() as connection:
        cases = pages.cases(connection, case_ids, fields=SHOWN)
    name = visit.words("site.name")
    entries = tuple(_entry(visit, summary(case)) for case in cases)
    return Feed(plain(f"{title} — {name}" if title else name), visit.origin + page, str(visit.request.url), entries)


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
        plain(case.title),
        plain(case.organisation or visit.words("case.unknown")),
        f"{day}T00:00:00+09:00",
        plain("、".join(said) or case.title),
    )
