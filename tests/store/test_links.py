from dataclasses import replace

from sqlalchemy import select
from tests.store.test_releases import CAPTURE, DOCUMENT, READING, RELEASE

from jikenbo.model.case import Campaign, Case, Membership
from jikenbo.model.judgement import Author, Judgement, Verdict
from jikenbo.store import Store, links, releases
from jikenbo.store.schema import case

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


def test_a_copy_s_own_case_goes(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_cases(connection, [Case("r1", ("r1",)), Case("r2", ("r2",))])
        links.put_copies(connection, {"r2": "r1"})
        assert connection.execute(select(case.c.id)).scalars().all() == ["r1"]


def test_a_release_that_is_no_copy_any_more_says_so(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_copies(connection, {"r2": "r1"})
        links.put_copies(connection, {}, ["r1", "r2"])
        assert releases.copies(connection) == {}


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


def test_what_rules_and_links_say_of_a_release_is_what_they_say_now(store: Store) -> None:
    fill(store)
    person = replace(SAME, author=Author.PERSON, name="aoi")
    unsure = replace(SAME, left="r2", right="r3", author=Author.PROGRAM, verdict=Verdict.UNSURE)
    with store.writing() as connection:
        links.put_judgements(connection, [SAME, person, unsure])
        links.settle_judgements(connection, [replace(unsure, score=0.4)], links.About(frozenset({"r2"})))
        held = links.judgements(connection)
    assert [(one.author, one.score) for one in held] == [(Author.PERSON, 1.0), (Author.PROGRAM, 0.4)]


def test_only_people_and_originals_decide(store: Store) -> None:
    fill(store)
    person = replace(SAME, author=Author.PERSON, name="aoi")
    original = replace(SAME, relation="release")
    with store.writing() as connection:
        links.put_judgements(connection, [SAME, person, original, replace(SAME, author=Author.PROGRAM)])
        assert [replace(one, made_at=None) for one in links.deciding(connection)] == [person, original]


def test_what_is_said_of_other_releases_stays(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_judgements(connection, [SAME])
        links.settle_judgements(connection, [], links.About(frozenset({"r3"})))
        assert len(links.judgements(connection)) == 1


def test_a_copy_leads_to_the_case_of_its_original(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_cases(connection, [Case("r1", ("r1", "r2"))])
        links.put_copies(connection, {"r3": "r1"})
        assert links.case_of(connection, "r3") == Case("r1", ("r1", "r2"))
        assert releases.count(connection) == 2


def test_campaigns_come_largest_first(store: Store) -> None:
    small = Campaign("k1", "甲社", (Membership("r1", True, "names it"),))
    large = Campaign("k2", "乙社", (Membership("r2", True, "names it"), Membership("r3", False, "fits")), "r2")
    with store.writing() as connection:
        links.put_campaigns(connection, [small, large])
        assert links.campaigns(connection) == [large, small]
