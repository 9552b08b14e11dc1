"""Which extractor reads a document: decided by what its bytes are, then by what its name says."""

from jikenbo.extract.apart import parse_apart
from jikenbo.extract.kinds import parsed_kind, refuse
from jikenbo.extract.texts import extract_text
from jikenbo.model.document import Document


def extract(doc: str, data: bytes, media: str = "") -> tuple[Document, ...]:
    """The releases in the bytes of one file or page; `media` is its media type with charset, where a header said it.

    Raises UnreadableError, with the next step, for what is empty, binary, or of a kind not read yet.
    """
    refuse(doc, data)
    if kind := parsed_kind(doc, data):
        return parse_apart(kind, doc, data)
    return extract_text(doc, data, media)
