import pytest

from jikenbo.analyse.versions import Difference, Version, compare
from jikenbo.extract import extract
from jikenbo.model.visit import Seen
from jikenbo.read import read

PAGE = """不正アクセスに関するお知らせ
2026年1月5日
株式会社ためし商店
2026年1月3日、サーバーが不正アクセスを受け、お客様120名の氏名が漏えいしました。
関係者の皆様に深くお詫び申し上げます。
以上
アクセス数 1,234
夏のキャンペーン開催
"""


def version(content: str) -> Version:
    (document,) = extract("https://a.example.jp/1.txt", content.encode(), "text/plain")
    return Version(document.text, read(document))


def changed(*pairs: tuple[str, str]) -> Difference:
    content = PAGE
    for old, new in pairs:
        assert old in content
        content = content.replace(old, new)
    return compare(version(PAGE), version(content))


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("120名", "150名", Seen.FACTS),
        ("1月3日", "1月2日", Seen.FACTS),
        ("深くお詫び", "心よりお詫び", Seen.WORDS),
        ("1,234", "9,999", Seen.NOISE),
        ("夏のキャンペーン開催", "冬の新商品120名様に", Seen.NOISE),
        ("120名", "１２０名", Seen.SAME),
        ("お知らせ\n", "お知らせ  \n\n", Seen.SAME),
    ],
)
def test_changes_are_told_apart(old: str, new: str, seen: Seen) -> None:
    assert changed((old, new)).seen is seen


def test_a_difference_shows_the_lines_and_the_facts_of_each_side() -> None:
    found = changed(("120名", "150名"), ("1,234", "9,999"))
    assert [(line.sign, line.noise) for line in found.lines if not line.noise] == [("-", False), ("+", False)]
    assert {fact.value for fact in found.gone} == {120}
    assert {fact.value for fact in found.come} == {150}
    assert found.alike > 0.3


@pytest.mark.parametrize(
    ("added", "announced"), [("（1月9日追記）調査を続けています。", True), ("調査を続けています。", False)]
)
def test_an_edit_that_says_so_is_told_from_a_silent_one(added: str, announced: bool) -> None:
    assert changed(("以上", f"{added}\n以上")).announced is announced


def test_another_page_is_hardly_alike() -> None:
    other = "採用情報\n当社では新しい仲間を募集しています。\n詳しくはお問い合わせください。\n"
    assert compare(version(PAGE), version(other)).alike < 0.2
