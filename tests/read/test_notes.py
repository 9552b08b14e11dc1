import pytest

from jikenbo.model.document import Document
from jikenbo.model.fact import Reading
from jikenbo.model.text import Text
from jikenbo.read import read
from jikenbo.read.prepare import LONGEST
from jikenbo.text.blocks import blocks


def reading(content: str) -> Reading:
    return read(Document("x.txt", Text(content, blocks(content), "test/1")))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty: the document has no text"),
        ("We regret to announce an incident.", "empty: the text is not in Japanese"),
        ("年末年始の営業時間のお知らせです。", "empty: nothing in the text tells of an incident"),
        (
            "当社は不正アクセスを受けました。氏名が\ufffd\ufffdした。",
            "partial: 2 characters of the text could not be decoded",
        ),
        (
            "当社のサーバが第三者による不正アクセスを受け、お客様の氏名と住所が",
            "partial: the text ends within a sentence",
        ),
    ],
)
def test_an_empty_or_partial_reading_says_why(content: str, reason: str) -> None:
    assert reason in reading(content).notes


def test_a_whole_reading_has_no_notes() -> None:
    assert reading("当社のサーバが不正アクセスを受け、12名の氏名が流出しました。").notes == ()


def test_a_text_longer_than_any_release_is_read_to_a_limit() -> None:
    found = reading("不正アクセスがありました。\n" + "あ" * LONGEST + "\nランサムウェアに感染しました。")
    assert any(note.startswith("partial: the text has 350,") for note in found.notes)
    assert {fact.value for fact in found.facts if fact.field == "incident_types"} == {"unauthorized_access"}


@pytest.mark.parametrize("unit", ["1234567890", "（「【", "第", "1.\n", "年 ", "1月", "| ", "\ufffd", "\x00"])
def test_a_text_of_one_thing_over_and_over_is_read(unit: str) -> None:
    assert reading(unit * 2000).reader


def test_only_a_table_is_read() -> None:
    table = "| 対象 | 件数 |\n|---|---|\n| 漏えいした会員の氏名 | 120名 |"
    assert any(fact.value == 120 for fact in reading(table).facts)


def test_reading_twice_gives_the_same() -> None:
    text = "当社は2025年4月1日に不正アクセスを受け、氏名64名分が流出しました。警察へ相談しました。"
    assert reading(text) == reading(text)
