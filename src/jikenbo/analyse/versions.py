"""Two versions of one release: a readable difference, and what kind of change it is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from jikenbo.lang.ja.version_words import version_words
from jikenbo.model.fact import Fact, Reading
from jikenbo.model.text import Text
from jikenbo.model.visit import Seen
from jikenbo.text.fold import fold

_SPACE = re.compile(r"\s+")
_VARYING = re.compile(r"[\d\s.,:/年月日時分秒()-]+")
# What is furniture of a page has no sentence and is short: a headline in a list of news.
_HEADLINE = 80
_COMPARED = 3000


@dataclass(frozen=True, slots=True)
class Line:
    """A line that only one version has: `sign` is "-" for the earlier and "+" for the later; `noise` if of the page."""

    sign: str
    words: str
    noise: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What kind of change it is, the lines that differ, the facts of either version alone, and how alike they are.

    `alike` is the share of the earlier version's words that the later one still has; `announced` is whether the text
    itself says that it was changed.
    """

    seen: Seen
    lines: tuple[Line, ...] = ()
    gone: tuple[Fact, ...] = ()
    come: tuple[Fact, ...] = ()
    alike: float = 1.0
    announced: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its text and its reading."""

    text: Text
    reading: Reading


def compare(before: Version, after: Version) -> Difference:
    """How a later version differs from an earlier one: same, template noise, words only, or facts."""
    old, new = _lines(before.text), _lines(after.text)
    if [words for words, _at in old] == [words for words, _at in new]:
        return Difference(Seen.SAME)
    left, right = _apart([words for words, _at in old], [words for words, _at in new])
    closed = (_end([words for words, _ in old]), _end([words for words, _ in new]))
    noise_left = {n for n in left if _is_noise(old[n][0], n, closed[0])}
    noise_right = {n for n in right if _is_noise(new[n][0], n, closed[1])}
    lines = tuple(
        [Line("-", old[n][0], n in noise_left) for n in left] + [Line("+", new[n][0], n in noise_right) for n in right]
    )
    alike = _alike([words for words, _ in old], left)
    if all(line.noise for line in lines):
        return Difference(Seen.NOISE, lines, alike=alike)
    gone, come = _facts(before, after, [old[n] for n in noise_left], [new[n] for n in noise_right])
    words = version_words()["announces"]
    announced = any(cue in line.words for line in lines if line.sign == "+" for cue in words)
    seen = Seen.FACTS if gone or come else Seen.WORDS
    return Difference(seen, lines, gone, come, alike, announced)


def _lines(text: Text) -> list[tuple[str, tuple[int, int]]]:
    """The lines of a text, folded, each with its place; what differs in width or spaces alone is the same."""
    found, at = [], 0
    for line in text.content.split("\n")[:_COMPARED]:
        words = _SPACE.sub(" ", fold(line)).strip().lower()
        if words:
            found.append((words, (at, at + len(line))))
        at += len(line) + 1
    return found


def _apart(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    """The numbers of the lines that either version has alone; a line that only moved is in neither."""
    left: list[int] = []
    right: list[int] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            left += range(a, b)
            right += range(c, d)
    moved = Counter(old[n] for n in left) & Counter(new[n] for n in right)
    return _without(left, old, moved), _without(right, new, moved)


def _without(numbers: list[int], lines: Sequence[str], moved: Counter[str]) -> list[int]:
    rest = Counter(moved)
    kept = []
    for n in numbers:
        if rest[lines[n]] > 0:
            rest[lines[n]] -= 1
        else:
            kept.append(n)
    return kept


def _end(lines: Sequence[str]) -> int:
    """The number of the line that ends the release: its closing word, or its last sentence."""
    closing = version_words()["closing"]
    ends = [n for n, words in enumerate(lines) if words in closing]
    return ends[0] if ends else max((n for n, words in enumerate(lines) if "。" in words), default=len(lines))


def _is_noise(words: str, number: int, end: int) -> bool:
    """Whether a line is of the page and not of the release: counters, lists of news, what stands below its end."""
    if any(cue in words for cue in version_words()["noise"]) and "。" not in words:
        return True
    if not _VARYING.sub("", words):
        return number > end or number == 0
    return number > end and "。" not in words and len(words) <= _HEADLINE


def _alike(old: Sequence[str], left: list[int]) -> float:
    whole = sum(len(words) for words in old)
    return round(1 - sum(len(old[n]) for n in left) / whole, 3) if whole else 0.0


Place = tuple[str, tuple[int, int]]


def _facts(
    before: Version, after: Version, noise_before: list[Place], noise_after: list[Place]
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts that either version has alone, those aside whose words are all in noise."""
    old = {_key(fact): fact for fact in before.reading.facts if not _within(fact, noise_before)}
    new = {_key(fact): fact for fact in after.reading.facts if not _within(fact, noise_after)}
    gone = tuple(fact for key, fact in old.items() if key not in new)
    return gone, tuple(fact for key, fact in new.items() if key not in old)


def _key(fact: Fact) -> tuple[object, ...]:
    plain = ("status", "role", "until", "number", "unit", "qualifier", "previous")
    return (fact.field, fact.value, *(getattr(fact, name) for name in plain))


def _within(fact: Fact, places: list[Place]) -> bool:
    return bool(fact.spans) and all(
        any(start <= span.start and span.end <= end for _words, (start, end) in places) for span in fact.spans
    )
