import io
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst
from tests.extract.setting import LAYOUTS, PRODUCERS, SERIF, Layout, Setting, by_chromium, by_typst, laid_out

from jikenbo.errors import UnreadableError
from jikenbo.extract.archive import extract_archive
from jikenbo.extract.pdf import PicturesError, extract_pdf
from jikenbo.model.document import Document
from jikenbo.model.text import BlockKind
from jikenbo.read import read

FILES = Path(__file__).resolve().parents[1] / "files" / "pdf"
KEPT = sorted(FILES.glob("release-*.pdf"))
pytestmark = pytest.mark.skipif(SERIF not in typst.Fonts().families(), reason="fonts-noto-cjk is not installed")


def made(tmp_path: Path, source: str, page: str = "width: 148mm, height: 210mm, margin: 20mm") -> bytes:
    file = tmp_path / "made.typ"
    file.write_text(f'#set page({page})\n#set text(font: "{SERIF}", lang: "ja", size: 12pt)\n{source}', "utf-8")
    return bytes(typst.compile(str(file)))


def facts(document: Document) -> Counter[tuple[object, ...]]:
    return Counter(
        (f.field, f.value, f.status, f.role, f.until, f.number, f.unit, f.qualifier, f.previous)
        for f in read(document).facts
    )


def rows(document: Document) -> list[str]:
    return [document.text.content[b.start : b.end] for b in document.text.blocks if b.kind is BlockKind.ROW]


@pytest.mark.parametrize("layout", LAYOUTS, ids=["plain", "small", "sans", "columns", "large"])
def test_a_set_release_reads_as_its_source(layout: Layout, tmp_path: Path) -> None:
    chosen = [(one, layout) for one, _ in laid_out(8)[::2]]
    same = whole = 0
    for (one, _), data in zip(chosen, by_typst(chosen, tmp_path), strict=True):
        source = facts(extract_archive("a.md", one.source()))
        same += (source & facts(extract_pdf("a.pdf", data))).total()
        whole += source.total()
    assert same >= 0.95 * whole


@pytest.mark.parametrize("path", KEPT, ids=[path.stem for path in KEPT])
def test_each_producer_s_file_reads_as_the_same_release(path: Path) -> None:
    document = extract_pdf(path.name, path.read_bytes())
    stated = document.overview
    assert [one and one.value for one in (stated.title, stated.organisation, stated.published)] == [
        "顧客名簿の誤送信について（第１報）", "くぬぎ堂株式会社", "2026-03-05",
    ]  # fmt: skip
    assert "| 氏名 | 128件 |" in document.text.content
    assert (
        "3月4日の夕方、当社の担当者が、お客さま128名の名簿を別の取引先に宛てたメールに添えて送りました。"
        in document.text.content
    )


def test_the_largest_words_at_the_top_are_the_title(tmp_path: Path) -> None:
    source = "お客さま各位\n\n#text(size: 20pt)[サーバー障害の原因と対応]\n\n障害は復旧しました。"
    title = extract_pdf("a.pdf", made(tmp_path, source)).overview.title
    assert title
    assert title.value == "サーバー障害の原因と対応"


def test_a_title_of_two_lines_is_one(tmp_path: Path) -> None:
    source = (
        "#align(center)[#text(size: 18pt)[当社の通信販売サイトで起きました \\ 不正アクセスについて]]\n\n調査中です。"
    )
    title = extract_pdf("a.pdf", made(tmp_path, source)).overview.title
    assert title
    assert title.value == "当社の通信販売サイトで起きました不正アクセスについて"


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = "左の段の文は左の段の中で続きます。" * 8
    right = "右の段の文は右の段の中で続きます。" * 8
    source = f"#columns(2)[#set text(size: 8pt)\n{left}#colbreak()\n{right}]"
    content = extract_pdf("a.pdf", made(tmp_path, source)).text.content
    assert left in content
    assert content.index(left) < content.index(right)


def test_a_sentence_goes_on_over_the_page_s_end(tmp_path: Path) -> None:
    sentence = "".join(f"とても長い説明の{chr(0x4E8C + n)}が続いて終わらないまま" for n in range(30)) + "終わります。"
    content = extract_pdf("a.pdf", made(tmp_path, sentence, "width: 105mm, height: 100mm, margin: 15mm")).text.content
    assert content.strip() == sentence


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    page = 'width: 105mm, height: 100mm, margin: 20mm, header: [くぬぎ堂 広報], numbering: "1 / 1"'
    content = extract_pdf(
        "a.pdf", made(tmp_path, "止めました。\n\n#pagebreak()\n\n調べています。\n", page)
    ).text.content
    assert content.strip() == "止めました。\n\n調べています。"


def test_two_short_pages_that_are_alike_keep_their_text(tmp_path: Path) -> None:
    page = "width: 105mm, height: 100mm, margin: 25mm"
    content = extract_pdf("a.pdf", made(tmp_path, "止めました。\n\n#pagebreak()\n\n止めました。\n", page)).text.content
    assert content.count("止めました。") == 2


def test_a_ruled_table_gives_its_rows_with_the_lines_of_a_cell_joined(tmp_path: Path) -> None:
    source = "#table(columns: (30mm, 40mm), [項目], [件数], [氏名と住所と電話番号とメールアドレス], [128件])"
    found = rows(extract_pdf("a.pdf", made(tmp_path, source)))
    assert found == ["| 項目 | 件数 |", "| 氏名と住所と電話番号とメールアドレス | 128件 |"]


def test_each_block_says_on_which_page_it_stood(tmp_path: Path) -> None:
    document = extract_pdf("a.pdf", made(tmp_path, "はじめの頁です。\n\n#pagebreak()\n\n次の頁です。\n"))
    assert [block.place for block in document.text.blocks] == ["page 1", "page 2"]


def test_a_latin_ligature_keeps_its_letters(tmp_path: Path) -> None:
    source = '#text(font: "Libertinus Serif")[office traffic] の記録'
    assert extract_pdf("a.pdf", made(tmp_path, source)).text.content.startswith("office traffic")


def test_a_vertical_page_is_read_from_right_to_left() -> None:
    content = extract_pdf("a.pdf", (FILES / "vertical.pdf").read_bytes()).text.content
    assert "当社のサーバーを三月四日に止めました。調査を外部の会社に頼んでいます。" in content.replace("\n", "")


def test_ruby_is_no_part_of_the_text() -> None:
    content = extract_pdf("a.pdf", (FILES / "ruby.pdf").read_bytes()).text.content
    assert "代表者椚蔵人" in content.replace("\n", "")
    assert "くらんど" not in content


def test_a_locked_file_says_so() -> None:
    with pytest.raises(UnreadableError, match="locked by a password"):
        extract_pdf("a.pdf", (FILES / "locked.pdf").read_bytes())


def test_a_damaged_file_says_so() -> None:
    with pytest.raises(UnreadableError, match="is a damaged PDF"):
        extract_pdf("a.pdf", b"%PDF-1.7\n...")


def test_a_scanned_file_says_so() -> None:
    with pytest.raises(UnreadableError, match="is a scanned PDF"):
        extract_pdf("a.pdf", (FILES / "scanned.pdf").read_bytes())


def test_fonts_that_do_not_tell_their_characters_are_named() -> None:
    with pytest.raises(UnreadableError, match="do not tell which characters"):
        extract_pdf("a.pdf", (FILES / "garbled.pdf").read_bytes())


def test_a_page_without_words_says_so() -> None:
    empty = pdfium.PdfDocument.new()
    empty.new_page(100, 100)
    with pytest.raises(UnreadableError, match="without text"):
        extract_pdf("a.pdf", _saved(empty))


def _saved(opened: pdfium.PdfDocument) -> bytes:
    target = io.BytesIO()
    opened.save(target)
    opened.close()
    return target.getvalue()


def test_a_setting_keeps_its_source() -> None:
    one = Setting("a", "題", "2026年1月5日", "くぬぎ堂株式会社", (), "本文です。")
    assert replace(one, text="別").source().endswith("別\n")


@pytest.mark.parametrize(("producer", "needs"), [("Chromium", "chromium"), ("LibreOffice", "soffice"), ("Typst", "")])
def test_releases_set_by_each_producer_keep_their_facts(producer: str, needs: str, tmp_path: Path) -> None:
    """Five layouts: plain, small with a running head, another face, two columns, large."""
    if needs and shutil.which(needs) is None:
        pytest.skip(f"{needs} is not installed")
    chosen = laid_out(10)
    same = whole = 0
    for (one, _), data in zip(chosen, PRODUCERS[producer](chosen, tmp_path), strict=True):
        source = facts(extract_archive("a.md", one.source()))
        same += (source & facts(extract_pdf("a.pdf", data))).total()
        whole += source.total()
    assert same >= 0.97 * whole


def test_characters_named_by_number_alone_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(PicturesError, match="do not tell which characters"):
        extract_pdf("a.pdf", made(tmp_path, "(cid:1234)(cid:87)(cid:2201) サーバー (cid:12)"))


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_vertical_release_keeps_its_facts(tmp_path: Path) -> None:
    chosen = [(one, Layout(vertical=True, numbered=False, size=12)) for one, _ in laid_out(6)[::2]]
    same = whole = 0
    for (one, _), data in zip(chosen, by_chromium(chosen, tmp_path), strict=True):
        source = facts(extract_archive("a.md", one.source()))
        same += (source & facts(extract_pdf("a.pdf", data))).total()
        whole += source.total()
    assert same >= 0.9 * whole
