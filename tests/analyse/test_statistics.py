from typing import Any

from jikenbo.analyse.statistics import (
    Told,
    campaign_people,
    days_to_disclose,
    days_to_final,
    days_to_notice,
    people,
    shares,
    span,
)
from jikenbo.model.case import Campaign, Membership
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.model.text import Span


def a_fact(field: Field, value: str | int, **more: Any) -> Fact:
    return Fact(field=field, value=value, spans=(Span(0, 1),), rule="", **more)


def people_fact(value: int, unit: str = "人") -> Fact:
    return a_fact(Field.COUNTS, value, unit=unit, role="affected", qualifier="exact")


def told(name: str, *reports: tuple[str | None, tuple[Fact, ...]]) -> Told:
    return Told(name, tuple((published, Reading("", facts)) for published, facts in reports))


CASE = told(
    "a",
    ("2025-06-10", (a_fact(Field.OCCURRED, "2025-06-01"), a_fact(Field.DETECTED, "2025-06-04"), people_fact(900))),
    ("2025-07-10", (a_fact(Field.REPORT, "final"), people_fact(1_200))),
)


def test_days_from_occurring_to_noticing() -> None:
    assert days_to_notice(CASE) == 3


def test_days_from_noticing_to_the_first_report() -> None:
    assert days_to_disclose(CASE) == 6


def test_days_from_the_first_report_to_the_final_one() -> None:
    assert days_to_final(CASE) == 30


def test_a_case_that_does_not_state_both_days_is_in_no_figure() -> None:
    silent = told("b", ("2025-06-10", ()))

    found = span([CASE, silent], "notice")

    assert found
    assert (found.median, found.stating) == (3, 1)


def test_days_out_of_order_say_nothing() -> None:
    assert days_to_disclose(told("b", ("2025-06-10", (a_fact(Field.DETECTED, "2025-06-20"),)))) is None


def test_people_are_those_of_the_newest_report() -> None:
    found = people(CASE)

    assert found
    assert found.value == 1_200


def test_shares_say_how_many_cases_state_the_value() -> None:
    hacked = told("b", ("2025-06-10", (a_fact(Field.INCIDENT_TYPES, "ransomware"),)))

    found = shares([CASE, hacked], "type")

    assert (found.counts, found.stating, found.cases) == ((("ransomware", 1),), 1, 2)


def test_an_item_that_a_later_report_denies_is_not_counted() -> None:
    first = a_fact(Field.DATA_ITEMS, "password", status="included")
    later = a_fact(Field.DATA_ITEMS, "password", status="excluded")
    case = told("b", ("2025-06-10", (first,)), ("2025-06-12", (later,)))

    assert shares([case], "data_item").stating == 0


def test_records_are_in_no_size_band_of_people() -> None:
    assert shares([told("b", ("2025-06-10", (people_fact(500, "件"),)))], "size").stating == 0


def test_a_campaign_s_origin_is_beside_its_members_and_not_added_to_them() -> None:
    cases = {
        "s": told("s", ("2025-06-10", (people_fact(10_000),))),
        "c": told("c", ("2025-06-11", (people_fact(300),)), ("2025-06-20", (people_fact(400),))),
        "d": told("d", ("2025-06-12", ())),
    }
    members = tuple(Membership(name, sure=True, reason="") for name in ("s", "c", "d"))

    found = campaign_people(Campaign("s", "夕凪印刷", members, origin_case="s"), cases)

    assert found.own
    assert (found.own.value, found.others, found.overlaps) == (10_000, (("人", 400),), True)
    assert (found.stating, found.cases) == (2, 3)


def test_a_case_whose_first_report_is_not_held_gives_no_days_from_it() -> None:
    later = (a_fact(Field.REPORT, "final"), a_fact(Field.DETECTED, "2025-06-01"))

    assert (days_to_disclose(told("c", ("2025-07-10", later))), days_to_final(told("c", ("2025-07-10", later)))) == (
        None,
        None,
    )
