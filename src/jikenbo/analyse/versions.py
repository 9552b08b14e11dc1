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
# Where a text may be broken: what one version has in one line, another dress of it has in three.
_CLAUSE = re.compile(r"[^、。\n]*[、。]*")
_MARK = re.compile(r"^(?:[-*・●■◆○]+|#+)\s*|[|｜]")
_VARYING = re.compile(r"[\d\s.,:/年月日時分秒()-]+")
_DAY = re.compile(r"\d\D{1,2}\d{1,2}\D{1,2}\d")
# What is furniture of a page has no sentence and is short: a headline in a list of news.
_HEADLINE = 80
_COMPARED = 3000
# A clause of so many characters that stands elsewhere in the other version was moved or set out anew; a shorter one
# may stand there by chance.
_TELLING = 8
# The date stands among this many lines from the top, or it heads nothing.
_TOP = 10


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


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, or a line without one: its words as compared, as shown, and where it stands."""

    words: str
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A version laid out for comparing: its sentences, and its clauses without spaces, each with its sentence."""

    sentences: tuple[_Sentence, ...]
    clauses: tuple[str, ...]
    of: tuple[int, ...]

    @property
    def whole(self) -> str:
        """All clauses in a row."""
        return "".join(self.clauses)


def compare(before: Version, after: Version) -> Difference:
    """How a later version differs from an earlier one: same, template noise, words only, or facts.

    How a text is broken into lines and paragraphs is no difference, nor is the order of what is not one text.
    """
    old, new = _laid(before.text), _laid(after.text)
    if old.whole == new.whole:
        return Difference(Seen.SAME)
    left, right = _apart(old, new)
    alike = _alike(old, left)
    noise = (_noise(old, left), _noise(new, right))
    lines = tuple(_told("-", old, left, noise[0]) + _told("+", new, right, noise[1]))
    if all(line.noise for line in lines):
        return Difference(Seen.NOISE if lines else Seen.SAME, lines, alike=alike)
    gone, come = _facts(before, after, _places(old, left, noise[0]), _places(new, right, noise[1]))
    words = version_words()["announces"]
    announced = any(cue in line.words for line in lines if line.sign == "+" for cue in words)
    seen = Seen.FACTS if gone or come else Seen.WORDS
    return Difference(seen, lines, gone, come, alike, announced)


def _told(sign: str, laid: _Laid, apart: list[int], noise: set[int]) -> list[Line]:
    return [Line(sign, laid.sentences[n].words, n in noise) for n in _sentences(laid, apart)]


def _places(laid: _Laid, apart: list[int], noise: set[int]) -> list["Place"]:
    """Where the sentences stand that differ and are no noise."""
    return [laid.sentences[n].at for n in _sentences(laid, apart) if n not in noise]


def _sentences(laid: _Laid, clauses: list[int]) -> list[int]:
    return sorted({laid.of[n] for n in clauses})


def _laid(text: Text) -> _Laid:
    """A text laid out; what differs in width, spaces or marks of lists alone is the same."""
    sentences: list[_Sentence] = []
    clauses: list[str] = []
    of: list[int] = []
    at = 0
    for line in text.content.split("\n")[:_COMPARED]:
        start = at
        for part in line.replace("。", "。\n").split("\n"):
            words = _SPACE.sub(" ", fold(part)).strip().lower()
            cut = [_SPACE.sub("", _MARK.sub("", one)) for one in _CLAUSE.findall(words)]
            found = [one for one in cut if one]
            clauses += found
            of += [len(sentences)] * len(found)
            if found:
                sentences.append(_Sentence(words, (start, start + len(part))))
            start += len(part)
        at += len(line) + 1
    return _Laid(tuple(sentences), tuple(clauses), tuple(of))


def _apart(old: _Laid, new: _Laid) -> tuple[list[int], list[int]]:
    """The numbers of the clauses that either version has alone; one that only moved is in neither."""
    left: list[int] = []
    right: list[int] = []
    for tag, a, b, c, d in SequenceMatcher(None, old.clauses, new.clauses, autojunk=False).get_opcodes():
        if tag != "equal" and "".join(old.clauses[a:b]) != "".join(new.clauses[c:d]):
            left += range(a, b)
            right += range(c, d)
    moved = Counter(old.clauses[n] for n in left) & Counter(new.clauses[n] for n in right)
    return _without(left, old, new.whole, moved), _without(right, new, old.whole, moved)


def _without(numbers: list[int], laid: _Laid, other: str, moved: Counter[str]) -> list[int]:
    rest = Counter(moved)
    kept = []
    for n in numbers:
        clause = laid.clauses[n]
        if rest[clause] > 0:
            rest[clause] -= 1
        elif len(clause) < _TELLING or clause not in other:
            kept.append(n)
    return kept


def _noise(laid: _Laid, apart: list[int]) -> set[int]:
    """The sentences that differ and are of the page and not of the release."""
    words = [one.words for one in laid.sentences]
    top, end, below = _top(words), _end(words), _below(words)
    return {n for n in _sentences(laid, apart) if _is_noise(words[n], n, top, end) or n >= below}


def _top(lines: Sequence[str]) -> int:
    """The number of the line with nothing but a whole date: what stands between the title and it is the page's."""
    return next((n for n, words in enumerate(lines[:_TOP]) if n and _DAY.search(words) and not _bare(words)), 0)


def _bare(words: str) -> str:
    return _VARYING.sub("", words)


def _end(lines: Sequence[str]) -> int:
    """The number of the line that ends the release: its closing word, or its last sentence."""
    closing = version_words()["closing"]
    ends = [n for n, words in enumerate(lines) if words in closing]
    return ends[0] if ends else max((n for n, words in enumerate(lines) if "。" in words), default=len(lines))


def _below(lines: Sequence[str]) -> int:
    """The number of the line from which on a page speaks of other things, below what closes the release."""
    closing = version_words()["closing"]
    end = next((n for n, words in enumerate(lines) if words in closing), len(lines))
    heads = version_words()["noise"]
    others = (n for n in range(end, len(lines)) if "。" not in lines[n] and any(cue in lines[n] for cue in heads))
    return next(others, len(lines))


def _is_noise(words: str, number: int, top: int, end: int) -> bool:
    """Whether a line is of the page: a counter, a stamp, a headline, what stands above its date or below its end."""
    known = version_words()
    if any(cue in words for cue in known["noise"]) and "。" not in words:
        return True
    if _bare(words) in known["stamps"]:
        return True
    if 0 < number < top and not any(cue in words for cue in known["announces"]):
        return True
    if not _bare(words):
        return number > end or number == 0
    return number > end and "。" not in words and len(words) <= _HEADLINE


def _alike(old: _Laid, left: list[int]) -> float:
    whole = len(old.whole)
    return round(1 - sum(len(old.clauses[n]) for n in left) / whole, 3) if whole else 0.0


Place = tuple[int, int]


def _facts(
    before: Version, after: Version, places_before: list[Place], places_after: list[Place]
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts that either version has alone, and that stand in what differs: the rest is told by the same words."""
    old = {_key(fact): fact for fact in before.reading.facts}
    new = {_key(fact): fact for fact in after.reading.facts}
    gone = tuple(fact for key, fact in old.items() if key not in new and _touches(fact, places_before))
    return gone, tuple(fact for key, fact in new.items() if key not in old and _touches(fact, places_after))


def _key(fact: Fact) -> tuple[object, ...]:
    plain = ("status", "role", "until", "number", "unit", "qualifier", "previous", "groups")
    return (fact.field, fact.value, *(getattr(fact, name) for name in plain))


def _touches(fact: Fact, places: list[Place]) -> bool:
    """Whether a fact stands, in part, in some places; one that stands nowhere is of the whole text."""
    if not fact.spans:
        return bool(places)
    return any(start < span.end and span.start < end for start, end in places for span in fact.spans)
