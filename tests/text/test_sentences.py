import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikenbo.text.blocks import blocks
from jikenbo.text.fold import fold_blocks
from jikenbo.text.sentences import sentences


def cut(content: str) -> list[str]:
    found = blocks(content)
    folded = fold_blocks(content, found)
    return [folded.text[s.start : s.end] for s in sentences(folded, found)]


@pytest.mark.parametrize(
    "sentence",
    [
        "株式会社架空商事（以下「架空社」といいます。）は、攻撃を受けました。",
        "架空社（架空市。以下同じ。）から連絡がありました。",
        "「影響はない。」との連絡がありました。",
        "架空サービス（旧「見本」。（注）参照。）を止めました。",
    ],
)
def test_a_full_stop_within_brackets_ends_no_sentence(sentence: str) -> None:
    assert len(cut(sentence + "次の文です。")) == 2


def test_a_remark_in_brackets_has_sentences_of_its_own() -> None:
    assert cut("止めました。（なお、架空です。見本です。）次です。") == [
        "止めました。",
        "(なお、架空です。",
        "見本です。)",
        "次です。",
    ]


def test_a_bracket_that_never_closes_hides_no_sentence() -> None:
    assert len(cut("架空（見本です。次です。その次です。")) == 3


def test_a_bracket_that_closes_far_away_hides_no_sentence() -> None:
    assert len(cut("架空（" + "見本です。" * 100 + "）です。")) == 101


def test_a_mark_within_a_latin_name_ends_no_sentence() -> None:
    assert cut("Sample!メールを使いました。") == ["Sample!メールを使いました。"]


def test_an_address_is_one_sentence() -> None:
    assert cut("https://www.example.jp/detail.html?id=1") == ["https://www.example.jp/detail.html?id=1"]


@given(st.text(alphabet="あ。（）「」!\n (", max_size=60))
def test_sentences_are_in_order_and_lose_no_character(content: str) -> None:
    found = blocks(content)
    folded = fold_blocks(content, found)
    last = 0
    for sentence in sentences(folded, found):
        assert not folded.text[last : sentence.start].strip("\n ")
        assert last <= sentence.start < sentence.end
        last = sentence.end
    assert not folded.text[last:].strip("\n ")
