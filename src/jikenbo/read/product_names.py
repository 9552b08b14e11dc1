"""Well-known products and services in a folded text, by the list in vocab/products.toml."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from jikenbo.read.prepare import Prepared
from jikenbo.text.names import fold_name
from jikenbo.vocab import vocabulary

# Every name in the list has a letter or kana.
_LETTERS = re.compile(r"[A-Za-zぁ-ヺ]")

# A name of so few letters may end a longer one that is written without a space, or be a word in an address.
_SHORT = 5


class Product(NamedTuple):
    """Where a product is named, and its kind in the list."""

    start: int
    end: int
    kind: str


def named_products(prepared: Prepared) -> tuple[Product, ...]:
    """The products that a text names, whatever the case they are written in."""
    return tuple(products(prepared.text))


def products(text: str) -> Iterator[Product]:
    """The products that a folded text names."""
    if not _LETTERS.search(text):
        return
    automaton, kinds = _compiled()
    lower = text.lower()
    if len(lower) != len(text):  # a letter such as İ, whose small form is longer, would shift every offset
        lower = text
    for number, start, end in automaton.find_matches_as_indexes(lower):
        before = text[start - 1 : start]
        if _runs_on(before, text[start]) or _runs_on(text[end : end + 1], text[end - 1]):
            continue
        if end - start > _SHORT or not (_joins(before) or text[start:end].islower()):
            yield Product(start, end, kinds[number])


def is_product(key: str) -> bool:
    """Whether a name's key is that of a well-known product."""
    return key in _keys()


def product_key(name: str) -> str:
    """The key under which two writings of a product's name are equal."""
    key = fold_name(name)
    return _same().get(key, key)


@cache
def _same() -> dict[str, str]:
    pairs = (pair.split("=") for term in vocabulary("products").values() for pair in term.get("same"))
    return {fold_name(other): fold_name(name) for other, name in pairs}


@cache
def _compiled() -> tuple[AhoCorasick, list[str]]:
    kinds: dict[str, str] = {}
    for kind, term in vocabulary("products").items():
        for name in term.get("names"):
            # A name of several words is often written as one.
            kinds |= dict.fromkeys((name.lower(), name.lower().replace(" ", "")), kind)
    return AhoCorasick(list(kinds), matchkind=MatchKind.LeftmostLongest), list(kinds.values())


@cache
def _keys() -> frozenset[str]:
    return frozenset(fold_name(name) for term in vocabulary("products").values() for name in term.get("names"))


def _joins(before: str) -> bool:
    """Whether katakana or a Chinese character before a short name makes it the end of another: 見本BASE."""
    return "ァ" <= before <= "ー" or "一" <= before <= "鿿"


def _runs_on(beside: str, edge: str) -> bool:
    """Whether a name runs on beyond its edge: letter beside letter, or katakana beside katakana."""
    if not beside:
        return False
    if edge.isascii():
        return beside.isascii() and (beside.isalnum() or beside in "@/_")
    return "ァ" <= beside <= "ヺ" or beside == "ー"
