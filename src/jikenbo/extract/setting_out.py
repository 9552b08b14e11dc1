"""Blocks written one after the other into one text."""

from dataclasses import replace

from jikenbo.model.text import Block, BlockKind
from jikenbo.text.blocks import blocks as blocks_of


class Writer:
    """A text in the making: blocks of one kind that belong together stand in neighbouring lines, others apart."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    def put(self, words: str, kind: BlockKind | None, level: int = 0, place: str = "") -> None:
        """Write one block; with no kind, its lines are told apart by their marks."""
        words = words.strip()
        if not words:
            return
        if self.blocks:
            together = kind in (BlockKind.ITEM, BlockKind.ROW) and self.blocks[-1].kind is kind
            self._write("\n" if together else "\n\n")
        start = self._length
        self._write(words)
        if kind is None:
            found = blocks_of(words)
            self.blocks += [replace(b, start=start + b.start, end=start + b.end, place=place) for b in found]
        else:
            self.blocks.append(Block(kind, start, self._length, level, place))

    def result(self) -> tuple[str, tuple[Block, ...]]:
        """The text and its blocks."""
        return "".join(self._parts), tuple(self.blocks)

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
