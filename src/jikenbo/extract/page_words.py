"""The words by which titles, greetings and page furniture are known."""

import re
import tomllib
from functools import cache
from importlib import resources


@cache
def _table(section: str, name: str) -> tuple[str, ...]:
    file = resources.files("jikenbo.lang.ja") / "pages.toml"
    known: dict[str, dict[str, list[str]]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(known[section][name])


@cache
def title_ending() -> re.Pattern[str]:
    """How titles end in folded text, a bracket or report number after it allowed; ? in a word is any number."""
    words = "|".join(re.escape(w).replace(r"\?", r".{1,3}") for w in _table("title", "ends"))
    return re.compile(rf"(?:{words})[!。 」]*(?:[(【〔\[<~-].{{1,40}}[)】〕\]>~-]|第.{{1,3}}報)?$")


@cache
def not_title() -> re.Pattern[str]:
    """How lines end that stand above a text and are no title."""
    words, forms = ("|".join(map(re.escape, _table("title", name))) for name in ("not", "forms"))
    return re.compile(rf"(?:{words}|{forms})[へ:、 ]*$|^(?:{words})(?:[ 、]|$)|^(?:{forms})[^のがをに]{{1,20}}$")


@cache
def is_name_line() -> re.Pattern[str]:
    """A folded line that is a publisher's name and nothing else: it has a legal form or ends as institutions do."""
    forms, kinds = ("|".join(map(re.escape, _table("title", name))) for name in ("forms", "kinds"))
    letters = r"[^\s、。:()「」『』【】][^、。:「」『』【】]{0,36}?"
    return re.compile(rf"(?:(?:{forms}) ?{letters}|{letters} ?(?:{forms}|{kinds}))")


@cache
def furniture_names() -> frozenset[str]:
    """Parts of class and id names of what surrounds a text."""
    return frozenset(_table("furniture", "names"))


@cache
def furniture_roles() -> frozenset[str]:
    """ARIA roles of what surrounds a text."""
    return frozenset(_table("furniture", "roles"))


@cache
def site_note() -> re.Pattern[str]:
    """Words by which notes are known that come with every page of a site."""
    return re.compile("|".join(map(re.escape, _table("furniture", "notes"))), re.IGNORECASE)
