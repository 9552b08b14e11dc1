"""Which extractor reads a document: decided by what its bytes are, then by what its name says."""

from jikenbo.extract.apart import parse_apart
from jikenbo.extract.kinds import parsed_kind, refuse
from jikenbo.extract.texts import extract_text, is_page
from jikenbo.model.document import Document

# Pages nested deeply on purpose take time by the square of their length, and large texts take memory: both go apart,
# where the limits are. Below these sizes neither comes to more than a second or two.
_LARGE_PAGE = 100_000
_LARGE_TEXT = 1_000_000


def extract(doc: str, data: bytes, media: str = "") -> tuple[Document, ...]:
    """The releases in the bytes of one file or page; `media` is its media type with charset, where a header said it.

    Raises UnreadableError, with the next step, for what is empty, binary, or of a kind not read yet.
    """
    refuse(doc, data)
    if kind := parsed_kind(doc, data):
        return parse_apart(kind, doc, data)
    if len(data) > (_LARGE_PAGE if is_page(data, media) else _LARGE_TEXT):
        return parse_apart("text", doc, data, media)
    return extract_text(doc, data, media)
