"""Addresses as places of a site: which two are one place, and which one lies above another."""

import re
from urllib.parse import parse_qsl, urlsplit

_INDEX = re.compile(r"/(?:index|default|home|top)\.\w{2,5}$", re.IGNORECASE)
_SESSION = re.compile(r";[^/]*")


def same_place(one: str, other: str) -> bool:
    """Whether two addresses are one place: https or not, www. or not, with a session's number or without."""
    left, right = urlsplit(one), urlsplit(other)
    if (_host(left.hostname), _path(left.path)) != (_host(right.hostname), _path(right.path)):
        return False
    asked, other_asked = set(parse_qsl(left.query)), set(parse_qsl(right.query))
    return asked <= other_asked or other_asked <= asked


def lies_above(one: str, other: str) -> bool:
    """Whether an address is the front page or a folder above another one on the same site."""
    left, right = urlsplit(one), urlsplit(other)
    above = _path(left.path).rstrip("/")
    return _host(left.hostname) == _host(right.hostname) and _path(right.path).startswith(f"{above}/")


def _host(host: str | None) -> str:
    return (host or "").removeprefix("www.")


def _path(path: str) -> str:
    return _INDEX.sub("/", _SESSION.sub("", path)) or "/"
