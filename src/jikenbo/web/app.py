"""The web application: pages, feeds and the JSON API over one casebook."""

import logging
from http import HTTPStatus

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from jikenbo import __version__
from jikenbo.api import attach, problem
from jikenbo.api.index import Index
from jikenbo.errors import JikenboError
from jikenbo.store import Store
from jikenbo.web.keeping import COMPRESSION
from jikenbo.web.routes import routes
from jikenbo.web.security import HEADERS, SecurityHeaders
from jikenbo.web.visit import STATIC, visit

# A query of 10,000 Japanese characters, each three bytes and each byte three characters in an address, is answered; the
# server must be told so (uvicorn: h11_max_incomplete_event_size), since it takes 64 KB on its own.
LONGEST_REQUEST = 256 * 1024
_LOG = logging.getLogger(__name__)


def create_app(store: Store) -> FastAPI:
    """The application that serves a casebook."""
    app = FastAPI(
        title="Jikenbo",
        version=__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    index = Index(store)
    attach(app, index)
    # Pages stand before the API's routes: they are asked for more often, and routes are tried in order.
    app.router.routes[:0] = routes(index)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _answer_errors(app, index)
    app.add_middleware(GZipMiddleware, minimum_size=600, compresslevel=COMPRESSION)
    app.add_middleware(SecurityHeaders)
    return app


def _answer_errors(app: FastAPI, index: Index) -> None:
    def told(request: Request, status: int, message: str = "", hint: str = "") -> Response:
        if request.url.path.startswith("/api/"):
            return problem(request, status, message, hint)
        asked = visit(request, index)
        known = asked.words.get(f"error.{status}")
        said = known or (message if status < 500 else "") or asked.words("error.other")
        return asked.page("error.html", status, code=status, said=said, hint=hint if status != 404 else "")

    def on_http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        answer = told(request, status, HTTPStatus(status).phrase)
        if isinstance(error, HTTPException) and error.headers:
            answer.headers.update(error.headers)
        return answer

    def on_known(request: Request, error: Exception) -> Response:
        if not isinstance(error, JikenboError):
            return on_unknown(request, error)
        if error.status >= 500:
            _LOG.error("%s: %s", request.url.path, error, exc_info=error)
        return told(request, error.status, error.message, error.hint)

    def on_unknown(request: Request, error: Exception) -> Response:
        _LOG.error("%s", request.url.path, exc_info=error)
        answer = told(request, 500)
        # This answer is made outside all middleware.
        answer.headers.update(HEADERS)
        return answer

    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(JikenboError, on_known)
    app.add_exception_handler(Exception, on_unknown)
