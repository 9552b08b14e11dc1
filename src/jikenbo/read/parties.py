"""Parties: other organisations and products that have a part in the incident, and which part."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from jikenbo.model.fact import Fact, Field
from jikenbo.read.organisation import read_organisation
from jikenbo.read.party_names import Named, is_product, organisations, products
from jikenbo.read.party_words import AUTHORITY, ENGAGED, INCIDENT, JOIN, MALWARE, NO_SERVICE, SAFE
from jikenbo.read.prepare import Prepared
from jikenbo.read.publisher_words import COMPANY_SPEAKS, PUBLIC_SPEAKS
from jikenbo.text.names import fold_name
from jikenbo.vocab import vocabulary

_BRACKET = re.compile(r"[」』]?(?:[ ]?\((?:[^()\n]|\([^()\n]{0,60}\)){0,140}\)){0,2}[」』]?(?:社|様)?")
_QUOTED = re.compile(r"[「『](?P<name>[^「」『』()\n。、]{2,40})[」』]")
_TOGETHER = re.compile(
    r"(?:\([^()\n]{0,60}\)|《[^《》\n]{0,30}》)?(?:、|及び|および|並びに|ならびに|又は|または|と|,)\Z"
)
_PLACE = re.compile(r"[一-鿿]{1,6}[市町村県区都府省庁]")
_OWNER = re.compile(
    r"(?P<owner>[^のはが、。「」()\n]{0,24}(?:株式会社|会社|(?<![当弊同])社)[^のはが、。「」()\n]{0,24}?)(?:\([^()\n]{0,30}\))?の"
    r"[^の、。]{0,12}(?:子会社|グループ会社)[^、。]{0,6}\Z"
)
_OUR_OWN = re.compile(r"(?:当社|弊社)の[^の、。]{0,10}子会社である\Z")
_ROLES = ("affiliate", "client", "investigator", "supplier")


@cache
def _cues() -> dict[str, tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]]:
    terms = vocabulary("party_roles")
    return {
        role: (
            re.compile(f"(?:{'|'.join(terms[role].get('before'))}){JOIN}"),
            re.compile(f"(?:{'|'.join(terms[role].get('after') or ['(?!)'])})"),
            frozenset(terms[role].get("alias")),
        )
        for role in (*_ROLES, "product")
    }


def read_parties(prepared: Prepared) -> Iterator[Fact]:
    """Another organisation or a product stands where the text tells who or what had a part in the incident."""
    own = _own_keys(prepared)
    entries = [n for n in organisations(prepared) if not _is_own(n, own, prepared) and not is_product(n.key)]
    roles = _roles(prepared, entries, own)
    for entry in entries:
        if role := roles.get(entry.key):
            yield _fact(prepared, entry.start, entry.end, role, entry.places, f"parties.{role}")
    yield from _client_places(prepared, own)
    yield from _product_facts(prepared, own, entries, roles)


def _roles(prepared: Prepared, entries: list[Named], own: set[str]) -> dict[str, str]:
    """The role of each name that has one; a name joined by と or 及び to one with a role shares it."""
    public = PUBLIC_SPEAKS.search(prepared.text) is not None and not COMPANY_SPEAKS.search(prepared.text)
    roles: dict[str, str] = {}
    for entry in entries:
        role = _role(prepared, entry, own)
        if role == "supplier" and any(len(key) > 2 and key in entry.key for key in own):
            role = "affiliate"
        if role == "client" and public:
            role = "supplier"
        if role:
            roles[entry.key] = role
    for before, entry in pairwise(sorted(entries, key=lambda e: e.start)):
        gap = prepared.text[before.end : entry.start]
        if entry.formal and entry.key not in roles and before.key in roles and _TOGETHER.match(gap):
            roles[entry.key] = roles[before.key]
    return roles


def _client_places(prepared: Prepared, own: set[str]) -> Iterator[Fact]:
    """A municipality or ministry whose work the publisher held on commission."""
    follows = _cues()["client"][1]
    seen: set[str] = set()
    for match in _PLACE.finditer(prepared.text, prepared.body):
        key = fold_name(match.group())
        if key not in own | seen and follows.match(prepared.text, match.end(), match.end() + 60):
            seen.add(key)
            yield _fact(prepared, *match.span(), "client", [match.span()], "parties.client")


def _own_keys(prepared: Prepared) -> set[str]:
    """Keys of the publisher's names."""
    stated = prepared.document.overview.organisation
    if stated is None:
        return {fold_name(str(fact.value)) for fact in read_organisation(prepared)}
    parts = re.split(r"、|,|および|及び|[(（)）]|／|/", stated.value)
    return {fold_name(part) for part in (stated.value, *parts) if fold_name(part)}


def _is_own(entry: Named, own: set[str], prepared: Prepared) -> bool:
    """Whether a name is the publisher's or an authority's; a subsidiary that publishes with its parent is a party."""
    text = prepared.text
    if AUTHORITY.search(text[entry.start : entry.end]):
        return True
    if len(own) > 1 and any(_OUR_OWN.search(text[max(0, start - 24) : start]) for start, _ in entry.places[:4]):
        return False
    return entry.key in own or any(entry.key in key for key in own)


def _role(prepared: Prepared, entry: Named, own: set[str]) -> str | None:
    """The role for which the places of a name speak most."""
    votes = dict.fromkeys(_ROLES, 0.0)
    governed = entry.formal
    for start, end in entry.places[:12]:
        if start >= prepared.body:
            for role, weight in _evidence(prepared, start, end, own):
                votes[role] += weight
                governed = governed or role != "supplier" or _engaged(prepared.text, start)
    for role, (_, _, aliases) in _cues().items():
        if aliases & entry.aliases:
            votes[role] += 2
    if votes["affiliate"] >= 1:
        votes["affiliate"] += 10
    role = max(votes, key=lambda r: votes[r])
    if votes[role] < 1 or not governed:
        return None
    if role == "affiliate" and not _at_incident(prepared, entry):
        return None
    return role


def _engaged(text: str, start: int) -> bool:
    """Whether the words before a name say outright that it is a contractor or provider."""
    return ENGAGED.search(text, max(0, start - 16), start) is not None


def _evidence(prepared: Prepared, start: int, end: int, own: set[str]) -> Iterator[tuple[str, float]]:
    text = prepared.text
    sentence = prepared.sentences[prepared.sentence_at(start)]
    before = text[max(sentence.start, start - 40) : start]
    bracket = _BRACKET.match(text, end)
    rest = bracket.end() if bracket else end
    for role, (governs, follows, _) in _cues().items():
        if role == "product":
            continue
        strong = 1.5 if role != "supplier" else 1.0
        if governs.search(before):
            another = role == "affiliate" and _of_another(before, own)
            yield ("supplier" if another else role), 1.0 if another else strong + (role == "supplier") / 4
        if follows.match(text, rest, min(len(text), rest + 100)) or (role == "affiliate" and follows.match(text, end)):
            yield role, strong


def _of_another(before: str, own: set[str]) -> bool:
    """Whether a group company is somebody else's: 株式会社○○のグループ会社である, ○○社の子会社である."""
    match = _OWNER.search(before)
    return match is not None and fold_name(match["owner"]) not in own


def _at_incident(prepared: Prepared, entry: Named) -> bool:
    """Whether a sentence that names it tells of the incident, and does not only say that nothing happened there."""
    for start, _ in entry.places[:12]:
        words = prepared.words(prepared.sentences[prepared.sentence_at(start)])
        if start >= prepared.body and INCIDENT.search(words) and not SAFE.search(words):
            return True
    return False


def _product_facts(prepared: Prepared, own: set[str], entries: list[Named], roles: dict[str, str]) -> Iterator[Fact]:
    """Quoted services of others, and well-known products in a sentence that tells of the incident."""
    text = prepared.text
    known = {entry.key for entry in entries if entry.key in roles or entry.formal}
    entries = [entry for entry in entries if roles.get(entry.key) != "affiliate"]
    seen: dict[str, list[tuple[int, int]]] = {}
    for match in _QUOTED.finditer(text, prepared.body):
        before = text[max(0, match.start() - 40) : match.start()]
        if _is_service(match["name"], before) and _provided(prepared, entries, match.start()):
            seen.setdefault(fold_name(match["name"]), []).append(match.span("name"))
    for start, end, _, kind in products(text):
        if start >= prepared.body and _tied(prepared, start, end, kind):
            seen.setdefault(fold_name(text[start:end]), []).append((start, end))
    for key, places in seen.items():
        longer = any(key != other and key in other for other in (*seen, *roles))
        if key not in own and key not in known and not longer:
            yield _fact(prepared, *places[0], "product", places, "parties.product")


def _is_service(name: str, before: str) -> bool:
    return not NO_SERVICE.search(name) and not re.search(r"以下[、,はを ]{0,2}(?:総称して)?\Z", before)


def _provided(prepared: Prepared, entries: list[Named], at: int) -> bool:
    """Whether the words before a quoted name give it as the service of an organisation that is not the publisher."""
    text = prepared.text
    sentence = prepared.sentences[prepared.sentence_at(at)]
    if not INCIDENT.search(prepared.words(sentence)):
        return False
    before = text[max(sentence.start, at - 24) : at]
    if not _cues()["product"][0].search(before) and not before.endswith(")の"):
        return False
    return any(max(sentence.start, at - 90) <= start and end <= at for entry in entries for start, end in entry.places)


def _tied(prepared: Prepared, start: int, end: int, kind: str) -> bool:
    """Whether the sentence of a product's name tells of the incident."""
    sentence = prepared.sentences[prepared.sentence_at(start)]
    words = prepared.words(sentence)
    if kind == "malware":
        return MALWARE.search(words) is not None
    near = prepared.text[max(sentence.start, start - 100) : min(sentence.end, end + 100)]
    return INCIDENT.search(near) is not None


def _fact(prepared: Prepared, start: int, end: int, role: str, places: list[tuple[int, int]], rule: str) -> Fact:
    span = prepared.span(start, end)
    written = prepared.document.text.content[span.start : span.end].strip()
    value = prepared.text[start:end] if re.search(r"[\n<>*]", written) else written
    return Fact(
        field=Field.PARTIES,
        value=value,
        spans=tuple(prepared.span(*place) for place in sorted(places)[:5]),
        rule=rule,
        role=role,
    )
