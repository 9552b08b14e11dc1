import time

import pytest

from jikenbo.errors import UnreadableError
from jikenbo.extract.html import declared_charset, extract_html, is_html
from jikenbo.model.document import Document
from jikenbo.model.text import BlockKind

BODY = "<p>このたび、弊社のサーバーに不正なアクセスがありました。関係の皆様におわび申し上げます。</p>"


def page(body: str, head: str = "<title>不正アクセスについて | みほん工房</title>") -> Document:
    return extract_html("page.html", f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>")


def shown(document: Document) -> list[tuple[str, str]]:
    content = document.text.content
    return [(block.kind.value, content[block.start : block.end]) for block in document.text.blocks]


def words(document: Document) -> str:
    return document.text.content


def test_every_block_lies_in_the_text_and_names_its_node() -> None:
    document = page(f"<main><h1>不正アクセスについて</h1>{BODY}<ul><li>氏名</li></ul></main>")
    assert [kind for kind, _ in shown(document)] == ["title", "paragraph", "item"]
    assert all(block.place for block in document.text.blocks)
    assert document.text.blocks[1].place == "html/body/main[1]/p[1]"


@pytest.mark.parametrize(
    "around",
    [
        "<nav><a href='/'>製品情報</a></nav>{}",
        "<header><p>みほん工房のロゴ</p></header>{}<footer>製品情報の一覧</footer>",
        "<div class='breadcrumb'><a>ホーム</a> 製品情報</div>{}",
        "<div id='side-menu'><p>製品情報</p></div>{}",
        "<ul><li><a>製品情報</a></li><li><a>採用</a></li><li><a>会社</a></li></ul>{}",
        "<div role='navigation'>製品情報</div>{}",
        "<script>var a = '製品情報';</script><style>製品情報</style>{}",
        "<form><input><p>製品情報</p></form>{}",
        "<div style='display: none'>製品情報</div>{}",
    ],
)
def test_what_surrounds_the_text_is_left_out(around: str) -> None:
    document = page(around.format(f"<div class='entry'>{BODY * 3}</div>"))
    assert "製品情報" not in words(document)
    assert "不正なアクセス" in words(document)


def test_furniture_that_holds_most_of_the_words_is_the_text() -> None:
    assert "不正なアクセス" in words(page(f"<div class='header'>{BODY * 3}</div><p>連絡先</p>"))


def test_a_heading_keeps_its_level_and_a_bold_line_is_a_heading() -> None:
    document = page(f"{BODY}<h3>経緯</h3>{BODY}<p><strong>原因</strong></p>{BODY}")
    headings = [
        (b.level, document.text.content[b.start : b.end]) for b in document.text.blocks if b.kind is BlockKind.HEADING
    ]
    assert headings == [(3, "経緯"), (6, "原因")]


def test_lines_parted_by_br_are_told_apart_by_their_marks() -> None:
    document = page("<p>このたび、おわび申し上げます。<br>■経緯<br>1月5日に気づきました。<br>・氏名<br>・住所</p>")
    assert [kind for kind, _ in shown(document)] == ["title", "paragraph", "heading", "paragraph", "item", "item"]


def test_a_table_of_values_becomes_rows() -> None:
    table = "<table><tr><th>区分</th><th>件数</th></tr><tr><td>顧客<br>名簿</td><td>12|3</td></tr></table>"
    assert ("row", "| 顧客 名簿 | 12｜3 |") in shown(page(BODY + table))


def test_a_list_of_terms_becomes_rows() -> None:
    assert ("row", "| 発生日 | 1月5日 |") in shown(page(f"{BODY}<dl><dt>発生日</dt><dd>1月5日</dd></dl>"))


def test_a_table_for_layout_is_walked_through() -> None:
    document = page(f"<table><tr><td><a>ホーム</a></td><td><h1>不正アクセスについて</h1>{BODY}</td></tr></table>")
    assert all(kind != "row" for kind, _ in shown(document))


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>不正アクセスについて | みほん工房</title>", BODY, "不正アクセスについて"),
        ("<title>みほん工房｜不正アクセスについて</title>", BODY, "不正アクセスについて"),
        (
            "<title>みほん工房</title>",
            f"<h1>みほん工房</h1><h1>不正アクセスに関するお知らせ</h1>{BODY}",
            "不正アクセスに関するお知らせ",
        ),
        (
            "<title>不正アクセスに関するお知らせ - みほん</title>",
            f"<h1>ニュース</h1><h2>不正アクセスに関するお知らせ</h2>{BODY}",
            "不正アクセスに関するお知らせ",
        ),
    ],
)
def test_the_title_is_the_release_s_and_not_the_site_s(head: str, body: str, title: str) -> None:
    document = page(body, head)
    assert document.overview.title
    assert document.overview.title.value == title
    assert words(document).count(title) == 1


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<p>2026年1月5日</p>"),
        ("", "<p class='date'>2026.01.05　<span>重要</span></p>"),
        ("", "<p>令和８年１月５日<br>みほん工房</p>"),
        ("<meta property='article:published_time' content='2026-01-05T10:00:00+09:00'>", ""),
        ('<script type=\'application/ld+json\'>{"datePublished": "2026-01-05"}</script>', ""),
        ("", "<time datetime='2026-01-05'>きのう</time>"),
    ],
)
def test_the_date_is_read_from_the_page_or_its_head(head: str, body: str) -> None:
    document = page(f"<h1>不正アクセスについて</h1>{body}{BODY}", f"<title>不正アクセスについて</title>{head}")
    assert document.overview.published
    assert document.overview.published.value == "2026-01-05"


def test_the_canonical_address_is_the_release_s() -> None:
    document = page(BODY, "<title>停止について</title><link rel='canonical' href='https://mihon.example.jp/5.html'>")
    assert document.overview.address
    assert document.overview.address.value == "https://mihon.example.jp/5.html"


@pytest.mark.parametrize("body", ["", "<div id='app'></div><script>render()</script>", "<nav>製品</nav>"])
def test_a_page_without_text_says_what_to_do(body: str) -> None:
    with pytest.raises(UnreadableError, match="script"):
        page(body)


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>", "\n <HTML>", "<?xml version='1.0'?><html>", "<!-- c --><html>", "<meta charset=x>"]
)
def test_a_page_is_known_by_its_beginning(start: str) -> None:
    assert is_html(start.encode())


@pytest.mark.parametrize("start", ["# 題", "plain < text", "本文 <html>"])
def test_a_text_that_mentions_tags_is_no_page(start: str) -> None:
    assert not is_html(start.encode())


@pytest.mark.parametrize(
    "meta", ["<meta charset='Shift_JIS'>", '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Shift_JIS">']
)
def test_the_declared_charset_is_found(meta: str) -> None:
    assert declared_charset(f"<html><head>{meta}".encode()) == "Shift_JIS"


@pytest.mark.parametrize("unit", ["<div>", "<table><tr><td>", "<ul><li>", "<b>", "<p>あ<br>"])
def test_a_hostile_page_ends_in_time(unit: str) -> None:
    begin = time.process_time()
    page(BODY + unit * 5_000 + "止めました。")
    assert time.process_time() - begin < 5


def test_a_section_beside_the_sentences_without_links_is_kept() -> None:
    page = "<body><div><h1>停止について</h1><div><p>サーバーを止めました。原因を外部の会社と調べていて、分かりしだいお知らせします。</p></div><div><p>問い合わせ先 03-0000-0000</p></div></div></body>"
    assert "問い合わせ先" in extract_html("a", page).text.content


def test_the_heading_of_a_list_of_other_news_goes_with_it() -> None:
    words = "サーバーを止めました。原因を外部の会社と調べていて、分かりしだいお知らせします。" * 2
    links = "".join(f"<li>2026.1.{n} <a href='/{n}'>別のお知らせ</a></li>" for n in range(1, 5))
    page = f"<body><div><h1>停止について</h1><p>{words}</p><h2>過去の一覧</h2><ul>{links}</ul></div></body>"
    content = extract_html("a", page).text.content
    assert "過去の一覧" not in content
    assert "別のお知らせ" not in content
