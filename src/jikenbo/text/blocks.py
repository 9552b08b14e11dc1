"""Blocks: headings, paragraphs, items and table rows, found by the marks that Japanese releases set them off with."""

import re
from collections.abc import Iterator
from itertools import islice

from jikenbo.model.text import Block, BlockKind

_MARKDOWN = re.compile(r"[ \t\u3000]*(#{1,6})[ \t\u3000]+\S")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_RULE = re.compile(r"[ \t]*\|?[\s|:\-]*-{3,}[\s|:\-]*$|[ \t]*[-*_=─━]{3,}[ \t]*$")
_ITEM = re.compile(r"[ \t\u3000]*(?:[-*+]\s+|[・•‣◦➢➤✓✔]|[①-⑳❶-❿]|[ア-ンa-z][)）]|[(（][ア-ンa-zａ-ｚ][)）])")
_NUMBERED = re.compile(
    r"[ \t\u3000]*(?P<mark>[■□◆◇◎●○▼▽▶▷★☆◼◾【〈《≪＜]|第[一二三四五六七八九十0-9０-９]{1,2}[章節項][ \u3000]"
    r"|[0-9０-９]{1,2}(?:[-－.．][0-9０-９]{1,2})?(?:[.．、)）]|[ \u3000])(?![0-9０-９])"
    r"|[(（][0-9０-９一二三四五六七八九十]{1,2}[)）]|[①-⑳❶-❿]|[IVXⅠ-Ⅻ]{1,4}[.．])"
)
_LEVELS = (
    ("■□◆◇◎▼▽▶▷★☆◼◾第", 7),
    ("●○【〈《≪＜ⅠⅡⅢⅣⅤⅥIVX", 8),
    ("0123456789０１２３４５６７８９", 9),
    ("(（", 10),
    ("①②③④⑤⑥⑦⑧⑨⑩", 11),
)
_SENTENCE = re.compile(r"[。！!？?]|．$|(?:ます|ません|です|した|ください|下さい)$")
# A printed line is rarely shorter than this; a shorter one that stops without a full stop is a line of its own.
_FULL_LINE = 24
# A release has some hundred blocks; beyond these the rest of a text is one block, so that no text costs without end.
_MOST = 50_000
# What parts the columns of a table that plain text sets out with spaces; of two columns, it has three rows at least.
GAP = re.compile(r"(?<=\S)(?: {2,}|[ \u3000]*\t[ \t\u3000]*|\u3000{2,})(?=\S)")
_ROWS = {2: 3}
_ENDS = tuple("。．！？!?」』）)】：:;；")


def blocks(content: str, start: int = 0, end: int | None = None) -> tuple[Block, ...]:
    """The blocks of a text between two offsets, in order, blank lines and rules left out."""
    found: list[Block] = []
    open_paragraph = False
    rows = _aligned(content, start, len(content) if end is None else end)
    for left, right in _lines(content, start, len(content) if end is None else end):
        line = content[left:right]
        if not line.strip() or _RULE.match(line):
            open_paragraph = False
            continue
        if len(found) == _MOST:
            rest = content[left : len(content) if end is None else end].rstrip()
            return (*found, Block(BlockKind.PARAGRAPH, left, left + len(rest)))
        kind, level = (BlockKind.ROW, 0) if left in rows else _kind(line)
        if kind is BlockKind.PARAGRAPH and open_paragraph and _continues(content, found[-1]):
            last = found[-1]
            found[-1] = Block(last.kind, last.start, right, last.level)
            continue
        inset = len(line) - len(line.lstrip())
        found.append(Block(kind, left + inset, left + len(line.rstrip()), level))
        open_paragraph = kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
    return tuple(found)


def opens_block(line: str) -> bool:
    """Whether a line begins a heading, item or row by its mark."""
    return _kind(line)[0] is not BlockKind.PARAGRAPH


def _lines(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        stop = content.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield at, stop
        at = stop + 1


def _aligned(content: str, start: int, end: int) -> set[int]:
    """Where lines begin that are rows of a table by their columns: neighbours with as many gaps between their words."""
    if not any(gap in content for gap in ("  ", "\t", "\u3000\u3000")):
        return set()
    found: set[int] = set()
    run: list[int] = []
    columns = 1
    for left, right in (*islice(_lines(content, start, end), _MOST), (end, end)):
        line = content[left:right]
        cells = len(GAP.findall(line)) + 1 if _kind(line)[0] is BlockKind.PARAGRAPH and "。" not in line else 1
        if cells != columns:
            found.update(run if columns > 1 and len(run) >= _ROWS.get(columns, 2) else ())
            run, columns = [], cells
        run.append(left)
    return found


def _kind(line: str) -> tuple[BlockKind, int]:
    if match := _MARKDOWN.match(line):
        return BlockKind.HEADING, len(match[1])
    if _ROW.match(line):
        return BlockKind.ROW, 0
    if (match := _NUMBERED.match(line)) and len(line.strip()) <= 60 and not _SENTENCE.search(line.strip(), match.end()):
        return BlockKind.HEADING, _level(match["mark"])
    if _ITEM.match(line) or _NUMBERED.match(line):
        return BlockKind.ITEM, 0
    return BlockKind.PARAGRAPH, 0


def _level(mark: str) -> int:
    return next((level for marks, level in _LEVELS if mark[0] in marks), 9)


def _continues(content: str, last: Block) -> bool:
    """Whether a line that follows a block belongs to its sentence: the block fills its line and has not ended."""
    tail = content[
        content.rfind("\n", last.start, last.end) + 1
        if "\n" in content[last.start : last.end]
        else last.start : last.end
    ].strip()
    return len(tail) >= _FULL_LINE and not tail.endswith(_ENDS)
