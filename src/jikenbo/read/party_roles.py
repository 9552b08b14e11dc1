"""The part that an organisation has in an incident, by the words around the places of its name.

Each rule looks at one place of a name and may speak for a role; the role for which most is said is the name's.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from jikenbo.model.text import BlockKind
from jikenbo.read.party_names import Named
from jikenbo.read.party_scene import Scene
from jikenbo.read.party_words import (
    ALIASES,
    ENGAGED,
    FOLLOWS,
    GOVERNS,
    HEADED,
    HEADED_CLIENT,
    HEADED_DESK,
    LABEL,
    LIST_OPENS,
    LISTED,
    OF_OUR_GROUP,
    OF_THEIRS,
    ROLES,
    SAFE,
    SAID_IN_BRACKETS,
)
from jikenbo.text.names import fold_name

BRACKET = re.compile(
    r"(?:様|社(?=[ ]?[(]))?[」』)]?(?:[ ]?\((?:[^()\n]|\([^()\n]{0,60}\)){0,140}\)){0,2}[」』]?(?:社|様)?"
)
_TOGETHER = re.compile(r"(?:《[^《》\n]{0,30}》)?(?:、|及び|および|並びに|ならびに|又は|または|と|,|/|・)「?\Z")
_OWNER = re.compile(
    r"(?P<owner>[^のはが、。「」()\n]{0,24}(?:株式会社|会社|(?<![当弊同])社)[^のはが、。「」()\n]{0,24}?)(?:\([^()\n]{0,30}\))?の"
    r"[^の、。]{0,12}(?:子会社|グループ会社)[^、。]{0,6}\Z"
)
# The places of one name that are looked at; what a release says of a party it says early.
_PLACES = 12
# How far around the sentence of a name the incident is told in which it has a part.
_NEAR = 160
# How far above a row or item the incident is told.
_TABLE = 1000
# How much is said by what follows a name; of what was cut off nothing else may be said.
_FOLLOWED = {"supplier": 1.0, "beside": 0.5}
# What is said of the last of several names is said of all.
_PASSED_ON = ("followed", "joined", "named_after_us")
# What says little by itself: a group company, or what a supplier does, where no incident is told.
_TO_BE_TOLD = {
    *(("affiliate", rule) for rule in ("governed", "followed", "called")),
    *(("supplier", rule) for rule in ("followed", "of_another")),
}
# Particles and stops that part a name from what stands before it; nothing that governs a name ends in one.
_PARTED = frozenset(("", *"はがをにもへとや。."))
# What follows a name is read so far.
_AHEAD = 170


class Part(NamedTuple):
    """A role that words speak for, how much they say, and by which rule."""

    role: str
    weight: float
    rule: str


class Place(NamedTuple):
    """A place of a name, and the folded words before it that govern it."""

    start: int
    end: int
    before: str


def part_of(scene: Scene, entry: Named) -> Part | None:
    """The part for which the places of a name speak most."""
    places = [_place(scene, *place) for place in entry.places[:_PLACES] if place[0] >= scene.body]
    said = [part for place in places for part in _said(scene, place)]
    said += [Part(role, 2, "called") for role in _called(entry)]
    if entry.formal and not said:
        said = list(_shown(scene, entry, places))
    if not said or not (entry.formal or _is_engaged(places, said)):
        return None
    weights: dict[str, float] = defaultdict(float)
    for part in said:
        weights[part.role] += part.weight
    role = "affiliate" if weights.get("affiliate") else max((*ROLES, "beside"), key=lambda r: weights.get(r, 0))
    best = max((part for part in said if part.role == role), key=lambda part: part.weight)
    weak = (best.role, best.rule) in _TO_BE_TOLD or (best.role == "supplier" and not entry.formal)
    if (weights[role] < 1 and role != "beside") or (weak and not _is_touched(scene, best, places)):
        return None
    return best


def _place(scene: Scene, start: int, end: int) -> Place:
    first, _ = scene.sentence(start)
    return Place(start, end, scene.text[max(first, start - 40) : start])


def _said(scene: Scene, place: Place) -> Iterator[Part]:
    """What the rules say of one place of a name."""
    if role := governed(place):
        if role == "affiliate" and of_another(scene, place):
            yield Part("supplier", 1, "of_another")
        else:
            yield Part(role, 1.25 if role == "supplier" else 1.5, "governed")
    elif role := headed(scene, place):
        yield Part(role, 1.25, "headed")
    if role := followed(scene, place):
        yield Part(role, _FOLLOWED.get(role, 1.5), "followed")


def governed(place: Place) -> str | None:
    """The words before the name say what part it has."""
    match = GOVERNS.search(place.before) if place.before[-1:] not in _PARTED else None
    return match.lastgroup if match else None


def headed(scene: Scene, place: Place) -> str | None:
    """The heading, line or label above the name gives its part."""
    for above in _above(scene, place):
        if HEADED.search(above):
            return "supplier"
        if HEADED_CLIENT.search(above):
            return "client"
    return None


def _above(scene: Scene, place: Place) -> Iterator[str]:
    """The line above a name that begins its own line, a label aside, and the heading over it."""
    line = scene.text.rfind("\n", max(0, place.start - 40), place.start)
    if line < 0 or not LABEL.fullmatch(scene.text, line + 1, place.start):
        return
    yield scene.text[max(scene.text.rfind("\n", 0, line) + 1, line - 40) : line]
    sentences = scene.prepared.sentences
    headings = sentences[scene.prepared.sentence_at(place.start)].headings
    if headings:
        yield scene.text[
            max(sentences[headings[-1]].start, sentences[headings[-1]].end - 40) : sentences[headings[-1]].end
        ]


def followed(scene: Scene, place: Place) -> str | None:
    """What the text says after the name gives its part."""
    bracket = BRACKET.match(scene.text, place.end)
    rest = bracket.end() if bracket else place.end
    if rest > place.end and OF_OUR_GROUP.match(scene.text, place.end, rest):
        return "affiliate"
    if rest > place.end and SAID_IN_BRACKETS.match(scene.text, place.end, rest):
        return "supplier"
    match = FOLLOWS.match(scene.text, rest, rest + _AHEAD)
    return match.lastgroup if match else None


def called() -> None:
    """The text calls it by its part from there on: 委託先, 受託者."""


def _called(entry: Named) -> set[str]:
    return {ALIASES[alias] for alias in entry.aliases if alias in ALIASES}


def listed(scene: Scene, place: Place) -> bool:
    """It stands in a list of the companies affected, by the list's heading or the words that open it."""
    sentence = scene.prepared.sentences[scene.prepared.sentence_at(place.start)]
    if sentence.headings:
        heading = scene.prepared.sentences[sentence.headings[-1]]
        if LISTED.search(scene.text, heading.start, min(heading.end, heading.start + 80)):
            return True
    return LIST_OPENS.search(scene.text[max(0, place.start - 240) : place.start]) is not None


def _shown(scene: Scene, entry: Named, places: list[Place]) -> Iterator[Part]:
    """What lists, desks and the name itself say of a name of which no sentence tells."""
    namesake = scene.is_named_after_us(entry.key)
    for place in places:
        if listed(scene, place):
            yield Part("affiliate", 1.5, "listed")
        elif namesake and named_after_us(scene, place):
            yield Part("affiliate", 1, "named_after_us")
        elif to_be_asked(scene, place):
            yield Part("supplier", 1, "to_be_asked")


def named_after_us(scene: Scene, place: Place) -> bool:
    """It begins as the publisher's name does, and its people or systems stand where the incident is told."""
    bracket = BRACKET.match(scene.text, place.end)
    theirs = OF_THEIRS.match(scene.text, bracket.end() if bracket else place.end)
    first, last = scene.sentence(place.start)
    kind = scene.prepared.sentences[scene.prepared.sentence_at(place.start)].kind
    begun = first - _TABLE if kind in (BlockKind.ROW, BlockKind.ITEM) else first
    return theirs is not None and scene.affects(begun, last) and not SAFE.search(scene.text, first, last)


def to_be_asked(scene: Scene, place: Place) -> bool:
    """A municipality or school sends those who ask to this firm."""
    return any(HEADED_DESK.search(above) for above in _above(scene, place)) and scene.speaks_as_public()


def of_another(scene: Scene, place: Place, *, further: bool = True) -> bool:
    """It is a group company of somebody else's: 株式会社○○のグループ会社である, ○○社の子会社である.

    A subsidiary of a company of the publisher's group is the group's.
    """
    match = _OWNER.search(place.before)
    if match is None or fold_name(match["owner"]) in scene.own:
        return False
    name = match["owner"].rpartition("である")[2]
    at = place.start - len(place.before) + match.end("owner") - len(name)
    owner = Place(at, at, scene.text[max(0, at - 40) : at])
    above = GOVERNS.search(owner.before) if further else None
    ours = above is not None and above.lastgroup == "affiliate" and not of_another(scene, owner, further=False)
    return not ours


def _is_engaged(places: list[Place], said: list[Part]) -> bool:
    """Whether a name without a form is an organisation's: it has another role, or is called contractor or provider."""
    if any(part.role != "supplier" for part in said):
        return True
    return any(ENGAGED.search(place.before[-20:]) for place in places)


def _is_touched(scene: Scene, part: Part, places: list[Place]) -> bool:
    """Whether the text tells of the incident near a name, and not only that nothing happened there."""
    around = (_NEAR, _NEAR) if part.role == "supplier" else (0, 0)
    for place in places:
        first, last = scene.sentence(place.start)
        told = scene.affects if part.role == "affiliate" else scene.tells
        if told(first - around[0], last + around[1]) and not SAFE.search(scene.text, first, last):
            return True
    return False


def spread(scene: Scene, entries: list[Named], ours: list[Named], parts: dict[str, Part]) -> None:
    """Give the names that are joined to others by と, 及び or the like the part of these."""
    keys = {entry.key for entry in ours}
    every = (entry for entry in (*entries, *ours) if entry.formal or entry.key in parts)
    places = sorted((*place, entry.key) for entry in every for place in entry.places[:_PLACES])
    pairs = [pair for pair in pairwise(places) if pair[0][2] != pair[1][2] and _joined(scene, pair[0][1], pair[1][0])]
    for (_, _, before), (start, _, after) in pairs:
        if after not in keys:
            joined(scene, parts, before, after, ours=before in keys, start=start)
    for (_, _, before), (start, end, after) in reversed(pairs):
        part = parts.get(after)
        if before not in keys and part and (part.rule in _PASSED_ON or followed(scene, Place(start, end, ""))):
            parts.setdefault(before, part._replace(rule="joined"))


def _joined(scene: Scene, end: int, start: int) -> bool:
    if not 0 < start - end < 160:
        return False
    bracket = BRACKET.match(scene.text, end, start)
    return _TOGETHER.fullmatch(scene.text, bracket.end() if bracket else end, start) is not None


def joined(scene: Scene, parts: dict[str, Part], before: str, after: str, *, ours: bool, start: int) -> None:
    """The name is joined by と, 及び or the like to one that has this part."""
    if ours:
        if after in parts and parts[after].rule == "followed":
            del parts[after]
        elif scene.affects(*scene.sentence(start)):
            parts.setdefault(after, Part("affiliate", 1, "joined"))
    elif before in parts and (after not in parts or _is_weaker(parts[after], parts[before])):
        parts[after] = parts[before]._replace(rule="joined")


def _is_weaker(part: Part, other: Part) -> bool:
    """Whether what follows a name was taken for a supplier's sign, where the name before it is a group company's."""
    return other.role == "affiliate" and part.role == "supplier" and part.rule == "followed"


def settle(parts: dict[str, Part]) -> dict[str, Part]:
    """The parts, where what was cut off beside a group company's is a group company too, and else has none."""
    group = any(part.role == "affiliate" for part in parts.values())
    settled = {}
    for key, part in parts.items():
        if part.role != "beside":
            settled[key] = part
        elif group:
            settled[key] = part._replace(role="affiliate")
    return settled
