"""What both doors do with a request and an answer: clean values from outside, and tags on what is sent."""

import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LONGEST = 12_000


def clean(value: str) -> str:
    """A value from outside as it may be looked for: bounded, no control characters, no halves of characters."""
    return _CONTROL.sub(" ", value[:_LONGEST]).strip()


def is_id(value: str) -> bool:
    """Whether a value from outside can be the id of anything."""
    return 0 < len(value) <= 300 and not _CONTROL.search(value)


def holds(request: Request, tag: str) -> bool:
    """Whether one who asks has what bears a tag already."""
    held = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
    return tag in held or "*" in held


def tagged(request: Request, content: bytes, media_type: str, status: int = 200) -> Response:
    """A response with an ETag; 304 to a request that holds the same."""
    tag = f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Cookie"}
    if status == 200 and holds(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(content, status, headers, media_type)
