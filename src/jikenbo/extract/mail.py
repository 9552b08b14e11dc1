"""An e-mail file: its headers as the overview, its body as the text, each attachment as a document of its own."""

from collections.abc import Iterator
from dataclasses import replace

from jikenbo.errors import UnreadableError
from jikenbo.extract.html import extract_html
from jikenbo.extract.kinds import parsed_kind, refuse
from jikenbo.extract.letters import Attached, Letter, letter
from jikenbo.extract.office import extract_office
from jikenbo.extract.pdf import PicturesError
from jikenbo.extract.scan import read_pdf
from jikenbo.extract.texts import extract_text
from jikenbo.model.document import Document, Doubt, Overview, Stated
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.text.blocks import blocks

EXTRACTOR = "mail/2"
# A forwarded letter may hold the one that brought the release.
_DEEPEST = 3


def extract_mail(doc: str, data: bytes, *, by_eye: bool = False, depth: int = 1) -> tuple[Document, ...]:
    """An e-mail as documents: its text with subject, sender and day above it, then each attachment that can be read.

    An attachment's document is named after the e-mail, with its own name behind `#`. Raises UnreadableError if there is
    no text anywhere, PicturesError if pages must be recognised and `by_eye` does not say that they may be.
    """
    found = letter(doc, data)
    documents: list[Document] = []
    doubts: list[Doubt] = []
    body, marked = _body(doc, found)
    if body.strip():
        heads, overview = _heads(found)
        start = len(heads) + 1
        moved = tuple(replace(block, start=block.start + start, end=block.end + start) for block in marked)
        text = Text(f"{heads}\n{body}", (*_head_blocks(overview), *moved), EXTRACTOR)
        documents.append(Document(doc, text, overview))
    for name, one in _named(found.attached):
        try:
            documents += _attachment(f"{doc}#{name}", one, by_eye=by_eye, depth=depth)
        except PicturesError:
            raise
        except UnreadableError as raised:
            reason = f"The attachment {name} was not read. {raised}"
            doubts.append(Doubt(doc, "attachments", reason))
    if not documents:
        what = " without text" if not found.attached else ", and neither it nor its attachments have a text to read"
        raise UnreadableError(f"{doc} is an e-mail{what}.", "Save it as .txt or its attachments as PDF, and add those.")
    documents[0] = replace(documents[0], doubts=(*documents[0].doubts, *doubts))
    return tuple(documents)


def _named(attached: tuple[Attached, ...]) -> Iterator[tuple[str, Attached]]:
    """Each attachment with a name that no other has."""
    seen: dict[str, int] = {}
    for one in attached:
        seen[one.name] = seen.get(one.name, 0) + 1
        yield one.name if seen[one.name] == 1 else f"{seen[one.name]}-{one.name}", one


def _attachment(doc: str, one: Attached, *, by_eye: bool, depth: int) -> tuple[Document, ...]:
    refuse(doc, one.data)
    kind = parsed_kind(one.name, one.data)
    if kind == "pdf":
        return (read_pdf(doc, one.data, by_eye=by_eye),)
    if kind == "office":
        return (extract_office(doc, one.data),)
    if kind == "mail":
        if depth >= _DEEPEST:
            raise UnreadableError(f"{doc} is a letter within too many others.", "Save it by itself and add it.")
        return extract_mail(doc, one.data, by_eye=by_eye, depth=depth + 1)
    return extract_text(doc, one.data, one.media)


def _body(doc: str, found: Letter) -> tuple[str, tuple[Block, ...]]:
    """The text of a letter and its blocks: the plain one, else the page without its furniture."""
    if not found.page:
        return found.plain, blocks(found.plain)
    try:
        page = extract_html(doc, found.page)
    except UnreadableError:
        # A letter whose page shows nothing may still bring attachments.
        return "", ()
    kinds = [BlockKind.HEADING if b.kind is BlockKind.TITLE else b.kind for b in page.text.blocks]
    return page.text.content, tuple(replace(b, kind=kind) for b, kind in zip(page.text.blocks, kinds, strict=True))


def _heads(found: Letter) -> tuple[str, Overview]:
    """The lines that stand above the text, and what they state."""
    content = ""
    made: dict[str, Stated] = {}
    for name, value in (("title", found.subject), ("organisation", found.sender), ("published", found.day)):
        if value:
            made[name] = Stated(value, Span(len(content), len(content) + len(value)))
            content += value + "\n"
    return content, Overview(made.get("title"), made.get("organisation"), made.get("published"))


def _head_blocks(overview: Overview) -> list[Block]:
    stated = (
        (overview.title, BlockKind.TITLE),
        *((s, BlockKind.OVERVIEW) for s in (overview.organisation, overview.published)),
    )
    return [Block(kind, *one.span) for one, kind in stated if one and one.span]
