"""The routes of the API, and how they are attached to the application."""

from collections.abc import Callable
from typing import Annotated, Any, cast

from fastapi import APIRouter, FastAPI, Path, Query
from fastapi.exceptions import RequestValidationError
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from jikenbo.api import lists, problems, shapes, singles, stats
from jikenbo.api.index import Index
from jikenbo.store.search import Sort, Unit

PREFIX = "/api/v1"
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": shapes.Problem, "content": {problems.MEDIA_TYPE: {}}, "description": said}
    for status, said in ((404, "There is nothing of that name."), (422, "A parameter cannot be understood."))
}
_LINES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/jsonl": {"schema": {"type": "string"}}}, "description": "One object a line."}
}
Q = Annotated[
    str, Query(max_length=10_000, description="A query as in search: words and filters such as type:ransomware.")
]
UnitAsked = Annotated[Unit, Query(description="What is found: case, release or campaign.")]
SortAsked = Annotated[Sort | None, Query(description="relevance, newest, oldest or people.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
After = Annotated[str | None, Query(max_length=1000, description="The value of next of the page before.")]
Id = Annotated[str, Path(description="An id; that of any release of a case leads to the case.")]


class ApiCors:
    """Middleware: the API, and only the API, may be read by pages of other origins."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.open = CORSMiddleware(app, allow_origins=["*"], allow_methods=["GET"], expose_headers=["ETag"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, by way of CORS if it is for the API."""
        inside = scope["type"] == "http" and scope["path"].startswith("/api/")
        await (self.open if inside else self.app)(scope, receive, send)


def attach(app: FastAPI, index: Index) -> None:
    """Attach the API to an application."""
    router = APIRouter(prefix=PREFIX, responses=_ERRORS)
    _lists(router, index)
    _tables(router, index)
    _singles(router, index)
    _lines(router, index)
    app.include_router(router)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_middleware(ApiCors)


def _on_invalid(request: Request, error: Exception) -> Response:
    told = cast("RequestValidationError", error).errors()[:20]
    invalid = [{"parameter": str(one["loc"][-1])[:100], "reason": one["msg"]} for one in told]
    return problems.problem(request, 422, "A parameter cannot be understood.", invalid=invalid)


def _lists(router: APIRouter, index: Index) -> None:
    @router.get("/search", response_model=shapes.Results)
    def search(
        request: Request,
        q: Q = "",
        unit: UnitAsked = Unit.CASE,
        sort: SortAsked = None,
        limit: Limit = 20,
        after: After = None,
    ) -> Response:
        """What matches a query, with facets and what was not understood."""
        return lists.search(request, index, lists.Asked(q, unit, sort, limit, after))

    @router.get("/suggest", response_model=shapes.Suggestions)
    def suggest(
        request: Request,
        q: Q = "",
        lang: Annotated[str, Query(pattern="^(ja|en)$", description="Language of the labels.")] = "ja",
        limit: Limit = 10,
    ) -> Response:
        """What may be meant by the characters typed: organisations, suppliers, products and vocabulary."""
        return lists.suggest(request, index, q, lang, limit)

    @router.get("/releases", response_model=shapes.Releases)
    def releases(
        request: Request, q: Q = "", sort: SortAsked = None, limit: Limit = 50, after: After = None
    ) -> Response:
        """Releases, the newest first, or those that match a query."""
        return lists.releases(request, index, lists.Asked(q, Unit.RELEASE, sort, limit, after))

    @router.get("/cases", response_model=shapes.Cases)
    def cases(request: Request, q: Q = "", sort: SortAsked = None, limit: Limit = 50, after: After = None) -> Response:
        """Cases, the newest first, or those that match a query."""
        return lists.cases(request, index, lists.Asked(q, Unit.CASE, sort, limit, after))

    @router.get("/campaigns", response_model=shapes.Campaigns)
    def campaigns(
        request: Request, q: Q = "", sort: SortAsked = None, limit: Limit = 50, after: After = None
    ) -> Response:
        """Campaigns with a newest case first, or those that match a query."""
        return lists.campaigns(request, index, lists.Asked(q, Unit.CAMPAIGN, sort, limit, after))


def _tables(router: APIRouter, index: Index) -> None:
    @router.get("/organisations", response_model=shapes.Organisations)
    def organisations(request: Request, limit: Limit = 50, after: After = None) -> Response:
        """Organisations that publish, by key."""
        return lists.organisations(request, index, limit, after)

    @router.get("/register", response_model=shapes.Register)
    def register(
        request: Request,
        kind: Annotated[
            str | None, Query(max_length=100, description="removed, facts, words, moved, restored.")
        ] = None,
        limit: Limit = 50,
        after: After = None,
    ) -> Response:
        """Pages that were removed, moved or edited after they were published."""
        return lists.register(request, index, kind, limit, after)

    @router.get("/facts", response_model=shapes.Facts)
    def facts(
        request: Request,
        field: Annotated[str | None, Query(max_length=100, description="A field of the reading contract.")] = None,
        value: Annotated[str | None, Query(max_length=1000, description="A value, exactly.")] = None,
        limit: Limit = 50,
        after: After = None,
    ) -> Response:
        """Facts of all releases."""
        return lists.facts(request, index, lists.FactsAsked(field, value, limit, after))


def _singles(router: APIRouter, index: Index) -> None:
    @router.get("/releases/{id}", response_model=shapes.ReleaseWhole)
    def release(request: Request, id: Id) -> Response:  # noqa: A002  (the name that the address states)
        """A release with its text, facts, captures and doubts."""
        return singles.release(request, index, id)

    @router.get("/cases/{id}", response_model=shapes.CaseWhole)
    def case(request: Request, id: Id) -> Response:  # noqa: A002
        """A case with its reports, by the id of any of its releases."""
        return singles.case(request, index, id)

    @router.get("/cases/{id}/changes", response_model=shapes.Changes)
    def changes(request: Request, id: Id) -> Response:  # noqa: A002
        """What each report of a case changed."""
        return singles.changes(request, index, id)

    @router.get("/campaigns/{id}", response_model=shapes.CampaignWhole)
    def campaign(
        request: Request,
        id: Id,  # noqa: A002
        limit: Limit = 50,
        after: After = None,
    ) -> Response:
        """A campaign with its cases by day, page by page."""
        return singles.campaign(request, index, id, limit, after)

    @router.get("/organisations/{key:path}", response_model=shapes.OrganisationWhole)
    def organisation(
        request: Request, key: Annotated[str, Path(description="A name in any of its spellings.")]
    ) -> Response:
        """An organisation with its newest cases."""
        return singles.organisation(request, index, key)

    @router.get("/stats", response_model=shapes.Stats)
    def figures(request: Request) -> Response:
        """Figures over the whole casebook."""
        return stats.stats(request, index)


def _lines(router: APIRouter, index: Index) -> None:
    for name in lists.LINES:
        router.add_api_route(
            f"/{name}.jsonl",
            _streaming(index, name),
            methods=["GET"],
            response_class=Response,
            responses=_LINES,
            summary=f"All {name}",
            description=f"All {name}, one JSON object a line.",
            name=f"{name}_lines",
        )


def _streaming(index: Index, name: str) -> Callable[[], Response]:
    def stream() -> Response:
        return lists.stream(index, name)

    return stream
