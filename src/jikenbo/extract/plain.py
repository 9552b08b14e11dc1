"""Plain text and plain Markdown: the file itself is the text."""

from dataclasses import replace

from jikenbo.extract.preamble import find_title, with_preamble
from jikenbo.model.document import Document
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.text.blocks import blocks

PLAIN_EXTRACTOR = "plain/1"
MARKDOWN_EXTRACTOR = "markdown/1"


def extract_plain(doc: str, content: str) -> Document:
    """A text file as a document; a text that begins with its body has no title."""
    found = blocks(content)
    marked, overview = with_preamble(content, found, find_title(content, found))
    return Document(doc, Text(content, marked, PLAIN_EXTRACTOR), overview)


def extract_markdown(doc: str, content: str) -> Document:
    """A Markdown file as a document; its title is its first heading of the first level, if it has one."""
    found = blocks(content)
    first = next(
        (n for n, b in enumerate(found) if b.kind is BlockKind.HEADING and content.startswith("#", b.start)), None
    )
    title = first if first is not None and found[first].level == 1 else find_title(content, found)
    marked, overview = with_preamble(content, found, title)
    if title is not None and overview.title:
        span = _without_marks(content, marked[title])
        marked = (*marked[:title], replace(marked[title], start=span.start, end=span.end), *marked[title + 1 :])
        overview = replace(overview, title=replace(overview.title, span=span))
    return Document(doc, Text(content, marked, MARKDOWN_EXTRACTOR), overview)


def _without_marks(content: str, block: Block) -> Span:
    words = content[block.start : block.end]
    start = block.start + len(words) - len(words.lstrip("# \t\u3000"))
    return Span(start, block.start + len(words.rstrip("# \t\u3000")))
