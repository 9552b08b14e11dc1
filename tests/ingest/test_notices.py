"""What subscribers are told, in both languages, by a real mail server, a real webhook and a file."""

import email.policy
import json
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.capture.site import Reply, Site, html

from jikenbo.capture.addresses import FoundAddress
from jikenbo.capture.fetch import Fetcher
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import UsageError
from jikenbo.ingest.gathering import Gatherer
from jikenbo.ingest.notice_words import LANGUAGES
from jikenbo.ingest.notices import notify_new, notify_registered
from jikenbo.ingest.sending import Channels, send
from jikenbo.ingest.taking import Request, take_in
from jikenbo.sources import source_of
from jikenbo.sources.toml import as_given
from jikenbo.store import Store, releases, watching
from jikenbo.store.rechecks import Registered

NOW = datetime(2026, 1, 7, tzinfo=UTC)
TITLE = "不正アクセスに関するお知らせ"
PAGE = f"<title>{TITLE}</title><h1>{TITLE}</h1><p>株式会社ためし商店</p><p>お客様120名の氏名が漏えいしました。</p>"


class MailBox:
    def __init__(self) -> None:
        self.port = 0
        self.got: list[EmailMessage] = []

    def texts(self) -> list[str]:
        return [one.get_content().replace("\r\n", "\n") for one in self.got]


@pytest.fixture
def mailbox() -> Iterator[MailBox]:
    """A mail server of a few words, and what came to it."""
    box = MailBox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 test\r\n")
            for line in self.rfile:
                word = line.strip().upper()[:4]
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = b"".join(iter(self.rfile.readline, b".\r\n"))
                    box.got.append(message_from_bytes(lines, EmailMessage, policy=email.policy.default))
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                if word == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield box
        server.shutdown()


@pytest.fixture
def release_id(store: Store, visitor: Visitor, site: Site) -> str:
    site.pages["/n/1"] = html(PAGE)
    take_in(store, Request(found=[FoundAddress(f"{site.root}/n/1")], limit=10**6, processes=1, visitor=visitor))
    with store.reading() as connection:
        return next(iter(list(releases.every(connection)))).id


@dataclass
class Told:
    store: Store
    release_id: str
    fetcher: Fetcher
    mailbox: MailBox
    feed: Path

    @property
    def mail(self) -> str:
        return f"smtp://127.0.0.1:{self.mailbox.port}/?from=a@example.jp&to=b@example.jp&to=c@example.jp"

    def register(self, kind: str, **detail: object) -> None:
        made = Registered(
            release_id=self.release_id,
            kind=kind,
            address="https://a.example.jp/1",
            noticed_at=NOW,
            confirmed_at=NOW,
            reason="",
            detail=detail,
        )
        with self.store.writing() as connection:
            notify_registered(connection, made)


@pytest.fixture
def told(store: Store, release_id: str, fetcher: Fetcher, mailbox: MailBox, tmp_path: Path) -> Told:
    return Told(store, release_id, fetcher, mailbox, tmp_path / "notices.json")


@pytest.mark.parametrize(
    ("language", "kind", "detail", "title", "words"),
    [
        ("ja", "removed", {"status": 404}, f"公表の削除: {TITLE}", "公表のページがなくなりました。時をおいた二度の確認で同じ結果でした（HTTP 404）。"),
        ("en", "removed", {"status": 404}, f"Release removed: {TITLE}", "The release's page is gone; two looks at different times showed it (HTTP 404)."),
        ("ja", "moved", {"final": "https://a.example.jp/2"}, f"公表の移動: {TITLE}", "公表のページが移りました。いまは https://a.example.jp/2 にあります。"),
        ("en", "moved", {"final": "https://a.example.jp/2"}, f"Release moved: {TITLE}", "The release's page was moved; it stands at https://a.example.jp/2 now."),
        ("ja", "facts", {"lines": [["-", "120名"], ["+", "150名"]]}, f"公表の事実の変更: {TITLE}", "公表に書かれた事実が変わりました。\n\n- 120名\n+ 150名"),
        ("en", "words", {"lines": [["+", "心より"]]}, f"Release reworded: {TITLE}", "Words of the release were changed, and no fact with them.\n\n+ 心より"),
        ("ja", "restored", {}, f"公表の復活: {TITLE}", "なくなっていた公表のページが、また読めるようになりました。"),
    ],
)  # fmt: skip
def test_a_notice_is_worded_in_the_language_asked_for(
    told: Told, language: str, kind: str, detail: dict[str, object], title: str, words: str
) -> None:
    told.register(kind, **detail)
    assert send(told.store, Channels(str(told.feed), told.mail, language=language), told.fetcher) == []
    (item,) = json.loads(told.feed.read_text(encoding="utf-8"))["items"]
    assert (item["title"], item["content_text"], item["tags"]) == (title, words, [kind])
    (got,) = told.mailbox.got
    assert (got["Subject"], got["To"]) == (title, "b@example.jp, c@example.jp")
    (content,) = told.mailbox.texts()
    assert words in content
    assert item["url"] in content


def test_many_notices_are_one_mail_and_each_its_own_call(told: Told, site: Site) -> None:
    with told.store.writing() as connection:
        for _ in range(3):
            notify_new(connection, told.release_id, NOW)
    site.pages["/hook"] = Reply(b"", 204)
    channels = Channels("", told.mail, f"{site.root}/hook", "en")
    assert send(told.store, channels, told.fetcher) == []
    assert [one["Subject"] for one in told.mailbox.got] == ["3 notices from Jikenbo"]
    assert told.mailbox.texts()[0].count("A new release was taken in.") == 3
    posted = [json.loads(one.body) for one in site.asked if one.path == "/hook"]
    assert [(one["kind"], one["release"]) for one in posted] == [("new", told.release_id)] * 3
    assert send(told.store, channels, told.fetcher) == []
    assert (len(told.mailbox.got), site.paths().count("/hook")) == (1, 3)


def test_what_does_not_arrive_is_told_and_tried_again_later(told: Told, site: Site) -> None:
    told.register("removed", status=410)
    site.pages["/hook"] = Reply(b"", 503)
    channels = Channels("", "smtp://127.0.0.1:9/?from=a@example.jp&to=b@example.jp", f"{site.root}/hook")
    said = send(told.store, channels, told.fetcher)
    assert said[0].startswith(f"mail: 公表の削除: {TITLE}: ")
    assert said[1] == f"webhook: 公表の削除: {TITLE}: the webhook answers with status 503."
    assert send(told.store, channels, told.fetcher) == []
    assert site.paths().count("/hook") == 1


@pytest.mark.parametrize(
    "channels",
    [
        Channels(mail="mail.example.jp"),
        Channels(mail="smtp://h/?from=a@example.jp"),
        Channels(mail="smtp://h:port/?from=a&to=b"),
        Channels(webhook="hook.example.jp"),
        Channels(language="fr"),
    ],
)
def test_a_channel_that_cannot_be_one_is_told_before_the_work(channels: Channels) -> None:
    with pytest.raises(UsageError):
        channels.check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_in_trouble_is_told_when_it_begins(told: Told, site: Site, visitor: Visitor, language: str) -> None:
    store = told.store
    site.pages["/feed"] = Reply(b"<rss version='2.0'><channel><title>n</title></channel></rss>")
    given = {"id": "few", "name": "みほん新聞", "address": f"{site.root}/feed", "kind": "feed", "expect": 10}
    for _ in range(2):
        with store.writing() as connection:
            watching.put_source(connection, "few", as_given(source_of(given)), datetime.now(UTC))
            connection.exec_driver_sql("UPDATE source SET next_at = last_at WHERE last_at IS NOT NULL")
        Gatherer(store, visitor, 10**6).run(datetime.now(UTC))
    assert send(store, Channels(mail=told.mail, language=language), told.fetcher) == []
    (got,) = told.mailbox.got
    assert got["Subject"] == {"ja": "情報源の異常: みほん新聞", "en": "Source alert: みほん新聞"}[language]
    assert "0/10" in got.get_content()
