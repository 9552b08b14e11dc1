"""Odd answers in place of a release, all in one round: what is told in the register, and what must not be."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.capture.site import Reply, Site
from tests.ingest.odd_pages import EVERY, TARGETS, release
from tests.ingest.year import START, SimulatedClock

from jikenbo.capture.fetch import Fetcher, Limits
from jikenbo.capture.guard import Guard
from jikenbo.capture.visiting import Visitor
from jikenbo.ingest.gathering import Gatherer
from jikenbo.ingest.rechecking import Rechecker
from jikenbo.sources import source_of
from jikenbo.sources.toml import as_given
from jikenbo.store import open_store, rechecks, watching
from jikenbo.store.turns import Turns

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8", "::1", "localhost"])
DAYS = (2, 3, 10, 10, 1, 20, 30, 1)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[str]]]:
    """What the register says of each odd page after several looks, days apart."""
    clock = SimulatedClock()
    site = Site("127.0.0.9", clock)
    items = "".join(
        f"<item><title>不正アクセスに関するお知らせ {name}</title><link>{site.root}/n/{name}</link></item>"
        for name in EVERY
    )
    site.pages["/feed"] = Reply(f"<rss version='2.0'><channel><title>n</title>{items}</channel></rss>".encode())
    site.pages |= {f"/n/{name}": one.before or release() for name, one in EVERY.items()}
    store = open_store(str(tmp_path_factory.mktemp("odd") / "casebook"))
    fetcher = Fetcher("Jikenbo/test (test@example.jp)", Guard.allowing("127.0.0.0/8"), Limits(10**6, 5.0, 5), clock)
    visitor = Visitor(fetcher, Turns(store), delay=1)
    given = {"id": "a", "name": "a", "address": f"{site.root}/feed", "kind": "feed", "most": 500}
    with store.writing() as connection:
        watching.put_source(connection, "a", as_given(source_of(given)), START)
    Gatherer(store, visitor, 10**6).run(clock.at + timedelta(minutes=1))
    site.pages |= TARGETS | {f"/n/{name}": one.after for name, one in EVERY.items()}
    for days in DAYS:
        clock.at += timedelta(days=days, hours=5)
        Rechecker(store, visitor, 10**6).run(clock.at)
    with store.reading() as connection:
        found: dict[str, list[str]] = {name: [] for name in EVERY}
        for one in reversed(rechecks.registered(connection)):
            found[one.address.rpartition("/")[2]].append(one.kind)
    yield found
    store.close()
    site.close()


@pytest.mark.parametrize("name", EVERY)
def test_an_odd_page_is_told_as_what_it_is_and_no_other(told: dict[str, list[str]], name: str) -> None:
    expected = EVERY[name].told
    assert len(told[name]) == (1 if expected else 0), told[name]
    assert set(told[name]) <= expected
