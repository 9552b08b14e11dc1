"""Products that have a part in the incident: quoted services of others, and well-known products."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from jikenbo.model.text import BlockKind
from jikenbo.read.party_names import Named
from jikenbo.read.party_scene import Scene
from jikenbo.read.party_words import (
    CALLED_THIS,
    LIST_BEGINS,
    MALWARE_AFTER,
    MALWARE_BEFORE,
    MALWARE_BESIDE,
    NAMED_AS,
    NO_SERVICE,
    OFFERED,
    OUTSIDE,
    PLANNED,
    PRESENCE,
    PRODUCT_BEFORE,
    PRODUCT_NAMED,
    PRODUCT_WORDS,
    SPARED,
    SPARED_BEFORE,
    USED,
)
from jikenbo.read.product_names import Product, is_product, named_products, product_key
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


def find_products(scene: Scene, providers: list[Named]) -> Iterator[Found]:
    """The products that the text ties to the incident."""
    text, body = scene.text, scene.body
    seen: Counter[str] = Counter()
    for match in _QUOTED.finditer(text, body):
        seen[match["name"]] += 1
        if seen[match["name"]] > _PLACES:
            continue
        if named_malware(text, match):
            yield Found(product_key(match["name"]), *match.span("name"), "named_malware")
        if not _is_service(text, match):
            continue
        if quoted_service(scene, match.start(), providers):
            short = match["short"] and match["short"].isascii() and not is_product(fold_name(match["name"]))
            group = "short" if short else "name"
            yield Found(product_key(match[group]), *match.span(group), "quoted_service")
    for match in PRODUCT_NAMED.finditer(text, body):
        if text.endswith(PRODUCT_WORDS, 0, match.end("end")) and called_product(scene, match.start()):
            yield Found(product_key(match["name"]), *match.span("name"), "called_product")
    known = scene.prepared.shared(named_products)
    ours = {product_key(text[p.start : p.end]) for p in known if p.start >= body and _is_offered(text, p)}
    for product in known:
        name = text[product.start : product.end]
        if product_key(name) in ours:
            continue
        seen[name] += product.start >= body
        if product.start >= body and seen[name] <= _PLACES and known_product(scene, product):
            yield Found(product_key(name), product.start, product.end, "known_product")


def _is_service(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    return not NO_SERVICE.search(match["name"]) and not _DEFINITION.search(before)


def named_malware(text: str, match: re.Match[str]) -> bool:
    """A quoted name of Latin letters is that of the ransomware or malware."""
    if not match["name"].isascii():
        return False
    before = text[max(0, match.start() - 20) : match.start()]
    return MALWARE_BEFORE.search(before) is not None or MALWARE_BESIDE.match(text, match.end()) is not None


def quoted_service(scene: Scene, at: int, providers: list[Named]) -> bool:
    """A quoted name is the service of an organisation in the incident."""
    first, last = scene.sentence(at)
    if called_this(scene, scene.text.find("」", at, at + 60)):
        return True
    if not scene.tells(first, last + _NEAR):
        return False
    if OUTSIDE.search(scene.text, max(first, at - 40), at):
        return True
    before = scene.text[max(first, at - 24) : at]
    if not (before.endswith(")の") or PRODUCT_BEFORE.search(before)):
        return False
    first = max(first, at - _NEAR)
    return any(first <= start and end <= at for entry in providers for start, end in entry.places)


def _is_offered(text: str, product: Product) -> bool:
    """Whether the publisher says that the service is its own, and not only that it has an account or shop there."""
    if product.kind in ("social", "malware") or PRESENCE.match(text, product.end):
        return False
    return OFFERED.search(text, max(0, product.start - 80), product.start) is not None


def called_product(scene: Scene, at: int) -> bool:
    """The text gives the name as that of the product or service: 製品名, サービス名."""
    return scene.tells(*scene.sentence(at))


def known_product(scene: Scene, product: Product) -> bool:
    """A well-known product stands where the text tells of the incident, in its sentence or later in its paragraph."""
    first, last = scene.sentence(product.start)
    before = scene.text[max(first, product.start - 40) : product.start]
    if product.kind == "malware":
        return bool(MALWARE_BEFORE.search(before) or MALWARE_AFTER.match(scene.text, product.end))
    if _spared(scene, product, before):
        return False
    if NAMED_AS.search(scene.text, max(first, product.start - 2 * _NEAR), product.start):
        return True
    paragraph = scene.text.find("\n", last, product.end + 2 * _NEAR)
    end = paragraph if paragraph >= 0 else product.end + 2 * _NEAR
    if scene.tells(max(first, product.start - _NEAR), end) or _in_list(scene, product.start):
        return True
    return called_this(scene, product.end)


def called_this(scene: Scene, at: int) -> bool:
    """Whether a service that the publisher uses is called 本ツール or the like where the text tells of the incident."""
    match = CALLED_THIS.match(scene.text, at) if at >= 0 else None
    if not match or not USED.match(scene.text, match.end()):
        return False
    later = scene.text.find(match["alias"], match.end() + 4)
    return later >= 0 and scene.tells(later, later + _NEAR)


def _in_list(scene: Scene, at: int) -> bool:
    """Whether the words that open the list of an item tell of the incident: the following accounts were used."""
    sentences = scene.prepared.sentences
    number = scene.prepared.sentence_at(at)
    last = max(number - _ITEMS, 0)
    while number > last and sentences[number].kind is BlockKind.ITEM:
        number -= 1
    opening = max(sentences[number].start, sentences[number].end - _NEAR), sentences[number].end
    return scene.tells(*opening) and LIST_BEGINS.search(scene.text, *opening) is not None


def _spared(scene: Scene, product: Product, before: str) -> bool:
    """Whether the words at a product's name, or the heading, say that it was spared or is yet to come."""
    if SPARED_BEFORE.search(before) or SPARED.search(scene.text, *scene.sentence(product.start)):
        return True
    prepared = scene.prepared
    headings = prepared.sentences[prepared.sentence_at(product.start)].headings
    above = prepared.words(prepared.sentences[headings[-1]])[:80] if headings else ""
    return bool(PLANNED.search(above) or SPARED.search(above))
