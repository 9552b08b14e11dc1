"""From nodes to text: headings, paragraphs, items and table rows in reading order, each with the path of its node."""

import re
from collections import Counter

from selectolax.lexbor import LexborNode

from jikenbo.extract.html_main import Page
from jikenbo.model.text import Block, BlockKind
from jikenbo.text.blocks import blocks

_SPACES = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r" *\n *")
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BREAKS = frozenset((
    *_HEADINGS, "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
# A cell longer than this holds a text, not a value: its table is there for layout.
_CELL = 400
_BOLD_HEADING = 40
# A path is for people to find a place by; on a page nested deeper than this it stops at the outer node.
_LONGEST_PATH = 400
_SENTENCE_END = ("。", "．", ".", "、")


class Walk:
    """One pass over the main part of a page; it holds what was written so far."""

    def __init__(self, page: Page, skip: int | None = None) -> None:
        self._page = page
        self._skip = skip
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._open: list[str] = []
        self._place = ""
        self._kind: tuple[BlockKind, int] | None = None

    def result(self) -> tuple[str, tuple[Block, ...]]:
        """The text and its blocks."""
        return "".join(self._parts), tuple(self._blocks)

    def put(self, words: str, kind: BlockKind | None, level: int = 0, place: str = "") -> None:
        """Write one block; with no kind, its lines are told apart by their marks."""
        words = words.strip()
        if not words:
            return
        if self._blocks:
            together = kind is not None and kind in (BlockKind.ITEM, BlockKind.ROW) and self._blocks[-1].kind is kind
            self._write("\n" if together else "\n\n")
        start = self._length
        self._write(words)
        if kind is None:
            found = blocks(words)
            self._blocks += [Block(b.kind, start + b.start, start + b.end, b.level, place) for b in found]
        else:
            self._blocks.append(Block(kind, start, self._length, level, place))

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def run(self) -> None:
        """Write the page's text. The stack is the walk's own, so that deeply nested pages end too."""
        root = self._page.root
        stack: list[tuple[LexborNode, str, bool]] = [(root, path_of(root), False)]
        while stack:
            node, path, leaving = stack.pop()
            if leaving:
                self._flush()
                self._kind = None
            elif node.tag == "-text":
                self._text(node, path)
            elif node.tag == "br":
                self._open.append("\n")
            elif node.mem_id != self._skip and not self._whole(node, path):
                if node.tag in _BREAKS:
                    self._flush()
                    stack.append((node, path, True))
                    self._enter(node)
                stack.extend(reversed([(child, below, False) for child, below in self._children(node, path)]))
        self._flush()

    def _children(self, node: LexborNode, path: str) -> list[tuple[LexborNode, str]]:
        """The children of a node with their paths; a text has the path of the element it stands in."""
        counts: Counter[str] = Counter()
        found = []
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            counts[tag] += 1
            if tag == "-text" or self._page.holds(child):
                deep = tag == "-text" or len(path) > _LONGEST_PATH
                found.append((child, path if deep else f"{path}/{tag}[{counts[tag]}]"))
        return found

    def _text(self, node: LexborNode, path: str) -> None:
        words = node.text_content or ""
        if not self._open:
            self._place = path
        self._open.append(words if node.parent is not None and node.parent.tag == "pre" else _SPACES.sub(" ", words))

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _HEADINGS:
            self._kind = BlockKind.HEADING, _HEADINGS[tag]
        elif tag == "li":
            self._kind = BlockKind.ITEM, 0
        elif tag == "p" and _is_bold(node):
            self._kind = BlockKind.HEADING, 6

    def _flush(self) -> None:
        words = _LINES.sub("\n", "".join(self._open)).strip()
        self._open.clear()
        if not words:
            return
        kind, level = self._kind or (None, 0)
        if kind is BlockKind.HEADING:
            words = words.replace("\n", " ")
        elif kind is BlockKind.ITEM:
            words = f"- {words}"
            self._kind = None
        self.put(words, kind, level, self._place)

    def _whole(self, node: LexborNode, path: str) -> bool:
        """Write a table of values, or a list of terms, as rows; False where it is there for layout."""
        if node.tag not in ("table", "dl") or _is_layout(node):
            return False
        self._flush()
        rows, part = (self._cells(node), "tr") if node.tag == "table" else (self._terms(node), "dt")
        for number, row in enumerate(rows, 1):
            if any(row):
                self.put(f"| {' | '.join(row)} |", BlockKind.ROW, place=f"{path}/{part}[{number}]")
        return True

    def _cells(self, table: LexborNode) -> list[list[str]]:
        rows = (row for row in table.css("tr") if self._page.holds(row))
        return [[self._cell(c) for c in row.iter() if c.tag in ("td", "th") and self._page.holds(c)] for row in rows]

    def _terms(self, terms: LexborNode) -> list[list[str]]:
        rows: list[list[str]] = []
        for part in terms.css("dt, dd"):
            if part.tag == "dt" or not rows:
                rows.append([self._cell(part)])
            else:
                rows[-1].append(self._cell(part))
        return rows

    def _cell(self, node: LexborNode) -> str:
        gap = " " if node.css_first("br, p, li, div") else ""
        return " ".join(self._page.words(node, gap).split()).replace("|", "｜")


def path_of(node: LexborNode) -> str:
    """The path of a node from the top: html/body/div[2]."""
    steps: list[str] = []
    at: LexborNode | None = node
    while at is not None and at.tag and not at.tag.startswith("-"):
        steps.append(f"{at.tag}[{_position(at)}]" if at.tag not in ("html", "body") else at.tag)
        at = at.parent
    return "/".join(reversed(steps))


def _position(node: LexborNode) -> int:
    before, number = node.prev, 1
    while before is not None:
        number += before.tag == node.tag
        before = before.prev
    return number


def _is_layout(node: LexborNode) -> bool:
    """Whether a table or list of terms only places things: nested, with headings or long texts in its cells."""
    if node.css_first("table table, dl dl, h1, h2, h3, h4, h5") or node.attributes.get("role") == "presentation":
        return True
    cells = node.css("td, dd")
    if any(len(cell.text(deep=True).strip()) > _CELL for cell in cells):
        return True
    return node.tag == "table" and all(sum(c.tag in ("td", "th") for c in tr.iter()) < 2 for tr in node.css("tr"))


def _is_bold(node: LexborNode) -> bool:
    """Whether a paragraph is a short line that is bold throughout: a heading in all but name."""
    words = node.text(deep=True).strip()
    if not 1 < len(words) <= _BOLD_HEADING or words.endswith(_SENTENCE_END):
        return False
    return any(child.tag in ("b", "strong") and child.text(deep=True).strip() == words for child in node.iter())
