"""A watching process that is killed: nothing is lost but the request under way, and no chain is broken."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.capture.site import Reply, Site, html

from jikenbo.ingest.checking import check
from jikenbo.sources import source_of
from jikenbo.sources.toml import as_given
from jikenbo.store import Store, open_store, releases, watching

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8", "::1", "localhost"])
# JIKENBO_TEST_KILLS=50 is what the promise was tried with; a few are enough to see it break.
KILLS = int(os.environ.get("JIKENBO_TEST_KILLS", "5"))
RELEASES = 8 * KILLS


def page(n: int) -> str:
    return (
        f"<title>不正アクセスによる漏えいのお知らせ{n}</title><h1>不正アクセスによる漏えいのお知らせ{n}</h1>"
        f"<p>みほん商会株式会社</p><p>サーバーが不正アクセスを受け、お客様{n + 10}名の氏名が漏えいしました。</p>"
    )


def feed(site: Site) -> Reply:
    items = "".join(
        f"<item><title>不正アクセスによる漏えいのお知らせ{n}</title><link>{site.root}/{n}</link></item>"
        for n in range(RELEASES)
    )
    return Reply(f"<rss version='2.0'><channel><title>n</title>{items}</channel></rss>".encode())


def watching_book(folder: Path, site: Site) -> Store:
    site.pages["/feed"] = lambda _asked: feed(site)
    for n in range(RELEASES):
        site.pages[f"/{n}"] = html(page(n))
    store = open_store(str(folder))
    given = {"id": "a", "name": "a", "address": f"{site.root}/feed", "kind": "feed", "every": "1h", "most": RELEASES}
    with store.writing() as connection:
        watching.put_source(connection, "a", as_given(source_of(given)), datetime.now(UTC) - timedelta(days=1))
    return store


def started(folder: Path) -> subprocess.Popen[bytes]:
    settings = {
        "JIKENBO_CONTACT": "test@example.jp", "JIKENBO_ALLOW_INSIDE": "127.0.0.0/8", "JIKENBO_FETCH_DELAY": "0",
        "JIKENBO_FETCH_SECONDS": "5",
    }  # fmt: skip
    command = [sys.executable, "-m", "jikenbo", "--casebook", str(folder), "watch", "run"]
    return subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def free_hosts(store: Store) -> None:
    """Let the turn that a killed process had reserved run out."""
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM host_turn")


def test_killed_at_random_moments_it_goes_on_and_no_chain_is_broken(
    tmp_path: Path, new_site: Callable[[str], Site]
) -> None:
    site = new_site("127.0.0.7")
    folder = tmp_path / "casebook"
    store = watching_book(folder, site)
    chance = random.Random(6)  # noqa: S311
    moments: list[int] = []
    for _ in range(KILLS):
        process = started(folder)
        asked = len(site.asked)
        wanted = asked + chance.randint(1, 9)
        while process.poll() is None and len(site.asked) < wanted:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.03)
        process.send_signal(signal.SIGKILL)
        process.wait()
        moments.append(len(site.asked))
        assert [found for one in check(store) for found in one.breaks] == []
        free_hosts(store)
    assert started(folder).wait() == 0
    with store.reading() as connection:
        assert len(list(releases.every(connection))) == RELEASES
        states = {one.state for one in watching.sightings(connection, "a")}
        runs = watching.runs(connection, "a")
    assert states == {"taken"}
    assert [found for one in check(store) for found in one.breaks] == []
    # Each kill costs the request under way and, where it hit the run itself, another look at the feed.
    pages = [path for path in site.paths() if path not in ("/feed", "/robots.txt")]
    assert len(pages) <= RELEASES + KILLS
    assert all(run.status in ("done", "broken_off") for run in runs)
    store.close()
