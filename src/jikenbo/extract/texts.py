"""Files that are text: web pages, archive entries, Markdown and plain text, in whatever encoding."""

import re

from jikenbo.extract.archive import extract_archive, is_entry
from jikenbo.extract.blog import is_blog, split_posts
from jikenbo.extract.encoding import Decoded, decode
from jikenbo.extract.html import declared_charset, extract_html, is_html
from jikenbo.extract.kinds import empty, suffix
from jikenbo.extract.plain import extract_markdown, extract_plain
from jikenbo.model.document import Document, Doubt

_CHARSET = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)
_MARKDOWN_NAMES = (".md", ".markdown")


def extract_text(doc: str, data: bytes, media: str = "") -> tuple[Document, ...]:
    """The releases in a text; `media` is its media type with charset, where a header said it."""
    said = _CHARSET.search(media)
    if is_page(data, media):
        decoded = decode(doc, data, said[1] if said else declared_charset(data))
        page = extract_html(doc, decoded.content)
        return tuple(_noted(one, decoded) for one in _parted(page))
    decoded = decode(doc, data, said[1] if said else "")
    if not decoded.content.strip():
        raise empty(doc)
    return tuple(_noted(one, decoded) for one in _parted(_from_text(doc, decoded.content)))


def is_page(data: bytes, media: str) -> bool:
    """Whether a text is a web page, by what a header said or by how it begins."""
    return media.startswith(("text/html", "application/xhtml")) or is_html(data)


def _parted(page: Document) -> tuple[Document, ...]:
    """A page that holds many posts as the posts, any other as it is."""
    return (split_posts(page) if is_blog(page.text.content) else ()) or (page,)


def _from_text(doc: str, content: str) -> Document:
    if is_entry(content):
        return extract_archive(doc, content)
    return extract_markdown(doc, content) if suffix(doc) in _MARKDOWN_NAMES else extract_plain(doc, content)


def _noted(document: Document, decoded: Decoded) -> Document:
    """The document with a doubt for characters that could not be read."""
    if not decoded.broken:
        return document
    reason = (
        f"{decoded.broken} characters could not be read as {decoded.encoding} and stand as \N{REPLACEMENT CHARACTER}."
    )
    doubts = (*document.doubts, Doubt(document.doc, "broken_characters", reason))
    return Document(document.doc, document.text, document.overview, doubts)
