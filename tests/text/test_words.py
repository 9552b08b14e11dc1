import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikenbo.errors import VocabularyError
from jikenbo.text.words import NOTHING, Element, Words, element

LETTERS = "あいう"


def test_alternatives_in_brackets_stand_for_every_word() -> None:
    assert element("(遮|切)断(した|済み|)").words == {"遮断した", "遮断済み", "遮断", "切断した", "切断済み", "切断"}


def test_a_full_width_bracket_stands_for_itself() -> None:
    assert element("（会社名）").words == {"(会社名)"}


@pytest.mark.parametrize("written", ["((遮|切)断|停止)", "(遮断", "遮断)"])
def test_brackets_that_cannot_be_read_are_told(written: str) -> None:
    with pytest.raises(VocabularyError):
        element(written)


def test_a_large_element_is_parted_and_keeps_its_words() -> None:
    groups = [[f"{name}{n}" for n in range(10)] for name in "甲乙丙"]
    written = "".join(f"({'|'.join(group)})" for group in groups)
    one = element(written)
    assert one.tails != NOTHING
    assert one.words == set(map("".join, itertools.product(*groups)))


@given(
    st.frozensets(st.text(LETTERS, min_size=1, max_size=3), min_size=1, max_size=6),
    st.frozensets(st.text(LETTERS, max_size=3), min_size=1, max_size=6),
    st.text(LETTERS, max_size=30),
)
def test_parted_words_are_found_where_whole_ones_are(heads: frozenset[str], tails: frozenset[str], text: str) -> None:
    parted = Element(heads, tails)
    whole = Element(parted.words, NOTHING)
    assert places(parted, text) == places(whole, text)


def places(one: Element, text: str) -> set[tuple[int, int]]:
    words = Words({one: 1}, lambda uses: uses[0])
    return {(start, end) for _, here in words.find(text) for _, start, end in here}
