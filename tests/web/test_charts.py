from jikenbo.web import charts
from jikenbo.web.words import words


def test_a_chart_has_a_column_for_every_value() -> None:
    shown = [charts.Column(f"2025-{month:02}", (month, 1)) for month in range(1, 13)]
    drawn = charts.columns(shown, ("a", "b"), words("ja"), "題")
    assert drawn.count('class="s0"') == 12
    assert "2025年3月" in drawn


def test_a_chart_of_nothing_is_nothing() -> None:
    assert charts.columns([], (), words("ja"), "題") == ""


def test_a_chart_of_zeros_is_drawn() -> None:
    assert "<svg" in charts.columns([charts.Column("2025-01", (0,))], ("a",), words("en"), "t")


def test_what_a_chart_says_is_escaped() -> None:
    drawn = charts.columns([charts.Column("<b>", (1,), '"><script>')], ("<i>",), words("ja"), "<title>")
    assert "<script>" not in drawn
    assert "<i>" not in drawn
    assert "<b>" not in drawn
