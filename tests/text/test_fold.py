import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikenbo.text.blocks import blocks
from jikenbo.text.fold import fold, fold_blocks


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("２０２５ 年 １２ 月", "2025年12月"),
        ("約 300 件", "約300件"),
        ("Cisco 社", "Cisco社"),
        ("Exchange Online", "Exchange Online"),
        ("氏名 住所", "氏名 住所"),
        ("ＡＢＣ　通信", "ABC 通信"),
        ("⻄⼈町", "西人町"),
        ("㈱つゆくさ", "(株)つゆくさ"),
        ("不正\u200bアクセス", "不正アクセス"),
        ("か\u3099くせい", "がくせい"),
        ("ﾗﾝｻﾑｳｪｱ ｶﾞ", "ランサムウェア ガ"),
        ("**重要** <b>お知らせ</b>", "重要 お知らせ"),
        ("①氏名", "①氏名"),
        ("7月1日〜3日", "7月1日~3日"),
    ],
)
def test_writings_of_one_thing_fold_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_line_break_inside_a_block_goes_and_one_between_blocks_stays() -> None:
    content = "当社のサーバが第三者による不正なアクセスを受けたことがわ\nかりました。\n次の段落です。"
    folded = fold_blocks(content, blocks(content))
    assert folded.text == "当社のサーバが第三者による不正なアクセスを受けたことがわかりました。\n次の段落です。"


def test_a_span_leads_back_to_the_words_as_written() -> None:
    content = "漏えい件数は １，４９９ 件"
    folded = fold_blocks(content, ())
    start = folded.text.index("1,499件")
    span = folded.span(start, start + 6)
    assert content[span.start : span.end] == "１，４９９ 件"


_JAPANESE = "漏えい情報0１ａA 　\n\r\t\u200b\u3099ｶﾞ㈱①⻄。、<br>*_![]()|#-■・"


@given(st.text(alphabet=st.one_of(st.sampled_from(_JAPANESE), st.characters(codec="utf-8")), max_size=300))
def test_offsets_rise_and_stay_inside(content: str) -> None:
    folded = fold_blocks(content, blocks(content))
    offsets = [folded.origin(at) for at in range(len(folded.text) + 1)]
    assert all(0 <= offset <= len(content) for offset in offsets)
    assert offsets == sorted(offsets)


@given(st.text(alphabet=st.sampled_from("漏えい情報１ａ③㎡ｶﾞ"), max_size=60))
def test_folding_twice_changes_nothing(content: str) -> None:
    once = fold(content)
    assert fold(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_wide_points_of_a_sentence_are_its_comma_and_full_stop() -> None:
    assert fold("調査の結果，判明した．１，２００名，（１．２）") == "調査の結果、判明した。1,200名、(1.2)"
