"""A document with what several rules for its publisher ask of it, each looked for once."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from jikenbo.read.party_formal import formal_names
from jikenbo.read.prepare import Prepared
from jikenbo.read.publisher_words import (
    ALONE,
    COMPANY_SPEAKS,
    OTHERS_AFTER,
    OTHERS_ALIAS,
    OTHERS_BEFORE,
    OTHERS_IN_BRACKETS,
    PUBLIC_SPEAKS,
    SCHOOL,
    SPEAKS,
)
from jikenbo.text.names import Mention, fold_name, name_at
from jikenbo.text.sentences import Sentence

# A line that is longer is a sentence, not a signature or a desk.
_LINE = 80


class Candidate(NamedTuple):
    """A name that a rule takes for the publisher's."""

    start: int
    end: int
    weight: float


class Line(NamedTuple):
    """A short line that begins with a name: its number, sentence, where the name stands, if it has a form."""

    number: int
    sentence: Sentence
    start: int
    end: int
    formal: bool


@dataclass(frozen=True)
class Scene:
    """A document with what several rules ask of it."""

    prepared: Prepared

    @cached_property
    def text(self) -> str:
        """The folded text."""
        return self.prepared.text

    @cached_property
    def mentions(self) -> list[Mention]:
        """The names with a legal form."""
        return self.prepared.shared(formal_names)

    @cached_property
    def starts(self) -> dict[int, Mention]:
        """Those names by where they begin."""
        return {mention.start: mention for mention in self.mentions}

    @cached_property
    def body(self) -> list[Sentence]:
        """The sentences after title and overview."""
        return [s for s in self.prepared.sentences if s.start >= self.prepared.body]

    @cached_property
    def company(self) -> bool:
        """Whether the text speaks of itself as a company does."""
        return COMPANY_SPEAKS.search(self.text) is not None

    @cached_property
    def public(self) -> bool:
        """Whether the text speaks of itself as a municipality or school does, and never as a company."""
        return not self.company and PUBLIC_SPEAKS.search(self.text) is not None

    @cached_property
    def lists_schools(self) -> bool:
        """Whether the text names three schools or more."""
        return "学校" in self.text and len(set(SCHOOL.findall(self.text))) > 2

    @cached_property
    def others(self) -> set[str]:
        """Keys of names that the text treats as another's."""
        return {fold_name(mention.name) for mention in self.mentions if self._is_others(mention)}

    def _is_others(self, mention: Mention) -> bool:
        text, end = self.text, mention.end
        if OTHERS_BEFORE.search(text[max(0, mention.start - 44) : mention.start]):
            return True
        if OTHERS_IN_BRACKETS.match(text, end) or OTHERS_AFTER.match(text, end):
            return True
        if not SPEAKS.search(text):
            return False
        bare = mention.name.replace(mention.form, "").strip()
        return OTHERS_ALIAS.match(text, end) is not None or (len(bare) > 1 and f"{bare}社" in text)

    @cached_property
    def lines(self) -> list[Line]:
        """The short lines that begin with a name."""
        found = []
        for number, sentence in enumerate(self.body):
            if sentence.end - sentence.start <= _LINE:
                lead = ALONE.match(self.text, sentence.start, sentence.end)
                start = lead.end() if lead else sentence.start
                end = self.name_end(start, sentence.end)
                if end > start:
                    found.append(Line(number, sentence, start, end, start in self.starts))
        return found

    def name_end(self, start: int, limit: int) -> int:
        """Where the name ends that begins at an offset, or the offset if none does."""
        mention = self.starts.get(start)
        return mention.end if mention else name_at(self.text, start, limit)
