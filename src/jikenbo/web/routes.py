"""Every page in one list; each is served in Japanese at its path and in English under /en."""

from collections.abc import Callable
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jikenbo.store import Store
from jikenbo.web.pages import case, home, release, theme
from jikenbo.web.visit import Visit, visit


class Page(NamedTuple):
    """A page: where it is, and what answers."""

    path: str
    answer: Callable[[Visit], Response]


PAGES = (
    Page("/", home.show),
    Page("/cases/{id}", case.show),
    Page("/releases/{id}", release.show),
)


def routes(store: Store) -> list[BaseRoute]:
    """The routes of all pages in both languages."""
    made: list[BaseRoute] = [Route("/theme", _endpoint(theme.choose, store), methods=["POST"])]
    for page in PAGES:
        made.append(Route(page.path, _endpoint(page.answer, store)))
        made.append(Route(f"/en{page.path}".rstrip("/"), _endpoint(page.answer, store)))
    made.append(Route("/en/", _endpoint(home.show, store)))
    return made


def _endpoint(answer: Callable[[Visit], Response], store: Store) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return answer(visit(request, store))

    return endpoint
