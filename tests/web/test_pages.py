import json
import re
from pathlib import Path
from xml.dom.minidom import Document, parseString

import httpx
import pytest
from tests.web.serving import MARKUP

from jikenbo import web

HOSTILE_QUERIES = [
    "漏洩" * 2500, "word " * 2000, '"' * 200, "'; DROP TABLE release; --", "\x00\x01\x1f", "\ud7ff\uffff", "a OR OR OR", "-", "type:", ":",
    "people:>99999999999999999999", "date:9999-99..0000-00", "org:" + "あ" * 3000, "%", "_", "\\", "(((((", "NEAR(a b)",
    "item:\"\"", "<script>alert(1)</script>", "date:..", "https://example.jp/a:b",
]  # fmt: skip


def test_every_page_opens_in_both_languages(client: httpx.Client, paths: list[str]) -> None:
    for path in paths:
        for prefix, language in (("", "ja"), ("/en", "en")):
            answer = client.get(prefix + path, follow_redirects=True)
            assert answer.status_code == (404 if path == "/no-such-page" else 200), prefix + path
            assert f'<html lang="{language}"' in answer.text


def test_every_link_of_every_page_leads_somewhere(client: httpx.Client, paths: list[str]) -> None:
    found = {link for path in paths[:-1] for link in re.findall(r'href="(/[^"#]*)', client.get(path).text)}
    some = sorted(found, key=lambda link: (len(link), link))
    broken = [
        one for one in some[:160] if client.get(one.replace("&amp;", "&"), follow_redirects=True).status_code != 200
    ]
    assert broken == []


def test_anchors_within_a_release_lead_to_words(client: httpx.Client, ids: dict[str, str]) -> None:
    page = client.get(f"/releases/{ids['release']}").text
    for name in re.findall(r'href="#(\w+)"', page):
        assert f'id="{name}"' in page


def test_every_fact_of_a_case_leads_to_words_in_a_release(client: httpx.Client, ids: dict[str, str]) -> None:
    page = client.get(f"/cases/{ids['case']}").text
    places = re.findall(r'class="source" href="(/releases/\w+)#(w\d+)"', page)
    assert places
    held = {path: client.get(path).text for path, _ in places}
    assert [place for place in places if f'id="{place[1]}"' not in held[place[0]]] == []


def test_any_release_of_a_case_leads_to_its_case(client: httpx.Client, ids: dict[str, str]) -> None:
    answer = client.get(f"/cases/{ids['release']}")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"/cases/{ids['case']}"


def test_every_answer_carries_the_policy(client: httpx.Client, paths: list[str]) -> None:
    for path in [*paths, "/api/v1/cases", "/api/v1/cases/x", "/static/style.css"]:
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_no_page_has_inline_style_or_script(client: httpx.Client, paths: list[str]) -> None:
    for path in paths:
        page = client.get(path).text
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"module\" src=)", page), path


def test_a_page_that_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_a_page_from_memory_is_the_page_with_and_without_compression(client: httpx.Client) -> None:
    for path in ("/method", "/method"):
        packed = client.get(path)
        plain = client.get(path, headers={"Accept-Encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert packed.text == plain.text
        assert packed.headers["etag"] == plain.headers["etag"]


def test_the_front_page_is_small(client: httpx.Client) -> None:
    total = 0
    page = client.get("/")
    for link in ["/", *re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)]:
        with client.stream("GET", link) as answer:
            total += sum(len(part) for part in answer.iter_raw())
    assert total <= 100_000


def test_a_theme_is_kept_and_shown(client: httpx.Client) -> None:
    answer = client.post("/theme", params={"to": "dark", "back": "/stats"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/stats"
    assert 'data-theme="dark"' in client.get("/stats", headers={"Cookie": "theme=dark"}).text
    client.cookies.clear()


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com", "/\\example.com", "javascript:alert(1)"])
def test_the_way_back_stays_here(client: httpx.Client, back: str) -> None:
    assert client.post("/theme", params={"to": "auto", "back": back}).headers["location"] == "/"


def test_a_search_finds_a_word_of_two_characters_and_marks_it(client: httpx.Client) -> None:
    page = client.get("/search", params={"q": "漏洩"}).text
    assert re.search(r"<mark>漏(洩|えい)</mark>", page)


def test_a_filter_is_a_chip_that_can_be_taken_out(client: httpx.Client) -> None:
    page = client.get("/search", params={"q": "type:ransomware サーバ"}).text
    assert 'class="filters"' in page
    assert "事案の種類: ランサムウェア" in page
    assert 'href="/search?q=%E3%82%B5%E3%83%BC%E3%83%90"' in page


def test_what_was_not_understood_is_said(client: httpx.Client) -> None:
    assert "日付として読めませんでした" in client.get("/search", params={"q": "date:きのう"}).text


def test_paging_goes_through_all_cases_once(client: httpx.Client) -> None:
    seen: list[str] = []
    link: str | None = "/search"
    while link:
        page = client.get(link.replace("&amp;", "&")).text
        seen += re.findall(r'<h3 lang="ja"><a href="(/cases/\w+)"', page)
        following = re.search(r'<a rel="next" href="([^"]+)"', page)
        link = following.group(1) if following else None
    total = client.get("/api/v1/search").json()["total"]
    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize("query", HOSTILE_QUERIES)
def test_a_hostile_query_is_answered(client: httpx.Client, query: str) -> None:
    for path in ("/search", "/en/search", "/feed.atom", "/feed.json", "/api/v1/search", "/api/v1/suggest"):
        answer = client.get(path, params={"q": query, "after": query[:50], "unit": query[:9], "sort": query[:9]})
        assert answer.status_code < 500, path
        assert "<script>alert(1)" not in answer.text or path.startswith(("/api", "/feed.json"))


@pytest.mark.parametrize(
    "name", ["%00", "%ff%fe", "..%2f..%2fetc", "a" * 2000, "%F0%9F%90%A3", "'", "%3Cscript%3E", "-1"]
)
def test_an_unknown_id_is_not_found(client: httpx.Client, name: str) -> None:
    for place in ("cases", "releases", "campaigns", "organisations"):
        for path in (f"/{place}/{name}", f"/en/{place}/{name}", f"/api/v1/{place}/{name}"):
            assert client.get(path).status_code == 404, path


def test_markup_in_every_field_is_shown_as_text(hostile_client: httpx.Client) -> None:
    pages = [
        "/", "/cases/aaaa", "/cases/aaaa/nine-items", "/releases/aaaa", "/campaigns", "/campaigns/k1", "/stats", "/sources", "/register",
        "/register/feed.atom",
        "/compare?case=aaaa&case=bbbb", "/search?q=script", "/search?unit=campaign", "/search?unit=release", "/feed.atom",
    ]  # fmt: skip
    for path in pages:
        answer = hostile_client.get(path)
        assert answer.status_code == 200, path
        assert "<script>alert" not in answer.text, path
        assert 'href="javascript:' not in answer.text


def _feed(client: httpx.Client, path: str) -> Document:
    return parseString(client.get(path).content)  # noqa: S318  (our own feed)


def test_a_feed_of_markup_is_well_formed(hostile_client: httpx.Client) -> None:
    titles = [one.firstChild.nodeValue for one in _feed(hostile_client, "/feed.atom").getElementsByTagName("title")]
    assert MARKUP.replace("\x07", "") in titles


def test_feeds_hold_the_newest_cases(client: httpx.Client, ids: dict[str, str]) -> None:
    for path in ("", f"/campaigns/{ids['campaign']}", f"/organisations/{ids['organisation']}"):
        atom = _feed(client, f"{path}/feed.atom")
        held = json.loads(client.get(f"{path}/feed.json").content)
        links = [one.getAttribute("href") for one in atom.getElementsByTagName("link")]
        assert [item["url"] for item in held["items"]] == links[2:]
        assert held["items"]


def test_an_edit_is_registered_with_what_went_and_came(client: httpx.Client, ids: dict[str, str]) -> None:
    for path in ("/register", f"/releases/{ids['registered']}"):
        page = client.get(path).text
        assert "断りなし" in page
        assert "数: 1,204人" in page
        assert "対象は100名です。" in page


def test_the_register_is_a_feed(client: httpx.Client) -> None:
    atom = _feed(client, "/register/feed.atom")
    links = [one.getAttribute("href") for one in atom.getElementsByTagName("link")][2:]
    assert [one["url"] for one in json.loads(client.get("/register/feed.json").content)["items"]] == links
    assert len(links) == 3
    first = links[0].partition("#")
    assert f'id="{first[2]}"' in client.get(first[0]).text


def test_a_source_that_gave_too_little_stands_out(client: httpx.Client) -> None:
    page = client.get("/sources").text
    assert "手当ての要る情報源" in page
    assert "3 of 8 entries" in page
    assert 'href="https://news.example.jp/"' in page


def test_the_table_behind_a_chart_is_csv(client: httpx.Client) -> None:
    lines = client.get("/stats/types.csv").text.lstrip("\ufeff").splitlines()
    assert lines[0] == "value,label,cases"
    assert len(lines) > 5


def test_each_template_belongs_to_a_page() -> None:
    folder = Path(web.__file__).parent
    code = "".join(file.read_text(encoding="utf-8") for file in folder.glob("**/*.py"))
    templates = [file.name for file in folder.glob("templates/*")]
    assert [name for name in templates if name not in code and name not in ("base.html", "parts.html")] == []
