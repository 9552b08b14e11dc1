import pytest

from jikenbo.errors import UnreadableError
from jikenbo.extract import extract

ENTRY = "# 公表概要\n- 題\n- 2026年1月5日\n- みほん工房\n- https://mihon.example.jp/\n\n# 本文\n止めました。\n"
PAGE = "<!DOCTYPE html><html><head><title>停止について</title></head><body><p>サーバーを止めました。</p></body></html>"


@pytest.mark.parametrize(
    ("doc", "content", "extractor"),
    [
        ("05_みほん.md", ENTRY, "archive/1"),
        ("entry.txt", ENTRY, "archive/1"),
        ("note.md", "# 停止について\n\nサーバーを止めました。\n", "markdown/1"),
        ("note.txt", "サーバーを止めました。\n", "plain/1"),
        ("page.html", PAGE, "html/2"),
        ("page.txt", PAGE, "html/2"),
        ("-", "サーバーを止めました。\n", "plain/1"),
    ],
)
def test_what_the_bytes_are_decides_who_reads_them(doc: str, content: str, extractor: str) -> None:
    (document,) = extract(doc, content.encode())
    assert document.text.extractor == extractor


def test_a_header_s_media_type_makes_a_fragment_a_page() -> None:
    (document,) = extract("x", "<p>サーバーを止めました。</p>".encode("cp932"), "text/html; charset=Shift_JIS")
    assert document.text.content == "サーバーを止めました。"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\n ", "is empty"),
        ("\ufeff\n".encode(), "is empty"),
        (b"%PDF-1.7\n...", "is a damaged PDF"),
        (b"PK\x03\x04....", "is a damaged ZIP or Office file"),
        (b"\xd0\xcf\x11\xe0....", "is an old Office file"),
        (b"\x89PNG\r\n", "is an image"),
        (b"Received: from a.example\nSubject: x\n\n", "is an e-mail without text"),
    ],
)
def test_what_is_not_read_is_named_with_a_next_step(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said) as caught:
        extract("given.md", data)
    assert caught.value.hint


def test_broken_characters_become_a_doubt() -> None:
    words = "このたび、弊社のサーバーに不正なアクセスがありました。".encode("cp932") * 20
    (document,) = extract("a.txt", words + b"\x81\n" + words)
    assert [doubt.kind for doubt in document.doubts] == ["broken_characters"]


def test_a_blog_page_becomes_its_posts() -> None:
    posts = "".join(
        f"【架空事件簿#2025-0{n}】くぬぎ堂株式会社 停止について 2025/6/{n}\n\n止めました。\n\n" for n in (11, 12)
    )
    assert [d.doc for d in extract("blog.txt", posts.encode())] == ["blog.txt#2025-011", "blog.txt#2025-012"]
