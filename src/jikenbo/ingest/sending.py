"""Notices sent: as a feed file, by e-mail and to a webhook; each tried again until it arrives."""

import json
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from jikenbo.capture.fetch import Fetcher
from jikenbo.errors import FetchError, UsageError
from jikenbo.ingest.mailing import mail_server, post_mail
from jikenbo.ingest.notice_words import heading, text, title
from jikenbo.store import Store, notices
from jikenbo.store.notices import Notice

# After a failure ten minutes, then forty, … up to a day; given up after some four days.
_AGAIN = timedelta(minutes=10)
_LONGEST = timedelta(days=1)
_TRIES = 8
_IN_FEED = 100


@dataclass(frozen=True, slots=True)
class Channels:
    """Where notices go; an empty one is not used. `mail` is smtp://host:port/?from=…&to=…, `webhook` an address."""

    feed: str = ""
    mail: str = ""
    webhook: str = ""
    language: str = "ja"

    def check(self) -> None:
        """UsageError for what could never be sent to, so that it is told before the work and not after it."""
        heading("feed", self.language)
        if self.mail:
            mail_server(self.mail)
        if self.webhook and not self.webhook.startswith(("http://", "https://")):
            raise UsageError("The setting notice_webhook is no address.", "Write https://…")


def send(store: Store, channels: Channels, fetcher: Fetcher) -> list[str]:
    """Send what is due on every channel; what did not arrive is told in a sentence each."""
    if channels.feed:
        _write_feed(store, Path(channels.feed), channels.language)
    trouble: list[str] = []
    ways: dict[str, Callable[[list[Notice]], None]] = {}
    if channels.mail:
        ways["mail"] = lambda several: post_mail(channels.mail, several, channels.language)
    if channels.webhook:
        ways["webhook"] = lambda several: _post(channels, several[0], fetcher)
    for channel, way in ways.items():
        with store.reading() as connection:
            due = notices.due(connection, channel, fetcher.clock.now())
        # A mail holds all that is new; a program is told one thing at a time.
        for part in [due] if channel == "mail" and due else [[one] for one in due]:
            said = _tried(way, [notice for notice, _tries in part])
            for notice, tries in part:
                _settle(store, channel, notice, tries + 1, said, fetcher.clock.now())
            if said:
                about = title(part[0][0], channels.language)
                trouble.append(f"{channel}: {about}{f' (+{len(part) - 1})' if len(part) > 1 else ''}: {said}")
    return trouble


def _tried(way: Callable[[list[Notice]], None], several: list[Notice]) -> str:
    try:
        way(several)
    except (OSError, smtplib.SMTPException, FetchError) as raised:
        return str(raised) or type(raised).__name__
    return ""


def _settle(store: Store, channel: str, notice: Notice, tries: int, said: str, now: datetime) -> None:
    wait = min(_AGAIN * 4 ** (tries - 1), _LONGEST)
    again = now + wait if said and tries < _TRIES else None
    with store.writing() as connection:
        notices.settle(
            connection, notice.id, channel, sent_at=None if said else now, tries=tries, next_at=again, reason=said
        )


def _write_feed(store: Store, path: Path, language: str) -> None:
    """Write the newest notices as JSON Feed 1.1, whole or not at all."""
    with store.reading() as connection:
        newest = notices.newest(connection, _IN_FEED)
    items = [
        {
            "id": f"jikenbo:notice:{one.id}",
            "url": one.address,
            "title": title(one, language),
            "content_text": text(one, language),
            "date_published": one.made_at.isoformat(),
            "tags": [one.kind],
        }
        for one in newest
    ]
    head = {"version": "https://jsonfeed.org/version/1.1", "title": heading("feed", language), "language": language}
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_text(json.dumps(head | {"items": items}, ensure_ascii=False, indent=1), encoding="utf-8")
        half.replace(path)
    except OSError as cause:
        raise UsageError(f"The feed {path} cannot be written: {cause.strerror}.", "Choose another file.") from cause


def _post(channels: Channels, notice: Notice, fetcher: Fetcher) -> None:
    said = {"id": notice.id, "kind": notice.kind, "title": title(notice, channels.language), "address": notice.address}
    said |= {"text": text(notice, channels.language), "release": notice.release_id, "at": notice.made_at.isoformat()}
    posted = json.dumps(said, ensure_ascii=False).encode()
    answer = fetcher.fetch(channels.webhook, {"Content-Type": "application/json"}, posted=posted)
    if not 200 <= answer.status < 300:
        raise FetchError(f"the webhook answers with status {answer.status}.")
