"""The places in which a public body names itself: its offices, and the prefecture or board that a text speaks as."""

from collections.abc import Iterator

from jikenbo.read.publisher_scene import Candidate, Scene
from jikenbo.read.publisher_words import (
    BOARD,
    BOARD_SPEAKS,
    OFFICE_SPEAKS,
    PLACE_OFFICE,
    PREFECTURE,
    PREFECTURE_SPEAKS,
)
from jikenbo.text.municipalities import place_of, prefectures
from jikenbo.text.names import name_before

# The longest name of a municipality with its prefecture.
_PLACE = 12


def office(scene: Scene) -> Iterator[Candidate]:
    """An office of the body speaks to the reader."""
    for match in OFFICE_SPEAKS.finditer(scene.text, scene.prepared.body):
        start = name_before(scene.text, match.end())
        if match.end() - start > 3:
            yield Candidate(start, match.end(), 0.8)


def own_place(scene: Scene) -> Iterator[Candidate]:
    """A text that speaks as a prefecture or a board of education does names one alone."""
    for place, speaks in ((PREFECTURE, PREFECTURE_SPEAKS), (BOARD, BOARD_SPEAKS)):
        if scene.company or not speaks.search(scene.text, scene.prepared.body):
            continue
        named = list(place.finditer(scene.text, scene.prepared.body))
        if len({match.group() for match in named}) == 1:
            yield Candidate(*named[0].span(), 0.7)


def office_of_place(scene: Scene) -> Iterator[Candidate]:
    """An office of a prefecture or municipality speaks or is spoken of in a text that is no company's."""
    if scene.company:
        return
    for match in PLACE_OFFICE.finditer(scene.text, scene.prepared.body):
        end = match.end("end")
        start = next((start for start in range(max(end - _PLACE, 0), end - 1) if _is_place(scene.text[start:end])), end)
        if start < end:
            yield Candidate(start, end, 2.5 if match["sets"] else 1.2)


def _is_place(name: str) -> bool:
    place = place_of(name)
    return name in prefectures() or (place is not None and not place.rest)
