import json
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete
from tests.link.test_link_cases import FIRST, SECOND, a_casebook, a_profile, decided
from tests.store.test_releases import CAPTURE, DOCUMENT, READING, RELEASE

from jikenbo.ingest.doubts import all_doubts
from jikenbo.ingest.joining import join
from jikenbo.link.fingerprint import fingerprint
from jikenbo.link.profile import Named, Pointer, Profile
from jikenbo.model.judgement import Verdict
from jikenbo.store import Store, joined, links, releases
from jikenbo.store.link_schema import TABLES
from jikenbo.store.schema import metadata

WORDS = fingerprint(
    "名簿の写しが持ち出されたおそれがあり、調べを進めております。対象の方には個別にお手紙を差し上げます。" * 3
)
SUPPLIER = Named("夕凪印刷", "夕凪印刷", 8, company=True, struck=2)


def everything() -> list[Profile]:
    """Two campaigns, a crowd, copies, mistaken links, links to what may come later, notices in the same words."""
    same = {"signature": WORDS, "kinds": ("leak",), "days": ("2025-09-01",)}
    return [
        *a_casebook(),
        a_profile("v", "月影商事", published="2025-10-01", pointers=(Pointer("第1報", "w", 1),)),
        a_profile("w", "月影商事", published="2025-09-20"),
        a_profile(
            "x", "花野病院", published="2025-10-20", pointers=(Pointer("関連", "o0"), Pointer("第1報", "none", 1))
        ),
        *(replace(a_profile(name, "秋空食品", published="2025-11-01"), signature=WORDS) for name in ("y1", "y2")),
        replace(a_profile("y0", "秋空食品", published="2025-11-01", host="", address=""), signature=WORDS),
        *(a_profile(f"z{n}", f"子会社{n}", published=f"2025-09-0{n + 2}", **same) for n in range(3)),
        *(a_profile(f"p9{n}", "風早市", published=f"2024-07-{n + 2:02}", days=("2024-07-01",)) for n in range(3)),
    ]


def take(store: Store, found: Sequence[Profile]) -> None:
    """Put profiles in the casebook as if their releases had been taken in, and link what is new."""
    with store.writing() as connection:
        for one in found:
            release = replace(RELEASE, id=one.id, doc=one.doc)
            again = len(releases.captures(connection, one.id))
            capture = replace(CAPTURE, id=f"{one.id}/{again}", doc=one.doc)
            is_new = releases.add(connection, release, capture, replace(DOCUMENT, doc=one.doc, doubts=()), READING)
            links.put_profile(connection, one.id, "1", json.dumps(one.to_json()), is_new=is_new)
    join(store)


def state(store: Store) -> dict[str, Any]:
    """All that linking makes."""
    with store.reading() as connection:
        campaigns = {one.id: (one.origin, one.origin_case, {*one.members}) for one in links.campaigns(connection)}
        told = [replace(one, made_at=None) for one in links.judgements(connection)]
        return {
            "cases": links.cases(connection),
            "campaigns": campaigns,
            "judgements": sorted(told, key=repr),
            "copies": releases.copies(connection),
            "waiting": links.unlinked(connection),
            **{table.name: sorted(map(tuple, connection.execute(table.select())), key=repr) for table in TABLES},
        } | {"doubts": sorted(all_doubts(store), key=repr)}


def empty(store: Store) -> None:
    with store.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))


def at_once(store: Store, found: Sequence[Profile]) -> dict[str, Any]:
    empty(store)
    take(store, found)
    return state(store)


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jikenbo.ingest.joining._AT_ONCE", 1.1)


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize("seed", range(3))
def test_in_any_order_and_in_any_parts_it_comes_to_what_all_at_once_comes_to(store: Store, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    arriving = chance.sample(everything(), len(everything()))
    while arriving:
        size = chance.choice((1, 1, 2, 7))
        take(store, arriving[:size])
        arriving = arriving[size:]
    grown = state(store)
    assert grown == at_once(store, everything())


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize("seed", range(2))
def test_releases_that_come_anew_take_the_place_of_their_former_ones(store: Store, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    found = everything()
    others = chance.sample(found, len(found))
    # Each former version is another release's under this one's id: other names, days, words and links.
    former = [replace(other, id=one.id, doc=one.doc) for one, other in zip(found[::3], others, strict=False)]
    former_ids = {one.id for one in former}
    take(store, [*former, *(one for one in found if one.id not in former_ids)])
    for one in chance.sample(found, len(found)):
        if one.id in former_ids:
            take(store, [one])
    grown = state(store)
    assert grown == at_once(store, found)


@pytest.mark.usefixtures("one_by_one")
def test_a_casebook_linked_before_linking_was_held_on_disk_is_linked_at_once(sqlite_store: Store) -> None:
    found = everything()
    take(sqlite_store, found[1:])
    with sqlite_store.writing() as connection:
        joined.clear(connection)
    take(sqlite_store, found[:1])
    grown = state(sqlite_store)
    assert grown == at_once(sqlite_store, found)


@pytest.mark.usefixtures("one_by_one")
def test_what_a_person_judges_counts_when_its_releases_are_linked_again(store: Store) -> None:
    take(store, [FIRST, SECOND])
    with store.writing() as connection:
        links.put_judgements(connection, [decided("a", "b", Verdict.DIFFERENT, "aoi")])
    take(store, [SECOND])
    with store.reading() as connection:
        assert [case.releases for case in links.cases(connection)] == [("a",), ("b",)]


@pytest.mark.usefixtures("one_by_one")
def test_a_link_that_a_newer_version_has_no_longer_is_no_judgement_any_more(store: Store) -> None:
    late = a_profile("e", published="2026-05-01", title="最後のご報告", pointers=(Pointer("第1報", "a", 1),))
    take(store, [FIRST, late])
    take(store, [replace(late, pointers=())])
    with store.reading() as connection:
        assert [one.author.value for one in links.judgements(connection)] == []


@pytest.mark.usefixtures("one_by_one")
def test_a_copy_whose_newer_version_differs_is_a_copy_no_longer(store: Store) -> None:
    first = replace(FIRST, signature=WORDS)
    take(store, [first, replace(first, id="b", doc="b")])
    with store.reading() as connection:
        assert releases.copies(connection) == {"b": "a"}
    take(store, [a_profile("b", published="2025-06-20")])
    with store.reading() as connection:
        assert releases.copies(connection) == {}


@pytest.mark.usefixtures("one_by_one")
def test_cases_that_a_new_release_does_not_touch_are_not_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    take(store, a_casebook())
    asked: set[str] = set()
    whole = joined.profiles

    def noting(connection: Any, wanted: Any) -> dict[str, Any]:
        found = whole(connection, wanted)
        asked.update(found)
        return found

    monkeypatch.setattr(joined, "profiles", noting)
    take(store, [a_profile("n9", "月影商事", published="2025-07-09", cited=("2025-07-01",))])
    assert asked <= {"n0", "n1", "n2", "n3", "n4"}


@pytest.mark.usefixtures("one_by_one")
def test_a_case_keeps_its_id_when_later_reports_come(store: Store) -> None:
    take(store, [FIRST])
    take(store, [SECOND])
    take(store, a_casebook()[2:])
    with store.reading() as connection:
        case = links.case_of(connection, "b")
    assert case
    assert (case.id, case.releases) == ("a", ("a", "b"))
