"""Sample releases set as PDFs by three producers: Chromium, LibreOffice and Typst, in several layouts."""

import functools
import html
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from playwright.sync_api import sync_playwright

from jikenbo.extract.archive import extract_archive
from jikenbo.model.text import BlockKind

SAMPLE = Path(__file__).resolve().parents[2] / "src" / "jikenbo" / "sample" / "archive"
SERIF, SANS = "Noto Serif CJK JP", "Noto Sans CJK JP"


@dataclass(frozen=True)
class Setting:
    """A release to be set: what its letterhead says, and its body's blocks (kind and words)."""

    name: str
    title: str
    date: str
    organisation: str
    body: tuple[tuple[BlockKind, str], ...]
    text: str

    def source(self) -> str:
        """The release as an entry of an archive."""
        return f"# 公表概要\n- {self.title}\n- {self.date}\n- {self.organisation}\n\n# 本文\n{self.text}\n"


@dataclass(frozen=True)
class Layout:
    """How a release is set."""

    paper: tuple[float, float] = (210, 297)
    size: float = 10.5
    font: str = SERIF
    columns: int = 1
    head: str = ""
    numbered: bool = True
    vertical: bool = False
    ruby: bool = False


LAYOUTS = (
    Layout(),
    Layout(paper=(148, 210), size=12, head="プレスリリース"),
    Layout(font=SANS, size=11, head="NEWS RELEASE"),
    Layout(columns=2, size=9),
    Layout(paper=(148, 210), size=14, font=SANS),
)


@functools.cache
def settings(count: int = 24) -> tuple[Setting, ...]:
    """The longest releases of the sample, each with everything a letterhead has."""
    files = sorted(SAMPLE.rglob("*.md"), key=lambda path: (-path.stat().st_size, path.name))
    return tuple(_setting(path) for path in files)[:count]


def _setting(path: Path) -> Setting:
    found = extract_archive(path.name, path.read_text(encoding="utf-8"))
    content, overview = found.text.content, found.overview
    known = [one.span for one in (overview.title, overview.organisation, overview.published) if one and one.span]
    begin = max(b.end for b in found.text.blocks if b.kind in (BlockKind.TITLE, BlockKind.OVERVIEW))
    assert len(known) == 3
    title, organisation, date = (content[span.start : span.end] for span in known)
    body = tuple((b.kind, content[b.start : b.end]) for b in found.text.blocks if b.start >= begin)
    return Setting(path.stem, title, date, organisation, body, content.partition("# 本文\n")[2].strip())


def page(one: Setting, layout: Layout) -> str:
    """The release as a web page that a browser prints."""
    width, height = layout.paper
    style = f"""@page {{ size: {width}mm {height}mm; margin: 22mm 18mm }}
body {{ font: {layout.size}pt/1.7 "{layout.font}"; {"writing-mode: vertical-rl;" if layout.vertical else ""} }}
h1 {{ font-size: 1.5em; text-align: center; column-span: all }} h2 {{ font-size: 1.1em }} .right {{ text-align: right }}
main {{ column-count: {layout.columns}; column-gap: 8mm }} table {{ border-collapse: collapse; width: 100% }}
td {{ border: 1px solid #888; padding: 1mm 2mm }}"""
    body = "".join(_html_blocks(one))
    letterhead = f'<p class="right">{html.escape(one.date)}</p><p class="right">{html.escape(one.organisation)}</p>'
    ruby = "<p>代表者 <ruby>椚<rt>くぬぎ</rt></ruby><ruby>蔵人<rt>くらんど</rt></ruby></p>" if layout.ruby else ""
    return (
        f'<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>release</title><style>{style}</style>'
        f"<body>{letterhead}<h1>{html.escape(one.title)}</h1>{ruby}<main>{body}</main></body></html>"
    )


def _html_blocks(one: Setting) -> Iterator[str]:
    for kind, group in groupby(one.body, key=lambda block: block[0]):
        words = [html.escape(text).replace("\n", "<br>") for _, text in group]
        if kind is BlockKind.ROW:
            yield "<table>" + "".join(f"<tr>{_html_cells(row)}</tr>" for row in words) + "</table>"
        else:
            tag = "h2" if kind is BlockKind.HEADING else "p"
            yield "".join(f"<{tag}>{text}</{tag}>" for text in words)


def _html_cells(row: str) -> str:
    return "".join(f"<td>{cell}</td>" for cell in cells(row))


def cells(row: str) -> list[str]:
    """The cells of a Markdown row."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def by_chromium(made: list[tuple[Setting, Layout]], folder: Path) -> list[bytes]:
    """Each release as printed by Chromium, with the running head and page number that its layout asks for."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        opened = browser.new_page()
        printed = []
        for one, layout in made:
            opened.set_content(page(one, layout))
            number = '<div style="font-size:8pt;width:100%;text-align:center"><span class="pageNumber"></span> / <span class="totalPages"></span></div>'
            head = f'<div style="font-size:8pt;margin-left:18mm">{layout.head}</div>'
            printed.append(
                opened.pdf(
                    prefer_css_page_size=True, display_header_footer=layout.numbered,
                    header_template=head, footer_template=number,
                )
            )  # fmt: skip
        browser.close()
    return printed


def by_typst(made: list[tuple[Setting, Layout]], folder: Path) -> list[bytes]:
    """Each release as set by Typst."""
    printed = []
    for number, (one, layout) in enumerate(made):
        source = folder / f"{number}.typ"
        source.write_text(_typst(one, layout), encoding="utf-8")
        printed.append(bytes(typst.compile(str(source))))
    return printed


def _typst(one: Setting, layout: Layout) -> str:
    width, height = layout.paper
    number = 'numbering: "- 1 -",' if layout.numbered else ""
    head = f"header: [#text(size: 8pt)[{_plain(layout.head)}]]," if layout.head else ""
    return f"""#set page(width: {width}mm, height: {height}mm, margin: 20mm, {number} {head})
#set text(font: "{layout.font}", lang: "ja", size: {layout.size}pt)
#set par(justify: true, leading: 0.9em, spacing: 1.4em)
#align(right)[{_plain(one.date)} \\ {_plain(one.organisation)}]
#align(center)[#text(size: 1.5em, weight: "bold")[{_plain(one.title)}]]
#columns({layout.columns})[
{"".join(_typst_blocks(one))}]
"""


def _typst_blocks(one: Setting) -> Iterator[str]:
    for kind, group in groupby(one.body, key=lambda block: block[0]):
        words = [text for _, text in group]
        if kind is BlockKind.ROW:
            rows = [cells(row) for row in words]
            inner = ", ".join(f"[{_plain(cell)}]" for row in rows for cell in row)
            yield f"#table(columns: {max(map(len, rows))}, {inner})\n\n"
        elif kind is BlockKind.HEADING:
            yield "".join(f'#text(weight: "bold", size: 1.15em)[{_plain(text)}]\n\n' for text in words)
        else:
            yield "".join(f"{_plain(text)}\n\n" for text in words)


def _plain(text: str) -> str:
    """Words as Typst shows them, each sign that means something to it escaped."""
    escaped = "".join(f"\\{char}" if char in r"\#*_`$<>@=-+/~[]" else char for char in text)
    return escaped.replace("\n", " \\\n")


def word_file(one: Setting, layout: Layout, path: Path) -> None:
    """The release as a Word file."""
    document = docx.Document()
    part = document.sections[0]
    part.page_width, part.page_height = Mm(layout.paper[0]), Mm(layout.paper[1])
    part.left_margin = part.right_margin = part.top_margin = part.bottom_margin = Mm(20)
    _word_style(document, layout)
    part.header.paragraphs[0].text = layout.head
    for words in (one.date, one.organisation):
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = document.add_paragraph()
    title.add_run(one.title).font.size = Pt(layout.size * 1.5)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, group in groupby(one.body, key=lambda block: block[0]):
        _word_blocks(document, kind, [text for _, text in group])
    document.save(str(path))


def _word_style(document: "docx.document.Document", layout: Layout) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(layout.size)
    style.font.name = layout.font
    style.element.rPr.rFonts.set(qn("w:eastAsia"), layout.font)


def _word_blocks(document: "docx.document.Document", kind: BlockKind, words: list[str]) -> None:
    if kind is BlockKind.ROW:
        rows = [cells(row) for row in words]
        table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=False):
                cell.text = value
        return
    for text in words:
        if kind is BlockKind.HEADING:
            document.add_paragraph().add_run(text).bold = True
        else:
            document.add_paragraph(text)


def by_libreoffice(made: list[tuple[Setting, Layout]], folder: Path) -> list[bytes]:
    """Each release as a Word file that LibreOffice made a PDF of."""
    for number, (one, layout) in enumerate(made):
        word_file(one, layout, folder / f"{number}.docx")
    names = [str(folder / f"{number}.docx") for number in range(len(made))]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *names]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    return [(folder / f"{number}.pdf").read_bytes() for number in range(len(made))]


PRODUCERS = {"Chromium": by_chromium, "LibreOffice": by_libreoffice, "Typst": by_typst}


def laid_out(count: int = 24) -> list[tuple[Setting, Layout]]:
    """The releases, each with one of the layouts in turn."""
    return [(one, LAYOUTS[number % len(LAYOUTS)]) for number, one in enumerate(settings(count))]
