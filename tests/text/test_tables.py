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
