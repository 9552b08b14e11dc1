"""The dates of one release among the words that may govern them."""

from bisect import bisect_left, bisect_right
from enum import IntEnum
from typing import NamedTuple

from jikenbo.lang.ja.date_words import contexts
from jikenbo.read.prepare import Prepared
from jikenbo.text.dates import DateMention
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence

# How far after a date its predicate is looked for.
REACH = 240
# A heading or line that labels the date below it is not longer.
_LINE = 36
# No more marks stand before a date at the head of its line.
_MARKED = 40
# So many dates in brackets are passed over.
_ASIDES = 3
# The object of a word for noticing is no longer.
_OBJECT = 16
MARKS = " #()0123456789・-*.:|①②③④⑤⑥⑦⑧⑨⑩■□●○〇◆◇▼【】[]<>~"

Role = tuple[Hit, str]


class Strength(IntEnum):
    """How well a date's role is established."""

    PLACE = 1
    CLAUSE = 2
    VERB = 3
    LABEL = 4


class Judged(NamedTuple):
    """A date with what it is the date of: occurred, failure (occurred and detected), detected, event or data."""

    mention: DateMention
    role: str
    strength: Strength
    rule: str
    notice: bool = False


class Scope:
    """The dates of a release, with the role words in its body that stand outside quotations."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.text = prepared.text
        self.mentions = prepared.dates
        self._hits = _unquoted(prepared) if self.mentions else []
        self._starts = [hit.start for hit, _ in self._hits]
        self._sentences = {mention.start: prepared.sentence_at(mention.start) for mention in self.mentions}
        self._own: dict[int, list[Role]] = {}

    def between(self, start: int, end: int) -> list[Role]:
        """The role words between two offsets that nothing denies."""
        hits = self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [pair for pair in hits if pair[0].end <= end + 2 and not self._void(*pair)]

    def _void(self, hit: Hit, role: str) -> bool:
        """Whether a role word is denied, or is part of a longer noun."""
        if contexts()["denied"].match(self.text, hit.end):
            return True
        if role == "data":
            return "あり、" in self.text[hit.start : hit.end]
        if role == "detected" and self.says("all_well", hit.start - _OBJECT, hit.start + 1):
            return True
        return role == "event" and self.text[hit.end - 1] > "一" and self.follows("compound", hit.end)

    def sentence(self, mention: DateMention) -> Sentence:
        """The sentence in which a date stands."""
        return self.prepared.sentences[self._sentences[mention.start]]

    def until_next(self, n: int) -> int:
        """Where the next date begins, or the text ends."""
        return self.mentions[n + 1].start if n + 1 < len(self.mentions) else len(self.text)

    def own(self, n: int) -> list[Role]:
        """The role words after a date, within its sentence and before the next date."""
        if n not in self._own:
            mention = self.mentions[n]
            end = min(self.sentence(mention).end, mention.tail + REACH)
            self._own[n] = self.between(mention.tail, min(self._bracket(mention, end), self._until_main(n)))
        return self._own[n]

    def _until_main(self, n: int) -> int:
        """Where the next date begins that does not merely stand in brackets: (2月まで)."""
        last = min(n + _ASIDES, len(self.mentions) - 1)
        while n < last and self._aside(n + 1):
            n += 1
        return self.until_next(n)

    def _aside(self, n: int) -> bool:
        start = self.mentions[n].start
        if not self.text.startswith("(", start - 1) or self.says("dated", start - 3, start):
            return False
        return self.sentence(self.mentions[n]).end == self.sentence(self.mentions[n - 1]).end

    def _bracket(self, mention: DateMention, end: int) -> int:
        """Where the words that may govern a date end: at the bracket that it opens, unless it explains another date."""
        if not self.text.startswith("(", mention.start - 1) or self.says("dated", mention.start - 3, mention.start):
            return end
        close = self.text.find(")", mention.tail, end)
        return close if close >= 0 else end

    def leads(self, mention: DateMention) -> bool:
        """Whether nothing but marks stands before a date on its line."""
        start = self.sentence(mention).start
        return mention.start - start <= _MARKED and not self.text[start : mention.start].strip(MARKS)

    def rest(self, mention: DateMention) -> str:
        """The words of its sentence behind a date, as far as they are looked at, without the marks around them."""
        end = self.sentence(mention).end
        return self.text[mention.tail : min(end, mention.tail + REACH)].strip(MARKS)

    def line_above(self, mention: DateMention) -> str:
        """The heading or short line before a date that begins its own line."""
        number = self._sentences[mention.start]
        if number == 0 or mention.start - self.prepared.sentences[number].start > 3:
            return ""
        above = self.prepared.sentences[number - 1]
        short = above.end - above.start <= _LINE and above.start >= self.prepared.body
        return self.prepared.words(above) if short else ""

    def in_story(self, mention: DateMention) -> bool:
        """Whether a date stands under a heading that tells how things went."""
        return bool(contexts()["story"].search(self.prepared.heading_words(self._sentences[mention.start])))

    def bounds(self, mention: DateMention) -> bool:
        """Whether a date begins or ends a period."""
        return mention.opens or mention.closes or bool(contexts()["limit"].match(self.text, mention.tail))

    def spans(self, mention: DateMention) -> bool:
        """Whether a date is given as a stretch of time: of days, or of hours of one day."""
        return mention.opens or mention.closes or self.follows("to_hour", mention.tail)

    def throughout(self, n: int) -> bool:
        """Whether the period to which a date belongs is one through which something went on: …から…にかけて."""
        last = n + 1 if self.mentions[n].opens and n + 1 < len(self.mentions) else n
        return self.follows("throughout", self.mentions[last].tail)

    def says(self, name: str, start: int, end: int) -> bool:
        """Whether words of a context stand between two offsets."""
        return bool(contexts()[name].search(self.text, start, max(start, end)))

    def follows(self, name: str, at: int) -> bool:
        """Whether words of a context follow at an offset."""
        return bool(contexts()[name].match(self.text, at))


def _unquoted(prepared: Prepared) -> list[Role]:
    """The role words of the body that stand in no quotation, in order."""
    hits = prepared.hits["date_roles"]
    starts = [hit.start for hit, _ in hits]
    kept: list[Role] = []
    at = bisect_left(starts, prepared.body)
    for quote in contexts()["quote"].finditer(prepared.text, prepared.body):
        kept += hits[at : bisect_right(starts, quote.start())]
        at = max(at, bisect_left(starts, quote.end()))
    return kept + hits[at:]


def longest(hits: list[Role]) -> list[Role]:
    """Of role words that begin at one place, the longest."""
    best: dict[int, Role] = {}
    for pair in hits:
        known = best.get(pair[0].start)
        if known is None or pair[0].end > known[0].end:
            best[pair[0].start] = pair
    return list(best.values())


def in_one_breath(text: str, one: Judged, other: Judged) -> bool:
    """Whether two dates that follow one another are named together: 20日及び21日, 1日から3日."""
    start, end = one.mention.tail, other.mention.start
    return 0 <= end - start <= 5 and bool(contexts()["join"].match(text, start, end))
