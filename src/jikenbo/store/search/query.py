"""The query language: words, "phrases", OR, minus, and filters such as `type:ransomware people:>10000 date:2025-04..`.

Nothing that a person types is an error: what is not understood is told beside the results, and the rest is answered.
"""

import re
from dataclasses import dataclass, field

from jikenbo.lang.ja import variants
from jikenbo.store.search.entries import name_key
from jikenbo.store.search.tokens import plain, runs

# More words than this are not looked for; nobody types as many, and a hostile query would.
_MOST_WORDS = 16
_LONGEST = 400
_PART = re.compile(r'(?P<minus>-)?(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_NUMBER = re.compile(r"(?P<sign>>=|<=|>|<|=)?(?P<number>\d{1,12})(?:\.\.(?P<until>\d{1,12}))?$")
_DATE = re.compile(r"(?P<since>\d{4}(?:-\d{2}){0,2})?(?P<range>\.\.)?(?P<until>\d{4}(?:-\d{2}){0,2})?$")
FACETS = (
    "type", "vector", "item", "measure", "leak", "report", "authority", "damage", "org", "supplier", "product",
    "client", "investigator", "affiliate", "sector", "kind", "month",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """What one part of a query looks for: any of its spellings (plain words), or any of its facets."""

    spellings: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: every one of `needs` must hold, none of `without`; ranges are inclusive, None is open.

    `days` are as numbers such as 20250401. `notes` say in words what was not understood: a code and the part.
    """

    written: str
    needs: tuple[Word, ...] = ()
    without: tuple[Word, ...] = ()
    people: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    notes: tuple[tuple[str, str], ...] = field(default=())


def parse(written: str) -> Query:
    """Parse a query."""
    text = " ".join(written.replace("\u3000", " ").split())
    notes: list[tuple[str, str]] = [("too_long", "")] if len(text) > _LONGEST else []
    needs: list[Word] = []
    without: list[Word] = []
    ranges: dict[str, tuple[int, int]] = {}
    either = False
    for part in _PART.finditer(text[:_LONGEST]):
        if part["word"] == "OR" and not part["field"] and not part["minus"]:
            either = bool(needs)
            continue
        understood = _part(part, notes, ranges)
        if understood is None:
            continue
        if part["minus"]:
            without.append(understood)
        elif either:
            needs[-1] = Word(needs[-1].spellings + understood.spellings, needs[-1].facets + understood.facets)
        else:
            needs.append(understood)
        either = False
    if len(needs) > _MOST_WORDS:
        notes.append(("too_many", ""))
    return Query(
        written,
        tuple(needs[:_MOST_WORDS]),
        tuple(without[:_MOST_WORDS]),
        ranges.get("people"),
        ranges.get("days"),
        tuple(notes),
    )


def _part(part: re.Match[str], notes: list[tuple[str, str]], ranges: dict[str, tuple[int, int]]) -> Word | None:
    name, value = part["field"], part["phrase"] if part["phrase"] is not None else part["word"]
    if name in FACETS and value:
        return Word(facets=(f"{name}:{name_key(value)}",))
    if name == "people" and (people := _people(value)):
        ranges["people"] = people
    elif name == "date" and (days := _days(value)):
        ranges["days"] = days
    elif name in ("people", "date"):
        notes.append((f"bad_{name}", value))
    else:
        whole = value if name is None else part.group().lstrip("-")
        if name is not None:
            notes.append(("unknown_filter", name))
        return _word(whole, exact=part["phrase"] is not None, notes=notes)
    return None


def _word(value: str, *, exact: bool, notes: list[tuple[str, str]]) -> Word | None:
    word = plain(value)
    if not runs(word):
        notes.append(("no_word", value))
        return None
    return Word((word,) if exact else variants.of(word))


def _people(value: str) -> tuple[int, int] | None:
    match = _NUMBER.match(value.replace(",", ""))
    if not match:
        return None
    number, sign = int(match["number"]), match["sign"]
    if match["until"]:
        return number, int(match["until"])
    above = number + 1 if sign == ">" else number
    below = number - 1 if sign == "<" else number
    return (0 if sign in ("<", "<=") else above, 10**13 if sign in (">", ">=") else below)


def _days(value: str) -> tuple[int, int] | None:
    match = _DATE.match(value)
    if not match or not (match["since"] or match["until"]):
        return None
    until = match["until"] or ("9999" if match["range"] else match["since"])
    return int((match["since"] or "0").replace("-", "").ljust(8, "0")), int(until.replace("-", "").ljust(8, "9"))
