"""A web page: its main text as a new string, each block with the path of the node that it stood in."""

import re

from selectolax.lexbor import LexborHTMLParser

from jikenbo.errors import UnreadableError
from jikenbo.extract.html_head import Head, read_head
from jikenbo.extract.html_main import Page, find_main
from jikenbo.extract.html_walk import Walk
from jikenbo.extract.preamble import with_preamble
from jikenbo.model.document import Document, Overview, Stated
from jikenbo.model.text import BlockKind, Span, Text

EXTRACTOR = "html/2"
_LOOKS = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)", re.IGNORECASE
)
_HEAD = 4096


def is_html(data: bytes) -> bool:
    """Whether bytes begin as a web page does; UTF-16 is not looked into."""
    return bool(_LOOKS.match(data[:_HEAD]))


def declared_charset(data: bytes) -> str:
    """The charset that a page declares for itself, or an empty string."""
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "replace") if match else ""


def extract_html(doc: str, content: str) -> Document:
    """A web page as a document: headings, paragraphs, items and table rows of its main part, without menus."""
    tree = LexborHTMLParser(content)
    if tree.body is None:
        raise _no_text(doc)
    head = read_head(tree)
    text, title_block = _text(doc, find_main(tree.body, head.title_node), head)
    blocks, overview = with_preamble(text.content, text.blocks, title_block)
    stated = Overview(
        title=overview.title,
        organisation=_stated(text.content, head.site),
        published=overview.published or (Stated(head.published) if head.published else None),
        address=Stated(head.address) if head.address else Stated(doc) if "://" in doc else None,
    )
    return Document(doc, Text(text.content, blocks, EXTRACTOR), stated)


def _text(doc: str, page: Page, head: Head) -> tuple[Text, int | None]:
    """The text of the main part, the page's title put first."""
    walk = Walk(page, skip=head.title_node)
    if head.title:
        walk.put(head.title, BlockKind.TITLE, place=head.title_place)
    walk.run()
    content, blocks = walk.result()
    if not content.strip() or (len(blocks) == 1 and head.title):
        raise _no_text(doc)
    return Text(content, blocks, EXTRACTOR), 0 if head.title else None


def _stated(content: str, site: str) -> Stated | None:
    """The site's name as publisher, where the text itself names it too."""
    at = content.find(site) if len(site) > 2 else -1
    return Stated(site, Span(at, at + len(site))) if at >= 0 else None


def _no_text(doc: str) -> UnreadableError:
    return UnreadableError(
        f"{doc} is a web page without text of its own.",
        "It may be made by a script: open it in a browser and save the page as shown.",
    )
