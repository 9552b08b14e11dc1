import gzip
import hashlib
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.capture.site import Asked, Reply, Site, html

from jikenbo.capture.addresses import FoundAddress
from jikenbo.capture.fetch import Fetcher
from jikenbo.capture.files import find_files
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import FetchError, UnreadableError
from jikenbo.ingest import checking
from jikenbo.ingest.checking import Break, check
from jikenbo.ingest.stamping import check_stamps, stamp
from jikenbo.ingest.taking import Request, take_in
from jikenbo.model.document import Document
from jikenbo.store import Store, evidence, rechecks, releases
from jikenbo.store.rechecks import Registered

PDF = Path(__file__).resolve().parents[1] / "files" / "pdf" / "release-typst.pdf"
PAGE = """<html><head><title>不正アクセスに関するお知らせ</title></head><body><main>
<h1>不正アクセスに関するお知らせ</h1><p>2026年1月5日</p><p>株式会社ためし商店</p>
<p>当社のサーバが不正アクセスを受け、お客様120名の氏名が漏えいしたおそれがあります。</p></main></body></html>"""


@pytest.fixture
def book(sqlite_store: Store, visitor: Visitor, site: Site, tmp_path: Path) -> Store:
    """Two captures: a page over a redirect, packed and in chunks, and a file."""
    site.pages |= {
        "/old": Reply(b"", 302, {"Location": "/a"}),
        "/a": Reply(
            gzip.compress(PAGE.encode()),
            headers={"Content-Type": "text/html", "Content-Encoding": "gzip"},
            chunked=True,
        ),
    }
    file = tmp_path / "b.txt"
    file.write_text(
        "メール誤送信のお詫び\n株式会社ためし商事\n2026年2月1日、12名の宛先を誤りました。", encoding="utf-8"
    )
    found = [FoundAddress(f"{site.root}/old"), *find_files([str(file)])]
    take_in(sqlite_store, Request(found=found, limit=10**6, processes=1, visitor=visitor))
    return sqlite_store


def breaks(store: Store) -> list[Break]:
    return [found for one in check(store) for found in one.breaks]


def change(store: Store, words: str) -> None:
    with store.writing() as connection:
        connection.execute(text(words))


def test_a_whole_casebook_has_no_break(book: Store) -> None:
    assert breaks(book) == []
    assert sorted(one.what for one in check(book)) == ["capture", "capture", "log", "visit"]


@pytest.mark.parametrize(
    ("words", "links"),
    [
        ("UPDATE text SET content = replace(content, '120', '12')", {"text"}),
        ("UPDATE fact SET spans = '[[5000, 5003]]' WHERE field = 'counts'", {"span"}),
        ("UPDATE fact SET spans = '[[5, 5]]' WHERE field = 'counts'", {"span"}),
        ("UPDATE capture SET digest = 'ab'", {"payload", "log"}),
        ('UPDATE capture SET "offset" = "offset" + 1', {"record"}),
        ("UPDATE capture SET warc = 'captures-00099.warc.gz'", {"record"}),
        ("DELETE FROM digest_log WHERE number = 1", {"log"}),
        ("UPDATE digest_log SET digest = 'ab' WHERE number = 1", {"log"}),
        ("UPDATE digest_log SET at = '2020-01-01 00:00:00' WHERE number = 2", {"log"}),
        ("DELETE FROM digest_log WHERE number = 2", {"log"}),
        ("UPDATE digest_log SET chained = 'ab' WHERE number = 1", {"log"}),
        ("DELETE FROM text", {"text"}),
        ("UPDATE capture SET taken_at = '2020-01-01 00:00:00'", {"record"}),
        ("DELETE FROM capture WHERE doc LIKE '%.txt'", {"log"}),
        ('UPDATE visit SET "offset" = 3', {"visit"}),
        ("UPDATE visit SET digest = 'ab'", {"visit"}),
        ("UPDATE visit SET final = 'https://elsewhere.example/'", {"visit"}),
    ],
)
def test_each_change_breaks_the_chain_at_its_link(book: Store, words: str, links: set[str]) -> None:
    change(book, words)
    assert {one.link for one in breaks(book)} == links


@pytest.mark.parametrize(
    "words",
    [
        "UPDATE fact SET value = '12', amount = 12 WHERE field = 'counts'",
        "UPDATE fact SET spans = '[[0, 2]]' WHERE field = 'counts'",
        "DELETE FROM fact WHERE field = 'counts'",
    ],
)
def test_a_changed_moved_or_removed_fact_is_found_by_reading_again(book: Store, words: str) -> None:
    assert [one.breaks for one in check(book, facts=True) if one.breaks] == []
    change(book, words)
    assert {found.link for one in check(book, facts=True) for found in one.breaks} == {"fact"}


def test_facts_of_another_reader_are_noted_and_no_break(book: Store) -> None:
    change(book, "UPDATE reading SET reader = '0'")
    assert {one.note.partition(",")[0] for one in check(book, facts=True)} == {"its facts were read by reader 0", ""}


def rewritten(book: Store, spoil: Callable[[bytes], bytes]) -> None:
    """Each record changed, packed by itself again, and found where it is now."""
    (file,) = book.captures.glob("*.warc.gz")
    data, out, at = file.read_bytes(), b"", 0
    while at < len(data):
        unpacker = zlib.decompressobj(31)
        plain = unpacker.decompress(data[at:])
        for table in ("capture", "visit"):
            change(book, f'UPDATE {table} SET "offset" = {-len(out)} WHERE "offset" = {at}')  # noqa: S608
        out += gzip.compress(spoil(plain))
        at = len(data) - len(unpacker.unused_data)
    for table in ("capture", "visit"):
        change(book, f'UPDATE {table} SET "offset" = -"offset"')  # noqa: S608
    file.write_bytes(out)


def digested_anew(record: bytes) -> bytes:
    """A forged record whose own digests are right."""
    head, _, block = record.partition(b"\r\n\r\n")
    for name, part in ((b"Block", block[:-4]), (b"Payload", block[:-4])):
        digest = b"sha256:" + hashlib.sha256(part).hexdigest().encode()
        head = re.sub(rb"WARC-" + name + rb"-Digest: \S+", rb"WARC-" + name + rb"-Digest: " + digest, head)
    return head + b"\r\n\r\n" + block


@pytest.mark.parametrize(
    ("spoil", "links"),
    [
        (lambda record: record, set()),
        (lambda record: record.replace("12名の宛先".encode(), "13名の宛先".encode()), {"record"}),
        (
            lambda record: digested_anew(record.replace("12名の宛先".encode(), "13名の宛先".encode())),
            {"record", "visit", "payload"},
        ),
        (lambda record: re.sub(rb"(WARC-Type: resource(?s:.)*?WARC-Date: )20\d\d", rb"\g<1>1999", record), {"record"}),
        (lambda record: re.sub(rb"(?m)^(WARC-Target-URI: \S+/)a\r", rb"\g<1>b\r", record), {"visit"}),
        (lambda record: record.replace(b"User-Agent: ", b"User-agent: "), {"record", "visit"}),
    ],
    ids=["nothing", "byte", "forged", "time", "address", "request"],
)
def test_each_change_of_a_record_breaks_the_chain_at_its_link(
    book: Store, spoil: Callable[[bytes], bytes], links: set[str]
) -> None:
    rewritten(book, spoil)
    assert {one.link for one in breaks(book)} == links


def test_a_file_that_is_gone_or_cut_is_named(book: Store) -> None:
    (file,) = book.captures.glob("*.warc.gz")
    file.write_bytes(file.read_bytes()[:-40])
    (cut,) = breaks(book)
    assert (cut.link, cut.said.partition(" in ")[0]) == ("record", f"the record at {last(book)}")
    file.unlink()
    assert {one.said for one in breaks(book)} == {f"the file {file.name} is not there"}


def last(book: Store) -> int:
    with book.reading() as connection:
        return int(connection.execute(text('SELECT max("offset") FROM capture')).scalar_one())


def test_a_text_of_another_extractor_is_noted_and_no_break(book: Store) -> None:
    change(book, "UPDATE text SET extractor = 'html/0', content = 'x', release_id = release_id")
    change(book, "DELETE FROM fact")
    notes = [one.note for one in check(book) if one.note]
    assert breaks(book) == []
    assert len(notes) == 2
    assert "made by html/0" in notes[0]


def test_a_letter_and_its_attachments_are_releases_whose_chains_hold(sqlite_store: Store, tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "サーバー停止について"
    letter.set_content("サーバーを止めました。\n")
    for name in ("第1報.pdf", "別紙.pdf"):
        letter.add_attachment(PDF.read_bytes(), maintype="application", subtype="pdf", filename=name)
    file = tmp_path / "2026#1.eml"
    file.write_bytes(letter.as_bytes())
    assert take_in(sqlite_store, Request(found=find_files([str(file)]), limit=10**6, processes=1)).new == 3
    assert [one.breaks for one in check(sqlite_store)] == [(), (), (), ()]


def test_a_recognised_text_is_noted_where_nothing_can_recognise_it(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(*_given: object) -> tuple[Document, ...]:
        raise UnreadableError("a.pdf is a scanned PDF.")

    change(book, "UPDATE text SET extractor = 'scan/1+tesseract-5'")
    monkeypatch.setattr(checking, "extract", unread)
    monkeypatch.setattr(checking, "missing", lambda: "")
    assert {one.link for one in breaks(book)} == {"text"}
    monkeypatch.setattr(checking, "missing", lambda: "Install it.")
    assert breaks(book) == []
    assert "recognised by scan/1+tesseract-5, which is not installed here" in next(check(book)).note


@pytest.mark.parametrize(
    "words", ["UPDATE register SET reason = 'b'", "DELETE FROM register", "UPDATE register SET kind = 'words'"]
)
def test_a_changed_entry_of_the_register_is_named(book: Store, words: str) -> None:
    now = datetime(2026, 1, 7, tzinfo=UTC)
    with book.writing() as connection:
        release = next(releases.every(connection)).id
        made = Registered(
            release_id=release, kind="removed", address="https://a.example/", noticed_at=now, confirmed_at=now,
            reason="a", detail={},
        )  # fmt: skip
        number = rechecks.put_registered(connection, made)
        evidence.log(connection, "register", f"{number} removed", made.digest, now)
    assert breaks(book) == []
    change(book, words)
    assert {one.link for one in breaks(book)} == {"log"}
    assert "of the register" in breaks(book)[0].said


@pytest.fixture
def authority(tmp_path: Path) -> Callable[[Asked], Reply]:
    """A time stamp authority, by openssl."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path / "tsa"
    folder.mkdir()
    (folder / "conf").write_text(
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=Test\n[ext]\nbasicConstraints=critical,CA:TRUE\n"
        "extendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_cert=c.pem\ncerts=c.pem\n"
        "signer_key=k.pem\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256,sha512\naccuracy=secs:1\n"
    )
    (folder / "serial").write_text("01")

    def run(*arguments: str) -> None:
        subprocess.run([openssl, *arguments], cwd=folder, check=True, capture_output=True)

    run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "k.pem", "-out", "c.pem", "-config", "conf")

    def answer(asked: Asked) -> Reply:
        (folder / "query").write_bytes(asked.body)
        run("ts", "-reply", "-config", "conf", "-section", "t", "-queryfile", "query", "-out", "reply")
        return Reply((folder / "reply").read_bytes(), headers={"Content-Type": "application/timestamp-reply"})

    return answer


def test_the_end_of_the_log_is_stamped_and_a_changed_log_found(
    book: Store, site: Site, fetcher: Fetcher, authority: Callable[[Asked], Reply]
) -> None:
    site.pages["/tsa"] = authority
    made = stamp(book, fetcher, f"{site.root}/tsa", fetcher.clock.now())
    assert made.number == 2
    assert list(check_stamps(book)) == []
    change(book, "UPDATE digest_log SET chained = 'ab' WHERE number = 2")
    assert "not of entry 2" in next(check_stamps(book))


def test_a_service_that_gives_no_stamp_is_told(book: Store, site: Site, fetcher: Fetcher) -> None:
    site.pages["/tsa"] = html("<p>down</p>")
    with pytest.raises(FetchError, match="gives no time stamp"):
        stamp(book, fetcher, f"{site.root}/tsa", fetcher.clock.now())
