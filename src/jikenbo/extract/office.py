"""Word and Excel files: what kind of Office file a ZIP is, and that it does not unpack to more than a release holds."""

import io
import zipfile

from jikenbo.errors import UnreadableError
from jikenbo.extract.excel import extract_excel
from jikenbo.extract.word import extract_word
from jikenbo.model.document import Document

_SAVE_AS = "Save its text as .txt, .md or .html and add that file."
# Office files of releases unpack to a few megabytes; XML takes some ten times its size in memory.
_MOST_BYTES = 60_000_000
_MOST_PARTS = 5_000
_RATIO = 200
_SMALL = 5_000_000


def extract_office(doc: str, data: bytes) -> Document:
    """A Word or Excel file as a document; UnreadableError for any other ZIP, and for a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            parts = {part.filename: part for part in opened.infolist()}
            _check(doc, len(data), list(parts.values()))
    except zipfile.BadZipFile as cause:
        raise UnreadableError(f"{doc} is a damaged ZIP or Office file.", "Fetch or save it again.") from cause
    if "word/document.xml" in parts:
        return extract_word(doc, data)
    if "xl/workbook.xml" in parts:
        return extract_excel(doc, data)
    if any(name.startswith("ppt/") for name in parts):
        raise UnreadableError(f"{doc} is a PowerPoint file, which Jikenbo does not read yet.", "Print it to a PDF.")
    raise UnreadableError(f"{doc} is a ZIP file.", "Unpack it and add the files in it.")


def _check(doc: str, size: int, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what would unpack to far more than it says on the tin; what lies about its sizes fails while unpacking."""
    whole = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > _MOST_PARTS or whole > _MOST_BYTES or (whole > _SMALL and whole > _RATIO * size):
        raise UnreadableError(f"{doc} unpacks to more than any release holds.", "Add the part that is a release.")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError(f"{doc} is locked by a password.", "Unlock it, then add it again.")
