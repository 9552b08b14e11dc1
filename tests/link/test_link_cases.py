from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from jikenbo.link.casebook import Casebook, link
from jikenbo.link.judge import judge
from jikenbo.link.links import Links
from jikenbo.link.profile import Named, Pointer, Profile
from jikenbo.link.report import Report
from jikenbo.model.judgement import Author, Judgement, Verdict


def a_profile(name: str, organisation: str = "星見産業", **given_values: object) -> Profile:
    values: dict[str, object] = {
        "names": (organisation,),
        "host": f"{organisation}.example.jp",
        "title": "社内サーバーへの侵害に関するお知らせ",
        "published": "2025-06-01",
        **given_values,
    }
    return Profile(id=name, doc=name, organisation=organisation, **values)  # type: ignore[arg-type]


FIRST = a_profile("a", days=("2025-05-30",))
SECOND = a_profile(
    "b",
    published="2025-06-20",
    cited=("2025-06-01",),
    days=("2025-05-30",),
    report=Report(ordinal=2, later=True, titled=True),
)


def decided(left: str, right: str, verdict: Verdict, who: str, author: Author = Author.PERSON) -> Judgement:
    return Judgement(left, right, verdict, "", author, name=who, made_at=datetime(2026, 1, 1, tzinfo=UTC))


def grouped(links: Links) -> list[tuple[str, ...]]:
    return [case.releases for case in links.cases]


def test_a_follow_up_that_cites_the_day_joins_the_first_report() -> None:
    assert grouped(link([SECOND, FIRST])) == [("a", "b")]


def test_a_judgement_does_not_depend_on_the_order_of_its_sides() -> None:
    assert judge(FIRST, SECOND) == judge(SECOND, FIRST)


def test_a_judgement_gives_its_reason_in_words() -> None:
    assert "cites a release of the day" in judge(FIRST, SECOND).reason


def test_two_incidents_of_one_organisation_in_a_month_stay_apart() -> None:
    other = a_profile("c", published="2025-06-18", days=("2025-06-15",))

    assert grouped(link([FIRST, other])) == [("a",), ("c",)]


def test_a_release_that_calls_itself_unrelated_stays_apart() -> None:
    other = a_profile("c", published="2025-06-18", unrelated=("2025-06-01",), report=Report(later=True, titled=True))

    assert grouped(link([FIRST, other])) == [("a",), ("c",)]


def test_what_a_person_parts_stays_apart() -> None:
    links = link([FIRST, SECOND], [decided("a", "b", Verdict.DIFFERENT, "aoi")])

    assert grouped(links) == [("a",), ("b",)]


def test_what_a_person_joins_is_joined() -> None:
    other = a_profile("c", "月影商事", published="2026-01-10")

    assert grouped(link([FIRST, other], [decided("a", "c", Verdict.SAME, "aoi")])) == [("a", "c")]


def test_two_people_who_contradict_each_other_are_told_and_neither_is_followed() -> None:
    other = a_profile("c", "月影商事", published="2026-01-10")
    said = [decided("a", "c", Verdict.SAME, "aoi"), decided("a", "c", Verdict.DIFFERENT, "ren")]

    links = link([FIRST, other], said)

    assert [doubt.kind for doubt in links.doubts] == ["contradictory_judgements"]
    assert grouped(links) == [("a",), ("c",)]


def test_an_archive_s_link_to_another_organisation_is_a_doubt_with_the_likely_target() -> None:
    stranger = a_profile("c", "月影商事")
    linking = a_profile(
        "d",
        published="2025-06-20",
        cited=("2025-06-01",),
        report=Report(ordinal=2, later=True, titled=True),
        pointers=(Pointer("第1報", "c", 1),),
    )

    links = link([FIRST, stranger, linking])

    assert grouped(links) == [("a", "d"), ("c",)]
    assert [doubt.kind for doubt in links.doubts] == ["mistaken_link"]
    assert "likely target is a" in links.doubts[0].reason


def test_an_archive_s_link_is_followed_where_nothing_speaks_against_it() -> None:
    late = a_profile("e", published="2026-05-01", title="最後のご報告", pointers=(Pointer("第1報", "a", 1),))

    assert grouped(link([FIRST, late])) == [("a", "e")]


def renamed(*targets: str) -> Links:
    """A second report whose link has a first report's file under the name it once had."""
    firsts = [replace(FIRST, id=f"a{n}", doc=target) for n, target in enumerate(targets)]
    return link([*firsts, replace(SECOND, pointers=(Pointer("第1報", "2025/06/星見産業.md", 1),))])


def test_a_link_to_a_file_that_got_another_day_is_followed_where_one_file_can_be_meant() -> None:
    links = renamed("2025/06/01_星見産業.md")
    assert [j.author for j in links.judgements if j.author is Author.ARCHIVE] == [Author.ARCHIVE]
    assert links.doubts == ()


def test_a_link_that_several_renamed_files_fit_is_a_doubt() -> None:
    links = renamed("2025/06/01_星見産業.md", "2025/06/02_星見産業.md")
    assert [doubt.kind for doubt in links.doubts] == ["missing_link_target"]


def test_releases_without_day_or_organisation_are_left_alone() -> None:
    bare = [Profile(id=name, doc=name) for name in "abc"]

    assert grouped(link(bare)) == [("a",), ("b",), ("c",)]


def test_a_crowd_of_releases_of_one_organisation_is_told() -> None:
    crowd = [a_profile(f"r{n:03}", published=f"20{n // 12 % 90 + 10}-{n % 12 + 1:02}-01") for n in range(60)]

    assert {doubt.kind for doubt in link(crowd).doubts} == {"crowded_name"}


def a_casebook() -> list[Profile]:
    supplier = Named("夕凪印刷", "夕凪印刷", 8, company=True, struck=2)
    many = [FIRST, SECOND]
    many += [a_profile(f"n{n}", "月影商事", published=f"2025-07-{n + 1:02}", cited=("2025-07-01",)) for n in range(5)]
    many += [a_profile(f"o{n}", "花野病院", published=f"2025-08-{n + 1:02}") for n in range(3)]
    many += [a_profile(f"p{n:02}", "風早市", published=f"2024-{n % 12 + 1:02}-{n // 12 + 1:02}") for n in range(46)]
    many += [a_profile(f"q{n}", f"客先{n}", named=(supplier,), days=("2025-09-01",)) for n in range(4)]
    many += [a_profile("s", "夕凪印刷", days=("2025-09-01",)), a_profile("t", "客先1", cited=("2025-06-01",))]
    many += [a_profile("u", "無名館", days=("2025-09-01",))]
    return many


@settings(max_examples=12, deadline=None)
@given(st.permutations(a_casebook()))
def test_one_by_one_in_any_order_gives_what_all_at_once_gives(arriving: list[Profile]) -> None:
    casebook = Casebook()
    for found in arriving:
        casebook.add([found])

    at_once = link(a_casebook())
    assert casebook.links() == (at_once.cases, at_once.campaigns)


def test_customers_that_name_one_supplier_are_a_campaign_with_its_own_case_as_origin() -> None:
    (campaign,) = link(a_casebook()).campaigns

    assert (campaign.origin, campaign.origin_case) == ("夕凪印刷", "s")
    assert [member.case for member in campaign.members if member.sure] == ["q0", "q1", "q2", "q3", "s"]


def test_a_case_that_fits_a_campaign_and_names_no_origin_is_unsure() -> None:
    (campaign,) = link(a_casebook()).campaigns

    assert [member.case for member in campaign.members if not member.sure] == ["u"]


def test_a_release_of_the_same_day_is_no_follow_up() -> None:
    later = Report(later=True)
    found = [
        a_profile(name, title="一部機能の停止", days=(day,), report=later)
        for name, day in (("a", "2025-04-21"), ("b", "2025-05-10"))
    ]

    assert grouped(link([found[0], replace(found[1], title="別の機能について")])) == [("a",), ("b",)]


def test_two_releases_that_each_make_most_of_another_supplier_are_two_cases() -> None:
    common = Named("風早写真", "風早写真", 6, company=True)
    suppliers = [Named(key, key, 10, company=True, struck=2) for key in ("夕凪印刷", "月影印刷")]
    found = [
        a_profile(name, published=f"2025-06-{day}", named=(supplier, common), days=(f"2025-06-{day}",))
        for name, day, supplier in (("a", "02", suppliers[0]), ("b", "23", suppliers[1]))
    ]

    assert grouped(link(found)) == [("a",), ("b",)]


def test_a_link_to_another_kind_of_incident_at_a_supplier_is_a_doubt() -> None:
    own = a_profile("a", title="社内の端末管理への侵入", kinds=("unauthorized_access",))
    supplier = Named("夕凪印刷", "夕凪印刷", 6, company=True, struck=1, role="supplier")
    linking = a_profile(
        "b",
        title="委託先代理店で起きた暗号化被害",
        published="2025-09-03",
        kinds=("ransomware",),
        named=(supplier,),
        report=Report(later=True, titled=True),
        pointers=(Pointer("第1報", "a", 1),),
    )

    links = link([own, linking])

    assert [doubt.kind for doubt in links.doubts] == ["mistaken_link"]


def test_releases_that_state_no_publisher_are_not_joined_by_the_supplier_that_they_name() -> None:
    supplier = Named("夕凪印刷", "夕凪印刷", 8, company=True, struck=2)
    bare = [
        replace(a_profile(name, named=(supplier,), days=("2025-05-30",)), names=(), organisation=None, host="")
        for name in "ab"
    ]

    assert grouped(link(bare)) == [("a",), ("b",)]
