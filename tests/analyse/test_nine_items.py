from jikenbo.analyse.nine_items import nine_items
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import Span


def _fact(field: Field, value: str | int, **more: str) -> Fact:
    return Fact(field=field, value=value, spans=(Span(0, 1),), rule="r", **more)  # type: ignore[arg-type]


FIRST = (
    _fact(Field.INCIDENT_TYPES, "ransomware"),
    _fact(Field.LEAK_STATUS, "possible"),
    _fact(Field.DETECTED, "2025-09-08"),
    _fact(Field.DATA_ITEMS, "health", status="excluded"),
)
SECOND = (
    _fact(Field.COUNTS, 1200, role="affected", unit="人"),
    _fact(Field.DATA_ITEMS, "credit_card", status="included"),
    _fact(Field.MEASURES, "mfa"),
)


def test_each_item_names_the_reports_that_state_it() -> None:
    held = nine_items([FIRST, SECOND], ["2025-09-12", "2025-10-01"])
    assert held
    assert {item.number: item.first for item in held.items} == {
        1: 0, 2: 0, 3: 1, 4: None, 5: None, 6: None, 7: 0, 8: 1, 9: None,
    }  # fmt: skip


def test_triggers_are_those_that_the_facts_bear_out() -> None:
    held = nine_items([FIRST, SECOND], ["2025-09-12", "2025-10-01"])
    assert held
    assert [one.number for one in held.triggers] == [2, 3, 4]


def test_no_trigger_without_a_leak() -> None:
    held = nine_items([(*FIRST[:1], _fact(Field.LEAK_STATUS, "none_found"))], ["2025-09-12"])
    assert held
    assert held.triggers == ()


def test_the_day_of_knowing_is_the_first_day_of_the_clock() -> None:
    held = nine_items([FIRST], ["2025-09-12"])
    assert held
    assert (held.clock.elapsed, held.clock.days, held.clock.due) == (4, 60, "2025-11-06")


def test_a_month_starts_no_clock() -> None:
    held = nine_items([(_fact(Field.DETECTED, "2025-09"),)], ["2025-09-12"])
    assert held
    assert held.clock.due is None


def test_before_the_duty_there_is_no_rule() -> None:
    assert nine_items([FIRST], ["2021-12-31"]) is None
