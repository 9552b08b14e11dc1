import pytest

from jikenbo.text.organisation_kinds import kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("株式会社見本", "company"),
        ("見本銀行株式会社", "bank"),
        ("見本信用金庫", "bank"),
        ("見本生命保険株式会社", "insurer"),
        ("埼玉県見本市", "municipality"),
        ("見本市", "municipality"),
        ("雫石町", "municipality"),
        ("仙台市立見本記念館", "municipality"),
        ("埼玉県立見本図書館", "prefecture"),
        ("株式会社北村", "company"),
        ("株式会社見本協会", "company"),
        ("見本株式会社、株式会社架空", "company"),
        ("一般財団法人見本機構", "association"),
        ("NPO法人見本協会", "nonprofit"),
        ("見本県弁護士会", "association"),
        ("見本火災海上保険株式会社", "insurer"),
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


@pytest.mark.parametrize("name", ["みほん倶", "見本北村", "見本江戸村"])
def test_a_name_without_a_sign_has_no_kind(name: str) -> None:
    assert kind_of(name) is None
