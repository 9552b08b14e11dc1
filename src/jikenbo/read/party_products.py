"""Products that have a part in the incident: quoted services of others, and well-known products."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from jikenbo.model.text import BlockKind
from jikenbo.read.party_names import Named, sentence_of
from jikenbo.read.party_words import (
    CUES,
    INCIDENT,
    LIST_BEGINS,
    MALWARE_AFTER,
    MALWARE_BEFORE,
    NAMED_AS,
    NO_SERVICE,
    OUTSIDE,
    PLANNED,
    PRODUCT_NAMED,
    SPARED,
    SPARED_BEFORE,
)
from jikenbo.read.prepare import Prepared
from jikenbo.read.product_names import Product, products
from jikenbo.text.names import fold_name

_QUOTED = re.compile(r"[「『](?P<name>[^「」『』()\n。、]{2,40})(?:\((?P<short>[^「」『』()\n。、]{1,24})\))?[」』]")
_DEFINITION = re.compile(r"以下[、,はを ]{0,2}(?:総称して)?\Z")
# How far from its name the text may tie a product to the incident, and from a service its provider.
_NEAR = 100
# The places of one name that are looked at; what a release says of a product it says early.
_PLACES = 20
# How many items after its opening words a list is still theirs.
_ITEMS = 12


class Found(NamedTuple):
    """A product's key, its place and the rule that found it."""

    key: str
    start: int
    end: int
    rule: str


def find_products(prepared: Prepared, providers: list[Named]) -> Iterator[Found]:
    """The products that the text ties to the incident."""
    seen: Counter[str] = Counter()
    for match in _QUOTED.finditer(prepared.text, prepared.body):
        seen[match["name"]] += 1
        if seen[match["name"]] > _PLACES or not _is_service(prepared.text, match):
            continue
        if _provided(prepared, match.start(), providers):
            group = "short" if match["short"] and match["short"].isascii() else "name"
            yield Found(fold_name(match[group]), *match.span(group), "quoted_service")
    for match in PRODUCT_NAMED.finditer(prepared.text, prepared.body):
        if INCIDENT.search(prepared.text, *sentence_of(prepared, match.start())):
            yield Found(fold_name(match["name"]), *match.span("name"), "called_product")
    for product in products(prepared.text):
        name = prepared.text[product.start : product.end]
        seen[name] += product.start >= prepared.body
        if product.start >= prepared.body and seen[name] <= _PLACES and _tied(prepared, product):
            yield Found(fold_name(name), product.start, product.end, "known_product")


def quoted_service() -> None:
    """A quoted name is the service of an organisation in the incident."""


def called_product() -> None:
    """The text gives the name as that of the product or service: 製品名, サービス名."""


def known_product() -> None:
    """A well-known product stands in a sentence that tells of the incident."""


def _is_service(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    return not NO_SERVICE.search(match["name"]) and not _DEFINITION.search(before)


def _provided(prepared: Prepared, at: int, providers: list[Named]) -> bool:
    """Whether the words before a quoted name give it as the service of one of the providers."""
    sentence_start, sentence_end = sentence_of(prepared, at)
    before = prepared.text[max(sentence_start, at - 24) : at]
    told = INCIDENT.search(prepared.text, sentence_start, sentence_end + _NEAR) is not None
    if told and OUTSIDE.search(prepared.text[max(sentence_start, at - 40) : at]):
        return True
    if not told or not (before.endswith(")の") or CUES["product"].before.search(before)):
        return False
    first = max(sentence_start, at - _NEAR)
    return any(first <= start and end <= at for entry in providers for start, end in entry.places)


def _tied(prepared: Prepared, product: Product) -> bool:
    """Whether the text tells of the incident near a product's name, in its sentence or later in its paragraph."""
    first, last = sentence_of(prepared, product.start)
    before = prepared.text[max(first, product.start - 40) : product.start]
    if product.kind == "malware":
        return bool(MALWARE_BEFORE.search(before) or MALWARE_AFTER.match(prepared.text, product.end))
    if _spared(prepared, product, before):
        return False
    if NAMED_AS.search(prepared.text, max(first, product.start - 2 * _NEAR), product.start):
        return True
    paragraph = prepared.text.find("\n", last, product.end + 2 * _NEAR)
    end = paragraph if paragraph >= 0 else product.end + 2 * _NEAR
    return INCIDENT.search(prepared.text, max(first, product.start - _NEAR), end) is not None or _in_list(
        prepared, product.start
    )


def _in_list(prepared: Prepared, at: int) -> bool:
    """Whether the words that open the list of an item tell of the incident: the following accounts were used."""
    number = prepared.sentence_at(at)
    last = max(number - _ITEMS, 0)
    while number > last and prepared.sentences[number].kind is BlockKind.ITEM:
        number -= 1
    opening = prepared.words(prepared.sentences[number])[-_NEAR:]
    return LIST_BEGINS.search(opening) is not None and INCIDENT.search(opening) is not None


def _spared(prepared: Prepared, product: Product, before: str) -> bool:
    """Whether the words at a product's name, or the heading, say that it was spared or is yet to come."""
    if SPARED_BEFORE.search(before) or SPARED.search(prepared.text, *sentence_of(prepared, product.start)):
        return True
    headings = prepared.sentences[prepared.sentence_at(product.start)].headings
    above = prepared.words(prepared.sentences[headings[-1]])[:80] if headings else ""
    return bool(PLANNED.search(above) or SPARED.search(above))
