"""An Excel file: each sheet a heading, each row a table row; what is hidden is left out and named as a doubt."""

import io
from collections.abc import Iterator
from datetime import date, datetime

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from jikenbo.errors import UnreadableError
from jikenbo.extract.preamble import find_title, with_preamble
from jikenbo.extract.setting_out import Writer
from jikenbo.model.document import Document, Doubt
from jikenbo.model.text import BlockKind, Text

EXTRACTOR = "excel/1"
# A release in a sheet has some dozens of rows; a register of incidents some thousands.
_MOST_ROWS = 20_000
_MOST_COLUMNS = 100


def extract_excel(doc: str, data: bytes) -> Document:
    """The sheets of an Excel file as a document, with the values that formulas last gave."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    writer = Writer()
    doubts: list[Doubt] = []
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            reason = f"The sheet “{sheet.title}” is hidden and was not read."
            doubts.append(Doubt(doc, "hidden_content", reason))
    for sheet in shown:
        if len(shown) > 1 and sheet.max_row:
            writer.put(sheet.title, BlockKind.HEADING, 1, f"sheet {sheet.title}")
        doubts += _hidden(doc, sheet)
        _put_sheet(writer, sheet)
    content, blocks = writer.result()
    if not content.strip():
        raise UnreadableError(f"{doc} is an Excel file without text.", "Check that its sheets are not hidden.")
    marked, overview = with_preamble(content, blocks, find_title(content, blocks))
    return Document(doc, Text(content, marked, EXTRACTOR), overview, tuple(doubts))


def _put_sheet(writer: Writer, sheet: Worksheet) -> None:
    columns = _hidden_columns(sheet)
    for number, row in _filled(sheet).items():
        if sheet.row_dimensions[number].hidden:
            continue
        cells = [row.get(at, "") for at in range(1, max(row) + 1) if at not in columns]
        filled = [cell for cell in cells if cell]
        place = f"sheet {sheet.title} row {number}"
        if len(filled) == 1:
            writer.put(filled[0], None, place=place)
        elif filled:
            writer.put(f"| {' | '.join(cells[: _last(cells)])} |", BlockKind.ROW, place=place)


def _filled(sheet: Worksheet) -> dict[int, dict[int, str]]:
    """The cells that hold something, by row and column; a far-off cell makes no empty rows before it."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001  (its public rows make every empty cell)
        if row <= _MOST_ROWS and column <= _MOST_COLUMNS and (written := _written(cell.value)):
            rows.setdefault(row, {})[column] = written
    return rows


def _last(cells: list[str]) -> int:
    return max(number for number, cell in enumerate(cells, 1) if cell)


def _written(value: object) -> str:
    """A value as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{value.year}年{value.month}月{value.day}日 {value.hour}時{value.minute:02}分"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()).replace("|", "｜")


def _hidden(doc: str, sheet: Worksheet) -> Iterator[Doubt]:
    rows = [number for number, row in sheet.row_dimensions.items() if row.hidden and number <= _MOST_ROWS]
    if rows:
        yield Doubt(
            doc, "hidden_content", f"{len(rows)} rows of the sheet “{sheet.title}” are hidden and were not read."
        )
    columns = _hidden_columns(sheet)
    if columns:
        reason = f"{len(columns)} columns of the sheet “{sheet.title}” are hidden and were not read."
        yield Doubt(doc, "hidden_content", reason)


def _hidden_columns(sheet: Worksheet) -> set[int]:
    """The numbers of the columns that are hidden; neighbours are kept as one range."""
    return {
        number
        for column in sheet.column_dimensions.values()
        if column.hidden
        for number in range(column.min or 1, min(column.max or 1, _MOST_COLUMNS) + 1)
    }
