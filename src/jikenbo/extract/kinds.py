"""What a file is, by its first bytes, then by its name."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from jikenbo.errors import UnreadableError

_OLE = b"\xd0\xcf\x11\xe0"
_KINDS = (
    (_OLE, "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"WARC/1.", "a WARC file"),
)
_SAVE_AS = "Save its text as .txt, .md or .html and add that file."
_MAIL = re.compile(rb"(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|X-[\w-]+):[^\n]*\n", re.IGNORECASE)
_HEADER = re.compile(rb"(?:From|To|Subject|Date):[^\n]*\n", re.IGNORECASE)
# The stream that every message of Outlook has, as the directory of an OLE file names it.
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
# Files whose parsers run apart, by how they begin.
_PARSED = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "office"))
_BEFORE_PDF = 1024


def refuse(doc: str, data: bytes) -> None:
    """Raise UnreadableError for what is empty or of a kind that is not read."""
    if not data.strip():
        raise empty(doc)
    for mark, kind in _KINDS:
        if data.startswith(mark) and not _is_outlook(data):
            raise UnreadableError(f"{doc} is {kind}, which Jikenbo does not read yet.", _SAVE_AS)


def empty(doc: str) -> UnreadableError:
    """The error for a file without text."""
    return UnreadableError(f"{doc} is empty.", "Fetch or save the release again.")


def parsed_kind(name: str, data: bytes) -> str:
    """The kind of a file whose parser runs apart (pdf, office, mail), or an empty string for a text."""
    for mark, kind in _PARSED:
        if data.startswith(mark):
            return kind
    # Some servers and mail programs put lines of their own before a PDF.
    if suffix(name) == ".pdf" and b"%PDF-" in data[:_BEFORE_PDF]:
        return "pdf"
    mailed = _is_outlook(data) or _MAIL.match(data) or (suffix(name) == ".eml" and _HEADER.match(data))
    return "mail" if mailed else ""


def suffix(doc: str) -> str:
    """The ending of a path or address, in small letters."""
    return PurePosixPath(urlsplit(doc).path if "://" in doc else doc).suffix.lower()


def _is_outlook(data: bytes) -> bool:
    return data.startswith(_OLE) and _OUTLOOK in data
