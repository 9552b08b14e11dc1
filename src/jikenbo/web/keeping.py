"""Finished pages, kept for as long as the casebook stays as it is: one that is asked for again is only sent."""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jikenbo.api.answers import holds
from jikenbo.api.index import Index
from jikenbo.store import pages, registered

# Bytes of pages kept by one process, as they are sent; the one that was longest not asked for goes first.
_MOST = 16_000_000
_LARGEST = 200_000
# So many seconds may pass before a change is looked for again.
_FRESH = 0.5
# As good as the best to within a few per cent, in a third of the time.
COMPRESSION = 5


@dataclass(frozen=True, slots=True)
class _Page:
    """A finished page as it is sent: compressed, with its type and tag."""

    body: bytes
    headers: dict[str, str]


class Kept:
    """Pages by what they were asked with and the state of the casebook that they show."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._pages: OrderedDict[tuple[object, ...], _Page] = OrderedDict()
        self._size = 0
        self._one = Lock()
        self._state = (-1, -1)
        self._seen = float("-inf")

    async def answer(self, request: Request, make: Callable[[], Response]) -> Response:
        """The page that was asked for: from memory, with no thread in between, where it was made before."""
        if monotonic() - self._seen > _FRESH:
            self._state = await run_in_threadpool(self._look)
            self._seen = monotonic()
        key = (self._state, str(request.url), request.cookies.get("theme"))
        with self._one:
            held = self._pages.get(key)
            if held:
                self._pages.move_to_end(key)
        if held is None:
            made, held = await run_in_threadpool(lambda: _finished(make()))
            if held is None:
                return made
            self._keep(key, held)
        return _sent(request, held)

    def _look(self) -> tuple[int, int]:
        with self._index.store.reading() as connection:
            return pages.generation(connection), registered.newest(connection)

    def _keep(self, key: tuple[object, ...], page: _Page) -> None:
        if len(page.body) > _LARGEST:
            return
        with self._one:
            before = self._pages.pop(key, None)
            self._size += len(page.body) - (len(before.body) if before else 0)
            self._pages[key] = page
            while self._size > _MOST:
                self._size -= len(self._pages.popitem(last=False)[1].body)


def _finished(made: Response) -> tuple[Response, _Page | None]:
    """An answer, and the page that it is, if it is one."""
    if made.status_code != 200:
        return made, None
    headers = {name: made.headers[name] for name in ("content-type", "etag", "cache-control")}
    return made, _Page(gzip.compress(bytes(made.body), COMPRESSION, mtime=0), headers | {"vary": _VARY})


_VARY = "Accept-Encoding, Cookie"


def _sent(request: Request, page: _Page) -> Response:
    """A finished page to one who may have it already, and may not understand compression."""
    if holds(request, page.headers["etag"]):
        return Response(status_code=304, headers=page.headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(page.body, headers=page.headers | {"content-encoding": "gzip"})
    return Response(gzip.decompress(page.body), headers=page.headers)
