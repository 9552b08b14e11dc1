"""Parties: other organisations and products that have a part in the incident, and which part."""

import re
from collections import defaultdict
from collections.abc import Iterator

from jikenbo.model.fact import Fact, Field
from jikenbo.read.party_names import Named, organisations
from jikenbo.read.party_products import Found, find_products
from jikenbo.read.party_roles import BRACKET, Part, part_of, settle, spread
from jikenbo.read.party_scene import Scene
from jikenbo.read.party_words import ACCOUNT, CLIENT_AFTER, RUN_BY, RUNS
from jikenbo.read.prepare import Prepared
from jikenbo.read.product_names import is_product, product_key
from jikenbo.text.characters import KANJI
from jikenbo.text.names import fold_name

_PLACE = re.compile(
    rf"{KANJI}{{1,6}}[市町村県区都府省庁]|{KANJI}{{2,12}}(?:図書館|機構|公社|協会|組合|研究所|大学|病院|振興会|協議会)"
)
_OUR_OWN = re.compile(r"(?:子|グループ)会社(?:である|の|、)?(?:[^。、\n]{2,24}、 ?){0,4}\Z")


def read_parties(prepared: Prepared) -> tuple[Fact, ...]:
    """Another organisation or a product stands where the text tells who or what had a part in the incident."""
    return prepared.shared(_all_parties)


def _all_parties(prepared: Prepared) -> tuple[Fact, ...]:
    """All parties of a release."""
    return tuple(_facts(prepared))


def _facts(prepared: Prepared) -> Iterator[Fact]:
    scene = Scene(prepared)
    entries: list[Named] = []
    ours: list[Named] = []
    for entry in organisations(prepared):
        if not is_product(entry.key):
            (ours if _is_ours(scene, entry) else entries).append(entry)
    parts = _parts(scene, entries, ours)
    products = _products(scene, entries, parts)
    for entry in entries:
        part = parts.get(entry.key)
        if part and not _runs_misused(scene, entry, part, products):
            yield _fact(prepared, (entry.start, entry.end), part, entry.places)
    if scene.commissioned:
        yield from _clients(scene, parts)
    for places in products.values():
        spans = [(place.start, place.end) for place in places]
        yield _fact(prepared, spans[0], Part("product", 1, places[0].rule), spans)


def _is_ours(scene: Scene, entry: Named) -> bool:
    """Whether a name is the publisher's or an authority's; a subsidiary that publishes with its parent is a party."""
    if not scene.is_ours(entry.start, entry.end, entry.key):
        return False
    alone = len(scene.own) < 2
    return alone or not any(_OUR_OWN.search(scene.text, max(0, start - 90), start) for start, _ in entry.places[:4])


def _parts(scene: Scene, entries: list[Named], ours: list[Named]) -> dict[str, Part]:
    """The part of each name that has one."""
    parts: dict[str, Part] = {}
    for entry in entries:
        part = part_of(scene, entry)
        if part is None:
            continue
        if part.role == "supplier" and scene.bears_our_name(entry.key):
            part = bears_our_name(part)
        if part.role == "client" and scene.speaks_as_public():
            part = part._replace(role="supplier")
        parts[entry.key] = part
    if entries:
        spread(scene, entries, ours, parts)
    return settle(parts)


def bears_our_name(part: Part) -> Part:
    """Its name holds the publisher's own: a company of the same group."""
    return part._replace(role="affiliate", rule="bears_our_name")


def _clients(scene: Scene, parts: dict[str, Part]) -> Iterator[Fact]:
    """Municipalities and ministries whose work the publisher held on commission."""
    seen = set(scene.own)
    for match in _PLACE.finditer(scene.text, scene.body):
        key = fold_name(match.group())
        if key not in seen and commissioned(scene, match.end()) and not any(key in other for other in parts):
            seen.add(key)
            yield _fact(scene.prepared, match.span(), Part("client", 1, "commissioned"), [match.span()])


def commissioned(scene: Scene, end: int) -> bool:
    """The publisher did the work on commission of this public body."""
    bracket = BRACKET.match(scene.text, end)
    rest = bracket.end() if bracket else end
    return CLIENT_AFTER.match(scene.text, rest, rest + 60) is not None


def _products(scene: Scene, entries: list[Named], parts: dict[str, Part]) -> dict[str, list[Found]]:
    """Products once each, by key; a name within a longer one of the text is that one's."""
    group = {key for key, part in parts.items() if part.role == "affiliate"}
    providers = [e for e in entries if e.key not in group and (e.formal or e.key in parts)]
    found: dict[str, list[Found]] = defaultdict(list)
    for product in find_products(scene, providers):
        found[product.key].append(product)
    known = {e.key: e for e in entries if e.formal or e.key in parts}
    longer = (*found, *parts)
    return {
        key: places
        for key, places in found.items()
        if key not in scene.own
        and (key not in known or _is_named_alike(known[key], places[0]))
        and not any(key != other and key in other for other in longer)
    }


def _is_named_alike(firm: Named, product: Found) -> bool:
    """Whether a service bears the name of its provider, which the text gives in a longer form elsewhere."""
    return product.rule == "quoted_service" and firm.end - firm.start > product.end - product.start + 2


def _runs_misused(scene: Scene, entry: Named, part: Part, products: dict[str, list[Found]]) -> bool:
    """Whether a supplier is only named as who runs the service at which an account was misused."""
    if part.role != "supplier" or not products or "アカウント" not in scene.text:
        return False
    before = RUNS.search(scene.text, max(0, entry.start - 24), entry.start)
    bracket = BRACKET.match(scene.text, entry.end)
    after = RUN_BY.match(scene.text, bracket.end() if bracket else entry.end)
    for match in (before, after):
        if match and product_key(match["service"]) in products:
            return re.search(re.escape(match["service"]) + ACCOUNT, scene.text) is not None
    return False


_HOLDERS = {"bears_our_name": "parties", "commissioned": "parties"}


def _fact(prepared: Prepared, name: tuple[int, int], part: Part, places: list[tuple[int, int]]) -> Fact:
    span = prepared.span(*name)
    written = prepared.document.text.content[span.start : span.end].strip()
    holder = _HOLDERS.get(part.rule, "party_products" if part.role == "product" else "party_roles")
    return Fact(
        field=Field.PARTIES,
        value=prepared.text[slice(*name)] if re.search(r"[\n<>*]", written) else written,
        spans=tuple(prepared.span(*place) for place in sorted(places)[:5]),
        rule=f"{holder}.{part.rule}",
        role=part.role,
    )
