"""What a regular expression may begin with."""

import re

import pytest

from jikenbo.text.heads import heads
from jikenbo.vocab import vocabulary


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("漏[えれ]い", ["漏えい", "漏れい"]),
        ("(?:不正|誤)に", ["不正に", "誤に"]),
        ("お?名前", ["お名前", "名前"]),
        ("外部[^。]{0,3}送", ["外部送", "外部へ送"]),
        ("(?<=が)ない(?!か)", ["ない"]),
        (r"\|", ["|"]),
        ("[0-9]件", ["3件"]),
    ],
)
def test_every_match_of_an_expression_begins_at_a_head(written: str, words: list[str]) -> None:
    assert all(re.match(heads([written]), word) for word in words)


def test_what_begins_otherwise_is_no_head() -> None:
    assert not re.search(heads(["漏[えれ]い", "(?:不正|誤)に"]), "漏電は不明、誤報")


def test_an_expression_that_may_match_nothing_may_begin_anywhere() -> None:
    assert re.match(heads(["(?:漏)?"]), "あ")


def test_the_words_of_the_scope_begin_at_their_heads() -> None:
    cues = [cue for term in vocabulary("data_scope").values() for cue in term.cues]
    text = "氏名(一部)が漏えいした可能性がありますが、番号は含まれておりません。なお、確認できず、紛失のおそれ。"
    found = {match.start() for cue in cues for match in re.finditer(cue, text)}
    assert found <= {match.start() for match in re.finditer(heads(cues), text)}
