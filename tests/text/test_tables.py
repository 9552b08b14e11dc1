import pytest

from jikenbo.text.blocks import blocks
from jikenbo.text.fold import fold_blocks
from jikenbo.text.tables import cells

TABLE = "|区分|項目|件数|\n|会員|氏名|120|\n|店員||8|"


def test_a_cell_knows_the_head_of_its_column_and_the_label_of_its_row() -> None:
    cell = next(c for c in cells(TABLE) if TABLE[c.start : c.end] == "120")
    assert (cell.head, cell.label, cell.row, cell.column) == ("件数", "会員", 1, 2)


def test_the_first_row_has_no_heads() -> None:
    assert {c.head for c in cells(TABLE) if c.row == 0} == {""}


def test_two_tables_do_not_share_their_heads() -> None:
    text = f"{TABLE}\n次の表\n|校名|人数|\n|第一校|31|"
    assert [c.head for c in cells(text) if text[c.start : c.end] == "31"] == ["人数"]


def test_a_text_without_tables_has_no_cells() -> None:
    assert list(cells("表はありません。")) == []


SET_OUT = """次の表のとおりです。

対象者        内容            件数
お客様        氏名、住所      1,200
従業員        氏名            340

以上です。
"""


def test_columns_set_out_with_spaces_are_those_of_a_table() -> None:
    found = list(cells(fold_blocks(SET_OUT, blocks(SET_OUT)).text))
    assert [(cell.label, cell.head) for cell in found if cell.row and cell.column == 2] == [
        ("お客様", "件数"),
        ("従業員", "件数"),
    ]


def test_a_cell_set_out_with_spaces_leads_back_to_its_words() -> None:
    folded = fold_blocks(SET_OUT, blocks(SET_OUT))
    words = [SET_OUT[slice(*folded.span(cell.start, cell.end))] for cell in cells(folded.text)]
    assert words[3:6] == ["お客様", "氏名、住所", "1,200"]


@pytest.mark.parametrize(
    "text",
    [
        "小学校  86校、\n中学校  57校\n",
        "記者発表資料    2026年5月1日\n担当    総務課\n",
        "お客様各位です。    ご報告します。\nお客様各位です。    ご報告します。\n次もです。    終わります。\n",
    ],
)
def test_two_lines_with_a_gap_or_sentences_are_no_table(text: str) -> None:
    assert not list(cells(fold_blocks(text, blocks(text)).text))
