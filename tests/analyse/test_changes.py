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


def test_an_answer_to_what_was_looked_into_takes_nothing_back() -> None:
    looked_into = (a_fact(Field.LEAK_STATUS, "under_investigation"),)
    assert kinds(looked_into, (a_fact(Field.LEAK_STATUS, "none_found"),)) == ["made_firm"]
    assert kinds(looked_into, (a_fact(Field.LEAK_STATUS, "possible"),)) == ["raised"]


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


def test_the_day_of_an_earlier_report_is_no_new_event() -> None:
    first = (a_fact(Field.PUBLISHED, "2025-05-01"),)
    second = (a_fact(Field.EVENTS, "2025-05-01"), a_fact(Field.EVENTS, "2025-05-08"))

    assert [c.after and c.after.value for c in over(first, second)] == ["2025-05-08"]


def test_the_day_of_noticing_told_again_as_an_event_is_nothing_new() -> None:
    assert kinds((a_fact(Field.DETECTED, "2025-05-01"),), (a_fact(Field.EVENTS, "2025-05-01"),)) == []


def test_a_day_that_the_later_report_still_gives_in_another_role_is_not_contradicted() -> None:
    later = (a_fact(Field.OCCURRED, "2025-05-01"), a_fact(Field.DETECTED, "2025-05-03"))

    assert kinds((a_fact(Field.DETECTED, "2025-05-01"),), later) == ["added", "added"]


def test_a_month_does_not_contradict_a_day_of_noticing() -> None:
    assert kinds((a_fact(Field.DETECTED, "2025-05-01"),), (a_fact(Field.DETECTED, "2025-06"),)) == []


def test_what_is_not_stated_changes_nothing() -> None:
    silent = (a_fact(Field.SECONDARY_DAMAGE, "not_stated"), a_fact(Field.LEAK_STATUS, "not_stated"))
    said = (a_fact(Field.SECONDARY_DAMAGE, "none_confirmed"), a_fact(Field.LEAK_STATUS, "possible"))

    assert kinds(silent, said, silent) == ["added", "added"]


def test_misuse_that_is_found_is_raised() -> None:
    before, after = a_fact(Field.SECONDARY_DAMAGE, "none_confirmed"), a_fact(Field.SECONDARY_DAMAGE, "confirmed")

    assert kinds((before,), (after,)) == ["raised"]


def test_a_confirmed_leak_told_again_in_weaker_words_is_not_lowered() -> None:
    confirmed, possible = a_fact(Field.LEAK_STATUS, "confirmed"), a_fact(Field.LEAK_STATUS, "possible")

    assert kinds((confirmed,), (possible,), (confirmed,)) == []


def test_an_unknown_way_in_that_is_found_is_made_firm() -> None:
    unknown, found = a_fact(Field.VECTORS, "unknown"), a_fact(Field.VECTORS, "phishing")

    assert kinds((unknown,), (unknown, found), (unknown,)) == ["made_firm"]


def test_figures_that_change_between_figures_that_stay_are_paired_in_order() -> None:
    first = (a_count(1200), a_count(300), a_count(77))
    second = (a_count(1100), a_count(250), a_count(77), a_count(40))

    found = [(c.kind.value, c.before and c.before.value, c.after and c.after.value) for c in over(first, second)]

    assert found == [("lowered", 1200, 1100), ("lowered", 300, 250), ("added", None, 40)]


def test_a_figure_told_again_in_another_unit_is_not_added() -> None:
    assert kinds((a_count(413),), (a_count(413, "件"), a_count(413))) == []


def test_an_organisation_named_in_a_shorter_form_is_not_added() -> None:
    longer, shorter = (a_fact(Field.PARTIES, name, role="supplier") for name in ("夕凪印刷株式会社", "夕凪印刷"))

    assert kinds((longer,), (shorter,)) == []


def test_a_further_report_that_is_planned_takes_none_back() -> None:
    planned = a_fact(Field.AUTHORITIES, "ppc", status="planned")
    reported = a_fact(Field.AUTHORITIES, "ppc", status="reported")

    assert kinds((reported,), (planned,)) == []


def test_personal_data_without_an_item_is_nothing_new_beside_named_items() -> None:
    name = a_fact(Field.DATA_ITEMS, "name", status="included")
    unspecified = a_fact(Field.DATA_ITEMS, "personal_unspecified", status="included")

    assert kinds((name,), (unspecified,)) == []
