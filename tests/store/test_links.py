from dataclasses import replace

from tests.store.test_releases import CAPTURE, DOCUMENT, READING, RELEASE

from jikenbo.model.case import Campaign, Case, Membership
from jikenbo.model.judgement import Author, Judgement, Verdict
from jikenbo.store import Store, links, releases

SAME = Judgement("r1", "r2", Verdict.SAME, "the archive links them", Author.ARCHIVE, "archive")


def fill(store: Store, many: int = 3) -> None:
    with store.writing() as connection:
        for n in range(1, many + 1):
            releases.add(connection, replace(RELEASE, id=f"r{n}"), replace(CAPTURE, id=f"c{n}"), DOCUMENT, READING)


def test_cases_take_the_place_of_those_that_held_their_releases(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_cases(connection, [Case("r1", ("r1",)), Case("r2", ("r2",)), Case("r3", ("r3",))])
        links.put_cases(connection, [Case("r1", ("r1", "r2"))])
        assert links.cases(connection) == [Case("r1", ("r1", "r2")), Case("r3", ("r3",))]


def test_linked_releases_are_no_longer_waiting(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_cases(connection, [Case("r1", ("r1", "r2"))])
        assert links.unlinked(connection) == ["r3"]


def test_a_judgement_added_twice_stands_once(store: Store) -> None:
    fill(store)
    for _ in range(2):
        with store.writing() as connection:
            links.put_judgements(connection, [SAME])
    with store.reading() as connection:
        (held,) = links.judgements(connection, ["r2"])
    assert replace(held, made_at=None) == SAME


def test_the_programs_judgements_are_replaced_and_the_archives_stay(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_judgements(connection, [SAME, replace(SAME, author=Author.PROGRAM, verdict=Verdict.UNSURE)])
        links.replace_program_judgements(connection, ["r1"], [])
        assert [j.author for j in links.judgements(connection)] == [Author.ARCHIVE]


def test_a_copy_leads_to_the_case_of_its_original(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_cases(connection, [Case("r1", ("r1", "r2"))])
        links.put_copies(connection, {"r3": "r1"})
        assert links.case_of(connection, "r3") == Case("r1", ("r1", "r2"))
        assert releases.count(connection) == 2


def test_profiles_are_found_by_their_blocking_keys(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_profile(connection, "r1", "1", '{"organisation": "もみじ商会"}')
        links.put_keys(connection, {"r1": ["org:もみじ商会"]})
        assert links.sharing(connection, ["org:もみじ商会", "org:none"]) == {"org:もみじ商会": {"r1"}}
        assert links.profiles(connection, ["r1"]) == {"r1": {"organisation": "もみじ商会"}}


def test_campaigns_come_largest_first(store: Store) -> None:
    small = Campaign("k1", "甲社", (Membership("r1", True, "names it"),))
    large = Campaign("k2", "乙社", (Membership("r2", True, "names it"), Membership("r3", False, "fits")), "r2")
    with store.writing() as connection:
        links.put_campaigns(connection, [small, large])
        assert links.campaigns(connection) == [large, small]
