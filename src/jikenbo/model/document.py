"""One extracted document: its text, what its source states about it, and what was doubtful while reading it in."""

from dataclasses import dataclass, field

from jikenbo.model.text import Span, Text


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that the source states about a release, with its place in the text (None if it stands elsewhere)."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link from a release to another one, as its source gives it: 第1報：URL, 関連：URL.

    `target` is the address or path as written, decoded; `label` the words before it; `ordinal` the report number in
    the label, if it has one.
    """

    label: str
    target: str
    span: Span
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the source of a release states about it (公表概要), apart from the text itself.

    `published` is an ISO date, of a month ("2025-07") or year alone where the source gives no more. `case_label` is
    the archive's 事案ID and `kind_label` its 公表種別, as written.
    """

    title: Stated | None = None
    organisation: Stated | None = None
    published: Stated | None = None
    address: Stated | None = None
    links: tuple[Link, ...] = ()
    case_label: Stated | None = None
    kind_label: Stated | None = None
    number: Stated | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a document that was kept and could not be understood for sure.

    `kind` is a word from the list in docs/archive.md; `reason` one sentence that a curator can act on.
    """

    doc: str
    kind: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One release as extracted: `doc` is the path or address as given."""

    doc: str
    text: Text
    overview: Overview = field(default_factory=Overview)
    doubts: tuple[Doubt, ...] = ()
