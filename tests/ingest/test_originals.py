"""Entries of an archive kept by hand, looked up at the addresses that they give."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.capture.site import Reply, Site, html
from tests.ingest.year import SimulatedClock

from jikenbo.capture.addresses import FoundAddress
from jikenbo.capture.fetch import Fetcher
from jikenbo.capture.files import find_files
from jikenbo.capture.visiting import Visitor
from jikenbo.ingest.checking import check
from jikenbo.ingest.joining import join
from jikenbo.ingest.rechecking import SECOND_LOOK, Rechecker
from jikenbo.ingest.taking import Outcome, Request, take_in
from jikenbo.store import Store, links, rechecks, releases, visits
from jikenbo.store.turns import Turns

BODY = (
    "平素より格別のご高配を賜り、厚く御礼申し上げます。",
    "2026年1月4日、当社の受注サーバー{n}号がランサムウェアに感染し、取引先{people}名の連絡先が暗号化されました。",
    "判明後ただちに当該サーバーを切り離し、警察に相談するとともに、外部の専門会社と原因を調べています。",
    "関係者の皆様にご迷惑をおかけし、深くお詫び申し上げます。続報がございましたら当サイトにてお知らせします。",
)


def title(n: int) -> str:
    return f"受注サーバー{n}号の停止について"


def body(n: int) -> list[str]:
    return [line.format(n=n, people=100 + 7 * n) for line in BODY]


def entry(folder: Path, n: int, address: str, words: list[str] | None = None, day: int = 5) -> str:
    place = f"2026/01/{day:02}_みほん{n}工房株式会社.md"
    head = [
        "# 公表概要",
        f"- {title(n)}",
        f"- 2026年1月{day}日",
        f"- みほん{n}工房株式会社",
        f"- {address}",
        "",
        "# 本文",
        "",
    ]
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*head, *(words or body(n))]) + "\n", encoding="utf-8")
    return place


def page(n: int, more: str = "") -> Reply:
    words = "".join(f"<p>{line}</p>" for line in body(n))
    return html(
        f"<html><head><title>{title(n)}</title></head><body><nav><a href='/'>ホーム</a></nav><main><h1>{title(n)}</h1>"
        f"<p>2026年1月5日</p><p>みほん{n}工房株式会社</p>{words}{more}<p>以上</p></main></body></html>"
    )


class Archive:
    def __init__(self, store: Store, site: Site, fetcher: Fetcher, folder: Path) -> None:
        self.clock = fetcher.clock = SimulatedClock()
        self.store, self.site, self.folder = store, site, folder
        self.visitor = Visitor(fetcher, Turns(store), delay=2)

    def add(self) -> Outcome:
        outcome = take_in(self.store, Request(found=find_files([str(self.folder)]), limit=10**6, processes=1))
        join(self.store)
        return outcome

    def look(self, after: timedelta = timedelta(0)) -> dict[str, str]:
        """What a round of looks shows, by the name of the entry or page."""
        self.clock.at += after
        rechecker = Rechecker(self.store, self.visitor, 10**6)
        rechecker.run(self.clock.at)
        with self.store.reading() as connection:
            docs = {one.id: one.doc for one in releases.every(connection)}
        return {docs[of].rpartition("/")[2]: seen.value for of, seen in rechecker.looked}

    def registered(self) -> list[str]:
        with self.store.reading() as connection:
            return [one.kind for one in rechecks.registered(connection)]


@pytest.fixture
def archive(store: Store, site: Site, fetcher: Fetcher, tmp_path: Path) -> Archive:
    return Archive(store, site, fetcher, tmp_path / "archive")


def test_the_original_becomes_a_second_capture_of_the_entry(archive: Archive) -> None:
    place = entry(archive.folder, 1, f"{archive.site.root}/n/1")
    archive.site.pages["/n/1"] = page(1, "<p>印刷する</p>")
    archive.add()
    assert list(archive.look().values()) == ["new"]
    with archive.store.reading() as connection:
        assert releases.count(connection) == 1
        (standing,) = releases.listed(connection)
        captures = releases.captures(connection, standing.id)
        case = links.case_of(connection, standing.id)
    assert {one.doc.rpartition("/")[2] for one in captures} == {place.rpartition("/")[2], "1"}
    assert case
    assert case.releases == (standing.id,)
    assert [found for step in check(archive.store) for found in step.breaks] == []


def test_an_archive_added_again_is_known_and_its_originals_are_looked_at_as_pages(archive: Archive) -> None:
    entry(archive.folder, 1, f"{archive.site.root}/n/1")
    archive.site.pages["/n/1"] = page(1)
    archive.add()
    archive.look()
    assert archive.add().new == 0
    assert archive.look(timedelta(days=2)) == {"1": "same"}
    archive.site.pages["/n/1"] = html(page(1).body.decode().replace("107名", "950名"))
    archive.look(timedelta(days=10))
    archive.look(SECOND_LOOK)
    assert archive.registered() == ["facts"]
    with archive.store.reading() as connection:
        (standing,) = releases.listed(connection)
        assert len(releases.captures(connection, standing.id)) == 3
        assert [one.kind for one in rechecks.registered(connection, standing.id)] == ["facts"]


def test_what_is_gone_blocked_or_out_of_reach_is_noted_and_only_what_is_gone_is_told(archive: Archive) -> None:
    paths = {1: "/gone", 2: "/shut", 3: "/down", 4: "/soft"}
    for n, path in paths.items():
        entry(archive.folder, n, archive.site.root + path)
    archive.site.pages |= {
        "/gone": Reply(b"", 404),
        "/shut": Reply(b"", 403),
        "/down": Reply(b"", 400),
        "/soft": html("<title>みほん</title><h1>ページが見つかりません</h1>"),
    }
    entry(archive.folder, 5, "http://no-such-host.invalid/5")
    archive.add()
    shown = archive.look()
    assert [shown[f"05_みほん{n}工房株式会社.md"] for n in (1, 2, 3, 4, 5)] == [
        "removed", "blocked", "unreachable", "soft_404", "unreachable",
    ]  # fmt: skip
    assert archive.registered() == []
    archive.look(SECOND_LOOK)
    assert archive.registered() == ["removed", "removed"]
    with archive.store.reading() as connection:
        kept = {one.address.rpartition("/")[2]: one.reason for one in visits.every(connection)}
    assert "status 403" in kept["shut"]


def test_another_page_at_an_entrys_address_is_no_edit_and_no_removal(archive: Archive) -> None:
    entry(archive.folder, 1, f"{archive.site.root}/news/")
    archive.site.pages["/news/"] = html(
        "<title>ニュース</title><h1>ニュース</h1>" + "<p>本年もよろしくお願いします。</p>" * 20
    )
    archive.add()
    for _ in range(3):
        assert set(archive.look(timedelta(days=5)).values()) <= {"another"}
    assert archive.registered() == []


def test_of_two_reports_with_one_address_the_page_is_the_one_whose_words_it_has(archive: Archive) -> None:
    address = f"{archive.site.root}/notice"
    first = entry(archive.folder, 1, address)
    later = [
        *body(1)[:1],
        "1月5日に公表した件の第2報です。調査の結果、暗号化された連絡先は412件でした。",
        *["復旧作業を終え、1月20日に受注を再開しました。再発防止のため、監視を強めます。"] * 2,
    ]
    second = entry(archive.folder, 2, address, later, day=20)
    archive.site.pages["/notice"] = html(f"<h1>{title(2)}</h1>" + "".join(f"<p>{line}</p>" for line in later))
    archive.add()
    shown = archive.look()
    assert shown[first.rpartition("/")[2]] == "another"
    assert shown.get(second.rpartition("/")[2]) == "new"
    assert archive.registered() == []


def test_an_entry_whose_page_was_fetched_before_is_joined_to_it_without_asking(archive: Archive) -> None:
    archive.site.pages["/n/1"] = page(1)
    found = [FoundAddress(f"{archive.site.root}/n/1")]
    take_in(archive.store, Request(found=found, limit=10**6, processes=1, visitor=archive.visitor))
    entry(archive.folder, 1, f"{archive.site.root}/n/1", [f"{line}（抄）" for line in body(1)])
    archive.add()
    asked = len(archive.site.asked)
    archive.look()
    assert len(archive.site.asked) == asked
    with archive.store.reading() as connection:
        assert releases.count(connection) == 1
