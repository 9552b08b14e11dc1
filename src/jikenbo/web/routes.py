"""Every page in one list; each is served in Japanese at its path and in English under /en."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
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
    register,
    release,
    search,
    sources,
    stats,
    theme,
)
from jikenbo.web.visit import Visit, visit


class Page(NamedTuple):
    """A page: where it is, what answers, and whether it stays as it is for as long as the casebook does."""

    path: str
    answer: Callable[[Visit], Response]
    kept: bool = True


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
    Page("/sources", sources.show, kept=False),
    Page("/register", register.show),
    Page("/register/feed.atom", register.atom),
    Page("/register/feed.json", register.json_feed),
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

    def endpoint(page: Page) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            if not page.kept:
                return await run_in_threadpool(lambda: page.answer(visit(request, index)))
            return await kept.answer(request, lambda: page.answer(visit(request, index)))

        return answered

    made: list[BaseRoute] = [Route("/theme", lambda request: theme.choose(visit(request, index)), methods=["POST"])]
    for page in PAGES:
        made.append(Route(page.path, endpoint(page)))
        made.append(Route(f"/en{page.path}".rstrip("/"), endpoint(page)))
    made.append(Route("/en/", endpoint(PAGES[0])))
    return made
