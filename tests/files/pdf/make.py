"""Makes the PDFs of this folder anew: release-*.pdf by three producers, and one file for each way a PDF can fail.

usage: python -m tests.files.pdf.make        (needs Chromium, LibreOffice and reportlab)
"""

import io
import re
import tempfile
import zlib
from pathlib import Path

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from tests.extract.setting import LAYOUTS, PRODUCERS, Layout, Setting, by_chromium

from jikenbo.model.text import BlockKind

HERE = Path(__file__).parent
BODY = (
    (
        BlockKind.PARAGRAPH,
        "3月4日の夕方、当社の担当者が、お客さま128名の名簿を別の取引先に宛てたメールに添えて送りました。",
    ),
    (BlockKind.HEADING, "１．項目"),
    (BlockKind.ROW, "| 項目 | 件数 |"),
    (BlockKind.ROW, "| 氏名 | 128件 |"),
    (BlockKind.HEADING, "２．対応"),
    (BlockKind.PARAGRAPH, "送り先には削除をお願いし、消したとの連絡を受けました。"),
)
RELEASE = Setting("release", "顧客名簿の誤送信について（第１報）", "2026年3月5日", "くぬぎ堂株式会社", BODY, "")
UPRIGHT = "当社のサーバーを三月四日に止めました。調査を外部の会社に頼んでいます。"


def main() -> None:
    """Write every file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for producer, make in PRODUCERS.items():
            (data,) = make([(RELEASE, LAYOUTS[0])], folder)
            (HERE / f"release-{producer.lower()}.pdf").write_bytes(data)
        upright = Setting("a", "停止", "三月", "くぬぎ堂", ((BlockKind.PARAGRAPH, UPRIGHT),) * 2, "")
        layouts = [(upright, Layout(vertical=True, numbered=False)), (RELEASE, Layout(ruby=True, numbered=False))]
        for kind, data in zip(("vertical", "ruby"), by_chromium(layouts, folder), strict=True):
            (HERE / f"{kind}.pdf").write_bytes(data)
    (HERE / "locked.pdf").write_bytes(drawn("locked", StandardEncryption("secret", strength=128)))
    (HERE / "scanned.pdf").write_bytes(scanned())
    (HERE / "garbled.pdf").write_bytes(garbled())


def drawn(words: str, lock: StandardEncryption | None = None) -> bytes:
    """A page with a line of words, locked if so wished."""
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=lock)
    canvas.drawString(80, 700, words)
    canvas.save()
    return target.getvalue()


def scanned() -> bytes:
    """A page that shows a picture and no character."""
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 230)), 50, 50, 400, 600)
    canvas.save()
    return target.getvalue()


def garbled() -> bytes:
    """A release whose font's table of characters gives none of Unicode's: what a producer's slip leaves behind."""
    data = (HERE / "release-typst.pdf").read_bytes()

    def spoil(match: "re.Match[bytes]") -> bytes:
        try:
            plain = zlib.decompress(match[1])
        except zlib.error:
            return match[0]
        if b"beginbfchar" not in plain and b"beginbfrange" not in plain:
            return match[0]
        packed = zlib.compress(re.sub(rb"(<[0-9A-Fa-f]{4}> )<[0-9A-Fa-f]{4}>", rb"\1<E001>", plain))
        return b"stream\n" + packed.ljust(len(match[1]), b"\0") + b"\nendstream"

    return re.sub(rb"stream\n(.*?)\nendstream", spoil, data, flags=re.DOTALL)


if __name__ == "__main__":
    main()
