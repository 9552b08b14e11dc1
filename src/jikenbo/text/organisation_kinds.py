"""What kind of organisation a name is, and in which prefecture a public body lies, by the name alone."""

import re
import tomllib
from functools import cache
from importlib import resources

from jikenbo.lang.ja.name_words import name_words
from jikenbo.text.fold import fold
from jikenbo.vocab import Term, vocabulary

_BRACKET = re.compile(r" ?\([^()]{3,}\)\Z")


def kind_of(name: str) -> str | None:
    """The kind of an organisation (a word of vocab/organisation_kinds.toml), or None if its name does not tell."""
    whole = _BRACKET.sub("", fold(name)).replace(" ", "")
    bare = _bare(whole)
    return next((kind for kind, term in vocabulary("organisation_kinds").items() if _fits(term, whole, bare)), None)


def prefecture_of(name: str) -> str | None:
    """The prefecture that a name begins with, or None: 架空県見本市 and 架空県教育委員会 begin with theirs."""
    folded = fold(name)
    return next((prefecture for prefecture in prefectures() if folded.startswith(prefecture)), None)


@cache
def prefectures() -> tuple[str, ...]:
    """The prefectures in the order of their codes."""
    file = resources.files("jikenbo.lang.ja") / "prefectures.toml"
    return tuple(tomllib.loads(file.read_text(encoding="utf-8"))["names"])


def _fits(term: Term, whole: str, bare: str) -> bool:
    ends = tuple(term.get("ends"))
    if whole.startswith(tuple(term.get("begins"))) or bare.endswith(ends) or whole.endswith(ends):
        return True
    if any(word in whole for word in term.get("holds")):
        return True
    pattern = term.get("pattern", None)
    if pattern and re.fullmatch(pattern, whole):
        return True
    if term.get("prefecture", False) and whole.startswith(prefectures()):
        return whole == bare and not bare.endswith("組合")
    return bool(term.get("latin_form", False)) and whole.endswith(_latin_forms())


def _bare(whole: str) -> str:
    """A name without its legal forms."""
    for form in (*name_words().before, *name_words().either):
        whole = whole.removeprefix(form).removesuffix(form)
    return whole


@cache
def _latin_forms() -> tuple[str, ...]:
    return tuple(form.replace(" ", "") for form in name_words().latin)
