"""Characters recognised in the picture of a page, with Tesseract and its Japanese data (the extra `[ocr]`)."""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from jikenbo.extract.pdf_lines import Run, glue
from jikenbo.extract.recognised_words import mended

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI

# How the name of an extractor that recognises begins.
SCANNED = "scan/"
_ACROSS, _DOWN = "jpn", "jpn_vert"
# Where packages of the common systems put Tesseract's data.
_PLACES = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_INSTALL = (
    "On Debian or Ubuntu: sudo apt-get install tesseract-ocr-jpn tesseract-ocr-jpn-vert; then add the file again."
)
# Printed Japanese comes out at 85 or more; what was set upright and read level at 20 to 60.
_GOOD = 78.0
# A line below this is a seal, a logo or dust.
_WORTHLESS = 45.0
# A wider gap parts two cells; the boxes of single words are too rough to tell spaces by.
_CELL_GAP = 1.6
# What a table's upright rule is taken for.
_RULES = re.compile(r"[|｜]+")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn in shades of grey, a byte a point, in rows of `stride` bytes at `dots` an inch."""

    data: bytes
    width: int
    height: int
    stride: int
    dots: int


@dataclass(frozen=True, slots=True)
class Way:
    """A way to read a page: after how many quarter turns, and with which language's data."""

    turns: int
    language: str


LEVEL = Way(0, _ACROSS)
# Most pages stand as they should; one that lies on its side was mostly put in with its head to the left.
_WAYS = (LEVEL, Way(0, _DOWN), Way(1, _ACROSS), Way(3, _ACROSS), Way(2, _ACROSS))


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised, in points of the picture that was read, y upwards: runs, width and height, trust of 100."""

    runs: tuple[Run, ...]
    width: float
    height: float
    trust: float
    way: Way


def missing() -> str:
    """What must be installed before anything can be recognised, in a sentence; empty if all is there."""
    if find_spec("tesserocr") is None:
        return "To recognise its text, install the extra: pip install 'jikenbo[ocr]'. " + _INSTALL
    if _data_folder(_ACROSS) is None:
        return f"To recognise its text, Tesseract's Japanese data is needed. {_INSTALL}"
    return ""


@cache
def _data_folder(language: str) -> Path | None:
    """The folder that holds a language's data."""
    set_folder = os.environ.get("TESSDATA_PREFIX")
    stated = [Path(set_folder), Path(set_folder) / "tessdata"] if set_folder else []
    found = (path for place in _PLACES for path in sorted(Path("/").glob(place[1:]), reverse=True))
    return next((path for path in (*stated, *found) if (path / f"{language}.traineddata").is_file()), None)


@cache
def version() -> str:
    """The engine and its data, so that a text can be made again in the same way: tesseract-5.5.4+jpn-0123abcd."""
    from tesserocr import tesseract_version  # noqa: PLC0415  (an extra, and 30 MB to load)

    named = f"tesseract-{tesseract_version().split()[1]}"
    for language in (_ACROSS, _DOWN):
        folder = _data_folder(language)
        if folder is not None:
            digest = hashlib.sha256((folder / f"{language}.traineddata").read_bytes()).hexdigest()
            named += f"+{language}-{digest[:8]}"
    return named


def recognise(picture: Picture, first: Way = LEVEL) -> Recognised:
    """The words of a page: read as the page before was, or else level, upright, or turned, as it reads best."""
    best: Recognised | None = None
    for way in dict.fromkeys((first, *_WAYS)):
        if way.language == _DOWN and _data_folder(_DOWN) is None:
            continue
        found = _read(picture, way)
        best = found if best is None or found.trust > best.trust else best
        if best.trust >= _GOOD:
            break
    return best or Recognised((), picture.width, picture.height, 0.0, first)


def _turned(picture: Picture) -> Picture:
    """A picture turned by a quarter, clockwise."""
    width, height, stride = picture.width, picture.height, picture.stride
    rows = [picture.data[row * stride : row * stride + width] for row in range(height - 1, -1, -1)]
    whole = b"".join(rows)
    turned = b"".join(whole[column::width] for column in range(width))
    return Picture(turned, height, width, height, picture.dots)


def _read(picture: Picture, way: Way) -> Recognised:
    """The lines that Tesseract finds when a page is read in one way, and how far it trusts them."""
    from tesserocr import PSM, PyTessBaseAPI  # noqa: PLC0415

    upright = way.language == _DOWN
    for _ in range(way.turns):
        picture = _turned(picture)
    mode = PSM.SINGLE_BLOCK_VERT_TEXT if upright else PSM.AUTO
    with PyTessBaseAPI(path=f"{_data_folder(way.language)}/", lang=way.language, psm=mode) as engine:
        engine.SetImageBytes(picture.data, picture.width, picture.height, 1, picture.stride)
        engine.SetSourceResolution(picture.dots)
        try:
            engine.Recognize()
            lines = [line for line in _lines(engine) if fmean(word.trust for word in line) >= _WORTHLESS]
        except RuntimeError:
            # What tesserocr raises for a page that shows nothing at all.
            lines = []
        trust = float(engine.MeanTextConf()) if _run_as(lines, upright=upright) else 0.0
    runs = [run for line in lines for run in _runs(line, picture.height, upright=upright)]
    across, down = (picture.height, picture.width) if upright else (picture.width, picture.height)
    return Recognised(tuple(runs), across, down, trust, way)


def _run_as(lines: list[list["_Word"]], *, upright: bool) -> bool:
    """Whether most lines run as they should: Tesseract also reads a page that lies on its side, with its lines so."""
    right = sum(
        len(line) * ((box[3] - box[1] > box[2] - box[0]) == upright) for line in lines for box in [line[0].line]
    )
    return 2 * right > sum(map(len, lines))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with its box and that of its line (left, top, right, bottom, downwards)."""

    text: str
    box: tuple[int, int, int, int]
    line: tuple[int, int, int, int]
    trust: float


def _lines(engine: "PyTessBaseAPI") -> Iterator[list[_Word]]:
    """The words of each line."""
    from tesserocr import RIL, iterate_level  # noqa: PLC0415

    found: list[_Word] = []
    iterator: Any = engine.GetIterator()
    for at in iterate_level(iterator, RIL.WORD) if iterator is not None else ():
        if at.IsAtBeginningOf(RIL.TEXTLINE) and found:
            yield found
            found = []
        words = at.GetUTF8Text(RIL.WORD).strip()
        box, line = at.BoundingBox(RIL.WORD), at.BoundingBox(RIL.TEXTLINE)
        if words and box and line:
            found.append(_Word(words, box, line, at.Confidence(RIL.WORD)))
    if found:
        yield found


def _runs(line: list[_Word], height: int, *, upright: bool) -> list[Run]:
    """A line's words as runs; an upright line is turned to level, as those of a PDF's own text are."""
    left, top, right, bottom = line[0].line
    size = float(right - left if upright else bottom - top)
    base = (left + right) / 2 if upright else float(height - bottom)
    runs: list[Run] = []
    ruled = False
    for word in line:
        begin, end = (word.box[1], word.box[3]) if upright else (word.box[0], word.box[2])
        text = _RULES.sub("", word.text)
        last = runs[-1] if runs else None
        if text and (last is None or ruled or word.text[0] in "|｜" or begin - last.right > _CELL_GAP * size):
            runs.append(Run(text, begin, end, base, size))
        elif text and last:
            joined = last.text + glue(last.text, text) + text
            runs[-1] = Run(joined, last.left, max(last.right, end), base, size)
        ruled = word.text[-1] in "|｜"
    return [replace(run, text=mended(run.text)) for run in runs]
