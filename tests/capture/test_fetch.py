import gzip
import socket
import time
import zlib

import pytest
from tests.capture.site import Reply, Site, drip, flood, html

from jikenbo.capture.fetch import Fetcher
from jikenbo.errors import FetchError


def raw(answer: bytes) -> Reply:
    def write(connection: socket.socket) -> None:
        connection.sendall(answer)

    return Reply(raw=write)


def test_an_answer_is_kept_byte_by_byte_as_received(site: Site, fetcher: Fetcher) -> None:
    head = b"HTTP/1.1 200 Okay then\r\nX-oDd:  two  spaces\r\ncontent-type: text/html\r\nContent-Length: 5\r\n\r\n"
    site.pages["/"] = raw(head + b"hello" + b"and more than was said")
    got = fetcher.fetch(site.root + "/")
    assert (got.head, got.body, got.content) == (head, b"hello", b"hello")
    assert got.protocols == ("http/1.1",)
    assert got.request.startswith(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"User-Agent: Jikenbo/test (test@example.jp)" in got.request


def test_chunks_and_packing_are_kept_in_the_body_and_undone_in_the_content(site: Site, fetcher: Fetcher) -> None:
    packed = gzip.compress(b"hello " * 50)
    site.pages["/"] = Reply(packed, headers={"Content-Encoding": "gzip"}, chunked=True)
    got = fetcher.fetch(site.root + "/")
    assert got.content == b"hello " * 50
    assert got.body.startswith(b"7\r\n" + packed[:7])
    assert got.body.endswith(b"0\r\n\r\n")


def test_interim_answers_are_left_out(site: Site, fetcher: Fetcher) -> None:
    site.pages["/"] = raw(
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    )
    got = fetcher.fetch(site.root + "/")
    assert got.head.startswith(b"HTTP/1.1 200 OK")
    assert got.content == b"ok"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("deflate", zlib.compress(b"hello")),
        ("deflate", zlib.compress(b"hello")[2:-4]),
        ("gzip", gzip.compress(b"hel") + gzip.compress(b"lo")),
        ("identity", b"hello"),
    ],
)
def test_packings_are_undone(site: Site, fetcher: Fetcher, coding: str, packed: bytes) -> None:
    site.pages["/"] = Reply(packed, headers={"Content-Encoding": coding})
    assert fetcher.fetch(site.root + "/").content == b"hello"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(gzip.compress(b"\0" * 50_000_000), headers={"Content-Encoding": "gzip"}), "too_large"),
        (
            Reply(gzip.compress(gzip.compress(b"\0" * 50_000_000)), headers={"Content-Encoding": "gzip, gzip"}),
            "too_large",
        ),
        (Reply(gzip.compress(b"hello")[:-9], headers={"Content-Encoding": "gzip"}), "unreadable"),
        (Reply(b"hello", headers={"Content-Encoding": "br"}), "unreadable"),
        (Reply(raw=flood), "too_large"),
        (Reply(raw=drip), "slow"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this"), "unreachable"),
        (raw(b"220 smtp.example.jp ESMTP\r\n"), "unreachable"),
        (raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000), "unreachable"),
        (raw(b""), "unreachable"),
    ],
)
def test_bombs_drips_and_broken_answers_are_ended_within_their_limits(
    site: Site, fetcher: Fetcher, reply: Reply, kind: str
) -> None:
    site.pages["/"] = reply
    began = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(site.root + "/")
    assert (caught.value.kind in (kind, "too_large"), caught.value.message.startswith(site.root)) == (True, True)
    assert time.monotonic() - began < 4


def test_a_host_that_is_not_there_is_unreachable(fetcher: Fetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="cannot be reached") as caught:
        fetcher.fetch(f"http://127.0.0.1:{port}/")
    assert caught.value.kind == "unreachable"


def test_a_page_in_another_charset_comes_as_its_bytes(site: Site, fetcher: Fetcher) -> None:
    site.pages["/"] = html("<p>不正アクセスのお知らせ</p>", "shift_jis")
    got = fetcher.fetch(site.root + "/")
    assert got.content.decode("shift_jis") == "<p>不正アクセスのお知らせ</p>"
    assert got.header("content-type") == "text/html; charset=shift_jis"


def test_japanese_in_an_address_is_asked_for_encoded(site: Site, fetcher: Fetcher) -> None:
    site.pages["/%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B"] = html("<p>ok</p>")
    assert fetcher.fetch(f"{site.root}/お知らせ").status == 200
