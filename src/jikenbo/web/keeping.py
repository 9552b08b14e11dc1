"""Finished pages, kept for as long as the casebook stays as it is: one that is asked for again is only sent."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jikenbo.api.answers import tagged
from jikenbo.api.index import Index
from jikenbo.store import pages, registered

# Bytes of pages kept by one process; the one that was longest not asked for goes first.
_MOST = 16_000_000
_LARGEST = 500_000
# So many seconds may pass before a change is looked for again.
_FRESH = 0.5


class Kept:
    """Pages by what they were asked with and the state of the casebook that they show."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._pages: OrderedDict[tuple[object, ...], tuple[bytes, str]] = OrderedDict()
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
        if held:
            return tagged(request, *held)
        made = await run_in_threadpool(make)
        if made.status_code == 200 and len(made.body) <= _LARGEST:
            self._keep(key, bytes(made.body), made.headers["content-type"])
        return made

    def _look(self) -> tuple[int, int]:
        with self._index.store.reading() as connection:
            return pages.generation(connection), registered.newest(connection)

    def _keep(self, key: tuple[object, ...], body: bytes, media_type: str) -> None:
        with self._one:
            self._size += len(body) - len(self._pages.pop(key, (b"", ""))[0])
            self._pages[key] = (body, media_type)
            while self._size > _MOST:
                self._size -= len(self._pages.popitem(last=False)[1][0])
