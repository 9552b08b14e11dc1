"""Scans are made here: pages set by Typst, drawn at a scanner's 200 dots an inch with its noise, and kept as pictures."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
import typst
from tests.extract.setting import SERIF, Layout, by_typst, settings
from tests.extract.test_pdf import facts

from jikenbo.errors import UnreadableError
from jikenbo.extract import extract, recognise, scan
from jikenbo.extract.archive import extract_archive
from jikenbo.extract.recognised_words import mended
from jikenbo.extract.scan import read_pdf
from jikenbo.model.text import BlockKind

FILES = Path(__file__).resolve().parents[1] / "files" / "pdf"
needs_ocr = pytest.mark.skipif(bool(recognise.missing()), reason=recognise.missing())
needs_font = pytest.mark.skipif(SERIF not in typst.Fonts().families(), reason="fonts-noto-cjk is not installed")
Drawn = Callable[[pdfium.PdfBitmap], "np.ndarray[tuple[int, int], np.dtype[np.uint8]]"]


def noisy(bitmap: pdfium.PdfBitmap) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    """A drawn page as a scanner sees it: grey paper, soft edges, dust."""
    seen = bitmap.to_numpy().astype(np.float64).squeeze()
    soft = (seen + np.roll(seen, 1, 0) + np.roll(seen, 1, 1)) / 3 * 0.9 + 10
    noise = np.random.default_rng(7).normal(0, 12, soft.shape)
    return np.clip(soft + noise, 0, 255).astype(np.uint8)


def on_its_side(bitmap: pdfium.PdfBitmap) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    return np.ascontiguousarray(np.rot90(noisy(bitmap)))


def scanned(data: bytes, drawn: Drawn = noisy, dots: int = 200) -> bytes:
    """A PDF with each page of another as a picture."""
    made = pdfium.PdfDocument.new()
    with pdfium.PdfDocument(data) as source:
        for page in source:
            shades = drawn(page.render(scale=dots / 72, grayscale=True))
            height, width = shades.shape
            bitmap = pdfium.PdfBitmap.new_native(width, height, pdfium.raw.FPDFBitmap_Gray)
            bitmap.to_numpy()[...] = shades.reshape(bitmap.to_numpy().shape)
            picture = pdfium.PdfImage.new(made)
            picture.set_bitmap(bitmap)
            size = width * 72 / dots, height * 72 / dots
            picture.set_matrix(pdfium.PdfMatrix().scale(*size))
            added = made.new_page(*size)
            added.insert_obj(picture)
            added.gen_content()
    target = io.BytesIO()
    made.save(target)
    made.close()
    return target.getvalue()


def set_small(tmp_path: Path, source: str) -> bytes:
    file = tmp_path / "made.typ"
    page = "width: 120mm, height: 100mm, margin: 12mm"
    file.write_text(f'#set page({page})\n#set text(font: "{SERIF}", lang: "ja", size: 11pt)\n{source}', "utf-8")
    return bytes(typst.compile(str(file)))


@needs_ocr
@needs_font
def test_a_scanned_release_reads_nearly_as_its_source(tmp_path: Path) -> None:
    chosen = [(one, Layout()) for one in settings(9)[2::6]]
    same = whole = 0
    for (one, _), data in zip(chosen, by_typst(chosen, tmp_path), strict=True):
        (document,) = extract("a.pdf", scanned(data))
        source = facts(extract_archive("a.md", one.source()))
        same += (source & facts(document)).total()
        whole += source.total()
    assert same >= 0.85 * whole


@needs_ocr
@needs_font
def test_a_recognised_text_says_so_and_names_what_recognised_it(tmp_path: Path) -> None:
    (document,) = extract("a.pdf", scanned(set_small(tmp_path, "当社のサーバーを3月4日に止めました。\n")))
    assert document.text.content == "当社のサーバーを3月4日に止めました。"
    assert document.text.extractor == f"scan/1+{recognise.version()}"
    (doubt,) = document.doubts
    assert doubt.kind == "recognised"
    assert "recognised by machine" in doubt.reason


@needs_ocr
@needs_font
def test_a_page_on_its_side_is_turned(tmp_path: Path) -> None:
    source = "当社のサーバーを3月4日に止めました。\n\n調査を外部の会社に頼んでいます。\n\nお客さまには個別にお知らせします。\n"
    (document,) = extract("a.pdf", scanned(set_small(tmp_path, source), on_its_side))
    assert document.text.content.startswith("当社のサーバーを3月4日に止めました。")


@needs_ocr
def test_a_scanned_vertical_page_is_read_from_right_to_left() -> None:
    (document,) = extract("a.pdf", scanned((FILES / "vertical.pdf").read_bytes()))
    assert "サーバーを三月四日に止めました。調査を外部の会社に頼んでいます。" in document.text.content.replace("\n", "")


@needs_ocr
def test_fonts_that_do_not_tell_their_characters_are_read_by_eye() -> None:
    (document,) = extract("a.pdf", (FILES / "garbled.pdf").read_bytes())
    rows = [document.text.content[b.start : b.end] for b in document.text.blocks if b.kind is BlockKind.ROW]
    assert document.overview.published
    assert document.overview.published.value == "2026-03-05"
    assert rows == ["| 項目 | 件数 |", "| 氏名 | 128件 |"]


@needs_ocr
@needs_font
def test_of_a_file_with_both_the_scanned_pages_alone_are_recognised(tmp_path: Path) -> None:
    text = "当社のサーバーを3月4日に止め、外部の会社に調査を頼みました。\n"
    pictured = pdfium.PdfDocument(scanned(set_small(tmp_path, "128名の方の氏名が見られたおそれがあります。\n")))
    whole = pdfium.PdfDocument(set_small(tmp_path, text))
    whole.import_pages(pictured)
    target = io.BytesIO()
    whole.save(target)
    (document,) = extract("a.pdf", target.getvalue())
    assert document.text.content.splitlines()[::2] == [text.strip(), "128名の方の氏名が見られたおそれがあります。"]
    assert "The text of page 2 was recognised" in document.doubts[0].reason


@needs_ocr
def test_a_picture_without_words_says_so() -> None:
    with pytest.raises(UnreadableError, match="no words can be recognised"):
        extract("a.pdf", (FILES / "scanned.pdf").read_bytes())


@pytest.mark.parametrize(
    ("installed", "words"), [(False, "pip install 'jikenbo[ocr]'"), (True, "Tesseract's Japanese data is needed")]
)
def test_what_must_be_installed_is_named(installed: bool, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "find_spec", lambda _name: object() if installed else None)
    monkeypatch.setattr(recognise, "_data_folder", lambda _language: None)
    with pytest.raises(UnreadableError, match="is a scanned PDF") as raised:
        read_pdf("a.pdf", (FILES / "scanned.pdf").read_bytes(), by_eye=False)
    assert words in raised.value.hint
    assert "apt-get install tesseract-ocr-jpn" in raised.value.hint


@needs_font
def test_without_ocr_a_pictured_page_among_others_is_a_doubt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pdfium.PdfDocument(set_small(tmp_path, "当社のサーバーを3月4日に止め、外部の会社に調査を頼みました。\n"))
    whole.import_pages(pdfium.PdfDocument(scanned(set_small(tmp_path, "別紙"))))
    target = io.BytesIO()
    whole.save(target)
    monkeypatch.setattr(scan, "missing", lambda: "Install it.")
    (doubt,) = read_pdf("a.pdf", target.getvalue(), by_eye=False).doubts
    assert "on page 2 is shown as a picture, without characters, and was not read. Install it." in doubt.reason


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("対象は1.234名です", "対象は1,234名です"),
        ("合計2,.046件", "合計2,046件"),
        ("約12.345.678円", "約12,345,678円"),
        ("版数は1.234 です", "版数は1.234 です"),
        ("0.125秒", "0.125秒"),
        ("止めましたo", "止めました。"),
        ("くわしくはoffice", "くわしくはoffice"),
        ("漏えいは0件", "漏えいは0件"),
        ("サ一バ口グ", "サーバログ"),
        ("第ー報の窓ロ業務", "第一報の窓口業務"),
        ("数カ月", "数カ月"),
        ("(第1報)", "（第1報）"),
        ("IP(v4)", "IP(v4)"),
    ],
)
def test_slips_are_put_right_where_no_doubt_is_left(seen: str, printed: str) -> None:
    assert mended(seen) == printed
