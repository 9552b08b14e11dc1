"""Every page in one list; each is served in Japanese at its path and in English under /en."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jikenbo.api.index import Index
from jikenbo.web.keeping import Kept
from jikenbo.web.pages import (
    api_guide,
    campaign,
    campaigns,
    case,
    compare,
    feeds,
    home,
    method,
    nine_items,
    organisation,
    release,
    search,
    sources,
    stats,
    theme,
)
from jikenbo.web.visit import Visit, visit


class Page(NamedTuple):
    """A page: where it is, and what answers."""

    path: str
    answer: Callable[[Visit], Response]


PAGES = (
    Page("/", home.show),
    Page("/search", search.show),
    Page("/cases/{id}", case.show),
    Page("/cases/{id}/nine-items", nine_items.show),
    Page("/compare", compare.show),
    Page("/campaigns", campaigns.show),
    Page("/campaigns/{id}", campaign.show),
    Page("/stats", stats.show),
    Page("/stats/{name}.csv", stats.table),
    Page("/sources", sources.show),
    Page("/method", method.show),
    Page("/api", api_guide.show),
    Page("/feed.atom", feeds.atom),
    Page("/feed.json", feeds.json_feed),
    Page("/campaigns/{id}/feed.atom", feeds.atom),
    Page("/campaigns/{id}/feed.json", feeds.json_feed),
    Page("/organisations/{key:path}/feed.atom", feeds.atom),
    Page("/organisations/{key:path}/feed.json", feeds.json_feed),
    Page("/organisations/{key:path}", organisation.show),
    Page("/releases/{id}", release.show),
)


def routes(index: Index) -> list[BaseRoute]:
    """The routes of all pages in both languages."""
    kept = Kept(index)

    def endpoint(answer: Callable[[Visit], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            return await kept.answer(request, lambda: answer(visit(request, index)))

        return answered

    made: list[BaseRoute] = [Route("/theme", lambda request: theme.choose(visit(request, index)), methods=["POST"])]
    for page in PAGES:
        made.append(Route(page.path, endpoint(page.answer)))
        made.append(Route(f"/en{page.path}".rstrip("/"), endpoint(page.answer)))
    made.append(Route("/en/", endpoint(home.show)))
    return made
