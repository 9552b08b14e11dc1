"""Bytes to characters: the encodings in which Japanese pages and files really come."""

import codecs
import re
from dataclasses import dataclass

from jikenbo.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPES = re.compile(rb"\x1b(?:\$[@B]|\([BIJ])")
# Web pages that say Shift_JIS are written with Microsoft's extensions; the strict codec would refuse ① and 髙.
_MEANT = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jis_2004",
    "x-euc-jp": "euc_jis_2004",
    "iso-2022-jp": "iso2022_jp_ext",
    "utf8": "utf-8",
}
_GUESSES = ("cp932", "euc_jis_2004", "euc_jp")
# Kana and the marks around them make up a third and more of Japanese prose; read in the wrong encoding, next to none
# remain and half-width katakana or rare kanji appear in their place.
_KANA = re.compile(r"[ぁ-んァ-ヶー、。「」（）・]")
_ODD = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff\x80-\x9f]")
_SAMPLE = 20_000
# One broken character in two hundred is a slip of the pen; more is another encoding.
_TOLERATED = 0.005
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, the encoding they were in, and how many bytes made no character and became U+FFFD."""

    content: str
    encoding: str
    broken: int = 0


def decode(doc: str, data: bytes, declared: str = "") -> Decoded:
    """The characters of a text; `declared` is what a header or the page itself says. UnreadableError if it is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(doc, data, encoding)
    if b"\x00" in data or len(_CONTROL.findall(data, 0, _SAMPLE)) > len(data[:_SAMPLE]) * _TOLERATED:
        raise UnreadableError(
            f"{doc} holds binary data, not text.", "Give the text, HTML or Markdown file of the release."
        )
    if _ESCAPES.search(data):
        return _tolerant(data, "iso2022_jp_ext")
    meant = _meant(declared)
    for encoding in dict.fromkeys(("utf-8", meant) if meant else ("utf-8",)):
        if (content := _strict(data, encoding)) is not None:
            return Decoded(content, encoding)
    return _guess(doc, data, meant)


def _meant(declared: str) -> str | None:
    name = declared.strip().strip("\"'").lower()
    name = _MEANT.get(name, name)
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None


def _decode_marked(doc: str, data: bytes, encoding: str) -> Decoded:
    decoded = _tolerant(data, encoding)
    if decoded.broken > max(1, len(decoded.content) * _TOLERATED):
        raise _undecodable(doc)
    return decoded


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _tolerant(data: bytes, encoding: str) -> Decoded:
    content = data.decode(encoding, errors="replace")
    return Decoded(content.removeprefix("\ufeff"), encoding, content.count("\ufffd"))


def _guess(doc: str, data: bytes, meant: str | None) -> Decoded:
    """The likeliest of the encodings that were not declared, or were and broke."""
    names = dict.fromkeys((*_GUESSES, "utf-8", *((meant,) if meant else ())))
    tried = [_tolerant(data, name) for name in names]
    best = max(tried, key=lambda one: _likeness(one.content))
    if best.broken > max(1, len(best.content) * _TOLERATED) or _likeness(best.content) <= 0:
        raise _undecodable(doc)
    return best


def _likeness(content: str) -> float:
    """How much decoded characters look like Japanese prose."""
    sample = content[:_SAMPLE]
    return len(_KANA.findall(sample)) - 3 * len(_ODD.findall(sample)) - 20 * sample.count("\ufffd")


def _undecodable(doc: str) -> UnreadableError:
    return UnreadableError(
        f"{doc} is in an encoding that Jikenbo does not know.",
        "Save it as UTF-8; Shift_JIS, EUC-JP, ISO-2022-JP and UTF-16 are read too.",
    )
