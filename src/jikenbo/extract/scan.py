"""A PDF of pictures: its pages drawn, their characters recognised, and laid out as those of any other PDF are."""

import math
from collections import Counter
from dataclasses import replace
from statistics import fmean

import pypdfium2 as pdfium

from jikenbo.errors import UnreadableError
from jikenbo.extract.pdf import EXTRACTOR as PDF
from jikenbo.extract.pdf import PicturesError, document_of, extract_pdf, is_garbled, is_picture, opened
from jikenbo.extract.pdf_lines import Page, Run, read_page
from jikenbo.extract.recognise import LEVEL, SCANNED, Picture, Recognised, Way, missing, recognise, version
from jikenbo.model.document import Document, Doubt

EXTRACTOR = f"{SCANNED}1"
# Tesseract was trained at this many dots an inch; more points than these are a poster or a bomb.
_DOTS = 300
_MOST_POINTS = 20_000_000
# A page takes a second or two, and up to eight if it lies on its side.
_MOST_PAGES = 30
# Below this the words are guesses; above the second, most of them are right.
_LEAST_TRUST = 50.0
_GOOD_TRUST = 80.0
# Lines whose heights differ less are of one size: what a line holds decides how high it is.
_ALIKE = 0.18


def read_pdf(doc: str, data: bytes, *, by_eye: bool) -> Document:
    """A PDF as a document, what it shows as pictures recognised if `by_eye` says so.

    Raises PicturesError where that is needed and could be done, UnreadableError where it cannot be or there is no text.
    """
    lacking = missing()
    try:
        document = extract_pdf(doc, data)
    except PicturesError as raised:
        if lacking:
            raise UnreadableError(raised.message, lacking) from raised
        if not by_eye:
            raise
        return extract_scan(doc, data)
    if not any(doubt.kind == "pictures" for doubt in document.doubts):
        return document
    if lacking:
        return replace(document, doubts=tuple(replace(d, reason=f"{d.reason} {lacking}") for d in document.doubts))
    if not by_eye:
        raise PicturesError(f"{doc} has pages that are pictures.")
    return extract_scan(doc, data)


def extract_scan(doc: str, data: bytes) -> Document:
    """A PDF whose pages are pictures, or whose fonts do not tell their characters, with its text recognised.

    Pages that have characters of their own keep them. UnreadableError where no words can be made out.
    """
    with opened(doc, data) as file:
        count = len(file)
        own = [read_page(file[number]) for number in range(min(count, _MOST_PAGES))]
        drawn = range(len(own)) if is_garbled(own) else [n for n, page in enumerate(own) if is_picture(page)]
        seen: dict[int, Recognised] = {}
        way = LEVEL
        for number in drawn:
            seen[number] = _recognised(file[number], way)
            way = seen[number].way
    found = {number: one for number, one in seen.items() if one.runs and one.trust >= _LEAST_TRUST}
    if not found and len(seen) == len(own):
        raise UnreadableError(f"{doc} shows pictures in which no words can be recognised.", "Type its text as .txt.")
    if not found:
        return document_of(doc, own, PDF)
    pages = [_page(found[n], page) if n in found else page for n, page in enumerate(own)]
    document = document_of(doc, pages, f"{EXTRACTOR}+{version()}")
    trust = fmean(one.trust for one in found.values())
    return replace(document, doubts=(*document.doubts, *_doubts(doc, list(found), trust, count)))


def _recognised(page: pdfium.PdfPage, way: Way) -> Recognised:
    """What can be recognised on a page, in points of the page."""
    width, height = page.get_size()
    scale = min(_DOTS / 72, math.sqrt(_MOST_POINTS / max(width * height, 1.0)))
    bitmap = page.render(scale=scale, grayscale=True)
    dots = max(round(scale * 72), 70)
    found = recognise(Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, dots), way)
    bitmap.close()
    runs = tuple(_scaled(run, scale) for run in _levelled(found.runs))
    return Recognised(runs, found.width / scale, found.height / scale, found.trust, found.way)


def _scaled(run: Run, scale: float) -> Run:
    return Run(run.text, run.left / scale, run.right / scale, run.base / scale, run.size / scale)


def _levelled(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs with heights that are nearly alike made one, that of most characters among them."""
    weights: Counter[float] = Counter()
    for run in runs:
        weights[round(run.size)] += len(run.text)
    kept: list[float] = []
    for size, _ in weights.most_common():
        if all(abs(size / other - 1) >= _ALIKE for other in kept):
            kept.append(size)
    return tuple(replace(run, size=min(kept, key=lambda one: abs(run.size / one - 1))) for run in runs)


def _page(found: Recognised, own: Page) -> Page:
    return Page(found.runs, found.width, found.height, own.pictured)


def _doubts(doc: str, numbers: list[int], trust: float, count: int) -> list[Doubt]:
    """That the text was recognised by machine, how far to trust it, and which pages were left out."""
    pages = ", ".join(str(number + 1) for number in numbers)
    which = f"page {pages}" if len(numbers) == 1 else f"pages {pages}"
    poor = " Much of it may be wrong." if trust < _GOOD_TRUST else ""
    said = f"The text of {which} was recognised by machine in a picture, with a trust of {trust:.0f} of 100.{poor}"
    found = [Doubt(doc, "recognised", f"{said} Check figures and names against the original.")]
    if count > _MOST_PAGES:
        reason = f"Of {count} pages the first {_MOST_PAGES} were looked at: no more are recognised."
        found.append(Doubt(doc, "pages_left_out", reason))
    return found
