"""A document made ready for the rules: folded, cut into sentences, with every word of the vocabulary found at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from jikenbo.model.document import Document
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.read.cues import find
from jikenbo.read.published import day_of, letterhead, stated_date
from jikenbo.text.dates import DateMention, date_mentions
from jikenbo.text.fold import Folded, fold_blocks
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence, sentences

T = TypeVar("T")
# A megabyte of Japanese; what is longer is no release, and a text made to be slow is read to here.
LONGEST = 350_000


@dataclass(frozen=True)
class Prepared:
    """A document as the rules see it; every offset is into `folded.text` unless `span` turned it into the original's.

    `body` is where the release's own words begin: title and overview come before it. `published` is the date of
    publication that the source states or else the text's letterhead gives, which resolves dates without a year.
    """

    document: Document
    folded: Folded
    sentences: tuple[Sentence, ...]
    body: int
    published: date | None
    letterhead: DateMention | None = None

    @cached_property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def span(self, start: int, end: int) -> Span:
        """The original span of folded offsets."""
        return self.folded.span(start, end)

    def words(self, sentence: Sentence) -> str:
        """The folded words of a sentence."""
        return self.text[sentence.start : sentence.end]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence in which an offset lies."""
        after = bisect_right(self._starts, offset)
        return after - 1 if after else 0

    def heading_words(self, number: int) -> str:
        """The words of all headings above a sentence, outermost first, joined by line feeds."""
        return "\n".join(self.words(self.sentences[n]) for n in self.sentences[number].headings)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def ends(self) -> list[int]:
        """The ends of all sentences."""
        return [s.end for s in self.sentences]

    @cached_property
    def hits(self) -> dict[str, list[tuple[Hit, str]]]:
        """Every match of every vocabulary, by the name of the vocabulary: the hit and the value it speaks for."""
        return find(self.text, self.ends)

    def hits_between(self, vocabulary: str, start: int, end: int) -> list[tuple[Hit, str]]:
        """The matches of one vocabulary that begin from `start` on and before `end`, with their values, by place."""
        hits = self.hits[vocabulary]
        return hits[bisect_left(hits, start, key=_place) : bisect_left(hits, end, key=_place)]

    @cached_property
    def dates(self) -> list[DateMention]:
        """Every date of the body, worked out."""
        return date_mentions(self.text, self.published, self.body)

    @cached_property
    def _made(self) -> dict[Callable[..., object], object]:
        return {}

    def shared(self, make: Callable[["Prepared"], T]) -> T:
        """What several rules need of a text, made once: the result of `make` for this document."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])


def _place(pair: tuple[Hit, str]) -> int:
    return pair[0].start


def prepare(document: Document) -> Prepared:
    """Fold a document and cut it into sentences."""
    blocks = _read_part(document.text)
    folded = fold_blocks(document.text.content, blocks)
    cut = sentences(folded, blocks)
    overview = [s.end for s in cut if s.kind in (BlockKind.TITLE, BlockKind.OVERVIEW)]
    published = stated_date(document.overview.published)
    head = None if published else letterhead(folded.text, cut)
    return Prepared(
        document, folded, cut, max(overview, default=0), published or (day_of(head.value) if head else None), head
    )


def _read_part(text: Text) -> tuple[Block, ...]:
    """The blocks that are read: all of them, but for what lies beyond the longest release."""
    if len(text.content) <= LONGEST:
        return text.blocks
    kept = (block for block in text.blocks if block.start < LONGEST)
    return tuple(replace(block, end=min(block.end, LONGEST)) for block in kept)
