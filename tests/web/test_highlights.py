import re

from hypothesis import given
from hypothesis import strategies as st

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.web.highlights import blocks, quote

CONTENT = "見出し\n不正アクセスにより1,200人の氏名が漏えいした。\n以上"


def _fact(field: Field, *spans: tuple[int, int]) -> Fact:
    return Fact(field=field, value="x", spans=tuple(Span(*one) for one in spans), rule="r")


def _html(facts: list[Fact], *places: tuple[int, int]) -> str:
    made = tuple(Block(BlockKind.PARAGRAPH, *place) for place in places)
    return "\n".join(one.html for one in blocks(Text(CONTENT, made, "t"), facts))


def test_words_lead_to_their_fact_and_the_fact_to_its_words() -> None:
    html = _html([_fact(Field.COUNTS, (13, 19))], (0, 3), (4, 30))
    assert 'href="#f0"' in html
    assert 'id="w0"' in html
    assert ">1,200人<" in html


def test_words_that_two_facts_share_belong_to_both() -> None:
    html = _html([_fact(Field.COUNTS, (13, 19)), _fact(Field.DATA_ITEMS, (13, 22))], (4, 30))
    assert 'data-f="0 1"' in html
    assert 'data-f="1"' in html


def test_words_across_two_blocks_are_marked_in_each() -> None:
    html = _html([_fact(Field.MEASURES, (1, 9))], (0, 3), (4, 30))
    assert html.count('href="#f0"') == 2
    assert html.count('id="w0"') == 1


def test_words_outside_all_blocks_are_shown() -> None:
    html = _html([_fact(Field.MEASURES, (1, 3))], (4, 30))
    assert ">出し<" in html


@given(st.lists(st.tuples(st.integers(0, 33), st.integers(0, 33)).map(lambda p: (min(p), max(p))), max_size=8))
def test_marking_keeps_every_character_in_order_and_every_anchor_once(places: list[tuple[int, int]]) -> None:
    facts = [_fact(Field.EVENTS, (start, end)) for start, end in places if start < end]
    html = _html(facts, (0, 3), (4, len(CONTENT)))
    plain = re.sub(r"<[^>]+>", "", html)
    assert plain.replace("\n", "") == CONTENT.replace("\n", "")
    assert len(set(re.findall(r'id="w(\d+)"', html))) == html.count('id="w')


def test_a_quote_ends_with_its_sentence() -> None:
    assert quote(CONTENT, Span(13, 19)) == ("不正アクセスにより", "1,200人", "の氏名が漏えいした。")
