"""An entry of a Markdown archive: the file itself is the text, its overview what the source states."""

import re

from jikenbo.extract.entry_lines import Item, Section, items, sections
from jikenbo.extract.entry_overview import overview_of
from jikenbo.extract.entry_roles import Roles, sort_labels, sort_overview
from jikenbo.model.document import Document, Overview
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.text.blocks import blocks

EXTRACTOR = "archive/1"
_OVERVIEW = re.compile(r"^[ \t\u3000\ufeff]*#{1,2}[ \t\u3000]*公[ \u3000]?表[ \u3000]?概[ \u3000]?要", re.MULTILINE)
_BODY = re.compile(r"^[ \t\u3000]*#{1,2}[ \t\u3000]*本文[ \t\u3000\r]*$", re.MULTILINE)
_BULLET = re.compile(r"^[ \t\u3000]*[-*・][ \t\u3000]*\S", re.MULTILINE)
_AGAIN = re.compile(r"^[ \t\u3000]*#[ \t\u3000]*(?:本文|公表概要)", re.MULTILINE)
_NAMES = {"overview": "公表概要", "case": "事案ID", "kind": "公表種別", "body": "本文"}
# Overviews are a few lines; a heading further down than this belongs to the text.
_HEAD = 6_000


def is_entry(content: str) -> bool:
    """Whether a text is an archive entry: it has the overview's heading, or bullets above the body's."""
    head = content[:_HEAD]
    if not head.lstrip("\ufeff \t\r\n\u3000").startswith(("#", "-")):
        return False
    body = _BODY.search(head)
    return bool(_OVERVIEW.search(head)) or bool(body and _BULLET.search(head, 0, body.start()))


def extract_archive(doc: str, content: str) -> Document:
    """One archive entry as a document; what is bent is understood where it can be, kept, and listed as a doubt."""
    roles = Roles(doc)
    parts = sections(content)
    shown: list[Item] = []
    for part in parts:
        shown.extend(_sort(roles, content, part))
    begin = _body_start(roles, content, parts, shown)
    overview = overview_of(roles)
    _doubt_body(roles, content, begin)
    blocked = tuple(_block(item, overview) for item in shown if item.value and item.span.start < begin)
    text = Text(content, (*blocked, *blocks(content, begin)), EXTRACTOR)
    return Document(doc, text, overview, tuple(roles.doubts))


def _sort(roles: Roles, content: str, part: Section) -> tuple[Item, ...]:
    """Sort what stands under one heading, and return it."""
    written = content[part.heading.start : part.heading.end].strip()
    if not part.exact:
        if part.kind in _NAMES:
            roles.doubt("bent_heading", f"The heading “{written}” was taken for {_NAMES[part.kind]}.", part.heading)
        else:
            roles.doubt("unknown_section", f"“{written}” is no heading of an entry.", part.heading)
    if part.kind == "body":
        return ()
    start = part.inline.start if part.inline else part.start
    found = items(content, start, part.end)
    if part.kind in ("case", "kind"):
        sort_labels(roles, part.kind, found)
    else:
        sort_overview(roles, found)
    return found


def _body_start(roles: Roles, content: str, parts: tuple[Section, ...], shown: list[Item]) -> int:
    """Where the release's own words begin; without a heading, after the last line with a bullet."""
    if parts and parts[-1].kind == "body":
        return parts[-1].start
    marked = [item for item in shown if item.marked]
    begin = content.find("\n", marked[-1].span.end) if marked else 0
    begin = len(content) if begin < 0 else begin
    reason = "There is no heading 本文; the body was taken to begin after the overview."
    roles.doubt("no_body_heading", reason, Span(begin, begin))
    unmarked = [item for item in roles.names if item.span.start >= begin]
    roles.names = [item for item in roles.names if item not in unmarked]
    return begin


def _doubt_body(roles: Roles, content: str, begin: int) -> None:
    if again := _AGAIN.search(content, begin):
        reason = "The entry holds more than one release; they were taken in as one text."
        roles.doubt("several_releases", reason, Span(again.start(), again.end()))
    if not content[begin:].strip():
        roles.doubt("no_body", "The entry has no text below its overview.")


def _block(item: Item, overview: Overview) -> Block:
    title = overview.title.span if overview.title else None
    is_title = title is not None and title.start <= item.span.start < title.end
    return Block(BlockKind.TITLE if is_title else BlockKind.OVERVIEW, item.span.start, item.span.end)
