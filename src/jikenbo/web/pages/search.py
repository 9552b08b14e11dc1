"""Search: what matches, narrowed by facets; everything asked for stands in the address."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from jikenbo.model.fact import Field
from jikenbo.store import campaigns, pages
from jikenbo.store.search import Found, Query, Sort, Unit, View, parse, snippet
from jikenbo.store.search.searcher import usual
from jikenbo.web.labels import listed, term
from jikenbo.web.summaries import SHOWN, Summary, summary
from jikenbo.web.visit import Visit

# One part of a query as a person wrote it, so that it can be taken out again.
_PART = re.compile(r'-?(?:[a-z]+:)?(?:"[^"]*"?|[^\s"]+)')
_FIELDS = {
    "type": Field.INCIDENT_TYPES, "vector": Field.VECTORS, "item": Field.DATA_ITEMS, "measure": Field.MEASURES,
    "leak": Field.LEAK_STATUS, "report": Field.REPORT, "authority": Field.AUTHORITIES,
    "damage": Field.SECONDARY_DAMAGE,
}  # fmt: skip
_MONTH = re.compile(r"\d{4}-\d{2}")
_LIMIT = 20
_UNITS = (Unit.CASE, Unit.RELEASE, Unit.CAMPAIGN)
_PEOPLE = (100, 1_000, 10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Result:
    """One result: a case or release in short, or a campaign, with the words that match."""

    snippet: tuple[tuple[str, bool], ...]
    short: Summary | None = None
    report: pages.Report | None = None
    campaign: campaigns.Head | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: its words, how many results it has, and the address with it or without it."""

    text: str
    many: int | None
    link: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for."""

    q: str
    unit: Unit
    sort: Sort | None
    after: str

    def parts(self) -> list[str]:
        return [part.group() for part in _PART.finditer(self.q)]


def show(visit: Visit) -> Response:
    """A page of results."""
    asked = _asked(visit)
    since, until = visit.asked("since"), visit.asked("until")
    if since or until:
        return RedirectResponse(_link(visit, asked, _with_dates(asked.q, since, until)), 303)
    query = parse(asked.q)
    view = View(unit=asked.unit, sort=asked.sort, limit=_LIMIT, cursor=asked.after or None)
    with visit.store.reading() as connection:
        found = visit.index.find(connection, query, view)
        results = _results(connection, found, query, asked.unit)
    return visit.page(
        "search.html",
        asked=asked,
        found=found,
        results=results,
        notes=query.notes,
        chips=_chips(visit, asked),
        facets=_facets(visit, asked, found),
        people=_people(visit, asked),
        units=[(unit.value, _link(visit, asked, asked.q, unit=unit), unit is asked.unit) for unit in _UNITS],
        sorts=[(s.value, _link(visit, asked, asked.q, sort=s), s is (asked.sort or usual(query))) for s in Sort],
        since=_month_of(query, 0),
        until=_month_of(query, 1),
        following=_link(visit, asked, asked.q, after=found.next) if found.next else None,
        first=_link(visit, asked, asked.q) if asked.after else None,
        feed=visit.link("/feed.atom", q=asked.q),
    )


def _asked(visit: Visit) -> _Asked:
    unit, sort = visit.asked("unit"), visit.asked("sort")
    return _Asked(
        visit.asked("q"),
        Unit(unit) if unit in list(Unit) else Unit.CASE,
        Sort(sort) if sort in list(Sort) else None,
        visit.asked("after")[:100],
    )


def _link(visit: Visit, asked: _Asked, q: str, **changes: object) -> str:
    given = {"q": q, "unit": asked.unit, "sort": asked.sort} | changes
    return visit.link("/search", **{k: v for k, v in given.items() if not (k == "unit" and v is Unit.CASE)})


def _month_of(query: Query, end: int) -> str:
    """The month in which the period that is asked for begins or ends, if it is one of whole months."""
    written = str(query.days[end]) if query.days else ""
    return f"{written[:4]}-{written[4:6]}" if len(written) == 8 and "01" <= written[4:6] <= "12" else ""


def _with_dates(q: str, since: str, until: str) -> str:
    kept = [part.group() for part in _PART.finditer(q) if not part.group().startswith("date:")]
    first, last = (value if _MONTH.fullmatch(value) else "" for value in (since, until))
    return " ".join([*kept, f"date:{first}..{last}"] if first or last else kept)


def _results(connection: Connection, found: Found, query: Query, unit: Unit) -> list[Result]:
    texts = pages.extracts(connection, [row.release for row in found.rows])
    cut = {row.id: snippet(texts[row.release], query) if row.release in texts else () for row in found.rows}
    ids = [row.id for row in found.rows]
    if unit is Unit.CAMPAIGN:
        return [Result(cut[one.id], campaign=one) for one in campaigns.some(connection, ids)]
    if unit is Unit.RELEASE:
        return [Result(cut[one.release.id], report=one) for one in pages.releases_with(connection, ids, SHOWN)]
    return [Result(cut[one.id], short=summary(one)) for one in pages.cases(connection, ids, fields=SHOWN)]


def _chips(visit: Visit, asked: _Asked) -> list[Choice]:
    """The filters of the query, each with the address without it."""
    parts = asked.parts()
    return [
        Choice(_said(visit, part), None, _link(visit, asked, " ".join(parts[:at] + parts[at + 1 :])), chosen=True)
        for at, part in enumerate(parts)
        if ":" in part
    ]


def _said(visit: Visit, part: str) -> str:
    name, _, value = part.lstrip("-").partition(":")
    value = value.strip('"')
    known = _shown(visit, name, value)
    negated = visit.words("search.without") if part.startswith("-") else ""
    return f"{negated}{visit.words.get(f'facet.{name}') or name}: {known}"


def _facets(visit: Visit, asked: _Asked, found: Found) -> list[tuple[str, list[Choice]]]:
    parts = asked.parts()
    made = []
    for name, counts in found.facets.items():
        choices = [_choice(visit, asked, parts, name, value, many) for value, many in counts]
        if choices:
            made.append((name, choices))
    return made


def _choice(visit: Visit, asked: _Asked, parts: list[str], name: str, value: str, many: int) -> Choice:
    written = f'{name}:"{value}"' if re.search(r"\s", value) else f"{name}:{value}"
    chosen = written in parts
    q = " ".join([part for part in parts if part != written] if chosen else [*parts, written])
    return Choice(_shown(visit, name, value), many, _link(visit, asked, q), chosen)


def _shown(visit: Visit, name: str, value: str) -> str:
    """A facet's value in words: of a field's closed list, of the kinds of organisation, or as it stands."""
    if name == "kind":
        return listed("organisation_kinds", value, visit.language)
    text = term(_FIELDS[name], value, visit.language) if name in _FIELDS else value
    return visit.words.get(f"{name}.{value}") or text


def _people(visit: Visit, asked: _Asked) -> list[Choice]:
    parts = asked.parts()
    kept = [part for part in parts if not part.startswith("people:")]
    made = []
    for least in _PEOPLE:
        written = f"people:>={least}"
        chosen = written in parts
        q = " ".join(kept if chosen else [*kept, written])
        made.append(Choice(visit.words("search.at_least", n=f"{least:,}"), None, _link(visit, asked, q), chosen))
    return made
