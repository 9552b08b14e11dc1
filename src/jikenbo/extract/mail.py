"""An e-mail file: its headers as the overview, its body as the text, its attachments listed."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from jikenbo.errors import UnreadableError
from jikenbo.extract.encoding import decode
from jikenbo.extract.html import declared_charset, extract_html
from jikenbo.model.document import Document, Doubt, Overview, Stated
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.text.blocks import blocks

EXTRACTOR = "mail/1"
_SPACES = re.compile(r"\s+")


def extract_mail(doc: str, data: bytes) -> Document:
    """An e-mail as a document: subject, sender and day above its text; UnreadableError if it has no text."""
    message = message_from_bytes(data, policy=policy.default)
    body, found = _body(doc, message)
    if not body.strip():
        raise UnreadableError(f"{doc} is an e-mail without text.", "Save its attachments and add those.")
    heads, overview = _heads(message)
    start = len(heads) + 1
    moved = tuple(replace(block, start=block.start + start, end=block.end + start) for block in found)
    text = Text(f"{heads}\n{body}", (*_head_blocks(overview), *moved), EXTRACTOR)
    return Document(doc, text, overview, tuple(_attached(doc, message)))


def _body(doc: str, message: EmailMessage) -> tuple[str, tuple[Block, ...]]:
    """The text of the message and its blocks: the plain part, else the HTML one without its furniture."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", ()
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or ""
    if part.get_content_type() == "text/html":
        page = extract_html(doc, decode(doc, data, charset or declared_charset(data)).content)
        kinds = [BlockKind.HEADING if b.kind is BlockKind.TITLE else b.kind for b in page.text.blocks]
        plain = tuple(replace(b, kind=kind) for b, kind in zip(page.text.blocks, kinds, strict=True))
        return page.text.content, plain
    content = decode(doc, data, charset).content.replace("\r\n", "\n") if data else ""
    return content, blocks(content)


def _heads(message: EmailMessage) -> tuple[str, Overview]:
    """The lines that stand above the text, and what they state."""
    title = _SPACES.sub(" ", str(message.get("subject", ""))).strip()
    sender = parseaddr(str(message.get("from", "")))[0].strip()
    day = _day(message)
    content = ""
    made: dict[str, Stated] = {}
    for name, value in (("title", title), ("organisation", sender), ("published", day)):
        if value:
            made[name] = Stated(value, Span(len(content), len(content) + len(value)))
            content += value + "\n"
    return content, Overview(made.get("title"), made.get("organisation"), made.get("published"))


def _day(message: EmailMessage) -> str:
    """The day on which a message was sent, where it was sent; empty if it does not say."""
    try:
        sent: datetime | None = getattr(message.get("date"), "datetime", None)
    except (ValueError, TypeError):
        return ""
    return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).date().isoformat() if sent else ""


def _head_blocks(overview: Overview) -> list[Block]:
    stated = (
        (overview.title, BlockKind.TITLE),
        *((s, BlockKind.OVERVIEW) for s in (overview.organisation, overview.published)),
    )
    return [Block(kind, *one.span) for one, kind in stated if one and one.span]


def _attached(doc: str, message: EmailMessage) -> list[Doubt]:
    """A doubt that names the attachments, which are not read."""
    names = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    if not names:
        return []
    reason = f"The e-mail has attachments that were not read: {', '.join(names)}. Save and add those that are releases."
    return [Doubt(doc, "attachments", reason)]
