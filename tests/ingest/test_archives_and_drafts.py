import hashlib
import json
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from tests.capture.site import Reply, Site, html
from warcio.archiveiterator import ArchiveIterator

from jikenbo.capture.addresses import FoundAddress
from jikenbo.capture.archives import read_archive
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import UnreadableError, UsageError
from jikenbo.extract import extract
from jikenbo.ingest.checking import check
from jikenbo.ingest.drafts import accept, make_drafts, refuse
from jikenbo.ingest.gathering import no_release
from jikenbo.ingest.joining import join
from jikenbo.ingest.packing import pack
from jikenbo.ingest.taking import Request, take_in
from jikenbo.store import Store, drafts, open_store, releases

# Later than what the tests capture.
NOW = datetime(2099, 1, 7, tzinfo=UTC)
PAGE = """<html><head><title>不正アクセスに関するお知らせ</title></head><body><main>
<h1>不正アクセスに関するお知らせ</h1><p>2026年1月5日</p><p>株式会社ためし商店</p><h2>概要</h2>
<p>当社のサーバが不正アクセスを受け、お客様120名の氏名が漏えいしたおそれがあります。</p></main></body></html>"""


@pytest.fixture
def release_id(sqlite_store: Store, visitor: Visitor, site: Site) -> str:
    site.pages["/n/1"] = Reply(
        PAGE.encode("cp932"), headers={"Content-Type": "text/html; charset=shift_jis"}, chunked=True
    )
    found = [FoundAddress(f"{site.root}/n/1")]
    take_in(sqlite_store, Request(found=found, limit=10**6, processes=1, visitor=visitor))
    join(sqlite_store)
    with sqlite_store.reading() as connection:
        return next(releases.every(connection)).id


def test_a_case_is_packed_as_a_wacz_whose_parts_have_their_digests(
    sqlite_store: Store, release_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "case.wacz"
    assert pack(sqlite_store, release_id, file).captures == 1
    with zipfile.ZipFile(file) as packed:
        assert all(part.compress_type == zipfile.ZIP_STORED for part in packed.infolist())
        package = json.loads(packed.read("datapackage.json"))
        for part in package["resources"]:
            data = packed.read(part["path"])
            assert part["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            assert part["bytes"] == len(data)
        whole = hashlib.sha256(packed.read("datapackage.json")).hexdigest()
        assert json.loads(packed.read("datapackage-digest.json"))["hash"] == f"sha256:{whole}"
        warc = packed.read("archive/data.warc.gz")
        line = json.loads(packed.read("indexes/index.cdx").decode().split(" ", 2)[2])
    assert [record.rec_type for record in ArchiveIterator(BytesIO(warc))] == ["response", "request"]
    record = next(iter(ArchiveIterator(BytesIO(warc[int(line["offset"]) :]))))
    assert record.content_stream().read().decode("cp932") == PAGE


def test_a_wacz_is_taken_in_again_with_its_time_and_bytes(sqlite_store: Store, release_id: str, tmp_path: Path) -> None:
    file = tmp_path / "case.wacz"
    pack(sqlite_store, release_id, file)
    other = open_store(str(tmp_path / "other"))
    outcome = take_in(other, Request(found=read_archive(file, 10**6), limit=10**6, processes=1, unwanted=no_release))
    assert (outcome.new, outcome.unwanted) == (1, [])
    with sqlite_store.reading() as one, other.reading() as two:
        (ours,) = releases.captures(one, release_id)
        (theirs,) = releases.captures(two, release_id)
    assert (ours.digest, ours.taken_at, ours.doc) == (theirs.digest, theirs.taken_at, theirs.doc)
    assert [found for step in check(other) for found in step.breaks] == []
    other.close()


def test_a_file_that_is_no_archive_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.wacz"
    file.write_bytes(b"PK no")
    with pytest.raises(UnreadableError, match="cannot be read as an archive"):
        list(read_archive(file, 10**6))


def test_a_fetched_release_becomes_a_draft_that_reads_back(
    sqlite_store: Store, release_id: str, tmp_path: Path
) -> None:
    assert make_drafts(sqlite_store, NOW) == 1
    assert make_drafts(sqlite_store, NOW) == 0
    path = accept(sqlite_store, release_id, "山田", NOW, tmp_path)
    assert path.relative_to(tmp_path).as_posix() == "2026/01/05_株式会社ためし商店.md"
    (document,) = extract(str(path), path.read_bytes())
    assert document.overview.title
    assert document.overview.title.value == "不正アクセスに関するお知らせ"
    assert document.overview.published
    assert document.overview.published.value == "2026-01-05"
    assert "## 概要" in document.text.content
    with pytest.raises(UsageError, match="accepted already, by 山田"):
        refuse(sqlite_store, release_id, "鈴木", NOW, "重複")


def test_a_draft_is_refused_with_the_reason(sqlite_store: Store, release_id: str) -> None:
    make_drafts(sqlite_store, NOW)
    refuse(sqlite_store, release_id, "山田", NOW, "広告である")
    with sqlite_store.reading() as connection:
        (draft,) = drafts.listed(connection, "refused")
    assert (draft.decided_by, draft.reason) == ("山田", "広告である")


def test_a_page_that_is_no_release_is_left_out_of_an_archive_with_the_reason(
    sqlite_store: Store, visitor: Visitor, site: Site
) -> None:
    site.pages["/p"] = html("<title>新商品のご案内</title><h1>新商品のご案内</h1><p>春の新作を発売します。</p>")
    request = Request(
        found=[FoundAddress(f"{site.root}/p")], limit=10**6, processes=1, visitor=visitor, unwanted=no_release
    )
    assert take_in(sqlite_store, request).unwanted[0].startswith("It is no release")
