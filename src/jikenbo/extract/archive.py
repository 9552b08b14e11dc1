"""An entry of a Markdown archive: the file itself is the text, its overview what the source states."""

import re

from jikenbo.model.document import Document, Overview, Stated
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.text.blocks import blocks

EXTRACTOR = "archive/1"
_BODY = re.compile(r"^#+[ \u3000]*本文.*$", re.M)
_BULLET = re.compile(r"^[-*][ \u3000]*(?P<value>\S.*?)[ \u3000]*$", re.M)
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def extract_archive(doc: str, content: str) -> Document:
    """One archive entry as a document."""
    body = _BODY.search(content)
    begin = body.end() if body else 0
    bullets = [Stated(m["value"], Span(m.start("value"), m.end("value"))) for m in _BULLET.finditer(content, 0, body.start() if body else 0)]
    title, published, organisation, address = (bullets + [None] * 4)[:4]
    if published and (match := _DATE.search(published.value)):
        published = Stated(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", published.span)
    over = [Block(BlockKind.TITLE if n == 0 else BlockKind.OVERVIEW, s.span.start, s.span.end) for n, s in enumerate(bullets) if s.span]
    text = Text(content, (*over, *blocks(content, begin)), EXTRACTOR)
    return Document(doc, text, Overview(title, organisation, published, address))
