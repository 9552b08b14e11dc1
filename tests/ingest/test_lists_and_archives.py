"""Lists that are leafed through, and archives that are kept in git."""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.capture.site import Reply, Site, html

from jikenbo.capture.visiting import Visitor
from jikenbo.ingest.gathering import Gatherer
from jikenbo.sources import source_of
from jikenbo.sources.toml import as_given
from jikenbo.store import Store, open_store, releases, watching

Look = Callable[..., Gatherer]


@pytest.fixture
def look(store: Store, visitor: Visitor) -> Look:
    """Looks at the source once, whenever it would be due."""

    def look(**given: object) -> Gatherer:
        with store.writing() as connection:
            now = datetime.now(UTC)
            watching.remove_source(connection, "other")
            watching.put_source(connection, "a", as_given(source_of({"id": "a", "name": "a", **given})), now)
            (held,) = watching.sources(connection)
            connection.exec_driver_sql("UPDATE source SET next_at = last_at WHERE last_at IS NOT NULL")
        assert held.id == "a"
        gatherer = Gatherer(store, visitor, 10**6)
        gatherer.run(datetime.now(UTC))
        return gatherer

    return look


def paged(site: Site, entries: int, size: int = 2) -> None:
    """A list of so many entries, newest first, so many a page."""
    for page in range(1, entries // size + 2):
        rows = ""
        for n in range(entries - (page - 1) * size, max(entries - page * size, 0), -1):
            title = f"不正アクセスによる漏えいのお知らせ{n}"
            rows += f"<li><a href='/n/{n}'>{title}</a></li>"
            words = f"<p>みほん商会株式会社</p><p>不正アクセスを受け、お客様{n * 10}名の氏名が漏えいしました。</p>"
            site.pages[f"/n/{n}"] = html(f"<title>{title}</title><h1>{title}</h1>{words}")
        more = f"<a href='/list?p={page + 1}'>次へ</a>" if entries > page * size else ""
        site.pages["/list" if page == 1 else f"/list?p={page}"] = html(f"<ul>{rows}</ul>{more}")


def asked_of_list(site: Site) -> list[str]:
    return [path for path in site.paths() if path.startswith("/list")]


def test_a_list_is_leafed_through_to_its_end_once_and_then_read_at_its_top(site: Site, look: Look) -> None:
    paged(site, 7)
    address = f"{site.root}/list"
    assert look(address=address, kind="list").runs[0].new == 7
    assert asked_of_list(site) == ["/list", "/list?p=2", "/list?p=3", "/list?p=4"]
    site.asked.clear()
    paged(site, 8)
    assert look(address=address, kind="list").runs[0].new == 1
    # The first page has something new, so the next one is looked at too; that one has nothing.
    assert asked_of_list(site) == ["/list", "/list?p=2"]


def test_a_list_without_end_is_left_after_as_many_pages_as_the_source_says(site: Site, look: Look) -> None:
    paged(site, 40)
    assert look(address=f"{site.root}/list", kind="list", pages=3).runs[0].new == 6
    assert len(asked_of_list(site)) == 3


def test_a_page_of_a_list_that_fails_costs_what_stands_on_it(site: Site, look: Look) -> None:
    paged(site, 7)
    site.pages["/list?p=3"] = Reply(b"", 500)
    run = look(address=f"{site.root}/list", kind="list").runs[0]
    assert (run.status, run.found) == ("done", 4)


def test_more_than_a_source_wants_at_once_waits_for_the_next_look(site: Site, look: Look, store: Store) -> None:
    paged(site, 7)
    first = look(address=f"{site.root}/list", kind="list", most=3, every="1d")
    assert len(first.settled) == 3
    with store.reading() as connection:
        later = sorted(one.next_at for one in watching.sightings(connection, "a", "waiting") if one.next_at)
    assert [round((one - datetime.now(UTC)) / timedelta(days=1)) for one in later] == [1, 1, 1, 2]


def git(folder: Path, *words: str) -> None:
    who = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.jp",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.jp",
    }
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, env=os.environ | who)


def write(folder: Path, day: int, people: int = 40) -> None:
    path = folder / "2026" / "01" / f"{day:02}_ひいらぎ{day}市.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"# 公表概要\n- 名簿の紛失について（{day}日）\n- 2026年1月{day}日\n- ひいらぎ{day}市\n"
    path.write_text(f"{head}\n# 本文\n職員が住民{people}名の名簿を電車に置き忘れました。\n", encoding="utf-8")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of three entries kept in git."""
    folder = tmp_path / "archive"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    for day in (5, 6, 7):
        write(folder, day)
    (folder / "README.md").write_text("# みほん\n", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "first")
    return folder


def test_of_an_archive_in_git_only_what_changed_is_taken_in(archive: Path, look: Look, store: Store) -> None:
    given = {"address": archive.as_uri(), "kind": "git"}
    run = look(**given).runs[0]
    assert (run.found, run.new) == (4, 3)
    assert look(**given).runs[0].new == 0
    write(archive, 6, people=50)
    write(archive, 8)
    git(archive, "add", ".")
    git(archive, "commit", "--quiet", "-m", "second")
    run = look(**given).runs[0]
    assert (run.found, run.new) == (5, 2)
    with store.reading() as connection:
        assert releases.count(connection) == 4


def test_a_rewritten_history_is_followed(archive: Path, look: Look) -> None:
    given = {"address": str(archive), "kind": "git"}
    look(**given)
    write(archive, 9)
    git(archive, "add", ".")
    git(archive, "commit", "--quiet", "--amend", "-m", "anew")
    assert look(**given).runs[0].new == 1


def test_hooks_links_and_filters_of_an_archive_do_nothing(archive: Path, look: Look, tmp_path: Path) -> None:
    (archive / ".gitattributes").write_text("*.md filter=evil\n", encoding="utf-8")
    (archive / "2026" / "01" / "08_リンク.md").symlink_to("/etc/passwd")
    git(archive, "config", "filter.evil.smudge", f"touch {tmp_path}/ran")
    (archive / ".gitmodules").write_text('[submodule "x"]\npath = x\nurl = ext::sh -c true\n', encoding="utf-8")
    git(archive, "-c", "filter.evil.clean=cat", "add", ".")
    git(archive, "commit", "--quiet", "-m", "evil")
    run = look(address=str(archive), kind="git").runs[0]
    assert run.status == "done"
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/nowhere/archive.git", "cannot be fetched by git"),
        ("ext::sh -c touch% /tmp/ran", "cannot be fetched by git"),
        ("--upload-pack=touch /tmp/ran", "cannot be fetched by git"),
        ("https://127.0.0.1:1/archive.git", "cannot be fetched by git"),
        ("https://10.0.0.1/archive.git", "an address inside"),
    ],
)
def test_what_is_no_archive_is_told_and_nothing_is_run(look: Look, address: str, said: str) -> None:
    run = look(address=address, kind="git").runs[0]
    assert run.status == "failed"
    assert said in run.reason


def test_a_kill_between_fetching_and_taking_in_loses_nothing(
    archive: Path, tmp_path: Path, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(str(tmp_path / "book"))
    given = as_given(source_of({"id": "a", "name": "a", "address": str(archive), "kind": "git"}))
    with store.writing() as connection:
        watching.put_source(connection, "a", given, datetime.now(UTC))
    with monkeypatch.context() as patched:
        patched.setattr("jikenbo.ingest.looking.take_in", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Gatherer(store, visitor, 10**6).run(datetime.now(UTC))
    gatherer = Gatherer(store, visitor, 10**6)
    gatherer.run(datetime.now(UTC))
    assert gatherer.runs[0].new == 3
    store.close()
