import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Pt
from tests.extract.setting import LAYOUTS, settings, word_file

from jikenbo.errors import UnreadableError
from jikenbo.extract import extract
from jikenbo.extract.archive import extract_archive
from jikenbo.extract.excel import extract_excel
from jikenbo.extract.office import extract_office
from jikenbo.extract.word import extract_word
from jikenbo.model.fact import Fact
from jikenbo.model.text import BlockKind
from jikenbo.read import read


def saved(file: object) -> bytes:
    target = io.BytesIO()
    file.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def known(fact: Fact) -> tuple[object, ...]:
    return fact.field, fact.value, fact.status, fact.role, fact.number


@pytest.mark.parametrize("number", [0, 3, 8])
def test_a_word_file_reads_as_its_source(number: int, tmp_path: Path) -> None:
    one = settings()[number]
    word_file(one, LAYOUTS[0], tmp_path / "a.docx")
    found = read(extract_word("a.docx", (tmp_path / "a.docx").read_bytes())).facts
    source = read(extract_archive("a.md", one.source())).facts
    same = {known(f) for f in source} & {known(f) for f in found}
    assert len(same) >= 0.9 * len({known(f) for f in source})


def test_word_blocks_keep_kind_and_order() -> None:
    file = docx.Document()
    file.add_heading("サーバー停止について", 1)
    file.add_paragraph("止めました。")
    table = file.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "氏名", "12件"
    file.add_paragraph("調べています。", style="List Bullet")
    document = extract_word("a.docx", saved(file))
    assert [b.kind for b in document.text.blocks] == [
        BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.ROW, BlockKind.ITEM,
    ]  # fmt: skip
    assert document.text.content == "サーバー停止について\n\n止めました。\n\n| 氏名 | 12件 |\n\n- 調べています。"


def test_hidden_words_are_no_text_and_a_doubt() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("止めました。")
    paragraph.add_run("内部用の覚え").font.hidden = True
    document = extract_word("a.docx", saved(file))
    assert document.text.content == "止めました。"
    assert [doubt.kind for doubt in document.doubts] == ["hidden_content"]


def test_the_larger_words_of_a_word_file_are_its_title() -> None:
    file = docx.Document()
    file.styles["Normal"].font.size = Pt(10.5)
    file.add_paragraph("お客さま各位")
    file.add_paragraph().add_run("障害の原因と対応").font.size = Pt(16)
    file.add_paragraph("直しました。")
    title = extract_word("a.docx", saved(file)).overview.title
    assert title
    assert title.value == "障害の原因と対応"


def book() -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["サーバー停止について"])
    sheet.append([])
    sheet.append(["発生日", "件数", "覚え"])
    sheet.append([date(2026, 3, 4), 128.0, "内部"])
    sheet.append([date(2026, 3, 5), 7, "内部"])
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[5].hidden = True
    made.create_sheet("下書き").sheet_state = "hidden"
    return made


def test_a_sheet_s_rows_are_table_rows_with_values_as_written() -> None:
    document = extract_excel("a.xlsx", saved(book()))
    assert document.text.content == "サーバー停止について\n\n| 発生日 | 件数 |\n| 2026年3月4日 | 128 |"
    assert [block.place for block in document.text.blocks][-1] == "sheet Sheet row 4"


def test_hidden_sheets_rows_and_columns_are_left_out_and_named() -> None:
    reasons = [doubt.reason for doubt in extract_excel("a.xlsx", saved(book())).doubts]
    assert reasons == [
        "The sheet “下書き” is hidden and was not read.",
        "1 rows of the sheet “Sheet” are hidden and were not read.",
        "1 columns of the sheet “Sheet” are hidden and were not read.",
    ]


def test_a_far_off_cell_costs_no_time() -> None:
    made = book()
    made.worksheets[0].cell(1_000_000, 9_000, "遠く")
    assert "128" in extract_excel("a.xlsx", saved(made)).text.content


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in parts.items():
            opened.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed({"a.txt": b"x"}), "is a ZIP file"),
        (packed({"ppt/slides/slide1.xml": b"x"}), "is a PowerPoint file"),
        (b"PK\x03\x04....", "is a damaged ZIP"),
        (packed({"word/document.xml": b" " * 70_000_000}), "unpacks to more"),
        (packed({f"word/{n}.xml": b"" for n in range(6000)}), "unpacks to more"),
    ],
)
def test_what_is_no_release_or_a_bomb_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        extract_office("a.docx", data)


def test_an_office_file_is_read_by_what_its_bytes_are() -> None:
    (document,) = extract("given.bin", saved(book()))
    assert document.text.extractor == "excel/1"


def test_a_file_whose_xml_grows_as_it_is_read_is_refused() -> None:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 20) for n in range(1, 12))
    bomb = b'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">' + entities + b"]><x>&a11;</x>"
    with pytest.raises(UnreadableError):
        extract("a.docx", packed({"word/document.xml": bomb, "[Content_Types].xml": bomb}))
