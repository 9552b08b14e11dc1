"""Groups of people that a release tells apart."""

import time

import pytest

from jikenbo.model.document import Document
from jikenbo.model.fact import Fact
from jikenbo.model.text import Text
from jikenbo.read import read
from jikenbo.read.contract import contract
from jikenbo.read.counts import read_counts
from jikenbo.read.data_items import read_data_items
from jikenbo.read.groups import groups
from jikenbo.read.prepare import Prepared, prepare
from jikenbo.text.blocks import blocks

TABLE = """## 漏えいした可能性のある情報
|対象者|内容|件数|
|---|---|---|
|通販をご利用のお客様|氏名、住所|1,200件|
|従業員（退職者を含む）|氏名、入社日|340件|
|従業員の家族|氏名|55件|
"""
LINES = """## 漏えいした情報
・お客様に関する情報　約1,200名分
氏名、住所

・役職員に関する情報　340名分
氏名、入社日

なお、クレジットカード情報は含まれておりません。
"""
HEADINGS = """## 漏えいした情報
### (1) 会員様の情報（1,200件）
- メールアドレス
- 氏名
### (2) 取引先ご担当者様の情報（340件）
- 氏名
- 会社名
## お客様へのお願い
ご連絡先は電話番号03-0000-0000です。
"""
MARKED = """## 漏えいのおそれのある項目
| |国内の従業員：1,448名|海外の従業員：45名|
|---|---|---|
|氏名|〇|〇|
|生年月日| |〇|
"""


def prepared(content: str) -> Prepared:
    return prepare(Document("a.md", Text(content, blocks(content), "test")))


def items(content: str) -> dict[str, tuple[str, ...]]:
    return {str(fact.value): fact.groups for fact in read_data_items(prepared(content))}


def figures(content: str) -> dict[int | str, tuple[str, ...]]:
    return {fact.value: fact.groups for fact in read_counts(prepared(content))}


def test_a_row_is_of_the_group_that_it_names() -> None:
    assert figures(TABLE) == {
        1200: ("通販をご利用のお客様",),
        340: ("従業員(退職者を含む)",),
        55: ("従業員の家族",),
    }


def test_a_kind_of_data_is_of_every_group_that_lists_it() -> None:
    found = items(TABLE)
    assert found["name"] == ("通販をご利用のお客様", "従業員(退職者を含む)", "従業員の家族")
    assert found["hr"] == ("従業員(退職者を含む)",)


def test_a_line_of_its_own_names_the_group_of_what_follows() -> None:
    assert figures(LINES) == {1200: ("お客様に関する情報",), 340: ("役職員に関する情報",)}
    assert items(LINES)["address"] == ("お客様に関する情報",)


def test_a_remark_on_all_groups_is_of_none() -> None:
    assert items(LINES)["credit_card"] == ()


def test_a_heading_names_the_group_of_what_stands_under_it() -> None:
    assert items(HEADINGS)["employer"] == ("取引先ご担当者様の情報",)
    assert figures(HEADINGS)[1200] == ("会員様の情報",)


def test_a_row_that_is_marked_is_of_the_groups_of_its_columns() -> None:
    assert items(MARKED) == {"name": ("国内の従業員", "海外の従業員"), "birth_date": ("海外の従業員",)}
    assert figures(MARKED) == {1448: ("国内の従業員",), 45: ("海外の従業員",)}


@pytest.mark.parametrize(
    "content",
    [
        "## 漏えいした情報\n### お客様の情報 120名分\n- 氏名\n- 住所",
        "## お客様の数\n120名\n## 従業員への教育\n氏名、住所の扱いを改めます。",
        "氏名、住所が漏えいしました。",
    ],
)
def test_a_release_with_one_group_tells_none_apart(content: str) -> None:
    facts: list[Fact] = [*read_counts(prepared(content)), *read_data_items(prepared(content))]
    assert not any(fact.groups for fact in facts)


@pytest.mark.parametrize("line", ["・お客様 12名 氏名\n", "|お客様|氏名|12名|\n", "### お客様 3名\n氏名\n"])
def test_endless_groups_are_told_in_linear_time(line: str) -> None:
    content = prepared(line * 8_000)
    begun = time.process_time()
    found = groups(content)
    for at in range(0, len(content.text), 10):
        found.at(at)
    assert time.process_time() - begun < 3


def test_a_table_set_out_with_spaces_tells_groups_apart() -> None:
    text = "漏えいした情報\n\n対象者    内容    件数\nお客様    氏名、住所    1,200\n従業員    氏名    340\n"
    assert figures(text) == {1200: ("お客様",), 340: ("従業員",)}


def test_labels_and_values_on_lines_by_turns_are_of_the_group_before_them() -> None:
    text = "お客様に関する情報\n1,200件\n氏名、住所\n役職員に関する情報\n340件\n氏名、入社日\n"
    assert figures(text) == {1200: ("お客様に関する情報",), 340: ("役職員に関する情報",)}


def test_a_table_copied_cell_by_cell_tells_groups_apart() -> None:
    text = "対象者\n内容\n件数\nお客様\n氏名、住所\n1,200件\n従業員\n氏名、入社日\n340件\n"
    assert figures(text) == {1200: ("お客様",), 340: ("従業員",)}
    assert items(text)["hr"] == ("従業員",)


def test_the_contract_gives_the_groups_of_counts_and_data_items() -> None:
    document = Document("a.md", Text(TABLE, blocks(TABLE), "test"))
    given = contract(document, read(document))
    assert given["counts"][0]["groups"] == ["通販をご利用のお客様"]
    assert all("groups" in item for item in given["data_items"])
