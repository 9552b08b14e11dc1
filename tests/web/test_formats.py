import pytest

from jikenbo.web.formats import day, number, size


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        ("2025-09-12", "ja", "2025年9月12日（金）"),
        ("2025-09-12", "en", "Fri 12 Sep 2025"),
        ("2025-09", "ja", "2025年9月"),
        ("2025-09", "en", "Sep 2025"),
        ("2025", "ja", "2025年"),
        ("2025", "en", "2025"),
        (None, "ja", ""),
        ("2025-13", "en", "2025-13"),
        ("2025-02-30", "ja", "2025-02-30"),
        ("近日", "ja", "近日"),
        ("9" * 5000, "en", "9" * 5000),
    ],
)
def test_a_date_is_written_as_each_language_does(value: str | None, language: str, shown: str) -> None:
    assert day(value, language) == shown


def test_numbers_have_commas() -> None:
    assert number(51605) == "51,605"


@pytest.mark.parametrize(("octets", "shown"), [(999, "999 B"), (1400, "1.4 kB"), (2_500_000, "2.5 MB")])
def test_sizes_are_round(octets: int, shown: str) -> None:
    assert size(octets) == shown
