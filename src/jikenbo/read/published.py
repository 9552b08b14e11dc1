"""The date of publication: as the source states it, or as the letterhead or signature of the text gives it."""

from collections.abc import Iterator, Sequence
from datetime import date

from jikenbo.lang.ja.date_words import contexts
from jikenbo.model.document import Stated
from jikenbo.text.dates import DateMention, date_mentions, last_day
from jikenbo.text.fold import fold
from jikenbo.text.sentences import Sentence

# A letterhead or signature stands within so many lines of the top or the end of a text, and is short.
_LINES = 12
_WIDTH = 40


def stated_date(stated: Stated | None) -> date | None:
    """The day that the source states; of a month alone, its last."""
    if stated is None:
        return None
    mention = next(iter(date_mentions(fold(stated.value), None)), None)
    return day_of(mention.value) if mention else None


def day_of(value: str) -> date | None:
    """An ISO date as a day; of a month, its last."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return date(*parts)
    return date(parts[0], parts[1], last_day(*parts)) if len(parts) == 2 else None


def letterhead(text: str, sentences: Sequence[Sentence]) -> DateMention | None:
    """The date that stands alone on a line at the top of the text, or else at its end."""
    ends = sentences[-_LINES:] if len(sentences) > _LINES else ()
    return next(_alone(text, sentences[:_LINES]), None) or next(_alone(text, ends[::-1]), None)


def _alone(text: str, sentences: Sequence[Sentence]) -> Iterator[DateMention]:
    for sentence in sentences:
        line = text[sentence.start : sentence.end]
        if len(line) > _WIDTH or not any(c.isdigit() or c == "年" for c in line):
            continue
        mentions = date_mentions(line, None)
        if len(mentions) == 1 and len(mentions[0].value) == 10 and _is_alone(line, mentions[0]):
            found = mentions[0]
            at = sentence.start
            yield DateMention(at + found.start, at + found.end, at + found.tail, found.value)


def _is_alone(line: str, mention: DateMention) -> bool:
    return bool(
        contexts()["alone_before"].match(line[: mention.start])
        and contexts()["alone_after"].match(line[mention.tail :])
    )
