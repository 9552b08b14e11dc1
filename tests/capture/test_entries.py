import gzip
import json

import pytest
from tests.capture.site import Reply, Site, html

from jikenbo.capture.entries import Entry
from jikenbo.capture.feed import is_feed, read_feed
from jikenbo.capture.fetch import Exchange, Fetcher
from jikenbo.capture.listing import feeds_of, read_list
from jikenbo.capture.sitemap import is_sitemap, read_sitemap
from jikenbo.errors import UnreadableError

RSS = "<?xml version='1.0'?><rss version='2.0'><channel><title>t</title><item><title>第1報</title><link>/n/1</link><pubDate>Mon, 05 Jan 2026 09:00:00 +0900</pubDate></item></channel></rss>"
ATOM = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><entry><title>第1報</title><link href='/n/1'/><updated>2026-01-05T00:00:00Z</updated></entry></feed>"
RDF = "<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel/><item><title>第1報</title><link>/n/1</link><dc:date>2026-01-05T00:00:00Z</dc:date></item></rdf:RDF>"
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1",
        "items": [{"url": "/n/1", "title": "第1報", "date_published": "2026-01-05T00:00:00Z"}],
    }
)


def got(fetcher: Fetcher, site: Site, reply: Reply) -> Exchange:
    site.pages["/a"] = reply
    return fetcher.fetch(site.root + "/a")


@pytest.mark.parametrize("feed", [RSS, ATOM, RDF, JSON])
def test_feeds_of_every_kind_give_address_title_and_date(site: Site, fetcher: Fetcher, feed: str) -> None:
    answer = got(fetcher, site, Reply(feed.encode()))
    assert is_feed(answer)
    assert read_feed(answer) == (Entry(f"{site.root}/n/1", "第1報", "2026-01-05"),)


def test_a_feed_in_another_charset_is_read(site: Site, fetcher: Fetcher) -> None:
    reply = Reply(RSS.replace("version='1.0'?", "version='1.0' encoding='euc-jp'?").encode("euc-jp"))
    assert read_feed(got(fetcher, site, reply))[0].title == "第1報"


@pytest.mark.parametrize(
    "words", ["<html><body>no</body></html>", '{"version": "https://jsonfeed.org/version/1"}', "{"]
)
def test_what_is_no_feed_is_told(site: Site, fetcher: Fetcher, words: str) -> None:
    with pytest.raises(UnreadableError):
        read_feed(got(fetcher, site, Reply(words.encode())))


def test_entities_of_a_sitemap_are_not_resolved(site: Site, fetcher: Fetcher) -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    words = f"{bomb}<urlset><url><loc>/&b;</loc></url><url><loc>/n&f;</loc></url><url><loc>/n/2</loc></url></urlset>"
    found = read_sitemap(got(fetcher, site, Reply(words.encode()))).entries
    assert found[-1].address == f"{site.root}/n/2"
    assert not any("aaaa" in one.address or "root" in one.address for one in found)


@pytest.mark.parametrize("packed", [False, True])
def test_an_index_leads_to_further_sitemaps(site: Site, fetcher: Fetcher, packed: bool) -> None:
    words = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>/s1.xml</loc><lastmod>2026-01-05T01:00:00Z</lastmod></sitemap></sitemapindex>"
    answer = got(fetcher, site, Reply(gzip.compress(words.encode()) if packed else words.encode()))
    assert is_sitemap(answer)
    assert read_sitemap(answer).further == (Entry(f"{site.root}/s1.xml", "", "2026-01-05"),)


def test_a_list_page_gives_links_outside_its_menus_and_rows_for_terse_ones(site: Site, fetcher: Fetcher) -> None:
    page = (
        "<head><link rel=alternate type='application/rss+xml' href='/rss'></head><nav><a href='/m'>メニュー</a></nav><ul>"
        "<li>2026.1.5 不正アクセスのお知らせ <a href='/n/1.pdf'>PDF</a></li><li><a href='n/2#x'>メール誤送信に関するお詫びについて</a></li>"
        "<li><a href='javascript:void(0)'>x</a><a href='/logo.png'>y</a><a href='mailto:a@example.jp'>z</a></li></ul>"
    )
    answer = got(fetcher, site, html(page, "shift_jis"))
    assert read_list(answer) == (
        Entry(f"{site.root}/n/1.pdf", "2026.1.5 不正アクセスのお知らせ PDF"),
        Entry(f"{site.root}/n/2", "メール誤送信に関するお詫びについて"),
    )
    assert feeds_of(answer) == (f"{site.root}/rss",)
