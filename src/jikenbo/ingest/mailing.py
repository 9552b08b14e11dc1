"""Notices by e-mail: one message for all that is due."""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from hashlib import sha256
from urllib.parse import parse_qs, unquote, urlsplit

from jikenbo.errors import UsageError
from jikenbo.ingest.notice_words import heading, text, title
from jikenbo.store.notices import Notice

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server, who writes to whom, and as whom to log in there, if at all."""

    host: str
    port: int
    sender: str
    receivers: str
    user: str = ""
    password: str = ""
    secure: bool = False


def mail_server(written: str) -> MailServer:
    """The mail server that smtp://user:password@host:port/?from=…&to=… names; UsageError if it names none."""
    try:
        parts = urlsplit(written)
        said = parse_qs(parts.query)
        made = MailServer(
            host=parts.hostname or "",
            port=parts.port or 0,
            sender=said["from"][0],
            receivers=", ".join(said["to"]),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            secure=parts.scheme == "smtps",
        )
    except (ValueError, KeyError) as cause:
        raise _no_setting() from cause
    if parts.scheme not in ("smtp", "smtps") or not made.host:
        raise _no_setting()
    return made


def _no_setting() -> UsageError:
    return UsageError(
        "The setting notice_mail names no mail server.", "Write smtp://host:25/?from=a@example.jp&to=b@example.jp"
    )


def post_mail(written: str, several: Sequence[Notice], language: str) -> None:
    """Send notices in one message. OSError or SMTPException if it is not taken."""
    server = mail_server(written)
    context = ssl.create_default_context()
    if server.secure:
        connected: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    else:
        connected = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    with connected as session:
        session.ehlo()
        # A password goes over no open line.
        if server.user and not server.secure:
            session.starttls(context=context)
            session.ehlo()
        if server.user:
            session.login(server.user, server.password)
        session.send_message(message(server, several, language))


def message(server: MailServer, several: Sequence[Notice], language: str) -> EmailMessage:
    """The message: the subject of one notice or the number of several, and each with its sentence and address."""
    made = EmailMessage()
    one = len(several) == 1
    made["Subject"] = title(several[0], language) if one else heading("several", language, str(len(several)))
    made["From"], made["To"] = server.sender, server.receivers
    made["Date"] = formatdate()
    made["Auto-Submitted"] = "auto-generated"
    numbers = " ".join(str(notice.id) for notice in several)
    made["Message-ID"] = f"<{sha256(numbers.encode()).hexdigest()[:24]}@{server.sender.rpartition('@')[2].strip('>')}>"
    parts = [f"{title(notice, language)}\n{notice.address}\n\n{text(notice, language)}" for notice in several]
    made.set_content("\n\n――\n\n".join(parts) + "\n", cte="base64")
    return made
