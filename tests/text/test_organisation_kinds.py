import pytest

from jikenbo.text.organisation_kinds import kind_of, prefecture_of, prefectures


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("株式会社見本", "company"),
        ("見本銀行株式会社", "bank"),
        ("見本信用金庫", "bank"),
        ("見本生命保険株式会社", "insurer"),
        ("埼玉県見本市", "municipality"),
        ("見本町", "municipality"),
        ("埼玉県", "prefecture"),
        ("見本市教育委員会", "education_board"),
        ("学校法人見本学園", "school"),
        ("国立大学法人見本大学", "school"),
        ("医療法人社団見本会", "hospital"),
        ("総務省", "ministry"),
        ("一般社団法人見本協会", "association"),
        ("NPO法人見本", "nonprofit"),
        ("弁護士法人見本", "professional"),
        ("独立行政法人見本機構", "independent_agency"),
        ("見本生活協同組合", "cooperative"),
        ("Example Co., Ltd.", "company"),
        ("北海道見本株式会社", "company"),
        ("株式会社見本（見本ホテル）", "company"),
    ],
)
def test_a_name_tells_its_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_a_name_without_a_sign_has_no_kind() -> None:
    assert kind_of("みほん倶楽部") is None


def test_a_public_body_lies_in_the_prefecture_that_it_names() -> None:
    assert prefecture_of("埼玉県見本市") == "埼玉県"
    assert prefecture_of("見本市") is None


def test_there_are_forty_seven_prefectures() -> None:
    assert len(set(prefectures())) == 47
