"""Parties: other organisations and products that have a part in the incident, and which part."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from jikenbo.model.fact import Fact, Field
from jikenbo.read.organisation import read_organisation
from jikenbo.read.party_names import Named, organisations, sentence_of
from jikenbo.read.party_products import Found, find_products
from jikenbo.read.party_words import AUTHORITY, COMMISSIONED, CUES, ENGAGED, INCIDENT, LIST_OPENS, LISTED, ROLES, SAFE
from jikenbo.read.prepare import Prepared
from jikenbo.read.product_names import is_product, names_product
from jikenbo.read.publisher_words import COMPANY_SPEAKS, PUBLIC_SPEAKS
from jikenbo.text.names import fold_name

_BRACKET = re.compile(r"様?[」』]?(?:[ ]?\((?:[^()\n]|\([^()\n]{0,60}\)){0,140}\)){0,2}[」』]?(?:社|様)?")
_TOGETHER = re.compile(
    r"(?:\([^()\n]{0,60}\)|《[^《》\n]{0,30}》)?(?:、|及び|および|並びに|ならびに|又は|または|と|,)\Z"
)
_PLACE = re.compile(
    r"[一-鿿]{1,6}[市町村県区都府省庁]|[一-鿿]{2,12}(?:図書館|機構|公社|協会|組合|研究所|大学|病院|振興会|協議会)"
)
_OWNER = re.compile(
    r"(?P<owner>[^のはが、。「」()\n]{0,24}(?:株式会社|会社|(?<![当弊同])社)[^のはが、。「」()\n]{0,24}?)(?:\([^()\n]{0,30}\))?の"
    r"[^の、。]{0,12}(?:子会社|グループ会社)[^、。]{0,6}\Z"
)
_OUR_OWN = re.compile(r"(?:当社|弊社)の[^の、。]{0,10}子会社である\Z")
# The places of one name that are looked at; what a release says of a party it says early.
_PLACES = 12


class Vote(NamedTuple):
    """A role that the words at one place of a name speak for, and by which rule."""

    role: str
    weight: float
    rule: str


class Part(NamedTuple):
    """The role of a name, and the rule that spoke most for it."""

    role: str
    rule: str


def read_parties(prepared: Prepared) -> Iterator[Fact]:
    """Another organisation or a product stands where the text tells who or what had a part in the incident."""
    named = [entry for entry in organisations(prepared) if not is_product(entry.key)]
    commissioned = any(word in prepared.text for word in COMMISSIONED)
    if not (named or commissioned or names_product(prepared.text)):
        return
    own = _own_keys(prepared)
    entries = [entry for entry in named if not _is_own(entry, own, prepared.text)]
    parts = _parts(prepared, entries, own)
    for entry in entries:
        if part := parts.get(entry.key):
            yield _fact(prepared, (entry.start, entry.end), part, entry.places)
    if commissioned:
        yield from _clients(prepared, own)
    yield from _products(prepared, own, entries, parts)


def _own_keys(prepared: Prepared) -> set[str]:
    """Keys of the publisher's names."""
    stated = prepared.document.overview.organisation
    if stated is None:
        return {fold_name(str(fact.value)) for fact in read_organisation(prepared)}
    parts = re.split(r"、|,|および|及び|[(（)）]|／|/", stated.value)
    return {fold_name(part) for part in (stated.value, *parts) if fold_name(part)}


def _is_own(entry: Named, own: set[str], text: str) -> bool:
    """Whether a name is the publisher's or an authority's; a subsidiary that publishes with its parent is a party."""
    if AUTHORITY.search(text, entry.start, entry.end):
        return True
    if len(own) > 1 and any(_OUR_OWN.search(text[max(0, start - 24) : start]) for start, _ in entry.places[:4]):
        return False
    return any(entry.key in key for key in own)


def _parts(prepared: Prepared, entries: list[Named], own: set[str]) -> dict[str, Part]:
    """The part of each name that has one."""
    public = bool(entries and PUBLIC_SPEAKS.search(prepared.text) and not COMPANY_SPEAKS.search(prepared.text))
    parts: dict[str, Part] = {}
    for entry in entries:
        part = _part(prepared, entry, own)
        if part is None:
            continue
        if part.role == "supplier" and any(len(key) > 2 and key in entry.key for key in own):
            part = Part("affiliate", "bears_our_name")
        if part.role == "client" and public:
            part = Part("supplier", part.rule)
        parts[entry.key] = part
    for before, entry in pairwise(sorted(entries, key=lambda e: e.start)):
        joined = _TOGETHER.match(prepared.text, before.end, entry.start)
        if entry.formal and joined and before.key in parts:
            parts.setdefault(entry.key, Part(parts[before.key].role, "joined"))
    return parts


def _part(prepared: Prepared, entry: Named, own: set[str]) -> Part | None:
    """The role for which the places of a name speak most."""
    places = [start_end for start_end in entry.places[:_PLACES] if start_end[0] >= prepared.body]
    votes = [vote for place in places for vote in _votes(prepared, *place, own)]
    votes += [Vote(role, 2, "called") for role in ROLES if CUES[role].aliases & entry.aliases]
    listed = entry.formal and any(_is_listed(prepared, start) for start, _ in places)
    votes += [Vote("affiliate", 1.5, "listed")] if listed else []
    if not votes or not (entry.formal or _is_engaged(prepared.text, places, votes)):
        return None
    weights: dict[str, float] = defaultdict(float)
    for vote in votes:
        weights[vote.role] += vote.weight
    role = "affiliate" if weights.get("affiliate") else max(ROLES, key=lambda r: weights.get(r, 0))
    if weights[role] < 1 or (role == "affiliate" and not (listed or _at_incident(prepared, places))):
        return None
    return Part(role, max((v for v in votes if v.role == role), key=lambda v: v.weight).rule)


def _is_engaged(text: str, places: list[tuple[int, int]], votes: list[Vote]) -> bool:
    """Whether a name without a form is an organisation's: it has another role, or is called contractor or provider."""
    if any(vote.role != "supplier" for vote in votes):
        return True
    return any(ENGAGED.search(text, max(0, start - 16), start) for start, _ in places)


def _votes(prepared: Prepared, start: int, end: int, own: set[str]) -> Iterator[Vote]:
    """The roles that the words around one place of a name speak for."""
    text = prepared.text
    first, _ = sentence_of(prepared, start)
    before = text[max(first, start - 40) : start]
    if start - first < 4:
        heading = prepared.heading_words(prepared.sentence_at(start))[-40:]
        before = f"{heading} {before}" if ENGAGED.search(heading) else before
    bracket = _BRACKET.match(text, end)
    rest = bracket.end() if bracket else end
    for role in ROLES:
        cues = CUES[role]
        if cues.before.search(before):
            if role == "affiliate" and _of_another(before, own):
                yield Vote("supplier", 1, "governed")
            else:
                yield Vote(role, 1.25 if role == "supplier" else 1.5, "governed")
        if cues.after.match(text, rest, rest + 100) or (role == "affiliate" and cues.after.match(text, end, end + 100)):
            yield Vote(role, 1 if role == "supplier" else 1.5, "followed")


def governed() -> None:
    """The words before the name say what part it has."""


def followed() -> None:
    """What the text says after the name gives its part."""


def called() -> None:
    """The text calls it by its part from there on: 委託先, 受託者."""


def listed() -> None:
    """It stands in a list of the companies affected, by the list's heading or the words that open it."""


def joined() -> None:
    """The name is joined by と, 及び or the like to one that has this part."""


def bears_our_name() -> None:
    """Its name holds the publisher's own: a company of the same group."""


def commissioned() -> None:
    """The publisher did the work on commission of this public body."""


def _is_listed(prepared: Prepared, start: int) -> bool:
    """Whether a name stands in a list that its heading or opening words give as that of the companies affected."""
    number = prepared.sentence_at(start)
    sentence = prepared.sentences[number]
    if sentence.headings:
        heading = prepared.sentences[sentence.headings[-1]]
        if LISTED.search(prepared.text, heading.start, min(heading.end, heading.start + 80)):
            return True
    return LIST_OPENS.search(prepared.text[max(sentence.start, start - 160) : start]) is not None


def _of_another(before: str, own: set[str]) -> bool:
    """Whether a group company is somebody else's: 株式会社○○のグループ会社である, ○○社の子会社である."""
    match = _OWNER.search(before)
    return match is not None and fold_name(match["owner"]) not in own


def _at_incident(prepared: Prepared, places: list[tuple[int, int]]) -> bool:
    """Whether a sentence that names it tells of the incident, and does not only say that nothing happened there."""
    for start, _ in places:
        sentence = sentence_of(prepared, start)
        if INCIDENT.search(prepared.text, *sentence) and not SAFE.search(prepared.text, *sentence):
            return True
    return False


def _clients(prepared: Prepared, own: set[str]) -> Iterator[Fact]:
    """Municipalities and ministries whose work the publisher held on commission."""
    seen = set(own)
    for match in _PLACE.finditer(prepared.text, prepared.body):
        key = fold_name(match.group())
        end = _BRACKET.match(prepared.text, match.end())
        rest = end.end() if end else match.end()
        if key not in seen and CUES["client"].after.match(prepared.text, rest, rest + 60):
            seen.add(key)
            yield _fact(prepared, match.span(), Part("client", "commissioned"), [match.span()])


def _products(prepared: Prepared, own: set[str], entries: list[Named], parts: dict[str, Part]) -> Iterator[Fact]:
    """Products once each; a name within a longer one of the text is that one's."""
    group = {key for key, part in parts.items() if part.role == "affiliate"}
    found: dict[str, list[Found]] = defaultdict(list)
    for product in find_products(prepared, [e for e in entries if e.key not in group and (e.formal or e.key in parts)]):
        found[product.key].append(product)
    known = own | {entry.key for entry in entries if entry.formal or entry.key in parts}
    for key, places in found.items():
        within = any(key != other and key in other for other in (*found, *parts))
        if key not in known and not within:
            spans = [(place.start, place.end) for place in places]
            yield _fact(prepared, spans[0], Part("product", places[0].rule), spans)


def _fact(prepared: Prepared, name: tuple[int, int], part: Part, places: list[tuple[int, int]]) -> Fact:
    span = prepared.span(*name)
    written = prepared.document.text.content[span.start : span.end].strip()
    holder = "party_products" if part.role == "product" else "parties"
    return Fact(
        field=Field.PARTIES,
        value=prepared.text[slice(*name)] if re.search(r"[\n<>*]", written) else written,
        spans=tuple(prepared.span(*place) for place in sorted(places)[:5]),
        rule=f"{holder}.{part.rule}",
        role=part.role,
    )
