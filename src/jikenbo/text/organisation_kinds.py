"""What kind of organisation a name is, by the name alone and the official list of municipalities."""

import re

from jikenbo.lang.ja.name_words import name_words
from jikenbo.text.fold import fold
from jikenbo.text.municipalities import place_of, prefectures
from jikenbo.vocab import Term, vocabulary

_BRACKET = re.compile(r" ?\([^()]{3,}\)\Z")
# A city that is on no list: merged since, or made up.
_CITY = re.compile(r"[一-鿿ぁ-ゖァ-ヺー]{1,6}市")


def kind_of(name: str) -> str | None:
    """The kind of an organisation (a word of vocab/organisation_kinds.toml), or None if its name does not tell."""
    whole = _BRACKET.sub("", fold(name)).replace(" ", "")
    bare = _bare(whole)
    kinds = vocabulary("organisation_kinds").items()
    company = any(form in whole for form in _COMPANY) or whole.endswith(_LATIN_FORMS)
    named = next((kind for kind, term in kinds if _fits(term, whole, bare, company=company)), None)
    return named or ("company" if company else _public(whole))


def _fits(term: Term, whole: str, bare: str, *, company: bool) -> bool:
    if company and term.get("never_company", False):
        return False
    ends = tuple(term.get("ends"))
    if whole.startswith(tuple(term.get("begins"))) or bare.endswith(ends) or whole.endswith(ends):
        return True
    return any(word in whole for word in term.get("holds"))


def _public(whole: str) -> str | None:
    """A name that no word tells of: a municipality's or prefecture's own, or one that begins with it."""
    place = place_of(whole)
    if place or _CITY.fullmatch(whole):
        return "municipality"
    if not whole.startswith(prefectures()):
        return None
    return "municipality" if whole[-1] in "市町村区" else "prefecture"


def _bare(whole: str) -> str:
    """A name without its legal forms."""
    for form in (*name_words().before, *name_words().either):
        whole = whole.removeprefix(form).removesuffix(form)
    return whole


_COMPANY: tuple[str, ...] = tuple(vocabulary("organisation_kinds")["company"].get("forms"))
_LATIN_FORMS = tuple(form.replace(" ", "") for form in name_words().latin)
