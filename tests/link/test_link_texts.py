from datetime import date

from jikenbo.link.days import days
from jikenbo.link.mentions import mentions
from jikenbo.link.names import name_key, publisher
from jikenbo.link.profile import Profile, from_json, profile
from jikenbo.link.twice import same_release
from jikenbo.model.document import Document
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.model.judgement import Verdict
from jikenbo.model.release import Release
from jikenbo.model.text import Span, Text

BODY = (
    "当法人が業務を委託する夕凪印刷株式会社（以下「夕凪印刷」）において、2025年5月30日に不正アクセスが発生したとの連絡を受けました。"
    "お預けしていた名簿の写しが持ち出されたおそれがあり、同社とともに調べを進めております。対象の方には個別にお手紙を差し上げます。"
    "なお、2025年6月1日に公表した内容から、対象となる方を120名に改めております。"
)


def a_profile(
    name: str, organisation: str | None = "星見産業株式会社", body: str = BODY, day: str | None = "2025-06-20"
) -> Profile:
    release = Release(name, name, "名簿の持ち出しについて（第2報）", organisation, day, None)
    return profile(release, Document(name, Text(body, (), "plain/1")), Reading("", ()))


def test_legal_forms_widths_and_old_characters_do_not_part_a_name() -> None:
    assert name_key("株式会社髙﨑ﾃﾞｰﾀ") == name_key("高崎データ（株）")


def test_several_publishers_in_one_notice_have_a_key_each() -> None:
    assert publisher("株式会社星見、株式会社月影").keys == ("星見", "月影")


def test_a_unit_in_brackets_is_a_part() -> None:
    assert publisher("学校法人風早（花野学院）").parts == ("花野学院",)


def test_a_day_of_an_earlier_release_is_cited_and_one_of_the_incident_is_not() -> None:
    found = days(BODY, date(2025, 6, 20))

    assert (found.cited, found.incident) == (("2025-06-01",), ("2025-05-30",))


def test_a_report_to_an_authority_is_no_earlier_release() -> None:
    assert days("6月3日に個人情報保護委員会へ報告いたしました。", date(2025, 6, 20)).cited == ()


def test_a_release_called_unrelated_is_not_cited() -> None:
    found = days("本件は、6月3日に公表した事案とは別件です。", date(2025, 6, 20))

    assert (found.cited, found.unrelated) == ((), ("2025-06-03",))


def test_a_supplier_is_named_with_the_incident_beside_it() -> None:
    (found, *_) = mentions(BODY, 0, frozenset({"星見産業"}))

    assert (found.key, found.company, found.struck > 0) == ("夕凪印刷", True, True)


def test_a_maker_of_a_product_is_marked() -> None:
    (found, *_) = mentions("星空機器株式会社製の装置の脆弱性が悪用されました。", 0, frozenset())

    assert found.maker == 1


def test_a_profile_comes_back_from_json() -> None:
    found = a_profile("a")

    assert from_json(found.to_json()) == found


def test_a_raw_text_and_an_archive_entry_of_one_release_are_one() -> None:
    judged = same_release(a_profile("a"), a_profile("b", organisation=None, day=None))

    assert judged
    assert judged.verdict is Verdict.SAME


def test_sister_companies_with_the_same_words_are_two_releases() -> None:
    judged = same_release(a_profile("a"), a_profile("b", organisation="月影商事株式会社"))

    assert judged
    assert judged.verdict is Verdict.DIFFERENT


def test_two_reports_with_other_figures_are_two_releases() -> None:
    judged = same_release(a_profile("a"), a_profile("b", body=BODY.replace("120名", "340名")))

    assert judged
    assert judged.verdict is Verdict.DIFFERENT


def test_a_short_form_said_within_quotation_marks_is_an_alias() -> None:
    (found, *_) = mentions("予約の窓口である「Harukaze Travel(以下HTG)」に不正アクセスがありました。", 0, frozenset())

    assert (found.key, found.aliases) == ("harukazetravel", {"htg"})


def test_a_short_form_behind_an_address_is_an_alias() -> None:
    (found, *_) = mentions("夕凪設備株式会社(凪市南町。以下、「YSE」といいます。)からの連絡です。", 0, frozenset())

    assert (found.key, found.aliases) == ("夕凪設備", {"yse"})


def test_a_name_that_the_reader_gives_is_an_organisation_s_though_no_legal_form_stands_by_it() -> None:
    found = mentions("日本凪協議会のサービスが止まっております。", 0, frozenset(), ["日本凪協議会"])

    assert [(name.key, name.company) for name in found] == [("日本凪協議会", True)]


def test_a_report_number_counted_from_the_archive_s_links_is_none_of_the_text_s() -> None:
    body = "調査が完了しましたので、お知らせいたします。"
    fact = Fact(field=Field.REPORT, value="final", spans=(Span(0, 7),), rule="report.final", number=2)
    read = Reading("", (fact,))
    release = Release("a", "a", "調査について", "星見産業株式会社", "2025-06-20", None)

    assert profile(release, Document("a", Text(body, (), "plain/1")), read).report.ordinal is None
