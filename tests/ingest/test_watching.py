from datetime import UTC, datetime, timedelta

import pytest
from tests.capture.site import Reply, Site, html
from tests.ingest.year import SimulatedClock

from jikenbo.capture.fetch import Fetcher
from jikenbo.capture.visiting import Visitor
from jikenbo.ingest.gathering import Gatherer
from jikenbo.ingest.rechecking import SECOND_LOOK, Rechecker
from jikenbo.model.visit import Seen
from jikenbo.sources import source_of
from jikenbo.sources.toml import as_given
from jikenbo.store import Store, rechecks, releases, watching
from jikenbo.store.turns import Turns

PAGE = """<title>不正アクセスによる漏えいのお知らせ{n}</title><h1>不正アクセスによる漏えいのお知らせ{n}</h1><p>みほん商会株式会社</p>
<p>サーバーが不正アクセスを受け、お客様{people}名の氏名が漏えいしました。</p><p>深くお詫び申し上げます。</p>"""
START = datetime(2025, 1, 6, tzinfo=UTC)


def feed(site: Site, *numbers: int) -> Reply:
    items = "".join(
        f"<item><title>不正アクセスによる漏えいのお知らせ{n}</title><link>{site.root}/{n}</link></item>"
        for n in numbers
    )
    return Reply(
        f"<rss version='2.0'><channel><title>n</title>{items}</channel></rss>".encode(), headers={"ETag": '"1"'}
    )


class Watch:
    def __init__(self, store: Store, site: Site, fetcher: Fetcher) -> None:
        self.clock = SimulatedClock()
        fetcher.clock = self.clock
        self.store, self.site = store, site
        self.visitor = Visitor(fetcher, Turns(store), delay=2)
        for n in range(3):
            site.pages[f"/{n}"] = html(PAGE.format(n=n, people=100 + n))
        site.pages["/feed"] = feed(site, 0, 1, 2)
        self.add("a", "/feed")

    def add(self, name: str, path: str, **more: object) -> None:
        given = {"id": name, "name": name, "address": self.site.root + path, "kind": "feed", **more}
        with self.store.writing() as connection:
            watching.put_source(connection, name, as_given(source_of(given)), START)

    def run(self) -> Gatherer:
        gatherer = Gatherer(self.store, self.visitor, 10**6)
        gatherer.run(self.clock.at + timedelta(minutes=1))
        return gatherer

    def look_again(self, after: timedelta) -> list[Seen]:
        self.clock.at += after
        rechecker = Rechecker(self.store, self.visitor, 10**6)
        rechecker.run(self.clock.at)
        return [seen for _release, seen in rechecker.looked]

    def registered(self) -> list[str]:
        with self.store.reading() as connection:
            return [one.kind for one in rechecks.registered(connection)]


@pytest.fixture
def watch(store: Store, site: Site, fetcher: Fetcher) -> Watch:
    return Watch(store, site, fetcher)


def test_a_run_takes_what_is_new_and_the_next_one_nothing(watch: Watch) -> None:
    assert [one.state for one in watch.run().settled] == ["taken"] * 3
    watch.clock.at += timedelta(hours=7)
    again = watch.run()
    assert (again.runs[0].new, again.settled) == (0, [])


def test_a_source_that_did_not_change_is_asked_with_its_validators(watch: Watch) -> None:
    watch.run()
    watch.site.pages["/feed"] = lambda asked: Reply(status=304 if asked.headers.get("if-none-match") == '"1"' else 500)
    watch.clock.at += timedelta(hours=7)
    assert watch.run().runs[0].status == "unchanged"


def test_what_vanishes_first_is_fetched_first(watch: Watch) -> None:
    watch.site.pages["/soon"] = feed(watch.site, 2)
    watch.add("soon", "/soon", vanishes="31d")
    assert watch.run().settled[0].source_id == "soon"


def test_a_door_that_nobody_knows_costs_no_release(watch: Watch) -> None:
    real = watch.site.pages["/1"]
    watch.site.pages["/1"] = html(
        "<title>ご確認</title><h1>ご確認のお願い</h1><p>お手数ですが、続けるには下を押してください。</p>"
    )
    assert sorted(one.state for one in watch.run().settled) == ["taken", "taken", "waiting"]
    watch.site.pages["/1"] = real
    watch.clock.at += timedelta(hours=7)
    assert [one.state for one in watch.run().settled] == ["taken"]


def test_too_few_entries_and_repeated_failures_are_alerts(watch: Watch) -> None:
    watch.add("few", "/feed", expect=9)
    watch.add("bad", "/nothing")
    alerts = {run.source_id: run.alert for run in watch.run().runs}
    assert "9 are expected" in alerts["few"]
    for _ in range(2):
        watch.clock.at += timedelta(days=2)
        alerts |= {run.source_id: run.alert for run in watch.run().runs}
    assert "failed 3 times in a row" in alerts["bad"]


def test_a_removal_is_told_after_a_second_look_and_a_return_too(watch: Watch) -> None:
    watch.run()
    assert watch.look_again(timedelta(days=2)) == [Seen.SAME] * 3
    watch.site.pages["/1"] = Reply(b"", 410)
    assert watch.look_again(timedelta(days=5)).count(Seen.REMOVED) == 1
    assert watch.registered() == []
    assert watch.look_again(timedelta(hours=5)) == []
    assert watch.look_again(SECOND_LOOK) == [Seen.REMOVED]
    assert watch.registered() == ["removed"]
    watch.site.pages["/1"] = html(PAGE.format(n=1, people=101))
    watch.look_again(timedelta(days=2))
    watch.look_again(SECOND_LOOK * 2)
    assert watch.registered() == ["restored", "removed"]


def test_a_page_gone_for_a_moment_or_behind_a_wall_is_not_told(watch: Watch) -> None:
    watch.run()
    watch.site.pages["/1"] = Reply(b"", 404)
    watch.site.pages["/2"] = Reply(b"", 403)
    watch.look_again(timedelta(days=2))
    watch.site.pages["/1"] = html(PAGE.format(n=1, people=101))
    for _ in range(4):
        watch.look_again(timedelta(days=3))
    assert watch.registered() == []


def test_an_edit_and_its_undoing_are_two_changes_and_three_versions(watch: Watch) -> None:
    watch.run()
    for people in (150, 101):
        watch.site.pages["/1"] = html(PAGE.format(n=1, people=people))
        watch.look_again(timedelta(days=100))
        watch.look_again(timedelta(days=1))
    assert watch.registered() == ["facts", "facts"]
    with watch.store.reading() as connection:
        (changed,) = {one.release_id for one in rechecks.registered(connection)}
        held = releases.get(connection, changed)
    assert held
    assert len(held.captures) == 3
    assert {fact.value for fact in held.reading.facts if fact.field == "counts"} == {101}
