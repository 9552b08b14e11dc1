from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikenbo.model.text import BlockKind
from jikenbo.text.blocks import blocks


def kinds(content: str) -> list[str]:
    return [block.kind.value for block in blocks(content)]


@pytest.mark.parametrize(
    "line",
    [
        "## 概要",
        "■概要",
        "1. 経緯",
        "（１）対象",
        "【今後の対応】",
        "第2章 原因",
        "１．漏えいした可能性のある情報",
        "● 経緯",
    ],
)
def test_a_marked_short_line_is_a_heading(line: str) -> None:
    assert kinds(line) == ["heading"]


@pytest.mark.parametrize(
    "line", ["- 氏名", "・住所", "① 電話番号を含む資料です。", "ア）経路", "1. 直ちに遮断しました。"]
)
def test_a_marked_line_that_is_no_heading_is_an_item(line: str) -> None:
    assert kinds(line) == ["item"]


def test_table_rows_are_rows_and_their_rule_is_nothing() -> None:
    assert kinds("| 対象 | 件数 |\n|---|---|\n| 会員 | 12件 |") == ["row", "row"]


def test_a_line_that_breaks_within_a_sentence_goes_on() -> None:
    content = "2025年4月1日、当社が管理するサーバに対して第三者による不正な\nアクセスがありました。\n\n以上"
    assert [content[b.start : b.end].count("\n") for b in blocks(content)] == [1, 0]


def test_short_lines_are_lines_of_their_own() -> None:
    assert kinds("氏名\n住所\n電話番号") == ["paragraph"] * 3


def test_markdown_headings_tell_their_depth() -> None:
    assert [b.level for b in blocks("# 甲\n### 乙\n本文です。")] == [1, 3, 0]


@given(st.text(alphabet=st.sampled_from("漏1.（）■・-#| \n\t。①あa"), max_size=200))
def test_blocks_stand_in_order_and_hold_all_that_is_written(content: str) -> None:
    found = blocks(content)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(content[b.start : b.end].strip() for b in found)
    held = sum(len("".join(content[b.start : b.end].split())) for b in found)
    dropped = len("".join(content.split())) - held
    assert dropped == 0 or any(set(line.strip()) <= set("-*_=|: ") for line in content.splitlines() if line.strip())
    assert {b.kind for b in found} <= set(BlockKind)


def test_a_text_of_endless_lines_ends_in_one_block_with_the_rest() -> None:
    content = "1.\n" * 60_000
    found = blocks(content)
    assert len(found) == 50_001
    assert found[-1].end == len(content.rstrip())
