"""One request for a page: what is asked, in which language and theme, and how a page answers it."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from jikenbo import __version__
from jikenbo.api.answers import clean, is_id, tagged
from jikenbo.api.index import Index
from jikenbo.errors import NotFoundError
from jikenbo.store import Store
from jikenbo.store.search.entries import name_key
from jikenbo.web.rendering import environment
from jikenbo.web.words import Words, words

STATIC = Path(__file__).parent / "static"
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as a page sees it.

    `path` is without the language; `origin` is scheme and host, for addresses that leave the page (links to copy,
    feeds, previews).
    """

    index: Index
    words: Words
    path: str
    request: Request

    @property
    def store(self) -> Store:
        """The casebook."""
        return self.index.store

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.words.language

    @property
    def origin(self) -> str:
        """Scheme and host under which the page was asked for."""
        return str(self.request.base_url).rstrip("/")

    @property
    def theme(self) -> str:
        """The theme that the reader has chosen, or nothing."""
        chosen = self.request.cookies.get("theme", "")
        return chosen if chosen in THEMES else ""

    def id(self, name: str = "id") -> str:
        """An id from the path. Raises NotFoundError where it cannot be one."""
        given = str(self.request.path_params[name])
        if not is_id(given):
            raise NotFoundError("There is nothing of that name.")
        return given

    def asked(self, name: str) -> str:
        """A value of the query, without control characters, or nothing."""
        return clean(self.request.query_params.get(name, ""))

    def asked_all(self, name: str) -> list[str]:
        """All values of a name in the query, each once."""
        return list(dict.fromkeys(filter(None, map(clean, self.request.query_params.getlist(name)))))

    def link(self, path: str, **query: object) -> str:
        """The address of a page in the language of this one."""
        return address(path, self.language, **query)

    def address(self, path: str, language: str) -> str:
        """The address of a page in a language of one's choice."""
        return address(path, language)

    def organisation(self, name: str) -> str:
        """The address of an organisation's page."""
        key = name_key(name)
        return self.link(f"/organisations/{key}") if is_id(key) else self.link("/search")

    def outward(self, place: str | None) -> bool:
        """Whether an address taken from a release may be made a link."""
        return bool(place) and str(place).startswith(("https://", "http://"))

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page from its template, with a tag by which a browser asks whether it has changed."""
        w = self.words
        shown = environment().get_template(template).render(v=self, w=w, lang=w.language, assets=assets(), **values)
        return self.answer(shown.encode("utf-8", "replace"), "text/html; charset=utf-8", status)

    def answer(self, content: bytes, media_type: str, status: int = 200) -> Response:
        """Bytes of any kind, tagged; not sent again to one who has them."""
        return tagged(self.request, content, media_type, status)


def address(path: str, language: str, **query: object) -> str:
    """The address of a page in a language: English ones begin with /en."""
    prefixed = _place(path, language)
    given = {key: value for key, value in query.items() if value not in (None, "", [])}
    return f"{prefixed}?{urlencode(given, doseq=True)}" if given else prefixed


@lru_cache(maxsize=4096)
def _place(path: str, language: str) -> str:
    place = quote(path, safe="/:@!$&'()*+,;=~-._")
    return place if language == "ja" else ("/en" + place).rstrip("/") or "/en"


def visit(request: Request, index: Index) -> Visit:
    """The visit that a request is."""
    path = request.url.path
    english = path == "/en" or path.startswith("/en/")
    return Visit(index, words("en" if english else "ja"), (path[3:] or "/") if english else path, request)


_DIGESTS: dict[str, str] = {}


def assets() -> dict[str, str]:
    """The addresses of our own files, each with a digest, so that a browser may keep them for good."""
    if not _DIGESTS:
        for file in sorted(STATIC.iterdir()):
            digest = hashlib.blake2b(file.read_bytes(), digest_size=6).hexdigest()
            _DIGESTS[file.name] = f"/static/{file.name}?v={digest}-{__version__}"
    return _DIGESTS
