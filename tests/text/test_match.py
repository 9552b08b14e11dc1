import pytest

from jikenbo.text.match import GAP, Hit, Matcher, pattern


def find(text: str, *written: str, ends: list[int] | None = None) -> list[Hit]:
    return Matcher(pattern(one, n) for n, one in enumerate(written)).find(text, ends or [len(text)])


def test_every_word_is_found_where_it_stands() -> None:
    assert find("漏えいの可能性。漏えい", "漏えい", "可能性") == [Hit(0, 3, 0), Hit(4, 7, 1), Hit(8, 11, 0)]


def test_a_gap_joins_words_of_one_sentence() -> None:
    assert find("サーバを直ちに遮断した", "(サーバ|端末)*(遮断|切断)") == [Hit(0, 9, 0)]


def test_a_gap_does_not_cross_a_sentence() -> None:
    assert find("サーバです。遮断した", "サーバ*遮断", ends=[6, 10]) == []


def test_a_gap_is_no_longer_than_its_limit() -> None:
    assert find("サーバ" + "あ" * (GAP + 1) + "遮断", "サーバ*遮断") == []


def test_order_within_a_gap_counts() -> None:
    assert find("遮断したサーバ", "サーバ*遮断") == []


@pytest.mark.parametrize("text", ["", "関係のない文"])
def test_nothing_is_found_where_nothing_stands(text: str) -> None:
    assert find(text, "漏えい*可能性") == []


def test_no_pattern_finds_nothing() -> None:
    assert Matcher([]).find("漏えい", [3]) == []


def test_the_words_of_a_large_pattern_are_found_by_head_and_tail() -> None:
    heads, tails = ([f"{word}{n:02}" for n in range(30)] for word in ("頭", "尾"))
    written = f"({'|'.join(heads)})({'|'.join(tails)}|)"
    assert find("頭07尾11と頭08と頭09尾", written) == [Hit(0, 3, 0), Hit(0, 6, 0), Hit(7, 10, 0), Hit(11, 14, 0)]
