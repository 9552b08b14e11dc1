import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from jikenbo.errors import UnreadableError
from jikenbo.extract import extract
from jikenbo.extract.apart import Parser
from jikenbo.extract.crossing import from_json, to_json
from jikenbo.model.document import Document, Doubt, Link, Overview, Stated
from jikenbo.model.text import Block, BlockKind, Span, Text

PDF = Path(__file__).resolve().parents[1] / "files" / "pdf" / "release-typst.pdf"


@pytest.fixture
def parser() -> Iterator[Parser]:
    made = Parser(seconds=20)
    yield made
    made.close()


def process_id(parser: Parser) -> int:
    assert parser._running is not None
    return parser._running.pid


def test_a_pdf_is_read_by_what_its_bytes_are() -> None:
    (document,) = extract("notice.bin", PDF.read_bytes())
    assert document.text.extractor == "pdf/1"


def test_lines_before_a_pdf_make_it_no_text() -> None:
    (document,) = extract("notice.pdf", b"X-Cache: hit\n\n" + PDF.read_bytes())
    assert document.text.extractor == "pdf/1"


def test_one_process_serves_many_documents(parser: Parser) -> None:
    parser.parse("pdf", "a.pdf", PDF.read_bytes())
    first = process_id(parser)
    parser.parse("pdf", "b.pdf", PDF.read_bytes())
    assert process_id(parser) == first


def test_what_cannot_be_read_costs_no_process(parser: Parser) -> None:
    with pytest.raises(UnreadableError, match="a damaged PDF"):
        parser.parse("pdf", "a.pdf", b"%PDF-1.7 ...")
    assert parser._running is not None
    assert parser._running.poll() is None


def test_a_large_page_is_read_apart_as_a_small_one_is(parser: Parser) -> None:
    page = "<!doctype html><html><body><h1>停止のお知らせ</h1><p>サーバーを止めました。</p>{}</body></html>"
    small, large = (page.format(pad).encode("cp932") for pad in ("", f"<!--{'x' * 200_000}-->"))
    assert extract("a.html", large, "text/html; charset=cp932") == extract("a.html", small, "text/html; charset=cp932")


def test_a_page_nested_without_end_is_given_up(parser: Parser) -> None:
    parser.seconds = 2
    with pytest.raises(UnreadableError, match="took longer than 2 seconds"):
        parser.parse("text", "a.html", b"<!doctype html>" + b"<div>" * 400_000 + b"x")


def test_a_process_that_died_costs_one_document_and_is_replaced(parser: Parser) -> None:
    parser.parse("pdf", "a.pdf", PDF.read_bytes())
    first = process_id(parser)
    os.kill(first, 9)
    time.sleep(0.1)
    (document,) = parser.parse("pdf", "b.pdf", PDF.read_bytes())
    assert document.overview.title
    assert process_id(parser) != first


def test_a_parser_that_takes_too_long_is_given_up(parser: Parser) -> None:
    parser.seconds = 0.0
    with pytest.raises(UnreadableError, match="took longer than") as raised:
        parser.parse("pdf", "a.pdf", PDF.read_bytes())
    assert raised.value.hint
    parser.seconds = 20
    assert parser.parse("pdf", "a.pdf", PDF.read_bytes())


def test_a_parser_that_ends_while_it_reads_is_told(parser: Parser) -> None:
    dying = [sys.executable, "-c", "import sys; sys.stdin.buffer.read(10)"]
    parser._running = subprocess.Popen(dying, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    parser._owner = os.getpid()
    with pytest.raises(UnreadableError, match="the program that reads it ended"):
        parser.parse("pdf", "a.pdf", PDF.read_bytes())
    assert parser.parse("pdf", "a.pdf", PDF.read_bytes())


def test_what_a_parser_never_foresaw_costs_that_document_alone(parser: Parser) -> None:
    with pytest.raises(UnreadableError, match="damaged or of a form that is not read"):
        parser.parse("no such kind", "a.pdf", b"x")
    assert parser.parse("pdf", "a.pdf", PDF.read_bytes())


def test_a_document_crosses_unchanged() -> None:
    overview = Overview(
        title=Stated("題", Span(0, 1)), address=Stated("https://a.example"), links=(Link("第1報", "x", Span(0, 1), 1),)
    )
    text = Text("題\n本文", (Block(BlockKind.TITLE, 0, 1), Block(BlockKind.ROW, 2, 4, 0, "page 1")), "pdf/1")
    one = Document("a.pdf", text, overview, (Doubt("a.pdf", "hidden_content", "Why.", None),))
    assert from_json(to_json((one,))) == (one,)
