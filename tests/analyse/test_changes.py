from typing import Any

from jikenbo.analyse.changes import Change, ChangeKind, changes
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.model.text import Span


def a_fact(field: Field, value: str | int, at: int = 0, **more: Any) -> Fact:
    return Fact(field=field, value=value, spans=(Span(at, at + 1),), rule="", **more)


def a_count(value: int, unit: str = "人", at: int = 0, **more: Any) -> Fact:
    return a_fact(Field.COUNTS, value, at, unit=unit, role="affected", **{"qualifier": "exact", **more})


def over(*reports: tuple[Fact, ...]) -> tuple[Change, ...]:
    return changes([(f"r{number}", Reading("", facts)) for number, facts in enumerate(reports, start=1)])


def kinds(*reports: tuple[Fact, ...]) -> list[str]:
    return [change.kind.value for change in over(*reports)]


def test_a_first_report_changes_nothing() -> None:
    assert over((a_count(10), a_fact(Field.VECTORS, "phishing"))) == ()


def test_a_figure_that_grew_is_raised_with_both_sides() -> None:
    (change,) = over((a_count(10),), (a_count(25, at=7),))

    assert (change.kind, change.releases) == (ChangeKind.RAISED, ("r1", "r2"))
    assert change.before
    assert change.after
    assert (change.before.value, change.after.value) == (10, 25)


def test_a_figure_that_a_release_corrects_meets_the_figure_of_the_earlier_report() -> None:
    first = (a_count(18, "ドメイン"), a_count(171, "ドメイン"), a_count(51_605, "ID"))
    second = (
        a_count(69, "ドメイン", previous=18),
        a_count(171, "ドメイン"),
        a_count(352, "ID", previous=51_605),
        a_count(134_227, "アドレス"),
    )

    found = [(c.kind.value, c.before and c.before.value, c.after and c.after.value) for c in over(first, second)]

    assert sorted(found, key=str) == [("added", None, 134_227), ("lowered", 51_605, 352), ("raised", 18, 69)]


def test_a_correction_told_again_is_no_new_change() -> None:
    corrected = (a_count(69, "ドメイン", previous=18),)

    assert kinds((a_count(18, "ドメイン"),), corrected, corrected) == ["raised"]


def test_a_correction_inside_a_first_report_is_told() -> None:
    (change,) = over((a_count(69, previous=18),))

    assert (change.kind, change.before, change.releases) == (ChangeKind.RAISED, None, ("r1",))


def test_a_figure_without_its_hedge_is_made_firm() -> None:
    assert kinds((a_count(64, qualifier="max"),), (a_count(64),)) == ["made_firm"]


def test_a_possible_leak_that_is_confirmed_is_made_firm() -> None:
    assert kinds((a_fact(Field.LEAK_STATUS, "possible"),), (a_fact(Field.LEAK_STATUS, "confirmed"),)) == ["made_firm"]


def test_a_possible_leak_of_which_nothing_was_found_is_withdrawn() -> None:
    assert kinds((a_fact(Field.LEAK_STATUS, "possible"),), (a_fact(Field.LEAK_STATUS, "none_found"),)) == ["withdrawn"]


def test_an_item_that_is_denied_later_is_withdrawn() -> None:
    included = a_fact(Field.DATA_ITEMS, "password", status="included")
    excluded = a_fact(Field.DATA_ITEMS, "password", status="excluded")

    assert kinds((included,), (excluded,)) == ["withdrawn"]


def test_a_report_that_was_planned_and_is_made_is_made_firm() -> None:
    planned = a_fact(Field.AUTHORITIES, "ppc", status="planned")
    reported = a_fact(Field.AUTHORITIES, "ppc", status="reported")

    assert kinds((planned,), (reported,)) == ["made_firm"]


def test_another_day_contradicts() -> None:
    assert kinds((a_fact(Field.DETECTED, "2025-05-01"),), (a_fact(Field.DETECTED, "2025-05-03"),)) == ["contradicted"]


def test_a_day_in_the_month_told_before_is_made_firm() -> None:
    assert kinds((a_fact(Field.OCCURRED, "2025-05"),), (a_fact(Field.OCCURRED, "2025-05-03"),)) == ["made_firm"]


def test_what_a_later_report_leaves_out_is_not_withdrawn() -> None:
    assert kinds((a_count(10), a_fact(Field.VECTORS, "phishing")), ()) == []
