"""A Word file: headings, paragraphs, items and table rows in order, with what is hidden in it as a doubt."""

import io
from collections.abc import Iterator

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from jikenbo.errors import UnreadableError
from jikenbo.extract.preamble import find_title, with_preamble
from jikenbo.extract.setting_out import Writer
from jikenbo.model.document import Document, Doubt
from jikenbo.model.text import BlockKind, Text

EXTRACTOR = "word/1"
_LARGE = 1.2
_REACH = 12


def extract_word(doc: str, data: bytes) -> Document:
    """A Word file as a document; each block's place is the number of its paragraph or table."""
    file = docx.Document(io.BytesIO(data))
    writer = Writer()
    hidden: list[str] = []
    title: int | None = None
    for number, part in enumerate(file.iter_inner_content(), 1):
        if isinstance(part, Table):
            _put_table(writer, part, f"table {number}")
            continue
        words, unseen = _words(part)
        if unseen:
            hidden.append(unseen)
        if title is None and words.strip() and number <= _REACH and _is_title(file, part):
            title = len(writer.blocks)
        _put(writer, part, words, f"paragraph {number}")
    for words in _boxes(file):
        writer.put(words, None, place="text box")
    content, blocks = writer.result()
    if not content.strip():
        raise UnreadableError(
            f"{doc} is a Word file without text.", "If it shows a picture of a page, add its text as .txt."
        )
    marked, overview = with_preamble(content, blocks, find_title(content, blocks) if title is None else title)
    return Document(doc, Text(content, marked, EXTRACTOR), overview, tuple(_doubts(doc, hidden)))


def _words(paragraph: Paragraph) -> tuple[str, str]:
    """The words of a paragraph that a reader sees, and those set as hidden; what was deleted is in neither."""
    seen: list[str] = []
    hidden: list[str] = []
    for run in paragraph._p.iter(qn("w:r")):  # noqa: SLF001  (its public runs leave out links and inserted text)
        if any(above.tag in (qn("w:txbxContent"), qn("w:rt")) for above in run.iterancestors()):
            continue
        properties = run.find(qn("w:rPr"))
        unseen = properties is not None and properties.find(qn("w:vanish")) is not None
        (hidden if unseen else seen).append("".join(_texts(run)))
    return "".join(seen), "".join(hidden)


def _texts(run: object) -> Iterator[str]:
    for node in run.iterchildren():  # type: ignore[attr-defined]
        if node.tag == qn("w:t"):
            yield node.text or ""
        elif node.tag == qn("w:tab"):
            yield "\u3000"
        elif node.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif node.tag == qn("w:ruby"):
            yield "".join(text.text or "" for text in node.iterfind(f"{qn('w:rubyBase')}//{qn('w:t')}"))


def _put(writer: Writer, paragraph: Paragraph, words: str, place: str) -> None:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    properties = paragraph._p.pPr  # noqa: SLF001  (numbering has no public name)
    listed = properties is not None and properties.numPr is not None
    if style.startswith("Heading") and style[-1].isdigit():
        writer.put(words, BlockKind.HEADING, int(style[-1]), place)
    elif listed or style.startswith("List"):
        writer.put(f"- {words.strip()}" if words.strip() else "", BlockKind.ITEM, place=place)
    else:
        writer.put(words, None, place=place)


def _is_title(file: WordFile, paragraph: Paragraph) -> bool:
    """Whether a paragraph has the style of a title, or is set larger than the text."""
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if style in ("Title", "Heading 1"):
        return True
    usual = file.styles["Normal"].font.size
    sizes = [run.font.size for run in paragraph.runs if run.font.size is not None and run.text.strip()]
    return bool(usual and sizes and min(sizes) > _LARGE * usual)


def _put_table(writer: Writer, table: Table, place: str) -> None:
    for number, row in enumerate(table.rows, 1):
        cells: list[str] = []
        last: object = None
        for cell in row.cells:
            # A merged cell comes once for each column that it covers.
            if cell._tc is not last:  # noqa: SLF001  (python-docx tells merged cells by their element alone)
                cells.append(" ".join(cell.text.split()).replace("|", "｜"))
            last = cell._tc  # noqa: SLF001
        if any(cells):
            writer.put(f"| {' | '.join(cells)} |", BlockKind.ROW, place=f"{place} row {number}")


def _boxes(file: WordFile) -> Iterator[str]:
    """The words of text boxes, each once: Word writes them in a new and an old form."""
    seen: set[str] = set()
    for box in file.element.body.iter(qn("w:txbxContent")):
        words = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in box.iter(qn("w:p"))).strip()
        if words and words not in seen:
            seen.add(words)
            yield words


def _doubts(doc: str, hidden: list[str]) -> Iterator[Doubt]:
    if hidden:
        reason = f"The file holds hidden text ({sum(map(len, hidden))} characters), which is not part of the release."
        yield Doubt(doc, "hidden_content", reason)
