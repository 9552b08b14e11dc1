import pytest

from jikenbo.extract.plain import extract_markdown, extract_plain
from jikenbo.model.text import BlockKind

BODY = "このたび、弊社の社員が顧客名簿を電車に置き忘れました。"


def title_of(content: str) -> str | None:
    title = extract_plain("a.txt", content).overview.title
    return title.value if title else None


@pytest.mark.parametrize(
    "first",
    [
        "顧客名簿の紛失について",
        "顧客名簿の紛失に関するお詫び（第2報）",
        "弊社の名簿を紛失しました",
        "【重要】名簿の紛失が起きています",
        "Notice of a lost customer list",
    ],
)
def test_a_first_line_that_stands_alone_is_the_title(first: str) -> None:
    assert title_of(f"{first}\n\n{BODY}\n") == first


def test_a_title_is_found_below_date_addressee_and_publisher() -> None:
    assert (
        title_of(f"2026年1月5日\n\nお客様各位\n\n株式会社みほん工房\n\n   顧客名簿の紛失について\n\n{BODY}\n")
        == "顧客名簿の紛失について"
    )


@pytest.mark.parametrize("content", [f"{BODY}\n", f"{BODY}\n\n対象は12名です。\n", f"2026年1月5日\n{BODY}\n"])
def test_a_text_that_begins_with_its_body_has_no_title(content: str) -> None:
    assert title_of(content) is None


@pytest.mark.parametrize(
    "line", ["2026年1月5日", "令和8年1月5日（月）", "２０２６．１．５", "掲載日：2026/01/05", "2026年1月5日 更新"]
)
def test_a_line_that_is_a_date_dates_the_release(line: str) -> None:
    document = extract_plain("a.txt", f"顧客名簿の紛失について\n\n{line}\n\n{BODY}\n")
    assert document.overview.published
    assert document.overview.published.value == "2026-01-05"
    assert document.text.blocks[1].kind is BlockKind.OVERVIEW


def test_a_date_within_a_sentence_does_not_date_the_release() -> None:
    assert (
        extract_plain("a.txt", f"紛失について\n\n2026年1月5日に電車で置き忘れました。{BODY}\n").overview.published
        is None
    )


def test_a_markdown_heading_of_the_first_level_is_the_title() -> None:
    document = extract_markdown("a.md", f"# 顧客名簿の紛失\n\n{BODY}\n\n## 経緯\n\n1月5日に気づきました。\n")
    title = document.overview.title
    assert title
    assert title.value == "顧客名簿の紛失"
    assert title.span
    assert document.text.content[title.span.start : title.span.end] == "顧客名簿の紛失"
    assert [block.kind for block in document.text.blocks if block.kind is BlockKind.HEADING] == [BlockKind.HEADING]


def test_an_empty_looking_file_has_no_blocks_and_no_title() -> None:
    assert extract_plain("a.txt", "---\n").text.blocks == ()
