"""Releases over a simulated year, from four publishers on four addresses, by a real server and client.

Forty by default, to be quick; JIKENBO_TEST_RELEASES=200 makes it as many as the product promises.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
from tests.capture.site import Site
from tests.capture.test_exchange_records import accepted
from tests.ingest.year import START, Year, make_year

from jikenbo.capture.fetch import Fetcher, Limits
from jikenbo.capture.guard import Guard
from jikenbo.capture.visiting import Visitor
from jikenbo.ingest.checking import check
from jikenbo.ingest.gathering import Gatherer
from jikenbo.ingest.rechecking import Rechecker
from jikenbo.sources import source_of
from jikenbo.sources.toml import as_given
from jikenbo.store import Store, open_store, rechecks, releases, watching
from jikenbo.store.turns import Turns

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8", "::1", "localhost"])
DELAY = 2.0
RELEASES = int(os.environ.get("JIKENBO_TEST_RELEASES", "40"))
SOURCES = {"feed": (0, "/feed"), "list": (1, "/list"), "sitemap": (2, "/sitemap.xml.gz"), "vanishing": (3, "/feed")}


@dataclass
class Watched:
    year: Year
    store: Store


def add_sources(store: Store, year: Year, every: str) -> None:
    for name, (host, path) in SOURCES.items():
        kind = "feed" if name == "vanishing" else name
        given = {"id": name, "name": name, "address": year.sites[host].root + path, "kind": kind, "every": every}
        given |= {"vanishes": "31d"} if name == "vanishing" else {}
        with store.writing() as connection:
            watching.put_source(connection, name, as_given(source_of(given)), START)


def asker(store: Store, year: Year) -> Visitor:
    limits = Limits(size=1_000_000, seconds=10, redirects=5)
    fetcher = Fetcher("Jikenbo/test (test@example.jp)", Guard.allowing("127.0.0.0/8"), limits, year.clock)
    return Visitor(fetcher, Turns(store), delay=DELAY)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """The year, watched once for all tests of it."""
    sites: list[Site] = []

    def make(host: str, clock: object) -> Site:
        sites.append(Site(host, clock))  # type: ignore[arg-type]
        return sites[-1]

    year = make_year(make, RELEASES)
    store = open_store(str(tmp_path_factory.mktemp("year") / "casebook"))
    add_sources(store, year, "9d")
    visitor = asker(store, year)
    for day in range(0, 365, 2):
        year.clock.at = max(year.clock.at, START + timedelta(days=day, hours=3 + day % 4 * 5))
        Gatherer(store, visitor, 10**6).run(year.clock.at + timedelta(minutes=5))
        Rechecker(store, visitor, 10**6).run(year.clock.at)
    yield Watched(year, store)
    store.close()
    for site in sites:
        site.close()


def test_every_release_is_found_and_nothing_else(watched: Watched) -> None:
    with watched.store.reading() as connection:
        docs = {one.doc for one in releases.every(connection)}
    assert docs == {one.address for one in watched.year.made}


def test_every_edit_removal_and_move_is_told_apart_and_no_other_is_told(watched: Watched) -> None:
    with watched.store.reading() as connection:
        told = [(one.address, one.kind) for one in rechecks.registered(connection)]
    assert set(told) - watched.year.expected() == set()
    assert watched.year.expected() - set(told) == set()
    assert len(told) == len(set(told))


def test_a_changed_fact_is_told_with_its_line(watched: Watched) -> None:
    one = next(one for one in watched.year.made if one.kind == "facts")
    with watched.store.reading() as connection:
        (entry,) = [r for r in rechecks.registered(connection) if r.address == one.address]
        versions = releases.captures(connection, entry.release_id)
    assert [sign for sign, _words in entry.detail["lines"]] == ["-", "+"]
    assert any(fact[0] == "counts" for fact in entry.detail["come"])
    assert (entry.before, entry.after) == tuple(version.id for version in versions)
    assert not entry.detail["announced"]


def test_nothing_is_asked_for_that_robots_txt_forbids(watched: Watched) -> None:
    assert not [path for site in watched.year.sites for path in site.paths() if path.startswith("/private")]
    with watched.store.reading() as connection:
        assert [one.address for one in watching.sightings(connection, "list", "forbidden")]


def test_no_host_is_asked_more_often_than_allowed(watched: Watched) -> None:
    for site in watched.year.sites:
        assert min(later.at - earlier.at for earlier, later in pairwise(site.asked)) >= DELAY - 0.001


def test_traps_are_given_up_with_the_reason(watched: Watched) -> None:
    with watched.store.reading() as connection:
        failed = {one.address.rpartition("/")[2]: one for one in watching.sightings(connection, "feed", "failed")}
    assert failed.keys() == {"loop", "bomb"}
    assert "redirects without end" in failed["loop"].reason
    assert "unpacks to more than" in failed["bomb"].reason


def test_what_was_left_has_its_reason_and_runs_their_counts(watched: Watched) -> None:
    with watched.store.reading() as connection:
        left = [one for name in SOURCES for one in watching.sightings(connection, name, "skipped")]
        runs = watching.runs(connection, "feed", 1000)
    assert left
    assert all(one.reason.startswith("It is no release") for one in left)
    assert sum(run.new for run in runs) == RELEASES // 4 + 2
    assert {run.status for run in runs} == {"done"}


def test_every_chain_holds_and_both_readers_accept_every_record(watched: Watched) -> None:
    assert [found for one in check(watched.store) for found in one.breaks] == []
    assert accepted(watched.store.captures) > RELEASES * 10
