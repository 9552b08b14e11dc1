"""What the linker keeps of one release: a small value, so that a new release is joined without reading others again."""

import re
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from jikenbo.link.days import days
from jikenbo.link.fingerprint import fingerprint
from jikenbo.link.mentions import Mention, mentions
from jikenbo.link.names import name_key, publisher
from jikenbo.link.report import Report, report
from jikenbo.model.document import Document
from jikenbo.model.fact import Field, Reading
from jikenbo.model.release import Release
from jikenbo.text.fold import fold, fold_blocks

_NUMBER = re.compile(
    r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d{2,9})(?:人|名|件|通|社|アドレス|台|ID|アカウント|ドメイン|校|団体|店舗|円|世帯)"
)
# A blog names earlier releases by their day and nothing else, which points at no document.
_DAY_ALONE = re.compile(r"(?:\d{4}-\d{2}-\d{2})?")
_EMPTY_TITLE = re.compile(r"^(?:表題|題名|件名|タイトル)?(?:の)?(?:記載)?(?:なし|無し)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a text gives beside its publisher's own: key, wording, weight, and whether as an organisation.

    `struck` counts the sentences that tell of an incident beside it; `role` is the reader's, where it has one.
    """

    key: str
    written: str
    weight: float
    company: bool = False
    aliases: tuple[str, ...] = ()
    struck: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link of the source to another release: its label, the path or address, the report number in the label."""

    label: str
    target: str
    ordinal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One release as the linker sees it.

    `names` are the folded keys of its publishers, `parts` those that name them less surely; `cited` the days that it
    cites as earlier releases', `days` the incident's, first named first; `signature` the MinHash of its body.
    """

    id: str
    doc: str
    organisation: str | None = None
    names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    host: str = ""
    address: str = ""
    published: str | None = None
    title: str = ""
    report: Report = field(default_factory=Report)
    cited: tuple[str, ...] = ()
    unrelated: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()
    numbers: tuple[int, ...] = ()
    signature: tuple[int, ...] = ()
    length: int = 0
    pointers: tuple[Pointer, ...] = ()
    label: str = ""

    def to_json(self) -> dict[str, Any]:
        """The profile as plain values for JSON."""
        return asdict(self)


def from_json(stored: dict[str, Any]) -> Profile:
    """A profile from the plain values that `to_json` gave, before or after a turn through JSON."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()}
    values["report"] = Report(**stored["report"])
    values["named"] = tuple(Named(**{**name, "aliases": tuple(name["aliases"])}) for name in stored["named"])
    values["pointers"] = tuple(Pointer(**pointer) for pointer in stored["pointers"])
    return Profile(**values)


def profile(release: Release, document: Document, reading: Reading) -> Profile:
    """The profile of one release, from what its source states, its text and its reading."""
    folded = fold_blocks(document.text.content, document.text.blocks).text
    title = _title(release.title)
    organisation = release.organisation or _stated_name(reading)
    name = publisher(organisation or "")
    body = _body(folded, document)
    found = days(body, _date(release.published))
    return Profile(
        id=release.id,
        doc=release.doc,
        organisation=organisation,
        names=name.keys,
        parts=name.parts,
        units=name.units,
        host=_host(release.address),
        address=release.address or "",
        published=release.published,
        title=title,
        report=report(title, body, reading, document),
        cited=found.cited,
        unrelated=found.unrelated,
        days=tuple(dict.fromkeys((*_read_days(reading), *found.incident))),
        kinds=tuple(sorted({str(fact.value) for fact in reading.of(Field.INCIDENT_TYPES)})),
        named=_names(
            mentions(f"{title}\n{body}", len(title), frozenset(name.keys + name.parts), _others(reading)), reading
        ),
        numbers=_numbers(body),
        signature=fingerprint(body),
        length=len(body),
        pointers=tuple(
            Pointer(link.label, link.target, link.ordinal)
            for link in document.overview.links
            if not _DAY_ALONE.fullmatch(link.target)
        ),
        label=document.overview.case_label.value if document.overview.case_label else "",
    )


def _body(folded: str, document: Document) -> str:
    """The folded text after title and overview, each of which is one line."""
    lines = folded.split("\n")
    heads = sum(block.kind.value in ("title", "overview") for block in document.text.blocks)
    return "\n".join(lines[heads:])


def _others(reading: Reading) -> tuple[str, ...]:
    """The organisations that the reader has the incident begin at, or in the publisher's group."""
    return tuple(str(fact.value) for fact in reading.of(Field.PARTIES) if fact.role in ("supplier", "affiliate"))


def _names(found: tuple[Mention, ...], reading: Reading) -> tuple[Named, ...]:
    roles = {name_key(str(fact.value)): fact.role or "" for fact in reading.of(Field.PARTIES)}
    return tuple(
        Named(m.key, m.written, m.weight, m.company, tuple(sorted(m.aliases)), m.struck, roles.get(m.key) or _role(m))
        for m in found
    )


def _role(mention: Mention) -> str:
    return "maker" if mention.maker and 2 * mention.maker >= mention.count else ""


def _title(title: str) -> str:
    folded = fold(title)
    return "" if _EMPTY_TITLE.match(folded) else folded


def _stated_name(reading: Reading) -> str | None:
    fact = reading.first(Field.ORGANISATION)
    return str(fact.value) if fact else None


def _read_days(reading: Reading) -> tuple[str, ...]:
    """The full days on which the reader has the incident occur and be noticed."""
    facts = (*reading.of(Field.OCCURRED), *reading.of(Field.DETECTED))
    return tuple(str(fact.value) for fact in facts if len(str(fact.value)) == 10)


def _date(written: str | None) -> date | None:
    """An ISO day, or the middle of an ISO month."""
    if not written:
        return None
    try:
        return date.fromisoformat(written if len(written) == 10 else f"{written}-15")
    except ValueError:
        return None


def day_of(found: Profile) -> date | None:
    """The day of publication, or the middle of its month."""
    return _date(found.published)


def _host(address: str | None) -> str:
    """The host of an address without www., and the first folder where many publishers share a host."""
    if not address:
        return ""
    parts = urlsplit(address.strip())
    host = (parts.hostname or "").removeprefix("www.")
    folders = [folder for folder in parts.path.split("/") if folder]
    return f"{host}/{folders[0]}" if len(folders) > 1 and _shared(host) else host


def _shared(host: str) -> bool:
    """Whether a host's name says that it serves files for others."""
    return host.startswith(("pdf.", "contents.", "ssl4.", "data.", "files.", "docs.", "drive.", "sites."))


def _numbers(body: str) -> tuple[int, ...]:
    found = {int(match[1].replace(",", "")) for match in _NUMBER.finditer(body)}
    return tuple(sorted(number for number in found if number > 9))[:40]
