import pytest
from tests.capture.site import Reply, Site, html

from jikenbo.capture.addresses import FoundAddress
from jikenbo.capture.visiting import Visitor
from jikenbo.capture.warc import Place, read_back
from jikenbo.ingest.taking import Outcome, Request, take_in
from jikenbo.model.visit import Seen
from jikenbo.store import Store, evidence, releases, visits

PAGE = """<html><head><title>不正アクセスに関するお知らせ</title></head><body><main>
<h1>不正アクセスに関するお知らせ</h1><p>2026年1月5日</p><p>株式会社ためし商店</p>
<p>当社のサーバが不正アクセスを受け、お客様120名の氏名が漏えいしたおそれがあります。</p></main></body></html>"""


def add(store: Store, visitor: Visitor, *addresses: str) -> Outcome:
    found = [FoundAddress(one) for one in addresses]
    return take_in(store, Request(found=found, limit=10**6, processes=1, visitor=visitor))


def test_an_address_becomes_a_release_whose_capture_is_the_answer(store: Store, visitor: Visitor, site: Site) -> None:
    site.pages |= {
        "/old": Reply(b"", 301, {"Location": "/news/2026/01/a.html"}),
        "/news/2026/01/a.html": html(PAGE, "euc-jp"),
    }
    outcome = add(store, visitor, f"{site.root}/old")
    assert (outcome.new, outcome.failed) == (1, [])
    with store.reading() as connection:
        (release,) = list(releases.every(connection))
        (capture,) = releases.captures(connection, release.id)
        (visit,) = visits.every(connection)
        entry = evidence.head(connection)
    assert release.doc == f"{site.root}/news/2026/01/a.html"
    assert release.title == "不正アクセスに関するお知らせ"
    assert capture.media_type == "text/html; charset=euc-jp"
    assert read_back(store.captures, Place(capture.warc, capture.offset)) == PAGE.encode("euc-jp")
    assert (visit.address, visit.final, visit.seen) == (f"{site.root}/old", release.doc, Seen.NEW)
    assert entry
    assert (entry.subject, entry.digest) == (capture.id, capture.digest)


def test_the_same_page_again_is_known_and_kept_as_a_revisit(store: Store, visitor: Visitor, site: Site) -> None:
    site.pages["/a"] = html(PAGE)
    add(store, visitor, f"{site.root}/a")
    outcome = add(store, visitor, f"{site.root}/a")
    assert (outcome.new, outcome.known) == (0, 1)
    with store.reading() as connection:
        assert [one.seen for one in visits.every(connection)] == [Seen.NEW, Seen.SAME]


def test_a_page_that_changed_renews_its_release(store: Store, visitor: Visitor, site: Site) -> None:
    site.pages["/a"] = html(PAGE)
    add(store, visitor, f"{site.root}/a")
    site.pages["/a"] = html(PAGE.replace("120名", "150名"))
    outcome = add(store, visitor, f"{site.root}/a")
    assert (outcome.new, outcome.renewed) == (0, 1)
    with store.reading() as connection:
        (release,) = list(releases.every(connection))
        assert len(releases.captures(connection, release.id)) == 2


def test_two_addresses_with_the_same_bytes_are_two_captures(store: Store, visitor: Visitor, site: Site) -> None:
    site.pages |= {"/a/index.html": html(PAGE), "/b/index.html": html(PAGE)}
    assert add(store, visitor, f"{site.root}/a/index.html", f"{site.root}/b/index.html").new == 2


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b"<h1>gone</h1>", 404), "status 404"),
        (Reply(b"no", 403), "status 403"),
        (html("<title>Just a moment...</title><p>x</p>"), "in place of the release"),
        (html("<title>お探しのページは見つかりません</title>"), "with status 200"),
        (Reply(b"", 200), "empty"),
        (Reply(b"x", 500), "in trouble"),
    ],
)
def test_what_is_no_page_is_told_and_nothing_is_stored(
    sqlite_store: Store, visitor: Visitor, site: Site, reply: Reply, said: str
) -> None:
    site.pages["/a"] = reply
    outcome = add(sqlite_store, visitor, f"{site.root}/a")
    assert said in str(outcome.failed[0])
    with sqlite_store.reading() as connection:
        assert not list(releases.every(connection))


@pytest.mark.parametrize(
    "words",
    ["外部からのアクセスを制限しました", "データが削除された可能性があります", "不正な利用は見つかりませんでした"],
)
def test_a_short_release_is_not_taken_for_a_wall(sqlite_store: Store, visitor: Visitor, site: Site, words: str) -> None:
    site.pages["/a"] = html(f"<title>不正アクセスについて</title><h1>不正アクセスについて</h1><p>{words}。</p>")
    assert add(sqlite_store, visitor, f"{site.root}/a").new == 1
