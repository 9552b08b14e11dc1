from dataclasses import dataclass
from pathlib import Path

import pytest

from jikenbo.capture.files import find_files
from jikenbo.capture.warc import Place, digest_of, read_back
from jikenbo.errors import CasebookError
from jikenbo.ingest import preparing
from jikenbo.ingest.doubts import all_doubts
from jikenbo.ingest.joining import join
from jikenbo.ingest.taking import Outcome, Request, take_in
from jikenbo.read import read
from jikenbo.store import Store, links, open_store, releases, search

FIRST = "2026/01/05_みほん工房株式会社.md"
LIMIT = 1_000_000


def add(store: Store, *sources: Path, processes: int = 1) -> Outcome:
    found = list(find_files([str(source) for source in sources]))
    outcome = take_in(store, Request(found=found, limit=LIMIT, processes=processes))
    join(store, outcome.fresh)
    return outcome


@dataclass(frozen=True)
class State:
    releases: frozenset[str]
    cases: frozenset[tuple[str, ...]]
    doubts: frozenset[tuple[str, str]]
    found: int


def state(store: Store) -> State:
    with store.reading() as connection:
        found = search.Searcher().find(connection, search.parse("停止"))
        return State(
            frozenset(one.id for one in releases.every(connection)),
            frozenset(case.releases for case in links.cases(connection)),
            frozenset((doubt.doc, doubt.kind) for doubt in all_doubts(store)),
            found.total,
        )


def docs(store: Store) -> dict[str, str]:
    with store.reading() as connection:
        return {one.id: one.doc for one in releases.every(connection)}


def test_every_entry_becomes_a_release_with_its_facts(store: Store, archive: Path) -> None:
    assert add(store, archive).new == 5
    with store.reading() as connection:
        (held,) = [releases.get(connection, one) for one, doc in docs(store).items() if doc.endswith(FIRST)]
    assert held
    assert held.release.organisation == "みほん工房株式会社"
    assert held.release.published == "2026-01-05"
    assert "ransomware" in [fact.value for fact in held.reading.facts]


def test_the_bytes_are_kept_and_found_by_their_place(sqlite_store: Store, archive: Path) -> None:
    add(sqlite_store, archive)
    with sqlite_store.reading() as connection:
        captures = [releases.captures(connection, one.id)[0] for one in releases.every(connection)]
    for capture in captures:
        data = read_back(sqlite_store.captures, Place(capture.warc, capture.offset))
        assert data == Path(capture.doc).read_bytes()
        assert digest_of(data) == capture.digest


def test_reports_of_one_case_are_joined_by_their_links(store: Store, archive: Path) -> None:
    add(store, archive)
    with store.reading() as connection:
        names = docs(store)
        sizes = sorted(len(case.releases) for case in links.cases(connection))
        longest = max(links.cases(connection), key=lambda case: len(case.releases))
        judged = [j for j in links.judgements(connection) if j.author == "archive"]
    assert sizes == [1, 1, 3]
    assert [Path(names[one]).name[:2] for one in longest.releases] == ["05", "19", "02"]
    assert len(judged) >= 2


def test_a_link_to_another_organisation_s_release_is_a_doubt_and_joins_nothing(store: Store, archive: Path) -> None:
    add(store, archive)
    assert [(Path(d.doc).name, d.kind) for d in all_doubts(store)] == [("09_ひいらぎ市.md", "mistaken_link")]


def test_the_same_again_changes_nothing(store: Store, archive: Path) -> None:
    add(store, archive)
    before = state(store)
    again = add(store, archive)
    assert (again.new, again.renewed, again.known) == (0, 0, 5)
    assert state(store) == before


def test_the_same_archive_in_another_folder_is_known(sqlite_store: Store, archive: Path) -> None:
    add(sqlite_store, archive)
    moved = archive.rename(archive.with_name("moved"))
    assert add(sqlite_store, moved).known == 5


def test_a_file_twice_in_one_call_is_taken_once(sqlite_store: Store, archive: Path) -> None:
    outcome = add(sqlite_store, archive, archive / FIRST)
    assert (outcome.new, outcome.known) == (5, 1)


def test_a_changed_entry_is_a_new_capture_of_its_release(store: Store, archive: Path) -> None:
    add(store, archive)
    (archive / FIRST).write_text((archive / FIRST).read_text("utf-8") + "\n顧客9名に連絡しました。\n", "utf-8")
    outcome = add(store, archive)
    assert (outcome.new, outcome.renewed, outcome.known) == (0, 1, 4)
    with store.reading() as connection:
        assert releases.count(connection) == 5
        (one,) = [one for one, doc in docs(store).items() if doc.endswith(FIRST)]
        held = releases.get(connection, one)
    assert held
    assert len(held.captures) == 2
    assert "顧客9名に連絡しました。" in held.document.text.content


def test_adding_in_two_parts_gives_the_same_as_at_once(sqlite_store: Store, archive: Path, tmp_path: Path) -> None:
    add(sqlite_store, archive)
    other = open_store(str(tmp_path / "other"))
    add(other, archive / "2026" / "02")
    add(other, archive)
    assert state(other) == state(sqlite_store)
    other.close()


def test_processes_of_their_own_give_the_same(
    sqlite_store: Store, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jikenbo.ingest.reading._WORTH_IT", 2)
    add(sqlite_store, archive, processes=1)
    other = open_store(str(tmp_path / "other"))
    add(other, archive, processes=2)
    assert state(other) == state(sqlite_store)
    other.close()


def test_a_bad_file_is_listed_and_the_others_are_taken(store: Store, archive: Path) -> None:
    (archive / "2026/01/06_からっぽ.md").write_bytes(b"")
    (archive / "2026/01/07_ばいなり.md").write_bytes(b"\x00\x01\x02" * 99)
    (archive / "2026/01/08_おおきい.md").write_bytes(b"a" * (LIMIT + 1))
    outcome = add(store, archive)
    assert outcome.new == 5
    assert sorted(str(raised).split(" ", 1)[1][:12] for raised in outcome.failed) == [
        "has 1 MB; re",
        "holds binary",
        "is empty. Fe",
    ]
    assert sum(doubt.kind == "unreadable" for doubt in all_doubts(store)) == 3
    with store.reading() as connection:
        assert releases.count(connection) == 5


def test_a_file_that_was_bad_and_is_mended_has_no_doubt_left(sqlite_store: Store, archive: Path) -> None:
    path = archive / FIRST
    good = path.read_bytes()
    path.write_bytes(b"")
    add(sqlite_store, archive)
    path.write_bytes(good)
    assert add(sqlite_store, archive).new == 1
    assert "unreadable" not in {doubt.kind for doubt in all_doubts(sqlite_store)}


def test_a_slip_in_a_reader_costs_one_file_and_not_the_batch(
    sqlite_store: Store, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read

    def slip(document: object) -> object:
        if str(getattr(document, "doc", "")).endswith(FIRST):
            raise IndexError("slip")
        return whole(document)  # type: ignore[arg-type]

    monkeypatch.setattr(preparing, "read", slip)
    monkeypatch.setattr(preparing, "read_all", lambda documents: [slip(one) for one in documents])
    outcome = add(sqlite_store, archive)
    assert outcome.new == 4
    assert "IndexError in Jikenbo" in str(outcome.failed[0])


def test_nothing_of_a_release_is_left_when_storing_it_fails(
    sqlite_store: Store, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise CasebookError("The disk is full.")

    monkeypatch.setattr(links, "put_profile", refuse)
    with pytest.raises(CasebookError):
        add(sqlite_store, archive)
    with sqlite_store.reading() as connection:
        assert releases.count(connection) == 0
    monkeypatch.undo()
    assert add(sqlite_store, archive).new == 5


def test_the_raw_text_of_an_entry_is_known_as_a_copy_of_it(store: Store, archive: Path, tmp_path: Path) -> None:
    body = "".join(
        f"{n}月に弊社の倉庫{n}号で起きた出来事について、担当の者が確かめた事柄をここに記します。" for n in range(1, 13)
    )
    path = archive / "2026/03/01_とちのき倉庫株式会社.md"
    path.parent.mkdir()
    path.write_text(
        f"# 公表概要\n- 倉庫の件について\n- 2026年3月1日\n- とちのき倉庫株式会社\n- https://t.example.jp/\n\n# 本文\n{body}\n",
        "utf-8",
    )
    raw = tmp_path / "raw.txt"
    raw.write_text(body, "utf-8")
    add(store, archive, raw)
    with store.reading() as connection:
        copies = releases.copies(connection)
        names = docs(store)
        placed = {one for case in links.cases(connection) for one in case.releases}
    assert [(Path(names[copy]).name, Path(names[of]).name) for copy, of in copies.items()] == [("raw.txt", path.name)]
    assert copies.keys().isdisjoint(placed)
