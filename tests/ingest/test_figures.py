from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from jikenbo.capture.files import find_files
from jikenbo.ingest.figures import tallied
from jikenbo.ingest.joining import join
from jikenbo.ingest.taking import Request, take_in
from jikenbo.store import Store, case_figures, open_store, schema

RELEASE = """# 公表概要
title: 不正アクセスについて
組織: 夕凪{n}株式会社
公表日: 2026-01-{n:02}

# 本文
当社のサーバが{n}月に不正アクセスを受けました。
"""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Store]:
    """A casebook of three cases."""
    for n in (1, 2, 3):
        (tmp_path / "in" / "2026" / "01").mkdir(parents=True, exist_ok=True)
        file = tmp_path / "in" / "2026" / "01" / f"{n:02}_夕凪{n}株式会社.md"
        file.write_text(RELEASE.format(n=n), encoding="utf-8")
    store = open_store(str(tmp_path / "book"))
    outcome = take_in(store, Request(found=list(find_files([str(tmp_path / "in")])), limit=1_000_000, processes=1))
    join(store, outcome.fresh)
    yield store
    store.close()


def _kept(store: Store) -> dict[str, str]:
    with store.reading() as connection:
        return {case: stamp for case, stamp, _ in case_figures.held(connection)}


def test_what_cases_come_to_is_the_same_from_what_was_kept(book: Store) -> None:
    first = tallied(book)
    assert first.cases == 3
    assert tallied(book) == first


def test_figures_are_kept_and_those_of_a_case_that_is_gone_are_dropped(book: Store) -> None:
    tallied(book)
    kept = _kept(book)
    gone = min(kept)
    with book.writing() as connection:
        connection.execute(delete(schema.case_release).where(schema.case_release.c.case_id == gone))
    assert tallied(book).cases == 2
    assert _kept(book).keys() == kept.keys() - {gone}


def test_a_case_that_was_read_anew_is_counted_anew(book: Store) -> None:
    before = tallied(book).shares("type")
    with book.writing() as connection:
        release = connection.execute(select(schema.release.c.id)).scalars().first()
        here = schema.fact.c.release_id == release
        connection.execute(delete(schema.fact).where(here))
        connection.execute(update(schema.reading).where(schema.reading.c.release_id == release).values(reader="newer"))
    assert tallied(book).shares("type").stating == before.stating - 1


def test_a_casebook_that_may_not_be_written_has_its_figures(book: Store) -> None:
    with book.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 1")
    assert tallied(book).cases == 3
