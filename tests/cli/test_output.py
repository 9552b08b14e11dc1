import pytest

from jikenbo.cli.output import Progress, print_columns, shortened, width


@pytest.mark.parametrize(
    ("words", "cells"), [("abc", 3), ("漏えい", 6), ("ｱｲｳ", 3), ("か\u3099", 2), ("", 0), ("第2報", 5)]
)
def test_japanese_characters_are_two_cells_wide(words: str, cells: int) -> None:
    assert width(words) == cells


@pytest.mark.parametrize(
    ("words", "cells", "cut"), [("漏えい", 6, "漏えい"), ("漏えい", 5, "漏え…"), ("abcdef", 4, "abc…")]
)
def test_a_text_is_cut_at_a_cell(words: str, cells: int, cut: str) -> None:
    assert shortened(words, cells) == cut
    assert width(cut) <= cells


def test_columns_align(capsys: pytest.CaptureFixture[str]) -> None:
    print_columns([("市", "1", "甲"), ("みほん市", "12", "乙\n丙")], right=frozenset((1,)))
    assert capsys.readouterr().out == "市         1  甲\nみほん市  12  乙 丙\n"


def test_no_rows_print_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_columns([])
    assert capsys.readouterr().out == ""


def test_progress_is_silent_where_standard_error_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress("reading")
    progress.show(1, 2)
    progress.end()
    assert capsys.readouterr().err == ""
