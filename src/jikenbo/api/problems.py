"""Errors as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


def problem(request: Request, status: int, detail: str = "", hint: str = "", **more: Any) -> JSONResponse:
    """A problem: its status, one sentence on it, and the next step where there is one."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "instance": request.url.path[:500],
    }
    if detail and detail != content["title"]:
        content["detail"] = detail
    if hint:
        content["hint"] = hint
    return JSONResponse(content | more, status, media_type=MEDIA_TYPE)
