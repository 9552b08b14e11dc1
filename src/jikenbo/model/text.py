"""What was extracted from a capture: characters, and the blocks they form."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Start and end character in a text, end not included."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a block is to a reader of the page."""

    TITLE = "title"
    OVERVIEW = "overview"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table row, in reading order.

    `level` is the depth of a heading (1 is the outermost) and 0 for the rest; `place` names where it stood in the
    original (a page number, a node path), empty where the text is the original.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """The extracted text that every span indexes, its blocks, and the extractor (name and version) that made it."""

    content: str
    blocks: tuple[Block, ...]
    extractor: str
