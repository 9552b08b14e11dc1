"""Notices sent: as a feed file, by e-mail and to a webhook; each tried again until it arrives."""

import json
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from jikenbo.capture.fetch import Fetcher
from jikenbo.errors import FetchError, UsageError
from jikenbo.store import Store, notices
from jikenbo.store.notices import Notice

# After a failure ten minutes, then forty, … up to a day; given up after some four days.
_AGAIN = timedelta(minutes=10)
_LONGEST = timedelta(days=1)
_TRIES = 8
_IN_FEED = 100
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Channels:
    """Where notices go; an empty one is not used. `mail` is smtp://host:port/?from=…&to=…, `webhook` an address."""

    feed: str = ""
    mail: str = ""
    webhook: str = ""


def send(store: Store, channels: Channels, fetcher: Fetcher) -> list[str]:
    """Send what is due on every channel; what did not arrive is told in a sentence each."""
    trouble: list[str] = []
    if channels.feed:
        _write_feed(store, Path(channels.feed))
    ways: dict[str, Callable[[Notice], None]] = {}
    if channels.mail:
        ways["mail"] = lambda notice: _mail(channels.mail, notice)
    if channels.webhook:
        ways["webhook"] = lambda notice: _post(channels.webhook, notice, fetcher)
    for channel, way in ways.items():
        with store.reading() as connection:
            due = notices.due(connection, channel, fetcher.clock.now())
        for notice, tries in due:
            said = _tried(way, notice)
            _settle(store, channel, notice, tries + 1, said, fetcher.clock.now())
            if said:
                trouble.append(f"{channel}: {notice.title}: {said}")
    return trouble


def _tried(way: Callable[[Notice], None], notice: Notice) -> str:
    try:
        way(notice)
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


def _write_feed(store: Store, path: Path) -> None:
    """Write the newest notices as JSON Feed 1.1, whole or not at all."""
    with store.reading() as connection:
        newest = notices.newest(connection, _IN_FEED)
    items = [
        {
            "id": f"jikenbo:notice:{one.id}",
            "url": one.address,
            "title": one.title,
            "content_text": one.said or one.title,
            "date_published": one.made_at.isoformat(),
            "tags": [one.kind],
        }
        for one in newest
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "事件簿: 公表とその変更", "items": items}
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_text(json.dumps(feed, ensure_ascii=False, indent=1), encoding="utf-8")
        half.replace(path)
    except OSError as cause:
        raise UsageError(f"The feed {path} cannot be written: {cause.strerror}.", "Choose another file.") from cause


def _mail(written: str, notice: Notice) -> None:
    parts = urlsplit(written)
    said = dict(pair.partition("=")[::2] for pair in parts.query.split("&"))
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or not {"from", "to"} <= said.keys():
        raise UsageError("The setting for mail is not one.", "Write smtp://host:25/?from=a@example.jp&to=b@example.jp")
    message = EmailMessage()
    # A title with a line break would begin another header.
    message["Subject"] = " ".join(notice.title.split())
    message["From"], message["To"] = said["from"], said["to"]
    message["Message-ID"] = f"<notice-{notice.id}@{said['from'].rpartition('@')[2]}>"
    message.set_content(f"{notice.title}\n{notice.address}\n\n{notice.said}\n")
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname, parts.port or 0, timeout=_SECONDS) as server:
        server.send_message(message)


def _post(address: str, notice: Notice, fetcher: Fetcher) -> None:
    said = {"id": notice.id, "kind": notice.kind, "title": notice.title, "address": notice.address, "text": notice.said}
    said |= {"release": notice.release_id, "at": notice.made_at.isoformat()}
    posted = json.dumps(said, ensure_ascii=False).encode()
    answer = fetcher.fetch(address, {"Content-Type": "application/json"}, posted=posted)
    if not 200 <= answer.status < 300:
        raise FetchError(f"the webhook answers with status {answer.status}.")
