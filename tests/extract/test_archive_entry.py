import pytest

from jikenbo.extract.archive import extract_archive, is_entry
from jikenbo.model.document import Document
from jikenbo.model.text import BlockKind

DOC = "archive/2026/01/05_みほん工房株式会社.md"
PLAIN = """# 公表概要
- 受注サーバーの停止について
- 2026年1月5日
- みほん工房株式会社
- https://mihon.example.jp/news/5.html

# 本文
受注サーバーを止めました。
"""


def entry(overview: str, body: str = "受注サーバーを止めました。", doc: str = DOC) -> Document:
    return extract_archive(doc, f"{overview}\n\n# 本文\n{body}\n")


def lines(*extra: str, date: str = "2026年1月5日") -> str:
    head = [
        "# 公表概要",
        "- 受注サーバーの停止について",
        f"- {date}",
        "- みほん工房株式会社",
        "- https://mihon.example.jp/news/5.html",
    ]
    return "\n".join((*head, *extra))


def kinds(document: Document) -> list[str]:
    return [doubt.kind for doubt in document.doubts]


def test_a_plain_entry_is_understood_without_a_doubt() -> None:
    document = extract_archive(DOC, PLAIN)
    overview = document.overview
    assert document.doubts == ()
    assert overview.title
    assert overview.title.value == "受注サーバーの停止について"
    assert overview.organisation
    assert overview.organisation.value == "みほん工房株式会社"
    assert overview.published
    assert overview.published.value == "2026-01-05"
    assert overview.address
    assert overview.address.value == "https://mihon.example.jp/news/5.html"


def test_every_stated_value_has_its_place_in_the_file() -> None:
    document = extract_archive(DOC, PLAIN)
    for stated in (document.overview.title, document.overview.organisation, document.overview.address):
        assert stated
        assert stated.span
        assert document.text.content[stated.span.start : stated.span.end] == stated.value


def test_the_text_is_the_file_and_its_blocks_begin_with_the_title() -> None:
    document = extract_archive(DOC, PLAIN)
    assert document.text.content == PLAIN
    assert [block.kind for block in document.text.blocks] == [
        BlockKind.TITLE,
        *[BlockKind.OVERVIEW] * 3,
        BlockKind.PARAGRAPH,
    ]


def test_windows_line_ends_change_nothing_that_is_stated() -> None:
    document = extract_archive(DOC, PLAIN.replace("\n", "\r\n"))
    assert document.doubts == ()
    assert document.overview.organisation
    assert document.overview.organisation.value == "みほん工房株式会社"


@pytest.mark.parametrize(
    ("date", "value", "kind"),
    [
        ("令和8年1月5日", "2026-01-05", None),
        ("２０２６年１月５日", "2026-01-05", None),
        ("2026/1/5", "2026-01-05", None),
        ("2026年1月XX日", "2026-01-05", "date_noted"),
        ("2026年1月", "2026-01-05", "date_noted"),
        ("2026年1月頃", "2026-01-05", "date_noted"),
        ("2026年1月5日？", "2026-01-05", "date_noted"),
        ("2026年1月5日、1月9日更新", "2026-01-05", "date_noted"),
        ("日付記載なし", "2026-01-05", "no_date"),
        ("2026年1月4日", "2026-01-04", "date_differs"),
        ("2025年1月5日", "2026-01-05", "date_differs"),
    ],
)
def test_dates_are_read_in_every_form_and_told_where_they_are_doubtful(date: str, value: str, kind: str | None) -> None:
    document = entry(lines(date=date))
    assert document.overview.published
    assert document.overview.published.value == value
    assert kinds(document) == ([kind] if kind else [])


def test_a_month_in_path_and_overview_stays_a_month() -> None:
    document = entry(lines(date="2026年1月頃"), doc="2026/01/XX_みほん工房株式会社.md")
    assert document.overview.published
    assert document.overview.published.value == "2026-01"


@pytest.mark.parametrize(
    "heading", ["#", "# 公表概用", "# 公表慨要", "# 公表概要（続報）", "#公表概要", "　# 公表概要　"]
)
def test_a_bent_heading_of_the_overview_is_understood(heading: str) -> None:
    document = entry(lines().replace("# 公表概要", heading))
    assert document.overview.organisation
    assert document.overview.organisation.value == "みほん工房株式会社"


def test_a_misspelt_heading_is_told() -> None:
    document = entry(lines("", "# 事案ID", "- 2026-01-05-みほん工房株式会社", "", "# 好評種別", "- 続報"))
    assert document.overview.kind_label
    assert document.overview.kind_label.value == "続報"
    assert kinds(document) == ["bent_heading"]


@pytest.mark.parametrize(
    "written",
    [
        ("# 事案ID", "- 2026-01-05-みほん工房", "# 公表種別", "- 初報"),
        ("# 事案ID：2026-01-05-みほん工房", "# 公表種別: 初報"),
        ("- 事案ID: 2026-01-05-みほん工房", "- 公表種別：初報"),
        ("# 事案ID", "2026-01-05-みほん工房", "", "# 公表種別", "初報"),
    ],
)
def test_the_labels_of_case_and_kind_stand_under_headings_or_in_lines(written: tuple[str, ...]) -> None:
    document = entry(lines(*written))
    assert document.overview.case_label
    assert document.overview.case_label.value == "2026-01-05-みほん工房"
    assert document.overview.kind_label
    assert document.overview.kind_label.value == "初報"
    assert document.doubts == ()


def test_an_organisation_before_the_date_is_understood() -> None:
    written = "# 公表概要\n- 停止について\n- みほん工房株式会社\n- 2026年1月5日\n- https://mihon.example.jp/"
    document = entry(written)
    assert document.overview.title
    assert document.overview.title.value == "停止について"
    assert document.overview.organisation
    assert document.overview.organisation.value == "みほん工房株式会社"


@pytest.mark.parametrize("break_", ["\n", "\n- "])
def test_a_title_over_two_lines_is_one_title(break_: str) -> None:
    written = lines().replace("受注サーバーの停止について", f"受注サーバーの{break_}停止について")
    document = entry(written)
    assert document.overview.title
    assert document.overview.title.value == "受注サーバーの停止について"
    assert document.overview.organisation
    assert document.overview.organisation.value == "みほん工房株式会社"


def test_a_bullet_without_a_space_is_a_bullet() -> None:
    document = entry(lines().replace("- みほん工房株式会社", "-みほん工房株式会社"))
    assert document.overview.organisation
    assert document.overview.organisation.value == "みほん工房株式会社"


def test_zero_width_characters_do_not_hide_a_heading() -> None:
    assert is_entry("\ufeff# 公表概要\n- 題\n\n# 本文\nあ")


def test_further_organisations_are_told() -> None:
    document = entry(lines().replace("- みほん工房株式会社", "- みほん工房株式会社\n- みほん商事株式会社"))
    assert document.overview.organisation
    assert document.overview.organisation.value == "みほん工房株式会社"
    assert kinds(document) == ["several_organisations"]


def test_a_missing_organisation_is_told_with_the_file_s_name() -> None:
    document = entry(lines().replace("- みほん工房株式会社\n", ""))
    assert kinds(document) == ["no_organisation"]
    assert "みほん工房株式会社" in document.doubts[0].reason


@pytest.mark.parametrize("written", ["（確認できず）", ""])
def test_a_missing_address_is_told_once(written: str) -> None:
    document = entry(lines().replace("https://mihon.example.jp/news/5.html", written))
    assert document.overview.address is None
    assert kinds(document) == ["no_address"]


def test_another_name_in_path_and_overview_is_told() -> None:
    document = entry(lines(), doc="2026/01/05_さんぷる商店.md")
    assert kinds(document) == ["name_differs"]


@pytest.mark.parametrize(
    "name", ["05_みほん工房株式会社(2).md", "05_2_みほん工房株式会社.md", "05_みほん工房株式会社（神奈川）.md"]
)
def test_a_number_or_a_place_in_the_file_s_name_is_no_other_name(name: str) -> None:
    assert entry(lines(), doc=f"2026/01/{name}").doubts == ()


def test_a_second_release_in_one_entry_is_kept_and_told() -> None:
    document = entry(lines(), "止めました。\n\n# 公表概要（続報）\n- 再開\n- 2026年1月9日\n\n# 本文\n再開しました。")
    assert kinds(document) == ["several_releases"]
    assert "再開しました。" in document.text.content
    assert document.overview.published
    assert document.overview.published.value == "2026-01-05"


def test_an_entry_without_a_body_heading_has_its_body_after_the_bullets() -> None:
    document = extract_archive(DOC, lines() + "\n\n受注サーバーを止めました。\n")
    assert kinds(document) == ["no_body_heading"]
    last = document.text.blocks[-1]
    assert document.text.content[last.start : last.end] == "受注サーバーを止めました。"
    assert last.kind is BlockKind.PARAGRAPH


def test_an_unknown_section_is_kept_and_told() -> None:
    document = entry(lines("", "# メモ", "- 要確認"))
    assert "unknown_section" in kinds(document)


def test_an_entry_without_text_is_told() -> None:
    assert kinds(extract_archive(DOC, PLAIN.partition("受注サーバーを")[0])) == ["no_body"]
