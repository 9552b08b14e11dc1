"""Many hosts at a time, by the wall's own clock: no host waits for another, and none is asked more often than allowed."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from tests.capture.site import Asked, Reply, Site, html

from jikenbo.capture.fetch import Fetcher, Limits
from jikenbo.capture.guard import Guard
from jikenbo.capture.visiting import Visitor
from jikenbo.ingest.gathering import Gatherer
from jikenbo.ingest.rechecking import Rechecker
from jikenbo.sources import source_of
from jikenbo.sources.toml import as_given
from jikenbo.store import Store, rechecks, releases, watching
from jikenbo.store.turns import Turns

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8", "::1", "localhost"])
HOSTS, PAGES, TAKES, DELAY = 6, 2, 0.4, 0.1


def slowly(reply: Reply) -> Callable[[Asked], Reply]:
    def answer(_asked: Asked) -> Reply:
        time.sleep(TAKES)
        return reply

    return answer


@pytest.fixture
def sites(new_site: Callable[[str], Site]) -> list[Site]:
    """Hosts that take their time, each with a feed; the first one sends its pages on to the second."""
    made = [new_site(f"127.0.0.{n + 31}") for n in range(HOSTS)]
    for n, site in enumerate(made):
        title = f"不正アクセスによる漏えいのお知らせ{n}"
        items = "".join(f"<item><title>{title}</title><link>{site.root}/{p}</link></item>" for p in range(PAGES))
        feed = Reply(f"<rss version='2.0'><channel><title>n</title>{items}</channel></rss>".encode())
        site.pages["/feed"] = slowly(feed)
        for p in range(PAGES):
            people = 100 + 10 * n + p
            page = f"<title>{title}</title><h1>{title}</h1><p>みほん{n}商会株式会社</p><p>不正アクセスを受け、お客様{people}名の氏名が漏えいしました。</p>"
            site.pages[f"/{p}"] = slowly(html(page) if n else Reply(b"", 302, {"Location": f"{made[1].root}/{p}"}))
    return made


def visitor(store: Store) -> Visitor:
    fetcher = Fetcher("Jikenbo/test (test@example.jp)", Guard.allowing("127.0.0.0/8"), Limits(10**6, 10.0, 5))
    return Visitor(fetcher, Turns(store), delay=DELAY)


def watch(store: Store, sites: list[Site]) -> None:
    for n, site in enumerate(sites):
        given = {"id": f"s{n}", "name": f"s{n}", "address": f"{site.root}/feed", "kind": "feed"}
        with store.writing() as connection:
            watching.put_source(connection, f"s{n}", as_given(source_of(given)), datetime.now(UTC))


def check_log(site: Site) -> None:
    """By the host's own log each request came the delay or more after the answer before it."""
    gaps = [later.at - earlier for earlier, later in zip(site.answered, site.asked[1:], strict=False)]
    assert min(gaps) >= DELAY - 0.01, gaps


def span(sites: list[Site], since: float = 0.0) -> tuple[float, int]:
    """How long the hosts were asked, and how many requests that took."""
    asked = sorted(one.at for site in sites for one in site.asked if one.at > since)
    return asked[-1] - asked[0], len(asked)


def test_hosts_are_asked_at_once_and_each_no_more_often_than_allowed(store: Store, sites: list[Site]) -> None:
    watch(store, sites)
    asker = visitor(store)
    gatherer = Gatherer(store, asker, 10**6)
    gatherer.run(datetime.now(UTC) + timedelta(seconds=5))
    assert [one.state for one in gatherer.settled] == ["taken"] * HOSTS * PAGES
    for site in sites:
        check_log(site)
    seconds, requests = span(sites)
    assert seconds < requests * TAKES / 2
    begun = datetime.now(UTC)
    rechecker = Rechecker(store, asker, 10**6)
    with store.writing() as connection:
        rechecks.enroll(connection, begun, timedelta(0))
        rechecks.make_due(connection, begun)
        count = releases.count(connection)
    rechecker.run(begun)
    assert count == (HOSTS - 1) * PAGES
    assert {seen.value for _release, seen in rechecker.looked} == {"same"}
    for site in sites:
        check_log(site)
    seconds, requests = span(sites, begun.timestamp())
    assert seconds < requests * TAKES / 2


def test_one_host_at_a_time_is_the_slow_way(sqlite_store: Store, sites: list[Site]) -> None:
    watch(sqlite_store, sites[1:3])
    Gatherer(sqlite_store, visitor(sqlite_store), 10**6, hosts=1).run(datetime.now(UTC) + timedelta(seconds=5))
    starts = sorted(one.at for site in sites for one in site.asked if one.path != "/robots.txt")
    assert min(later - earlier for earlier, later in pairwise(starts)) >= TAKES
