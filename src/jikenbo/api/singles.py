"""One release, case, campaign or organisation."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response

from jikenbo.api import shapes
from jikenbo.api.answers import clean, is_id
from jikenbo.api.index import Index
from jikenbo.api.lists import sent
from jikenbo.api.shaping import SHOWN, case_shape, case_whole, changes_of, release_whole
from jikenbo.errors import NotFoundError
from jikenbo.store import campaigns, pages, releases
from jikenbo.store.search import Query, Sort, Unit, View
from jikenbo.store.search.entries import name_key
from jikenbo.store.search.query import Word


def release(request: Request, index: Index, asked: str) -> Response:
    """A release whole; a copy gives the release that it is a copy of."""
    with index.store.reading() as connection:
        known = releases.canonical(connection, asked) if is_id(asked) else None
        stored = releases.get(connection, known) if known else None
        if stored is None or known is None:
            raise NotFoundError("There is no such release.", "Ids stand in /api/v1/releases.")
        return sent(request, release_whole(stored, pages.case_of(connection, known)))


def _case(index: Index, asked: str) -> pages.CaseView:
    with index.store.reading() as connection:
        case_id = pages.case_of(connection, asked) if is_id(asked) else None
        if case_id is None:
            raise NotFoundError("There is no such case.", "Ids stand in /api/v1/cases.")
        return pages.cases(connection, [case_id], texts=True)[0]


def case(request: Request, index: Index, asked: str) -> Response:
    """A case whole."""
    return sent(request, case_whole(_case(index, asked)))


def changes(request: Request, index: Index, asked: str) -> Response:
    """What each report of a case changed."""
    found = _case(index, asked)
    items = [
        shapes.ChangeShape(
            release=one.releases[-1],
            kind=one.kind.value,
            field=one.field.value,
            before=str(one.before.value) if one.before else None,
            after=str(one.after.value) if one.after else None,
        )
        for one in changes_of(found)
    ]
    return sent(request, shapes.Changes(case=found.id, items=items))


def campaign(request: Request, index: Index, asked: str, limit: int, after: str | None) -> Response:
    """A campaign with a page of its cases."""
    day, _, last = clean(after or "").partition("_")
    with index.store.reading() as connection:
        found = campaigns.one(connection, asked) if is_id(asked) else None
        if found is None:
            raise NotFoundError("There is no such campaign.", "Ids stand in /api/v1/campaigns.")
        head, origin_case = found
        members = campaigns.members(connection, asked, limit + 1, (day, last) if last else None, fields=SHOWN)
    shown = members[:limit]
    whole = shapes.CampaignWhole(
        **asdict(head),
        origin_case=origin_case,
        members=[shapes.MemberShape(case=case_shape(m.case), sure=m.sure, reason=m.reason) for m in shown],
        next="_".join(shown[-1].place) if len(members) > limit else None,
    )
    return sent(request, whole)


def organisation(request: Request, index: Index, asked: str) -> Response:
    """An organisation with its newest cases."""
    key = name_key(asked) if is_id(asked) else ""
    with index.store.reading() as connection:
        name = pages.organisation_name(connection, key) if key else None
        if name is None:
            raise NotFoundError("There is no such organisation.", "Keys stand in /api/v1/organisations.")
        query = Query("", needs=(Word(facets=(f"org:{key}",)),))
        found = index.find(connection, query, View(unit=Unit.CASE, sort=Sort.NEWEST, limit=50, counted=()))
        newest = pages.cases(connection, [row.id for row in found.rows], fields=SHOWN)
    whole = shapes.OrganisationWhole(key=key, name=name, cases=found.total, newest=[case_shape(one) for one in newest])
    return sent(request, whole)
