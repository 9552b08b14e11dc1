"""Lists: what matches a query, page by page, and all rows as JSON Lines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from jikenbo.api import shapes
from jikenbo.api.answers import clean, tagged
from jikenbo.api.index import Index
from jikenbo.api.shaping import SHOWN, campaign_shape, case_shape, case_whole, fact_shape, release_shape
from jikenbo.model.fact import Field
from jikenbo.store import Store, pages, registered
from jikenbo.store import campaigns as held_campaigns
from jikenbo.store.search import Found, Sort, Unit, View, parse
from jikenbo.vocab import vocabulary

_BATCH = 200
_VOCABULARIES = (("incident_types", "type"), ("vectors", "vector"), ("data_items", "item"), ("measures", "measure"))
_KINDS = {
    "ja": {"org": "組織", "supplier": "委託先・提供元", "product": "製品・サービス", "client": "委託元",
           "investigator": "調査会社", "affiliate": "グループ会社", "type": "事案の種類", "vector": "侵入経路・原因",
           "item": "情報の項目", "measure": "対応・対策"},
    "en": {"org": "organisation", "supplier": "supplier", "product": "product", "client": "client",
           "investigator": "investigator", "affiliate": "group company", "type": "kind of incident",
           "vector": "way in or cause", "item": "data item", "measure": "measure"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for."""

    q: str
    unit: Unit
    sort: Sort | None
    limit: int
    after: str | None


@dataclass(frozen=True, slots=True)
class FactsAsked:
    """Which facts are asked for."""

    field: str | None
    value: str | None
    limit: int
    after: str | None


def sent(request: Request, shape: BaseModel) -> Response:
    """An object, tagged."""
    return tagged(request, shape.model_dump_json().encode(), "application/json")


def search(request: Request, index: Index, asked: Asked) -> Response:
    """What matches a query."""
    query = parse(clean(asked.q))
    with index.store.reading() as connection:
        found = index.find(connection, query, _view(asked))
        items = _items(connection, found, asked.unit)
    facets = {
        name: [shapes.FacetShape(value=value, count=many) for value, many in counts[:100]]
        for name, counts in found.facets.items()
    }
    notes = [shapes.NoteShape(code=code, part=part) for code, part in query.notes]
    answer = shapes.Results(
        total=found.total, unit=asked.unit.value, items=items, facets=facets, notes=notes, next=found.next
    )
    return sent(request, answer)


def releases(request: Request, index: Index, asked: Asked) -> Response:
    """A page of releases."""
    items, following = _page(index, asked)
    return sent(
        request, shapes.Releases(items=[one for one in items if isinstance(one, shapes.ReleaseShape)], next=following)
    )


def cases(request: Request, index: Index, asked: Asked) -> Response:
    """A page of cases."""
    items, following = _page(index, asked)
    return sent(
        request, shapes.Cases(items=[one for one in items if isinstance(one, shapes.CaseShape)], next=following)
    )


def campaigns(request: Request, index: Index, asked: Asked) -> Response:
    """A page of campaigns."""
    items, following = _page(index, asked)
    held = [one for one in items if isinstance(one, shapes.CampaignShape)]
    return sent(request, shapes.Campaigns(items=held, next=following))


def organisations(request: Request, index: Index, limit: int, after: str | None) -> Response:
    """A page of organisations."""
    with index.store.reading() as connection:
        found = pages.organisations(connection, clean(after or ""), limit + 1)
    items = [shapes.OrganisationShape(key=key, name=name) for key, name in found[:limit]]
    return sent(request, shapes.Organisations(items=items, next=items[-1].key if len(found) > limit else None))


def facts(request: Request, index: Index, asked: FactsAsked) -> Response:
    """A page of facts."""
    release_id, _, place = clean(asked.after or "").rpartition(".")
    position = int(place) if place.isascii() and place.isdigit() and len(place) < 9 else -1
    field = clean(asked.field) if asked.field is not None else None
    value = clean(asked.value) if asked.value is not None else None
    with index.store.reading() as connection:
        found = pages.facts_listed(connection, (release_id, position), asked.limit + 1, field, value)
    shown = found[: asked.limit]
    following = f"{shown[-1][0]}.{shown[-1][1]}" if len(found) > asked.limit else None
    return sent(request, shapes.Facts(items=[fact_shape(*one) for one in shown], next=following))


def suggest(request: Request, index: Index, typed: str, language: str, limit: int) -> Response:
    """Vocabulary and names that hold what is typed."""
    wanted = clean(typed)[:100]
    kinds = _KINDS[language]
    found = [
        shapes.SuggestionShape(kind=kinds[facet], label=label, query=f"{facet}:{value}")
        for name, facet in _VOCABULARIES
        for value, label in _labels(name, language)
        if wanted and wanted.lower() in f"{label} {value}".lower()
    ]
    with index.store.reading() as connection:
        names = index.suggest(connection, wanted, limit) if wanted else []
    found += [
        shapes.SuggestionShape(
            kind=kinds.get(kind, kind), label=name, query=f'{kind}:"{name}"' if " " in name else f"{kind}:{name}"
        )
        for kind, name in names
    ]
    return sent(request, shapes.Suggestions(suggestions=found[:limit]))


def _labels(name: str, language: str) -> list[tuple[str, str]]:
    return [(term.value, term.ja if language == "ja" else term.en) for term in vocabulary(name).values()]


def _view(asked: Asked) -> View:
    return View(unit=asked.unit, sort=asked.sort, limit=asked.limit, cursor=asked.after)


def _page(
    index: Index, asked: Asked
) -> tuple[list[shapes.ReleaseShape | shapes.CaseShape | shapes.CampaignShape], str | None]:
    view = View(unit=asked.unit, sort=asked.sort, limit=asked.limit, cursor=asked.after, counted=())
    with index.store.reading() as connection:
        found = index.find(connection, parse(clean(asked.q)), view)
        return _items(connection, found, asked.unit), found.next


def _items(
    connection: Connection, found: Found, unit: Unit
) -> list[shapes.ReleaseShape | shapes.CaseShape | shapes.CampaignShape]:
    ids = [row.id for row in found.rows]
    if unit is Unit.CAMPAIGN:
        return [campaign_shape(head) for head in held_campaigns.some(connection, ids)]
    if unit is Unit.CASE:
        return [case_shape(one) for one in pages.cases(connection, ids, fields=SHOWN)]
    held = pages.cases_of_releases(connection, ids)
    # One field that hardly any release lacks stands for all: the facts themselves are not shown here.
    found_releases = pages.releases_with(connection, ids, (Field.REPORT,))
    return [release_shape(one.release, held.get(one.release.id)) for one in found_releases]


def register(request: Request, index: Index, kind: str | None, limit: int, after: str | None) -> Response:
    """A page of the register of removals and edits."""
    before = int(after) if after and after.isascii() and after.isdigit() and len(after) < 10 else None
    with index.store.reading() as connection:
        found = registered.entries(connection, limit + 1, before, clean(kind) if kind is not None else None)
    items = [
        shapes.RegisteredShape(
            id=one.id,
            kind=one.kind,
            silent=one.silent,
            release=release_shape(one.release),
            address=one.address,
            noticed_at=one.noticed_at.isoformat(),
            confirmed_at=one.confirmed_at.isoformat(),
            reason=one.reason,
            detail=dict(one.detail),
        )
        for one in found[:limit]
    ]
    return sent(request, shapes.Register(items=items, next=str(items[-1].id) if len(found) > limit else None))


def stream(index: Index, name: str) -> Response:
    """All rows of a kind, one object a line, in batches, so that neither side holds more than one."""
    return StreamingResponse(_lines(index.store, *LINES[name]), media_type="application/jsonl")


def _lines(
    store: Store,
    ids: Callable[[Connection, str, int], list[str]],
    shape: Callable[[Connection, Sequence[str]], Sequence[BaseModel]],
) -> Iterator[bytes]:
    after = ""
    while True:
        with store.reading() as connection:
            held = ids(connection, after, _BATCH)
            made = shape(connection, held) if held else []
        if not held:
            return
        yield b"".join(one.model_dump_json().encode() + b"\n" for one in made)
        after = held[-1]


def _release_lines(connection: Connection, ids: Sequence[str]) -> list[shapes.ReleaseShape]:
    of = pages.cases_of_releases(connection, ids)
    return [
        release_shape(one.release, of.get(one.release.id))
        for one in pages.releases_with(connection, ids, (Field.REPORT,))
    ]


def _case_lines(connection: Connection, ids: Sequence[str]) -> list[shapes.CaseWhole]:
    return [case_whole(one) for one in pages.cases(connection, ids, texts=True)]


def _campaign_lines(connection: Connection, ids: Sequence[str]) -> list[shapes.CampaignShape]:
    return [campaign_shape(head) for head in held_campaigns.some(connection, ids)]


def _fact_lines(connection: Connection, ids: Sequence[str]) -> list[shapes.FactShape]:
    held = pages.facts_of(connection, ids)
    return [fact_shape(one, at, fact) for one in ids for at, fact in enumerate(held.get(one, ()))]


LINES: dict[
    str,
    tuple[
        Callable[[Connection, str, int], list[str]],
        Callable[[Connection, Sequence[str]], Sequence[BaseModel]],
    ],
] = {
    "releases": (pages.release_ids, _release_lines),
    "cases": (pages.case_ids, _case_lines),
    "campaigns": (held_campaigns.ids, _campaign_lines),
    "facts": (pages.release_ids, _fact_lines),
}
