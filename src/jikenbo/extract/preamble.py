"""What stands above a release's own words: its title and the line that dates it."""

import re
from dataclasses import replace

from jikenbo.extract.page_words import is_name_line, not_title, title_ending
from jikenbo.model.document import Overview, Stated
from jikenbo.model.text import Block, BlockKind, Span
from jikenbo.text.dates import date_mentions
from jikenbo.text.fold import fold

# Letterhead, addressee, date and title rarely take more blocks than this.
_REACH = 10
_LONGEST_TITLE = 160
# A first line with a blank line below it is a title whatever its words, unless it is as long as a sentence.
_LONGEST_LINE = 100
_LONGEST_SENTENCE = 60
_LONGEST_NAME = 40
_SENTENCE = re.compile(r"(?:です|ます|ました|ません)$")
# A date may share its line with a category, a weekday or the word for publication, and with nothing longer.
_DATE_LINE = 32
_BEFORE_DATE = re.compile(
    r"(?:\[|\(|【)?(?:掲載日?|公開日?|公表日?|発表日?|更新日?|投稿日?|日付|作成日|制定|最終更新日?|登録日|Date)?[:\s]*$",
    re.IGNORECASE,
)


def find_title(content: str, blocks: tuple[Block, ...]) -> int | None:
    """The number of the block that is the title, or None where the text begins with its body."""
    alone: int | None = None
    for number, block in enumerate(blocks[:_REACH]):
        words = fold(content[block.start : block.end])
        ends_so = bool(title_ending().search(words))
        if number == 0 and _is_line(words) and _stands_alone(content, block) and not _is_letterhead(words):
            alone = 0
        elif len(words) > _LONGEST_TITLE or "。" in words or (_SENTENCE.search(words) and not ends_so):
            break
        if ends_so and not _is_letterhead(words) and block.kind is not BlockKind.ROW:
            return number
    return alone


def _is_line(words: str) -> bool:
    """Whether words are as short as a title; a sentence is one only if it is a single clause."""
    if not words.endswith("。"):
        return len(words) <= _LONGEST_LINE
    return len(words) <= _LONGEST_SENTENCE and "、" not in words


def _is_letterhead(words: str) -> bool:
    """Whether a line is a date, an addressee, or a publisher's name."""
    return bool(date_of(words) or not_title().search(words))


def _stands_alone(content: str, block: Block) -> bool:
    """Whether a blank line follows a block, and more text after it."""
    after = content[block.end :]
    return bool(re.match(r"[ \t\u3000\r]*\n[ \t\u3000\r]*\n", after)) and bool(after.strip())


def date_of(line: str) -> str | None:
    """The date that a folded line gives, if giving it is all that the line does."""
    if len(line) > _DATE_LINE:
        return None
    mention = next((m for m in date_mentions(line, None) if m.dated and len(m.value) == 10), None)
    if mention is None or not _BEFORE_DATE.fullmatch(line[: mention.start]):
        return None
    return mention.value if len(line) - mention.tail <= 12 else None


def with_preamble(content: str, blocks: tuple[Block, ...], title: int | None) -> tuple[tuple[Block, ...], Overview]:
    """The blocks with title and date line marked, and the overview that these two make."""
    marked = list(blocks)
    overview = Overview()
    if title is not None:
        words = marked[title]
        marked[title] = replace(words, kind=BlockKind.TITLE, level=0)
        overview = replace(
            overview, title=Stated(_plain(content[words.start : words.end]), Span(words.start, words.end))
        )
        overview = replace(overview, organisation=_publisher(content, marked[:title]))
    for number, block in enumerate(marked[:_REACH]):
        value = date_of(fold(content[block.start : block.end]))
        if value:
            marked[number] = replace(block, kind=BlockKind.OVERVIEW, level=0)
            return tuple(marked), replace(overview, published=Stated(value, Span(block.start, block.end)))
        if "。" in content[block.start : block.end] and number != title:
            break
    return tuple(marked), overview


def _publisher(content: str, above: list[Block]) -> Stated | None:
    """The publisher whose name stands above the title on a line of its own."""
    for block in above[:_REACH]:
        words = fold(content[block.start : block.end])
        if len(words) <= _LONGEST_NAME and block.kind is not BlockKind.ROW and is_name_line().fullmatch(words):
            return Stated(content[block.start : block.end], Span(block.start, block.end))
    return None


def _plain(words: str) -> str:
    """A title without heading marks and line breaks."""
    return re.sub(r"\s*\n\s*", "", words.lstrip("# \u3000").rstrip("# \u3000"))
