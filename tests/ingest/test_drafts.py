"""Drafts accepted: the entry goes into the archive and stays tied to the capture that it came from."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.capture.site import Site, html

from jikenbo.capture.addresses import FoundAddress
from jikenbo.capture.files import find_files
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import UsageError
from jikenbo.ingest.drafts import accept, make_drafts
from jikenbo.ingest.joining import join
from jikenbo.ingest.taking import Request, take_in
from jikenbo.store import Store, drafts, links, releases

LATER = datetime(2099, 1, 7, tzinfo=UTC)
PAGE = """<html><head><title>不正アクセスに関するお知らせ</title></head><body><main>
<h1>不正アクセスに関するお知らせ</h1><p>2026年1月5日</p><p>株式会社ためし商店</p><h2>概要</h2>
<p>当社のサーバが不正アクセスを受け、お客様120名の氏名が漏えいしたおそれがあります。</p><p>深くお詫び申し上げます。</p></main></body></html>"""


def fetch(store: Store, visitor: Visitor, site: Site, path: str, page: str) -> str:
    site.pages[path] = html(page)
    found = [FoundAddress(site.root + path)]
    take_in(store, Request(found=found, limit=10**6, processes=1, visitor=visitor))
    join(store)
    with store.reading() as connection:
        return next(one.id for one in list(releases.every(connection)) if one.doc == site.root + path)


@pytest.mark.parametrize("edited", [False, True])
def test_an_accepted_draft_and_its_capture_are_one_release(
    store: Store, visitor: Visitor, site: Site, tmp_path: Path, edited: bool
) -> None:
    release_id = fetch(store, visitor, site, "/n/1", PAGE)
    make_drafts(store, LATER)
    with store.reading() as connection:
        (draft,) = drafts.listed(connection)
    content = draft.content.replace("120名の氏名", "百二十名の氏名、住所").replace("深く", "心より") if edited else None
    path = accept(store, release_id, "山田", LATER, tmp_path / "archive", content)
    with store.reading() as connection:
        (standing,) = releases.listed(connection)
        captures = releases.captures(connection, standing.id)
        case = links.case_of(connection, standing.id)
    assert {one.doc for one in captures} == {str(path), f"{site.root}/n/1"}
    assert case
    assert case.releases == (standing.id,)
    again = take_in(store, Request(found=find_files([str(tmp_path / "archive")]), limit=10**6, processes=1))
    assert (again.new, again.known) == (0, 1)
    assert make_drafts(store, LATER) == 0


def test_what_an_entry_is_called_follows_what_it_says(
    store: Store, visitor: Visitor, site: Site, tmp_path: Path
) -> None:
    release_id = fetch(store, visitor, site, "/n/1", PAGE)
    make_drafts(store, LATER)
    with store.reading() as connection:
        (draft,) = drafts.listed(connection)
    assert "# 事案ID\n- 2026-01-05-株式会社ためし商店" in draft.content
    content = draft.content.replace("株式会社ためし商店", "ためし商店株式会社").replace("1月5日", "1月6日")
    path = accept(store, release_id, "山田", LATER, tmp_path, content)
    assert path.relative_to(tmp_path).as_posix() == "2026/01/06_ためし商店株式会社.md"


def test_a_second_release_of_a_day_goes_beside_the_first(
    store: Store, visitor: Visitor, site: Site, tmp_path: Path
) -> None:
    first = fetch(store, visitor, site, "/n/1", PAGE)
    other = "<p>別件です。職員が名簿40名分を電車に置き忘れ、紛失しました。見つかっておりません。警察に届けました。</p>"
    second = fetch(
        store,
        visitor,
        site,
        "/n/2",
        PAGE.replace("不正アクセスに関する", "名簿の紛失に関する").replace(PAGE[PAGE.index("<p>当社") :], other),
    )
    make_drafts(store, LATER)
    paths = [accept(store, one, "山田", LATER, tmp_path) for one in (first, second)]
    assert [one.name for one in paths] == ["05_株式会社ためし商店.md", "05_株式会社ためし商店(2).md"]
    with store.reading() as connection:
        assert releases.count(connection) == 2


def test_an_open_draft_is_made_again_when_the_page_changed(store: Store, visitor: Visitor, site: Site) -> None:
    fetch(store, visitor, site, "/n/1", PAGE)
    assert make_drafts(store, datetime.now(UTC)) == 1
    fetch(store, visitor, site, "/n/1", PAGE.replace("120名", "150名"))
    assert make_drafts(store, datetime.now(UTC)) == 1
    with store.reading() as connection:
        (draft,) = drafts.listed(connection)
    assert "150名" in draft.content


def test_a_folder_that_cannot_be_written_is_told_and_nothing_decided(
    store: Store, visitor: Visitor, site: Site, tmp_path: Path
) -> None:
    release_id = fetch(store, visitor, site, "/n/1", PAGE)
    make_drafts(store, LATER)
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        accept(store, release_id, "山田", LATER, tmp_path / "file")
    with store.reading() as connection:
        assert len(drafts.listed(connection)) == 1
