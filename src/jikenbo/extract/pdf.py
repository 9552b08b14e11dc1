"""A PDF: its pages' text in reading order; one that shows no characters says why it cannot be read."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pypdfium2 as pdfium

from jikenbo.errors import UnreadableError
from jikenbo.extract.page_words import not_title, title_ending
from jikenbo.extract.pdf_layout import Paragraph, paragraphs
from jikenbo.extract.pdf_lines import Page, glue, read_page
from jikenbo.extract.preamble import find_title, with_preamble
from jikenbo.model.document import Document, Doubt
from jikenbo.model.text import Block, BlockKind, Text
from jikenbo.text.blocks import blocks
from jikenbo.text.fold import fold

EXTRACTOR = "pdf/1"
# A release of more pages is an annual report; what it says of an incident stands in its first part.
_MOST_PAGES = 60
# More than this share of characters without a meaning, and what the rest say cannot be trusted.
_GARBLED = 0.04
_FEW = 20
# A picture covers more than this share of a page that was scanned.
_PICTURED = 0.4
# A title is set larger than the text by this much, a heading by this.
_TITLE = 1.2
_HEADING = 1.08
_LONGEST_HEADING = 40
_SHORTEST_TITLE = 4
_REACH = 12


class PicturesError(UnreadableError):
    """A PDF's characters cannot be had from it: what its pages show must be recognised."""


def extract_pdf(doc: str, data: bytes) -> Document:
    """A PDF as a document; each block's place is its page.

    Raises UnreadableError for a PDF that is damaged or locked, and PicturesError for one that is scanned or whose fonts
    do not tell their characters.
    """
    with opened(doc, data) as file:
        pages = [read_page(file[number]) for number in range(min(len(file), _MOST_PAGES))]
    _check(doc, pages)
    document = document_of(doc, pages, EXTRACTOR)
    pictures = [str(number) for number, page in enumerate(pages, 1) if is_picture(page)]
    if not pictures:
        return document
    reason = f"What stands on page {', '.join(pictures)} is shown as a picture, without characters, and was not read."
    return replace(document, doubts=(Doubt(doc, "pictures", reason),))


def document_of(doc: str, pages: list[Page], extractor: str) -> Document:
    """The pages of a PDF as a document; UnreadableError if no text is in them."""
    found = _with_title_joined(paragraphs(pages))
    content, blocked = _blocks(found)
    if not content.strip():
        raise UnreadableError(f"{doc} is a PDF without text.", "Fetch or save it again.")
    title = _largest(found, blocked, content)
    marked, overview = with_preamble(content, blocked, find_title(content, blocked) if title is None else title)
    return Document(doc, Text(content, marked, extractor), overview)


def _blocks(found: list[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """The paragraphs as one text, and its blocks."""
    parts: list[str] = []
    made: list[Block] = []
    length = 0
    usual = _usual(found)
    for one in found:
        gap = ("\n\n" if one.apart else "\n") if parts else ""
        start = length + len(gap)
        parts += [gap, one.text]
        length = start + len(one.text)
        place = f"page {one.page}"
        if one.size > _HEADING * usual and not one.row and len(one.text) <= _LONGEST_HEADING:
            made.append(Block(BlockKind.HEADING, start, length, 6, place))
        else:
            made += [
                replace(block, start=start + block.start, end=start + block.end, place=place)
                for block in blocks(one.text)
            ]
    return "".join(parts), tuple(made)


def _usual(found: list[Paragraph]) -> float:
    """The height of most characters."""
    seen: Counter[float] = Counter()
    for one in found:
        if not one.row:
            seen[round(one.size, 1)] += len(one.text)
    return seen.most_common(1)[0][0] if seen else 0.0


def _largest(found: list[Paragraph], blocked: tuple[Block, ...], content: str) -> int | None:
    """The number of the block among the first that is set larger than all the text, and is no letterhead."""
    usual = _usual(found)
    sizes = {one.text: one.size for one in found[:_REACH] if not one.row}
    words = [content[block.start : block.end] for block in blocked[:_REACH]]
    large = [n for n, text in enumerate(words) if sizes.get(text, 0.0) > _TITLE * usual and len(text) > _SHORTEST_TITLE]
    titled = [n for n in large if title_ending().search(fold(words[n]))]
    plain = [n for n in large if not not_title().search(fold(words[n]))]
    return max(titled or plain, key=lambda n: sizes[words[n]], default=None)


def _with_title_joined(found: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with a title of several lines as one: neighbours at the top in one size above the usual."""
    usual = _usual(found)
    joined: list[Paragraph] = []
    for number, one in enumerate(found):
        last = joined[-1] if joined else None
        large = one.size > _TITLE * usual and number < _REACH and not one.row
        if last and large and abs(last.size - one.size) < 0.2 and last.page == one.page and not _is_title(last.text):
            joined[-1] = replace(last, text=last.text + glue(last.text, one.text) + one.text)
        else:
            joined.append(one)
    return joined


def _is_title(words: str) -> bool:
    """Whether words end as a title or a publisher's name does, so that what follows is another line."""
    folded = fold(words)
    return bool(title_ending().search(folded) or not_title().search(folded))


@contextmanager
def opened(doc: str, data: bytes) -> Iterator[pdfium.PdfDocument]:
    """A PDF's pages; UnreadableError if it is damaged or locked."""
    try:
        with pdfium.PdfDocument(data) as file:
            yield file
    except pdfium.PdfiumError as cause:
        if "password" in str(cause).lower():
            raise UnreadableError(f"{doc} is a PDF locked by a password.", "Unlock it, then add it again.") from cause
        raise UnreadableError(f"{doc} is a damaged PDF.", "Fetch or save it again.") from cause


def _check(doc: str, pages: list[Page]) -> None:
    shown = sum(len(words) for page in pages for words in _words(page))
    if shown < _FEW:
        if any(page.pictured for page in pages):
            hint = "Recognise its text with an OCR program and add the result as .txt."
            raise PicturesError(f"{doc} is a scanned PDF: it holds pictures of pages and no characters.", hint)
        if not shown:
            raise UnreadableError(f"{doc} is a PDF without text.", "Fetch or save it again.")
    if is_garbled(pages):
        hint = "Open it, and if it looks right print it to a new PDF; or add its text as .txt."
        raise PicturesError(f"{doc} is a PDF whose fonts do not tell which characters they show.", hint)


def is_picture(page: Page) -> bool:
    """Whether a page is shown as a picture, with hardly a character of its own."""
    return page.pictured >= _PICTURED and sum(map(len, _words(page))) < _FEW


def is_garbled(pages: list[Page]) -> bool:
    """Whether the fonts of a PDF do not tell which characters they show."""
    shown = "".join(words for page in pages for words in _words(page))
    return "(cid:" in shown or sum(map(_meaningless, shown)) > _GARBLED * len(shown)


def _words(page: Page) -> Iterator[str]:
    yield from (run.text for run in page.runs)
    yield from (cell for table in page.tables for row in table.rows for cell in row)


def _meaningless(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc")
