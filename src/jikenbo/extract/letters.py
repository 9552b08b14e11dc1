"""E-mail files as letters: subject, sender, day, text and attachments, whichever program saved them."""

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from itertools import islice
from typing import Any

from oxmsg import Message

from jikenbo.extract.encoding import decode
from jikenbo.extract.html import declared_charset

_SPACES = re.compile(r"\s+")
_UNFIT = re.compile(r"[/\\#\x00-\x1f]+")
_OLE = b"\xd0\xcf\x11\xe0"
# A letter that brings a release brings a few; what has more is a mailbox.
MOST_ATTACHMENTS = 50


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a letter: its name, its media type with charset, and its bytes (none if it holds none)."""

    name: str
    media: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail: what its headers state, its text (plain, or else HTML), and its attachments."""

    subject: str
    sender: str
    day: str
    plain: str
    page: str
    attached: tuple[Attached, ...]


def letter(doc: str, data: bytes) -> Letter:
    """A message as most programs save it (.eml), or as Outlook does (.msg)."""
    return _outlook(data) if data.startswith(_OLE) else _mime(doc, data)


def _mime(doc: str, data: bytes) -> Letter:
    message = message_from_bytes(data, policy=policy.default)
    plain, page = _body(doc, message)
    attached = [_attached(number, part) for number, part in enumerate(_parts(message), 1)]
    sender = parseaddr(str(message.get("from", "")))[0]
    try:
        sent: datetime | None = getattr(message.get("date"), "datetime", None)
    except (ValueError, TypeError):
        sent = None
    return Letter(_line(str(message.get("subject", ""))), sender.strip(), _day(sent), plain, page, tuple(attached))


def _parts(message: EmailMessage) -> list[Any]:
    return list(islice(message.iter_attachments(), MOST_ATTACHMENTS))


def _body(doc: str, message: EmailMessage) -> tuple[str, str]:
    """The plain text of a message, or else its page."""
    part = message.get_body(preferencelist=("plain", "html"))
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes) or not payload:
        return "", ""
    charset = part.get_content_charset() or ""
    if part.get_content_type() == "text/html":
        return "", decode(doc, payload, charset or declared_charset(payload)).content
    return decode(doc, payload, charset).content.replace("\r\n", "\n"), ""


def _attached(number: int, part: Any) -> Attached:
    media = part.get_content_type()
    if media == "message/rfc822":
        inner = part.get_content()
        data = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        return Attached(_name(part.get_filename() or f"{number}.eml"), media, data)
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset()
    said = f"{media}; charset={charset}" if charset else media
    return Attached(_name(part.get_filename() or f"{number}"), said, payload if isinstance(payload, bytes) else b"")


def _outlook(data: bytes) -> Letter:
    message = Message.load(io.BytesIO(data))
    attached = [
        Attached(_name(one.file_name or f"{number}"), one.mime_type or "", one.file_bytes or b"")
        for number, one in enumerate(message.attachments[:MOST_ATTACHMENTS], 1)
    ]
    sender = parseaddr(message.sender or "")[0] or message.sender or ""
    plain = (message.body or "").replace("\r\n", "\n")
    return Letter(
        subject=_line(message.subject or ""),
        sender="" if "@" in sender else sender.strip(),
        day=_day(message.sent_date),
        plain=plain,
        page="" if plain.strip() else message.html_body or "",
        attached=tuple(attached),
    )


def _day(sent: datetime | None) -> str:
    """The day on which a letter was sent, where it was sent; empty if it does not say."""
    return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).date().isoformat() if sent else ""


def _line(words: str) -> str:
    return _SPACES.sub(" ", words).strip()


def _name(words: str) -> str:
    """A file's name that can stand behind # in the name of a document."""
    return _UNFIT.sub("_", _line(words)) or "_"
