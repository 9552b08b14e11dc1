from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from tests.capture.site import Reply, Site, html

from jikenbo.capture.fetch import Fetcher
from jikenbo.capture.politeness import InMemory, Politeness
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import FetchError

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class Stepping:
    """A clock that waiting moves."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def test_redirects_are_followed_and_every_hop_kept(site: Site, visitor: Visitor) -> None:
    site.pages |= {
        "/old": Reply(b"", 301, {"Location": "/newer"}),
        "/newer": Reply(b"", 308, {"Location": "new#top"}),
        "/new": html("<p>here</p>"),
    }
    got = visitor.visit(f"{site.root}/old")
    assert [hop.status for hop in got.exchanges] == [301, 308, 200]
    assert got.final == f"{site.root}/new"


@pytest.mark.parametrize("location", ["/loop", "/other"])
def test_redirects_without_end_are_ended(site: Site, visitor: Visitor, location: str) -> None:
    site.pages |= {
        "/loop": Reply(b"", 302, {"Location": location}),
        "/other": lambda asked: Reply(b"", 302, {"Location": "/other?" + "x" * (len(asked.path) + 1)}),
    }
    for n in range(40):
        site.pages["/other?" + "x" * n] = site.pages["/other"]
    with pytest.raises(FetchError, match="redirects without end"):
        visitor.visit(f"{site.root}/loop")
    assert len(site.asked) <= 8


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, visitor: Visitor) -> None:
    site.pages |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /private/\n"), "/private/a": html("<p>no</p>")}
    with pytest.raises(FetchError, match=r"robots\.txt forbids it") as caught:
        visitor.visit(f"{site.root}/private/a")
    assert caught.value.kind == "forbidden"
    assert site.paths() == ["/robots.txt"]


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(site: Site, visitor: Visitor) -> None:
    site.pages |= {
        "/robots.txt": Reply(b"User-agent: jikenbo\nDisallow: /private/\n"),
        "/a": Reply(b"", 302, {"Location": "/private/a"}),
    }
    with pytest.raises(FetchError, match="forbids"):
        visitor.visit(f"{site.root}/a")
    assert "/private/a" not in site.paths()


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_a_robots_txt_that_fails_shuts_and_one_that_is_missing_opens(
    site: Site, fetcher: Fetcher, status: int, allowed: bool
) -> None:
    site.pages |= {"/robots.txt": Reply(b"", status), "/a": html("<p>ok</p>")}
    fetcher.clock = Stepping()
    visitor = Visitor(fetcher)
    if allowed:
        assert visitor.visit(f"{site.root}/a").answer.status == 200
    else:
        with pytest.raises(FetchError, match="could not be had"):
            visitor.visit(f"{site.root}/a")


def test_robots_txt_is_asked_for_once_a_day(site: Site, fetcher: Fetcher) -> None:
    clock = fetcher.clock = Stepping()
    visitor = Visitor(fetcher)
    site.pages["/a"] = html("<p>ok</p>")
    for hours in (0, 1, 22, 2):
        clock.sleep(hours * 3600)
        visitor.visit(f"{site.root}/a")
    assert site.paths().count("/robots.txt") == 2


def waits(fetcher: Fetcher, site: Site, times: int) -> list[float]:
    """The seconds between requests by the clock of the visitor."""
    clock = fetcher.clock = Stepping()
    visitor = Visitor(fetcher, delay=2.0)
    at = []
    for _ in range(times):
        visitor.visit(f"{site.root}/a")
        at.append(clock.at)
    return [(later - earlier).total_seconds() for earlier, later in pairwise(at)]


def test_a_host_is_asked_no_more_often_than_every_delay(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = html("<p>ok</p>")
    assert waits(fetcher, site, 4) == [2.0, 2.0, 2.0]


def test_a_crawl_delay_is_kept_up_to_a_minute(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": html("<p>ok</p>"), "/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 17\n")}
    assert waits(fetcher, site, 3) == [17.0, 17.0]
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 86400\n")
    assert waits(fetcher, site, 2) == [60.0]


@pytest.mark.parametrize("written", ["100", "Mon, 05 Jan 2026 09:01:42 GMT"])
def test_retry_after_is_kept(site: Site, fetcher: Fetcher, written: str) -> None:
    site.pages["/a"] = Reply(b"", 503, {"Retry-After": written})
    (wait,) = waits(fetcher, site, 2)
    assert wait >= 99


def test_a_host_in_trouble_is_left_and_not_waited_for_without_end(site: Site, fetcher: Fetcher) -> None:
    clock = fetcher.clock = Stepping()
    site.pages["/a"] = Reply(b"", 429, {"Retry-After": "3600"})
    visitor = Visitor(fetcher)
    visitor.visit(f"{site.root}/a")
    with pytest.raises(FetchError, match="left alone") as caught:
        visitor.visit(f"{site.root}/a")
    assert caught.value.kind == "shut"
    assert clock.at - START < timedelta(seconds=10)


def test_trouble_after_trouble_makes_longer_waits_that_success_ends() -> None:
    clock = Stepping()
    politeness = Politeness(InMemory(), clock, delay=1.0)
    gaps = []
    for status in (500, None, 503, 200, 200):
        assert politeness.free_in("a.example.jp", 10**6) == 0.0
        before = clock.at
        politeness.answered("a.example.jp", status)
        politeness.free_in("a.example.jp", 10**6)
        gaps.append((clock.at - before).total_seconds())
        clock.at += timedelta(days=1)
    assert 48 <= gaps[0] <= 72
    assert 96 <= gaps[1] <= 144
    assert 192 <= gaps[2] <= 288
    assert gaps[3:] == [1.0, 1.0]


def test_a_host_in_use_by_another_is_waited_for_or_left() -> None:
    clock = Stepping()
    ledger = InMemory()
    assert Politeness(ledger, clock, lease=90).free_in("a.example.jp", 5) == 0.0
    assert Politeness(ledger, clock, lease=90).free_in("a.example.jp", 5) == 90.0
