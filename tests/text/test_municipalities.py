import pytest

from jikenbo.text.municipalities import place_of, prefecture_of, prefectures


def test_there_are_forty_seven_prefectures() -> None:
    assert len(set(prefectures())) == 47


@pytest.mark.parametrize(
    ("name", "municipality", "rest"),
    [
        ("四日市市", "四日市市", ""),
        ("岩手県岩手郡雫石町", "雫石町", ""),
        ("岩手県 雫石町", "雫石町", ""),
        ("仙台市青葉区", "仙台市青葉区", ""),
        ("金ケ崎町", "金ケ崎町", ""),
        ("金ヶ崎町", "金ヶ崎町", ""),
        ("大津市教育委員会", "大津市", "教育委員会"),
        ("蒲郡市", "蒲郡市", ""),
    ],
)
def test_a_municipality_is_known_with_and_without_prefecture_and_county(
    name: str, municipality: str, rest: str
) -> None:
    found = place_of(name)
    assert found
    assert (found.name, found.rest) == (municipality, rest)


@pytest.mark.parametrize("name", ["見本市", "北村", "青森県雫石町", "株式会社北村", ""])
def test_what_is_on_no_list_is_no_municipality(name: str) -> None:
    assert place_of(name) is None


@pytest.mark.parametrize(
    ("name", "prefecture"),
    [("埼玉県見本市", "埼玉県"), ("大津市", "滋賀県"), ("大津市立見本館", "滋賀県"), ("見本市", None)],
)
def test_a_public_body_lies_in_the_prefecture_that_it_or_the_list_names(name: str, prefecture: str | None) -> None:
    assert prefecture_of(name) == prefecture


@pytest.mark.parametrize(
    ("told", "prefecture"),
    [
        ("", None),
        ("広島県警察に相談しました。", "広島県"),
        ("東京都や広島県の住民の方", None),
        ("大阪府にお住まいの方", None),
    ],
)
def test_of_two_cities_with_one_name_the_text_says_which(told: str, prefecture: str | None) -> None:
    assert prefecture_of("府中市", told) == prefecture
