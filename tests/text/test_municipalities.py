import pytest

from jikenbo.text.municipalities import place_of, prefectures


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
