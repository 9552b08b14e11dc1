import time
from datetime import date

import pytest

from jikenbo.text.dates import date_mentions, number
from jikenbo.text.fold import fold

PUBLISHED = date(2025, 1, 20)


def values(text: str, published: date | None = PUBLISHED) -> list[str]:
    return [mention.value for mention in date_mentions(fold(text), published)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("令和6年12月18日", "2024-12-18"),
        ("令和元年6月1日", "2019-06-01"),
        ("平成30年4月2日", "2018-04-02"),
        ("令和７年（2025年）１月３日", "2025-01-03"),
        ("R6.12.18", "2024-12-18"),
        ("２０２４年１２月１８日", "2024-12-18"),
        ("2024 年 12 月 18 日", "2024-12-18"),
        ("二〇二四年十二月十八日", "2024-12-18"),
        ("2024/7/28", "2024-07-28"),
        ("2024.7.28", "2024-07-28"),
        ("2024-07-28", "2024-07-28"),
        ("2024年7月", "2024-07"),
        ("2024年7月下旬", "2024-07"),
        ("2024年2月末日", "2024-02-29"),
        ("2024年", "2024"),
        ("24年7月", "2024-07"),
    ],
)
def test_a_date_is_read_in_every_form(written: str, value: str) -> None:
    assert values(written) == [value]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1月8日", "2025-01-08"),
        ("12月27日", "2024-12-27"),
        ("2月3日", "2025-02-03"),
        ("昨年12月", "2024-12"),
        ("本年1月6日", "2025-01-06"),
        ("昨日", "2025-01-19"),
        ("本日", "2025-01-20"),
        ("先月5日", "2024-12-05"),
    ],
)
def test_a_date_without_a_year_is_the_nearest_to_publication(written: str, value: str) -> None:
    assert values(written) == [value]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2024年8月30日に検知し、翌31日に停止", ["2024-08-30", "2024-08-31"]),
        ("2024年8月31日に検知し、翌1日に停止", ["2024-08-31", "2024-09-01"]),
        ("2024年8月30日に検知し、翌日に停止", ["2024-08-30", "2024-08-31"]),
        ("2024年8月30日に検知し、同日に停止", ["2024-08-30", "2024-08-30"]),
        ("2024年8月30日に検知し、同年9月2日に再開", ["2024-08-30", "2024-09-02"]),
        ("2024年8月5日に検知し、同月9日に再開", ["2024-08-05", "2024-08-09"]),
        ("2024年12月30日に検知し、翌年1月9日に再開", ["2024-12-30", "2025-01-09"]),
        ("2023年5月1日に検知し、前日に遡る", ["2023-05-01", "2023-04-30"]),
        ("2024年3月1日及び4日に送信", ["2024-03-01", "2024-03-04"]),
        ("3月4日から11日", ["2024-03-04", "2024-03-11"]),
    ],
)
def test_a_word_that_points_is_worked_out_from_the_date_before_it(written: str, found: list[str]) -> None:
    published = date(2024, 3, 20) if written.startswith("3月") else PUBLISHED
    assert values(written, published) == found


@pytest.mark.parametrize(
    "written",
    [
        "2024年2月30日",
        "2024年13月1日",
        "令和6年度の申請",
        "2026年3月期の業績",
        "24時間365日",
        "30日以内にご連絡",
        "5日間の停止",
        "一日も早い復旧",
        "電話 03-1234-5678",
        "https://example.jp/news/2025/01/15/",
        "バージョン10.2.1",
        "住所 3-4-5",
    ],
)
def test_what_is_no_date_is_left_out(written: str) -> None:
    assert values(written) == []


def test_a_date_without_a_year_is_left_out_where_nothing_gives_one() -> None:
    assert values("7月3日に検知しました。", None) == []


def test_an_earlier_date_gives_the_year_where_the_publication_is_unknown() -> None:
    assert values("2024年6月30日に検知し、7月3日に再開", None) == ["2024-06-30", "2024-07-03"]


def test_a_weekday_and_a_time_belong_to_the_tail_of_a_date() -> None:
    text = "1月8日(水)午前8時30分頃に判明"
    mention = date_mentions(text, PUBLISHED)[0]
    assert (text[mention.start : mention.end], text[mention.tail :]) == ("1月8日", "に判明")


def test_the_two_ends_of_a_period_are_marked() -> None:
    first, second = date_mentions("12月11日(水)~12日(木)", PUBLISHED)
    assert (first.opens, first.closes, second.opens, second.closes) == (True, False, False, True)


def test_numerals_are_numbers() -> None:
    assert [number(written) for written in ("元", "十", "十二", "三十一", "二〇二五", "7")] == [1, 10, 12, 31, 2025, 7]


@pytest.mark.parametrize("unit", ["1", "(", "第", "年", "同"])
def test_a_million_of_one_character_are_read_in_time(unit: str) -> None:
    began = time.process_time()
    date_mentions(unit * 1_000_000, PUBLISHED)
    assert time.process_time() - began < 3
