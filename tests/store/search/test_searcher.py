from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.test_releases import CAPTURE

from jikenbo.model.case import Case
from jikenbo.model.document import Document
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.model.release import Release
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.store import Store, links, releases
from jikenbo.store.search import Entry, Found, Searcher, Sort, Unit, View, drop, index, parse, snippet

TEXTS = (
    (
        "r1",
        "2025-04-01",
        "ひぐらし電機",
        "不正アクセスのお知らせ",
        "顧客情報が漏えいした可能性があります。VPN装置の脆弱性です。",
    ),
    (
        "r2",
        "2025-05-10",
        "みなも市",
        "ランサムウェア被害について",
        "12,345人分の氏名が流出しました。県警に相談しました。",
    ),
    ("r3", "2026-01-20", "こだま病院", "障害の復旧", "ランサムウエアではありません。電子カルテが停止しました。"),
)


def entry(id_: str, day: str, organisation: str, title: str, body: str, *facts: Fact) -> Entry:
    content = f"{title}\n{body}"
    blocks = (Block(BlockKind.TITLE, 0, len(title)), Block(BlockKind.PARAGRAPH, len(title) + 1, len(content)))
    release = Release(id_, f"{id_}.md", title, organisation, day, None)
    return Entry(release, Document(release.doc, Text(content, blocks, "test/1")), Reading("1", facts))


def fact(field: Field, value: str | int, **more: str) -> Fact:
    return Fact(field=field, value=value, spans=(Span(0, 1),), rule="test", **more)  # type: ignore[arg-type]


def fill(store: Store, entries: Sequence[Entry] = ()) -> None:
    made = list(entries) or [
        entry(*TEXTS[0], fact(Field.INCIDENT_TYPES, "unauthorized_access")),
        entry(
            *TEXTS[1], fact(Field.INCIDENT_TYPES, "ransomware"), fact(Field.COUNTS, 12345, unit="人", role="affected")
        ),
        entry(*TEXTS[2], fact(Field.PARTIES, "株式会社ツユクサ", role="supplier")),
    ]
    with store.writing() as connection:
        for one in made:
            capture = replace(CAPTURE, id=f"c{one.release.id}")
            releases.add(connection, one.release, capture, one.document, one.reading)
        index(connection, made)


def find(store: Store, query: str, view: View | None = None) -> Found:
    with store.reading() as connection:
        return Searcher().find(connection, parse(query), view)


def ids(found: Found) -> set[str]:
    return {row.id for row in found.rows}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("漏洩", {"r1", "r2"}),
        ("県", {"r2"}),
        ("ランサムウェア", {"r2", "r3"}),
        ('"ランサムウェア"', {"r2"}),
        ("ＶＰＮ", {"r1"}),
        ("vp", {"r1"}),
        ("12345人", {"r2"}),
        ("不正アクセス OR 電子カルテ", {"r1", "r3"}),
        ("ランサムウェア -カルテ", {"r2"}),
        ("type:ransomware", {"r2"}),
        ("people:>10000", {"r2"}),
        ("people:<10000", set()),
        ("date:2025-04..2025-05", {"r1", "r2"}),
        ("date:2026", {"r3"}),
        ("org:みなも市", {"r2"}),
        ("supplier:株式会社ツユクサ", {"r3"}),
        ("month:2025-04", {"r1"}),
        ("", {"r1", "r2", "r3"}),
        ("ナツメ", set()),
    ],
)
def test_a_query_finds_what_it_says(store: Store, query: str, expected: set[str]) -> None:
    fill(store)
    assert ids(find(store, query)) == expected


def test_a_word_in_the_title_counts_more_than_one_in_the_text(store: Store) -> None:
    fill(
        store,
        [
            entry("r1", "2025-01-01", "甲", "お知らせ", "停電の件。"),
            entry("r2", "2025-01-01", "乙", "停電の件", "お知らせ。"),
        ],
    )
    assert [row.id for row in find(store, "停電").rows] == ["r2", "r1"]


def test_facets_count_what_was_found(store: Store) -> None:
    fill(store)
    assert find(store, "漏洩").facets["type"] == (("ransomware", 1), ("unauthorized_access", 1))


def test_the_newest_release_may_be_a_copy(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_copies(connection, {"r3": "r1"})
    assert ids(find(store, "")) == {"r1", "r2"}
    assert ids(find(store, "障害")) == set()
    assert find(store, "").facets["type"] == (("ransomware", 1), ("unauthorized_access", 1))


def test_results_as_cases_name_each_case_once(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        links.put_cases(connection, [Case("r1", ("r1", "r2")), Case("r3", ("r3",))])
    found = find(store, "", View(unit=Unit.CASE))
    assert (found.total, ids(found)) == (2, {"r1", "r3"})


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_join_without_gap_or_repeat(store: Store, sort: Sort) -> None:
    fill(store, [entry(f"r{n}", f"2025-01-{n % 7 + 1:02}", "甲", "障害", "停止" * (n % 3 + 1)) for n in range(1, 20)])
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = find(store, "停止", View(sort=sort, limit=4, cursor=cursor))
        seen += [row.id for row in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert sorted(seen) == sorted(f"r{n}" for n in range(1, 20))


def test_a_release_indexed_again_is_found_by_its_new_words_alone(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        index(connection, [entry("r1", "2025-04-01", "ひぐらし電機", "訂正", "停電でした。")])
    assert (ids(find(store, "停電")), ids(find(store, "VPN"))) == ({"r1"}, set())


def test_a_dropped_release_is_not_found(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        drop(connection, ["r1"])
        index(connection, [entry(*TEXTS[2])])
    assert ids(find(store, "VPN")) == set()


def test_many_small_batches_are_found_like_one(store: Store) -> None:
    for n in range(1, 50):
        fill(store, [entry(f"r{n:02}", "2025-01-01", "甲", f"第{n}報", "停止しました。")])
    assert find(store, "停止").total == 49


def test_names_are_suggested_as_one_types(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        assert Searcher().suggest(connection, "つゆ") == []
        assert Searcher().suggest(connection, "ﾂﾕｸｻ") == [("supplier", "株式会社ツユクサ")]


@pytest.mark.parametrize(
    ("query", "note"),
    [("people:many", "bad_people"), ("date:soon", "bad_date"), ("colour:red", "unknown_filter"), ("!!!", "no_word")],
)
def test_what_is_not_understood_is_told(query: str, note: str) -> None:
    assert [code for code, _ in parse(query).notes] == [note]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.one_of(st.text(max_size=300), st.from_regex(r'[-":()*%a-z0-9 漏洩OR.<>]{0,80}', fullmatch=True)))
def test_no_query_fails(sqlite_store: Store, written: str) -> None:
    with sqlite_store.reading() as connection:
        assert Searcher().find(connection, parse(written)).total == 0
        Searcher().suggest(connection, written)


def test_a_snippet_begins_with_its_sentence_and_shows_no_marks_of_the_source() -> None:
    content = "前の段落です。" * 40 + "\n## 経緯\n当社のサーバから情報が漏えいしました。" + "後の段落です。" * 40
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(content)),)
    pieces = snippet(Text(content, blocks, "test/1"), parse("漏えい"))
    shown = "".join(piece for piece, _ in pieces)
    assert shown.endswith("…")
    assert "#" not in shown
    assert ("漏えい", True) in pieces
