import pytest

from jikenbo.extract.archive import extract_archive
from jikenbo.extract.entry_links import ordinal
from jikenbo.model.document import Document, Link

HOST = "https://git.example.com/archive/blob/main"
TARGET = "2026/01/05_みほん工房株式会社.md"
ENCODED = "2026/01/05_%E3%81%BF%E3%81%BB%E3%82%93%E5%B7%A5%E6%88%BF%E6%A0%AA%E5%BC%8F%E4%BC%9A%E7%A4%BE.md"
HEAD = "# 公表概要\n- 再開について\n- 2026年1月9日\n- みほん工房株式会社\n- https://mihon.example.jp/9.html\n"


def entry(*extra: str) -> Document:
    return extract_archive("2026/01/09_みほん工房株式会社.md", HEAD + "\n".join(extra) + "\n\n# 本文\n再開しました。\n")


def the_link(*extra: str) -> Link:
    (link,) = entry(*extra).overview.links
    return link


@pytest.mark.parametrize("colon", ["：", ":", "；", ";", " ", "： ", ""])
def test_a_link_is_read_whatever_follows_its_label(colon: str) -> None:
    link = the_link(f"- 第1報{colon}{HOST}/{ENCODED}")
    assert (link.label, link.target, link.ordinal) == ("第1報", TARGET, 1)


@pytest.mark.parametrize(
    "written",
    [
        f"{HOST}/{ENCODED}",
        f"{HOST}/{TARGET}",
        f"{HOST}/{ENCODED}#L4",
        f"https://git.example.com/archive/tree/9f0c2ab/{ENCODED}",
        TARGET,
    ],
)
def test_a_target_is_the_path_in_the_archive_however_it_is_written(written: str) -> None:
    assert the_link(f"- 第1報：{written}").target == TARGET


def test_a_space_in_a_file_s_name_is_part_of_the_target() -> None:
    assert the_link(f"- 第2報：{HOST}/2026/01/07_みほん 工房(2) .md").target == "2026/01/07_みほん 工房(2) .md"


def test_a_markdown_link_is_a_link() -> None:
    link = the_link(f"- [第1報]({HOST}/{ENCODED})")
    assert (link.label, link.target) == ("第1報", TARGET)


def test_a_link_elsewhere_keeps_its_address_decoded() -> None:
    link = the_link("- 関連：https://mihon.example.jp/%E7%AC%AC1.html")
    assert (link.label, link.target, link.ordinal) == ("関連", "https://mihon.example.jp/第1.html", None)


def test_an_address_on_the_line_below_its_label_belongs_to_it() -> None:
    link = the_link("- 親会社の公表", "https://parent.example.jp/1.pdf")
    assert (link.label, link.target) == ("親会社の公表", "https://parent.example.jp/1.pdf")


def test_links_under_the_kind_of_release_are_links() -> None:
    document = entry("", "# 公表種別", "- 続報", f"- 第1報：{HOST}/{ENCODED}")
    assert [link.target for link in document.overview.links] == [TARGET]
    assert document.overview.kind_label
    assert document.overview.kind_label.value == "続報"


def test_addresses_that_were_run_together_are_parted_and_told() -> None:
    head = HEAD.replace("https://mihon.example.jp/9.html", f"https://mihon.example.jp/9.html{HOST}/{ENCODED}")
    document = extract_archive("2026/01/09_みほん工房株式会社.md", head + "\n# 本文\n再開しました。\n")
    assert document.overview.address
    assert document.overview.address.value == "https://mihon.example.jp/9.html"
    assert [link.target for link in document.overview.links] == [TARGET]
    assert [doubt.kind for doubt in document.doubts] == ["joined_addresses"]


def test_a_label_without_an_address_is_told() -> None:
    document = entry("- 第1報：")
    assert document.overview.links == ()
    assert [doubt.kind for doubt in document.doubts] == ["link_without_address"]


@pytest.mark.parametrize(
    ("label", "number"),
    [("第1報", 1), ("第１２報", 12), ("第二報", 2), ("第十一報", 11), ("初報", 1), ("続報", None), ("関連公表", None)],
)
def test_the_number_of_a_report_is_read_in_its_label(label: str, number: int | None) -> None:
    assert ordinal(label) == number
