"""Addresses in the overview of an archive entry, and what the words before them say they lead to."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from jikenbo.text.dates import number
from jikenbo.text.fold import fold

_ADDRESS = re.compile(
    r"https?:/{1,2}\S+?(?=https?://)|https?:/{1,2}.*?\.md(?:#\S*)?(?=[\s)）\]]|$)|https?:/{1,2}[^\s）」]+"
    r"|\d{4}/\d{2}/[^\n]*?\.md(?:#\S*)?"
)
_BROKEN_OFF = re.compile(r"[)\]>]+$")
_ENTRY = re.compile(r"(?:/(?:blob|tree|raw)/[^/]+/|^|/)(?P<path>\d{4}/\d{2}/[^/]*?)(?:#[^/]*)?$")
_COLON = re.compile(r"[\s\[\]:：;；(（]+$|^[\s\[]+")
_REPORT = re.compile(r"第\s*(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*(?:報|回)|(?P<first>初報|初回|第一報)")
_LABEL = re.compile(r"(?:第.{1,4}[報回]|初報|初回|続報|最終報|中間報|前回.{0,4}|関連.{0,6}|参考.{0,6})[\s:：;；]*$")


@dataclass(frozen=True, slots=True)
class Found:
    """An address in a value: its place there, and where it leads: YYYY/MM/name of an entry, or the address decoded."""

    start: int
    end: int
    target: str
    is_entry: bool


def links_in(value: str) -> tuple[Found, ...]:
    """The addresses in a value; two that were run together are parted."""
    return tuple(_found(match) for match in _ADDRESS.finditer(value))


def _found(match: re.Match[str]) -> Found:
    words = match.group()
    if words.count("(") < words.count(")"):
        words = _BROKEN_OFF.sub("", words)
    decoded = unquote(words)
    entry = _ENTRY.search(decoded) if ".md" in decoded else None
    target = entry["path"] if entry else decoded
    return Found(match.start(), match.start() + len(words), target, entry is not None)


def is_bare_address(value: str) -> bool:
    """Whether a value is an address and nothing else."""
    found = links_in(value)
    return bool(found) and found[0].start == 0 and not found[0].is_entry


def is_label(value: str) -> bool:
    """Whether a value is a link's label whose address is missing (第1報：)."""
    return bool(_LABEL.match(value))


def label_before(value: str, found: Found) -> str:
    """The words that say what a link is, without the colon after them."""
    return _COLON.sub("", value[: found.start])


def ordinal(label: str) -> int | None:
    """The number of the report that a label names: 2 for 第２報 or 第二報, 1 for 初報."""
    match = _REPORT.search(fold(label))
    if not match:
        return None
    return 1 if match["first"] else number(match["number"])
