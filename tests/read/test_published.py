import pytest

from jikenbo.model.document import Document, Overview, Stated
from jikenbo.model.text import Text
from jikenbo.read.dates import read_dates, read_published
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks


def document(content: str, published: Stated | None = None) -> Document:
    return Document("made-up", Text(content, blocks(content), "test/1"), Overview(published=published))


def published(content: str) -> list[tuple[str | int, str]]:
    facts = read_published(prepare(document(content)))
    return [(fact.value, content[fact.spans[0].start : fact.spans[0].end]) for fact in facts]


@pytest.mark.parametrize(
    "line", ["2025年7月31日", "令和7年7月31日", "公開日：2025/07/31", "2025.07.31 お知らせ", "【2025年7月31日】"]
)
def test_a_date_alone_on_a_line_at_the_top_is_that_of_publication(line: str) -> None:
    assert [value for value, _ in published(f"{line}\n\n不正アクセスに関するお知らせ\n\n7月3日に検知しました。")] == [
        "2025-07-31"
    ]


def test_a_signature_gives_the_date_where_the_top_does_not() -> None:
    content = "お知らせ\n\n7月3日に不正アクセスを検知しました。\n\n以上\n\n2025年7月31日\n\nひばり例株式会社"
    assert published(content) == [("2025-07-31", "2025年7月31日")]


def test_a_date_within_a_sentence_is_not_that_of_publication() -> None:
    assert published("お知らせ\n\n2025年7月3日に不正アクセスを検知しました。") == []


def test_the_letterhead_gives_the_year_of_dates_without_one() -> None:
    content = "2025年1月15日\n\nお知らせ\n\n12月27日に不正アクセスを検知しました。"
    assert [fact.value for fact in read_dates(prepare(document(content)))] == ["2024-12-27"]


def test_what_the_source_states_outranks_the_letterhead() -> None:
    content = "2025年7月31日\n\nお知らせ"
    assert list(read_published(prepare(document(content, Stated("2025-08-01"))))) == []


def test_a_stated_month_resolves_dates_as_its_last_day() -> None:
    content = "お知らせ\n\n11月16日に不正アクセスを検知しました。"
    assert [fact.value for fact in read_dates(prepare(document(content, Stated("2025-12"))))] == ["2025-11-16"]
