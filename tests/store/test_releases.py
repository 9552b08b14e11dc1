from dataclasses import replace
from datetime import UTC, datetime

from jikenbo.model.document import Document, Doubt, Link, Overview, Stated
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.model.release import Capture, Release
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.store import Store, releases

RELEASE = Release(
    "rone", "2025/01/07_もみじ商会.md", "お知らせ", "もみじ商会", "2025-01-07", "https://momiji.example.jp/1"
)
CAPTURE = Capture(
    "cone",
    RELEASE.doc,
    RELEASE.address,
    datetime(2025, 1, 8, tzinfo=UTC),
    "text/markdown",
    "ab" * 32,
    12,
    "1.warc.gz",
    0,
)
DOCUMENT = Document(
    RELEASE.doc,
    Text("お知らせ\n64名分です。", (Block(BlockKind.TITLE, 0, 4), Block(BlockKind.PARAGRAPH, 5, 12)), "test/1"),
    Overview(title=Stated("お知らせ", Span(0, 4)), links=(Link("第1報", "2025/01/05_もみじ商会.md", Span(0, 4), 1),)),
)
COUNT = Fact(
    field=Field.COUNTS,
    value=64,
    unit="人",
    qualifier="exact",
    role="affected",
    spans=(Span(5, 9),),
    rule="counts.people",
    groups=("お客様", "従業員"),
)
READING = Reading("1", (COUNT,), ("partial: for the test",))


def add(store: Store, release: Release = RELEASE, capture: Capture = CAPTURE) -> None:
    with store.writing() as connection:
        releases.add(connection, release, capture, DOCUMENT, READING)


def test_a_release_comes_back_as_it_went_in(store: Store) -> None:
    add(store)
    with store.reading() as connection:
        stored = releases.get(connection, RELEASE.id)
    assert stored is not None
    assert (stored.release, stored.document, stored.reading) == (RELEASE, DOCUMENT, READING)


def test_a_capture_comes_back_as_it_went_in(store: Store) -> None:
    add(store)
    with store.reading() as connection:
        (capture,) = releases.captures(connection, RELEASE.id)
    assert replace(capture, taken_at=capture.taken_at.replace(tzinfo=UTC)) == CAPTURE


def test_a_second_capture_renews_the_reading_and_keeps_the_first(store: Store) -> None:
    add(store)
    add(store, capture=replace(CAPTURE, id="ctwo", taken_at=datetime(2025, 2, 1, tzinfo=UTC)))
    with store.reading() as connection:
        assert len(releases.captures(connection, RELEASE.id)) == 2
        assert releases.reading_of(connection, RELEASE.id) == READING


def test_an_unknown_release_is_none(store: Store) -> None:
    with store.reading() as connection:
        assert releases.get(connection, "rnone") is None


def test_captures_already_held_are_told(store: Store) -> None:
    add(store)
    with store.reading() as connection:
        assert releases.captured(connection, ["cone", "ctwo"]) == {"cone"}


def test_releases_are_listed_newest_first_page_by_page(store: Store) -> None:
    for day in range(1, 6):
        one = replace(RELEASE, id=f"r{day}", published=f"2025-01-0{day}")
        add(store, one, replace(CAPTURE, id=f"c{day}"))
    with store.reading() as connection:
        first = releases.listed(connection, limit=3)
        rest = releases.listed(connection, after=(first[-1].published or "", first[-1].id), limit=3)
    assert [r.id for r in first + rest] == ["r5", "r4", "r3", "r2", "r1"]


def test_doubts_on_a_document_that_gave_no_release_are_not_doubled(store: Store) -> None:
    doubt = Doubt("broken.md", "binary", "The file is not text.")
    for _ in range(2):
        with store.writing() as connection:
            releases.put_doubts(connection, None, [doubt])
    with store.reading() as connection:
        assert list(releases.doubts(connection)) == [doubt]
