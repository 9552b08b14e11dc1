from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from jikenbo.link.casebook import Casebook, link
from jikenbo.link.profile import Named, Profile
from jikenbo.link.report import Report
from jikenbo.model.case import Campaign

WORDS = tuple(range(48))


def a_profile(name: str, *organisations: str, **given_values: object) -> Profile:
    values: dict[str, object] = {
        "names": organisations,
        "title": "情報システムの障害について",
        "published": "2025-06-01",
        "kinds": ("unauthorized_access",),
        **given_values,
    }
    return Profile(id=name, doc=name, organisation=f"{organisations[0]}株式会社", **values)  # type: ignore[arg-type]


def a_supplier(key: str = "夕凪印刷", **given_values: object) -> Named:
    values: dict[str, object] = {"weight": 6.0, "company": True, "role": "supplier", **given_values}
    return Named(key, key, **values)  # type: ignore[arg-type]


HOLDING = a_profile("a", "星見ホールディングス", host="hoshimi.example.jp", days=("2025-05-30",))
SUBSIDIARY = a_profile(
    "b",
    "星見商事",
    parts=("星見ホールディングス",),
    host="hoshimi.example.jp",
    published="2025-06-09",
    cited=("2025-06-01",),
    days=("2025-05-30",),
    report=Report(ordinal=2, later=True, titled=True),
)


def campaigns(*found: Profile) -> tuple[Campaign, ...]:
    return link(found).campaigns


def members(*found: Profile) -> list[list[str]]:
    return [[member.case for member in campaign.members if member.sure] for campaign in campaigns(*found)]


def test_a_case_whose_reports_are_by_two_organisations_of_a_group_is_a_campaign_by_itself() -> None:
    (campaign,) = campaigns(HOLDING, SUBSIDIARY)

    assert (campaign.origin, campaign.origin_case) == ("星見ホールディングス株式会社", "a")


def test_a_notice_that_several_organisations_publish_once_is_no_campaign() -> None:
    assert not campaigns(a_profile("a", "星見大学", "星見短期大学"))


def test_a_unit_of_the_publisher_is_no_second_organisation() -> None:
    unit = replace(SUBSIDIARY, names=("星見ホールディングス総務課",), parts=("星見ホールディングス",))

    assert not campaigns(HOLDING, unit)


def test_customers_that_have_one_supplier_by_the_reader_are_a_campaign() -> None:
    found = [a_profile(name, f"客先{name}", named=(a_supplier(),)) for name in "ab"]

    assert members(*found) == [["a", "b"]]


def test_a_supplier_s_own_days_half_a_year_away_are_another_incident() -> None:
    owner = a_profile("a", "夕凪印刷", days=("2025-05-20",))
    customer = a_profile("b", "星見市", named=(a_supplier(struck=2),), days=("2024-07-02",))

    assert not campaigns(owner, customer)


def test_two_organisations_that_tell_word_for_word_the_same_are_a_campaign_without_a_day_in_common() -> None:
    left = a_profile("a", "星見金融", signature=WORDS, days=("2025-05-30",))
    right = a_profile("b", "月影金融", signature=WORDS, days=("2025-06-02",), published="2025-06-05")

    assert members(left, right) == [["a", "b"]]


def test_two_organisations_with_other_kinds_of_incident_are_no_campaign_however_alike_their_words() -> None:
    left = a_profile("a", "星見金融", signature=WORDS, days=("2025-05-30",))
    right = a_profile("b", "月影金融", signature=WORDS, days=("2025-05-30",), kinds=("loss_theft",))

    assert not campaigns(left, right)


def test_who_tells_in_the_words_of_a_named_supplier_s_customer_belongs_to_that_supplier() -> None:
    named = [a_profile(name, f"客先{name}", named=(a_supplier(),), days=("2025-05-30",)) for name in "ab"]
    alike = [replace(named[0], signature=WORDS), named[1]]
    silent = a_profile("c", "花野書店", signature=WORDS, days=("2025-05-30",))

    assert members(*alike, silent) == [["a", "b", "c"]]


@settings(max_examples=15, deadline=None)
@given(
    st.permutations(
        [
            HOLDING,
            SUBSIDIARY,
            *(a_profile(name, f"客先{name}", named=(a_supplier(),), signature=WORDS) for name in "cd"),
            a_profile("e", "花野書店", signature=WORDS),
            a_profile("f", "夕凪印刷", "月影運輸", days=("2025-05-30",)),
        ]
    )
)
def test_campaigns_do_not_depend_on_the_order_of_arrival(arriving: list[Profile]) -> None:
    casebook = Casebook()
    for found in arriving:
        casebook.add([found])

    at_once = link(arriving)
    assert casebook.links() == (at_once.cases, at_once.campaigns)
