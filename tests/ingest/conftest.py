from collections.abc import Callable
from pathlib import Path

import pytest
from tests.capture.fixtures import fetcher, new_site, site, visitor

__all__ = ["fetcher", "new_site", "site", "visitor"]

Write = Callable[..., Path]


def entry(title: str, day: str, organisation: str, body: str, *lines: str) -> str:
    year, month, number = day.split("-")
    head = [f"# 公表概要\n- {title}", f"- {year}年{int(month)}月{int(number)}日", f"- {organisation}"]
    return "\n".join(
        (*head, f"- https://{abs(hash(title)) % 9999}.example.jp/{day}.html", *lines, "", "# 本文", body, "")
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of five entries: a case of three reports, one alone, and a report whose link is mistaken."""
    folder = tmp_path / "archive"
    for doc, content in ENTRIES.items():
        path = folder / doc
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


FIRST = "2026/01/05_みほん工房株式会社.md"
SECOND = "2026/01/19_みほん工房株式会社.md"
ENTRIES = {
    FIRST: entry(
        "受注サーバーの停止について（第1報）",
        "2026-01-05",
        "みほん工房株式会社",
        "2026年1月4日、弊社の受注サーバーがランサムウェアに感染しました。警察に相談しています。",
    ),
    SECOND: entry(
        "受注サーバーの停止について（第2報）",
        "2026-01-19",
        "みほん工房株式会社",
        "1月5日に公表した件の続報です。顧客1,204名の氏名が漏えいしたおそれがあります。",
        "- 第1報：https://git.example.com/a/blob/main/2026/01/05_%E3%81%BF%E3%81%BB%E3%82%93%E5%B7%A5%E6%88%BF%E6%A0%AA%E5%BC%8F%E4%BC%9A%E7%A4%BE.md",
    ),
    "2026/02/02_みほん工房株式会社.md": entry(
        "受注サーバーの停止について（最終報）",
        "2026-02-02",
        "みほん工房株式会社",
        "1月19日に公表した件の調査が完了しました。漏えいは確認されませんでした。",
        f"- 第2報：{SECOND}",
    ),
    "2026/02/03_くぬぎ商店.md": entry(
        "メールの誤送信について",
        "2026-02-03",
        "くぬぎ商店",
        "2月2日、宛先を誤って12名のメールアドレスを見える形で送りました。",
    ),
    "2026/02/09_ひいらぎ市.md": entry(
        "名簿の紛失について（第2報）",
        "2026-02-09",
        "ひいらぎ市",
        "職員が住民40名の名簿を電車に置き忘れました。",
        "- 第1報：2026/02/03_くぬぎ商店.md",
    ),
}
