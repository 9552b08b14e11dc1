"""A PDF: its pages' text in reading order; one that shows no characters says why it cannot be read."""

import unicodedata
from dataclasses import replace

import pypdfium2 as pdfium

from jikenbo.errors import UnreadableError
from jikenbo.extract.pdf_layout import page_texts
from jikenbo.extract.pdf_lines import Page, read_page
from jikenbo.extract.preamble import find_title, with_preamble
from jikenbo.model.document import Document
from jikenbo.model.text import Block, Text
from jikenbo.text.blocks import blocks

EXTRACTOR = "pdf/1"
# A release of more pages is an annual report; what it says of an incident stands in its first part.
_MOST_PAGES = 60
# More than this share of characters without a meaning, and what the rest say cannot be trusted.
_GARBLED = 0.04
_FEW = 20


def extract_pdf(doc: str, data: bytes) -> Document:
    """A PDF as a document; each block's place is its page.

    Raises UnreadableError for a PDF that is damaged, locked, scanned, or whose fonts do not tell their characters.
    """
    pages = _pages(doc, data)
    _check(doc, pages)
    texts = page_texts(pages)
    content = ""
    found: list[Block] = []
    for number, text in enumerate(texts, 1):
        start = len(content)
        content += text + "\n\n"
        found += [replace(block, place=f"page {number}") for block in blocks(content, start)]
    every = tuple(found)
    marked, overview = with_preamble(content, every, find_title(content, every))
    return Document(doc, Text(content, marked, EXTRACTOR), overview)


def _pages(doc: str, data: bytes) -> list[Page]:
    try:
        with pdfium.PdfDocument(data) as opened:
            return [read_page(opened[number]) for number in range(min(len(opened), _MOST_PAGES))]
    except pdfium.PdfiumError as cause:
        if "password" in str(cause).lower():
            raise UnreadableError(f"{doc} is a PDF locked by a password.", "Unlock it, then add it again.") from cause
        raise UnreadableError(f"{doc} is a damaged PDF.", "Fetch or save it again.") from cause


def _check(doc: str, pages: list[Page]) -> None:
    shown = "".join(run.text for page in pages for run in page.runs)
    if len(shown) < _FEW:
        if any(page.images for page in pages):
            hint = "Recognise its text with an OCR program and add the result as .txt."
            raise UnreadableError(f"{doc} is a scanned PDF: it holds pictures of pages and no characters.", hint)
        raise UnreadableError(f"{doc} is a PDF without text.", "Fetch or save it again.")
    if "(cid:" in shown or sum(map(_meaningless, shown)) > _GARBLED * len(shown):
        hint = "Open it, and if it looks right print it to a new PDF; or add its text as .txt."
        raise UnreadableError(f"{doc} is a PDF whose fonts do not tell which characters they show.", hint)


def _meaningless(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc")
