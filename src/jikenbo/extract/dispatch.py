"""Which extractor reads a document: decided by what its bytes are, then by what its name says."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from jikenbo.errors import UnreadableError
from jikenbo.extract.apart import parse_apart
from jikenbo.extract.archive import extract_archive, is_entry
from jikenbo.extract.blog import is_blog, split_posts
from jikenbo.extract.encoding import Decoded, decode
from jikenbo.extract.html import declared_charset, extract_html, is_html
from jikenbo.extract.plain import extract_markdown, extract_plain
from jikenbo.model.document import Document, Doubt

_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"WARC/1.", "a WARC file"),
)
_SAVE_AS = "Save its text as .txt, .md or .html and add that file."
_MAIL = re.compile(rb"(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|X-[\w-]+):[^\n]*\n", re.IGNORECASE)
# Files whose parsers run apart, by how they begin.
_PARSED = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "office"))
_BEFORE_PDF = 1024
_CHARSET = re.compile(r"charset=([\w.:-]+)", re.IGNORECASE)
_HEADER = re.compile(rb"(?:From|To|Subject|Date):[^\n]*\n", re.IGNORECASE)
_MARKDOWN_NAMES = (".md", ".markdown")


def extract(doc: str, data: bytes, media: str = "") -> tuple[Document, ...]:
    """The releases in the bytes of one file or page; `media` is its media type with charset, where a header said it.

    Raises UnreadableError, with the next step, for what is empty, binary, or of a kind not read yet.
    """
    _refuse(doc, data)
    if kind := _parsed(doc, data):
        return parse_apart(kind, doc, data)
    said = _CHARSET.search(media)
    if media.startswith(("text/html", "application/xhtml")) or is_html(data):
        decoded = decode(doc, data, said[1] if said else declared_charset(data))
        page = extract_html(doc, decoded.content)
        return tuple(_noted(one, decoded) for one in _parted(page))
    decoded = decode(doc, data, said[1] if said else "")
    if not decoded.content.strip():
        raise _empty(doc)
    return tuple(_noted(one, decoded) for one in _parted(_from_text(doc, decoded.content)))


def _parted(page: Document) -> tuple[Document, ...]:
    """A page that holds many posts as the posts, any other as it is."""
    return (split_posts(page) if is_blog(page.text.content) else ()) or (page,)


def _from_text(doc: str, content: str) -> Document:
    if is_entry(content):
        return extract_archive(doc, content)
    return extract_markdown(doc, content) if _suffix(doc) in _MARKDOWN_NAMES else extract_plain(doc, content)


def _refuse(doc: str, data: bytes) -> None:
    if not data.strip():
        raise _empty(doc)
    for mark, kind in _KINDS:
        if data.startswith(mark):
            raise UnreadableError(f"{doc} is {kind}, which Jikenbo does not read yet.", _SAVE_AS)


def _parsed(doc: str, data: bytes) -> str:
    """The kind of a file whose parser runs apart, or an empty string for a text."""
    for mark, kind in _PARSED:
        if data.startswith(mark):
            return kind
    # Some servers and mail programs put lines of their own before a PDF.
    if _suffix(doc) == ".pdf" and b"%PDF-" in data[:_BEFORE_PDF]:
        return "pdf"
    mailed = _MAIL.match(data) or (_suffix(doc) == ".eml" and _HEADER.match(data))
    return "mail" if mailed else ""


def _suffix(doc: str) -> str:
    return PurePosixPath(urlsplit(doc).path if "://" in doc else doc).suffix.lower()


def _empty(doc: str) -> UnreadableError:
    return UnreadableError(f"{doc} is empty.", "Fetch or save the release again.")


def _noted(document: Document, decoded: Decoded) -> Document:
    """The document with a doubt for characters that could not be read."""
    if not decoded.broken:
        return document
    reason = (
        f"{decoded.broken} characters could not be read as {decoded.encoding} and stand as \N{REPLACEMENT CHARACTER}."
    )
    doubts = (*document.doubts, Doubt(document.doc, "broken_characters", reason))
    return Document(document.doc, document.text, document.overview, doubts)
