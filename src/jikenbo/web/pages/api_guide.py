"""The guide to the API, made from its own description, so that it says what the program does."""

from typing import Any

from starlette.responses import Response

from jikenbo.web.visit import Visit


def show(visit: Visit) -> Response:
    """Every operation with its parameters."""
    described: dict[str, Any] = visit.request.app.openapi()
    operations = [
        (path, operation.get("summary", ""), operation.get("description", ""), operation.get("parameters", []))
        for path, held in described["paths"].items()
        for method, operation in held.items()
        if method == "get"
    ]
    return visit.page("api_guide.html", operations=operations, openapi=visit.request.app.openapi_url)
