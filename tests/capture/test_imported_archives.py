"""Web archives as other programs write them, taken in."""

import gzip
import hashlib
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from jikenbo.capture.addresses import Fetched
from jikenbo.capture.archives import read_archive
from jikenbo.capture.coding import unpack
from jikenbo.capture.files import LeftOut
from jikenbo.errors import FetchError, UnreadableError
from jikenbo.ingest.checking import check
from jikenbo.ingest.taking import Request, take_in
from jikenbo.store import Store, releases

PAGE = """<html><head><title>不正アクセスに関するお知らせ</title></head><body><main>
<h1>不正アクセスに関するお知らせ</h1><p>2026年1月5日</p><p>株式会社ためし商店</p>
<p>当社のサーバが不正アクセスを受け、お客様120名の氏名が漏えいしたおそれがあります。</p></main></body></html>""".encode()
HERE = "https://tameshi.example.jp/news/1.html"
THEN = "2026-01-06T09:00:00Z"
LATER = "2026-02-06T09:00:00Z"
LIMIT = 10**6
Writing = Callable[[WARCWriter], None]


def http(body: bytes, *headers: tuple[str, str]) -> StatusAndHeaders:
    return StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8"), *headers], protocol="HTTP/1.1")


def answer(body: bytes = PAGE, *headers: tuple[str, str], address: str = HERE, at: str = THEN, **more: str) -> Writing:
    def write(writer: WARCWriter) -> None:
        said = {"WARC-Date": at, **{name.replace("_", "-"): value for name, value in more.items()}}
        writer.write_record(
            writer.create_warc_record(
                address, "response", BytesIO(body), http_headers=http(body, *headers), warc_headers_dict=said
            )
        )

    return write


def resource(address: str, body: bytes, media: str) -> Writing:
    def write(writer: WARCWriter) -> None:
        writer.write_record(
            writer.create_warc_record(
                address, "resource", BytesIO(body), warc_content_type=media, warc_headers_dict={"WARC-Date": THEN}
            )
        )

    return write


def revisit(address: str, refers: str = HERE, digest: str = "sha1:NONE", at: str = LATER) -> Writing:
    def write(writer: WARCWriter) -> None:
        record = writer.create_revisit_record(address, digest, refers, THEN, http_headers=http(b""))
        record.rec_headers.replace_header("WARC-Date", at)
        writer.write_record(record)

    return write


class Writer(WARCWriter):  # type: ignore[misc]
    """warcio's writer, but with no file left open to be cleaned up by chance."""

    @classmethod
    def _create_temp_file(cls) -> BytesIO:
        return BytesIO()


def written(*records: Writing, packed: bool = True) -> bytes:
    target = BytesIO()
    writer = Writer(target, gzip=packed, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "another program"}))
    for record in records:
        record(writer)
    return target.getvalue()


def read(folder: Path, data: bytes, name: str = "a.warc.gz") -> list[Fetched | LeftOut]:
    file = folder / name
    file.write_bytes(data)
    return list(read_archive(file, LIMIT))


def chunked(body: bytes) -> bytes:
    parts = [body[at : at + 100] for at in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


CHUNKS, PACKED, BROTLI = ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"), ("Content-Encoding", "br")
FORMS = {
    "plain": (PAGE, ()),
    "chunked": (chunked(PAGE), (CHUNKS,)),
    "packed": (gzip.compress(PAGE), (PACKED,)),
    "both": (chunked(gzip.compress(PAGE)), (CHUNKS, PACKED)),
    "brotli": (brotli.compress(PAGE), (BROTLI,)),
    "said to be chunked": (PAGE, (CHUNKS,)),
    "said to be packed": (PAGE, (PACKED,)),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_page_comes_out_and_is_kept_provably_in_whatever_form(form: str, tmp_path: Path, sqlite_store: Store) -> None:
    body, headers = FORMS[form]
    (page,) = read(tmp_path, written(answer(body, *headers)))
    assert isinstance(page, Fetched)
    assert page.data == PAGE
    take_in(sqlite_store, Request(found=[page], limit=LIMIT, processes=1))
    assert [found for one in check(sqlite_store) for found in one.breaks] == []
    with sqlite_store.reading() as connection:
        (release,) = releases.every(connection)
        (capture,) = releases.captures(connection, release.id)
    assert (capture.doc, capture.digest) == (HERE, hashlib.sha256(PAGE).hexdigest())
    assert capture.taken_at.replace(tzinfo=None).isoformat() == "2026-01-06T09:00:00"


@pytest.mark.parametrize(
    ("address", "media", "doc"),
    [
        ("https://tameshi.example.jp/a.html", "text/html", "https://tameshi.example.jp/a.html"),
        ("file:///old/2026/01/05_%E3%81%9F%E3%82%81%E3%81%97.html", "text/html", "/old/2026/01/05_ためし.html"),
        ("https://tameshi.example.jp/b.html", "application/octet-stream", "https://tameshi.example.jp/b.html"),
    ],
)
def test_a_resource_is_taken_in_as_one(address: str, media: str, doc: str, tmp_path: Path, sqlite_store: Store) -> None:
    (page,) = read(tmp_path, written(resource(address, PAGE, media)))
    take_in(sqlite_store, Request(found=[page], limit=LIMIT, processes=1))
    with sqlite_store.reading() as connection:
        (release,) = releases.every(connection)
    assert release.doc == doc
    assert [found for one in check(sqlite_store) for found in one.breaks] == []
    assert [kind for kind, _ in kept(sqlite_store)] == ["warcinfo", "resource"]


def kept(store: Store) -> Iterator[tuple[str, bytes]]:
    """The records in the captures as FastWARC reads them, each with its block, the digests checked."""
    for file in sorted(store.captures.glob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in FastIterator(stream, verify_digests=True, parse_http=False):
                yield record.headers["WARC-Type"], record.reader.read()


def test_pictures_errors_and_notes_of_the_program_are_passed_over(tmp_path: Path) -> None:
    def missing(writer: WARCWriter) -> None:
        head = StatusAndHeaders("404 Not Found", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(HERE, "response", BytesIO(b"gone"), http_headers=head))

    data = written(
        resource("https://a.example/a.png", b"x", "image/png"), resource("urn:text:a", PAGE, "text/plain"), missing
    )
    assert read(tmp_path, data) == []


def digest_of_page() -> str:
    """The payload digest that warcio writes of the page."""
    import base64  # noqa: PLC0415

    return "sha1:" + base64.b32encode(hashlib.sha1(PAGE).digest()).decode()  # noqa: S324  (what warcio writes)


@pytest.mark.parametrize(
    ("refers", "digest"),
    [(HERE, "sha1:ANOTHER"), ("https://elsewhere.example/", digest_of_page())],
    ids=["by address", "by digest"],
)
def test_a_revisit_brings_the_bytes_that_it_repeats(refers: str, digest: str, tmp_path: Path) -> None:
    there = "https://tameshi.example.jp/copy.html"
    first, again = read(tmp_path, written(answer(), revisit(there, refers, digest)))
    assert isinstance(first, Fetched)
    assert isinstance(again, Fetched)
    assert (again.doc, again.data) == (there, PAGE)
    assert again.visit.answer.at.isoformat() == "2026-02-06T09:00:00+00:00"


def test_a_revisit_of_the_same_page_is_a_visit_and_no_second_capture(tmp_path: Path, sqlite_store: Store) -> None:
    pages = read(tmp_path, written(answer(), revisit(HERE)))
    outcome = take_in(sqlite_store, Request(found=pages, limit=LIMIT, processes=1))
    assert (outcome.new, outcome.known) == (1, 1)
    assert [kind for kind, _ in kept(sqlite_store)] == ["warcinfo", "response", "revisit"]
    assert [found for one in check(sqlite_store) for found in one.breaks] == []


def test_a_revisit_of_what_is_not_there_is_named(tmp_path: Path) -> None:
    (left,) = read(tmp_path, written(revisit(HERE)))
    assert isinstance(left, LeftOut)
    assert "what it repeats is not in this file" in left.reason


def test_a_revisit_in_a_wacz_may_repeat_a_page_of_its_other_file(tmp_path: Path) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("archive/b.warc.gz", written(answer()))
        made.writestr("archive/a.warc", written(revisit("https://tameshi.example.jp/copy.html"), packed=False))
    found = read(tmp_path, packed.getvalue(), "a.wacz")
    assert [one.doc for one in found] == [HERE, "https://tameshi.example.jp/copy.html"]


def test_a_file_that_was_packed_as_a_whole_is_read(tmp_path: Path) -> None:
    data = gzip.compress(written(answer(), revisit("https://tameshi.example.jp/copy.html"), packed=False))
    assert [isinstance(one, Fetched) for one in read(tmp_path, data)] == [True, True]


def test_an_address_in_pointed_brackets_is_one(tmp_path: Path) -> None:
    (page,) = read(tmp_path, written(answer(address=f"<{HERE}>")))
    assert page.doc == HERE


def changed(data: bytes) -> bytes:
    return gzip.compress(gzip.decompress(data).replace("120名".encode(), "121名".encode()))


def cut(data: bytes) -> bytes:
    return gzip.compress(gzip.decompress(data)[:-200])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (changed, "has not the digest that its own head states"),
        (cut, "ends before its head says"),
        (
            lambda data: gzip.compress(
                gzip.decompress(data).replace(b"WARC-Type: r", b"WARC-Truncated: length\r\nWARC-Type: r")
            ),
            "cut it short",
        ),
    ],
    ids=["changed", "cut", "truncated"],
)
def test_a_record_that_is_not_whole_is_left_out_with_the_reason(
    spoil: Callable[[bytes], bytes], words: str, tmp_path: Path
) -> None:
    def digested(writer: WARCWriter) -> None:
        record: Any = writer.create_warc_record(HERE, "response", BytesIO(PAGE), http_headers=http(PAGE))
        writer.write_record(record)

    (left,) = read(tmp_path, spoil(written(digested)))
    assert isinstance(left, LeftOut)
    assert words in left.reason


def test_what_is_larger_than_the_limit_is_left_out(tmp_path: Path) -> None:
    body = gzip.compress(b" " * (2 * LIMIT))
    (left,) = read(tmp_path, written(answer(body, PACKED)))
    assert isinstance(left, LeftOut)
    assert "unpacks to more than 1 MB" in left.reason


def test_a_file_without_records_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="holds no records of a web archive"):
        read(tmp_path, b"nothing of the kind\n", "a.warc")


def test_a_brotli_bomb_is_ended_at_the_limit() -> None:
    with pytest.raises(FetchError, match="unpacks to more than 1 MB"):
        unpack(brotli.compress(b"\0" * 50_000_000), ["br"], LIMIT)


def test_a_broken_brotli_body_says_so() -> None:
    with pytest.raises(FetchError, match="packing is broken"):
        unpack(brotli.compress(PAGE)[:-20], ["br"], LIMIT)
