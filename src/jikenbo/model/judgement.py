"""Whether two releases, or two cases, are of one incident: by a rule or a person, with the reason."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a judgement says of its two sides."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Author(StrEnum):
    """Who judged; a person outranks an archive, an archive outranks the program."""

    PROGRAM = "program"
    ARCHIVE = "archive"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on two releases, `left` < `right` by id, with score, reason in words, author and time.

    `relation` is what was judged: "case" (of one incident) or "release" (the same notice twice).
    """

    left: str
    right: str
    verdict: Verdict
    reason: str
    author: Author
    name: str = ""
    score: float = 1.0
    relation: str = "case"
    made_at: datetime | None = None
