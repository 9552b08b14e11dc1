"""Many releases from few: each copy gets another organisation, other figures and other dates."""

from collections.abc import Iterator
from dataclasses import replace

from jikenbo.model.document import Document, Stated
from jikenbo.model.text import Text

_FIGURES = "0123456789"


def multiplied(found: list[Document], many: int) -> Iterator[Document]:
    """So many documents; the first ones are the originals."""
    for n in range(many):
        original, turn = found[n % len(found)], n // len(found)
        yield original if turn == 0 else _copy(original, turn)


def figures_of_turn(turn: int) -> dict[int, int]:
    """What becomes of each figure in a turn; nothing in the first."""
    step = turn % 9 + 1 if turn else 0
    return str.maketrans(_FIGURES, _FIGURES[step:] + _FIGURES[:step])


def _copy(original: Document, turn: int) -> Document:
    """A copy whose figures are turned by some steps, and whose organisation has a number behind its name.

    Offsets stay as they are, since only characters of equal width change places.
    """
    figures = figures_of_turn(turn)
    text, overview = original.text, original.overview
    name = overview.organisation.value if overview.organisation else "不明"
    return Document(
        f"{turn}/{original.doc}",
        Text(text.content.translate(figures), text.blocks, text.extractor),
        replace(overview, organisation=Stated(f"{name}{turn}", None), published=_moved(overview.published, turn)),
    )


def _moved(published: Stated | None, turn: int) -> Stated | None:
    if published is None or len(published.value) < 10:
        return published
    year, month, day = published.value.split("-")
    return Stated(f"{int(year) - turn % 10}-{(int(month) + turn) % 12 + 1:02}-{min(int(day), 28):02}", None)
