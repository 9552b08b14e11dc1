import time

import pytest

from jikenbo.text.fold import fold
from jikenbo.text.numbers import Qualifier, numbers, worth
from jikenbo.vocab import vocabulary

WRITTEN = [
    ("1,234名", 1234, "人"),
    ("1234人分", 1234, "人"),
    ("１２万３千件", 123_000, "件"),
    ("約59万件", 590_000, "件"),
    ("1.5億レコード", 150_000_000, "件"),
    ("三百二十名様", 320, "人"),
    ("十五万アドレス", 150_000, "アドレス"),
    ("3万9,267 名", 39_267, "人"),
    ("6,000　件", 6000, "件"),
    ("サーバ２台", 2, "台"),
    ("2,551ファイル", 2551, "ファイル"),
    ("7校", 7, "校"),
    ("社員番号数:9、876件", 9876, "件"),
]
QUALIFIED = [
    ("約300名", Qualifier.ABOUT),
    ("300名程度", Qualifier.ABOUT),
    ("300余名", Qualifier.ABOUT),
    ("最大で約300名", Qualifier.MAX),
    ("300名以内", Qualifier.MAX),
    ("少なくとも300名", Qualifier.MIN),
    ("300名以上", Qualifier.MIN),
    ("300名を超える", Qualifier.MIN),
    ("合計300名", Qualifier.EXACT),
]
NO_COUNTS = [
    "2025年4月12日10時30分",
    "第3部",
    "お客様情報の一部",
    "2件目",
    "お一人おひとり",
    "Microsoft 365アカウント",
    "電話03-0000-1234",
    "1本件について",
    "数千件",
    "全体の35%",
    "第27条",
    "20歳代",
    "5,000円",
]


@pytest.mark.parametrize(("written", "value", "unit"), WRITTEN)
def test_a_count_is_read_in_whichever_way_it_is_written(written: str, value: int, unit: str) -> None:
    assert [(n.value, n.unit) for n in numbers(fold(written))] == [(value, unit)]


@pytest.mark.parametrize(("written", "qualifier"), QUALIFIED)
def test_the_words_around_a_count_say_how_exact_it_is(written: str, qualifier: Qualifier) -> None:
    assert [n.qualifier for n in numbers(written)] == [qualifier]


@pytest.mark.parametrize("written", NO_COUNTS)
def test_dates_parts_ordinals_and_names_are_no_counts(written: str) -> None:
    assert list(numbers(fold(written))) == []


def test_the_span_of_a_count_takes_in_its_qualifier_and_counter() -> None:
    text = "対象は約1,200名程度です"
    (number,) = numbers(text)
    assert text[number.start : number.end] == "約1,200名程度"


def test_every_counter_word_stands_for_one_unit() -> None:
    words = [cue for term in vocabulary("units").values() for cue in term.cues]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(("figures", "value"), [("12万3千", 123_000), ("2.5", None), ("9" * 40, None), ("〇", 0)])
def test_the_worth_of_figures_is_a_whole_number_or_none(figures: str, value: int | None) -> None:
    assert worth(figures) == value


@pytest.mark.parametrize("filler", ["1", "一", "1,", "(", "第", "件"])
def test_endless_figures_are_read_in_linear_time(filler: str) -> None:
    begun = time.process_time()
    assert list(numbers(filler * (2_000_000 // len(filler)))) == []
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("text", ["対象は約60～70名です。", "対象は60名～70名です。"])
def test_a_range_is_at_most_its_upper_end_and_shows_both(text: str) -> None:
    (number,) = [n for n in numbers(fold(text)) if n.value == 70]
    assert number.qualifier is Qualifier.MAX
    assert "60" in fold(text)[number.start : number.end]


def test_hours_before_a_count_are_no_lower_end() -> None:
    (number,) = numbers("10:00~18件")
    assert number.qualifier is Qualifier.EXACT
