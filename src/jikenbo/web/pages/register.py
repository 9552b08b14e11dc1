"""The register: what publishers took away, moved or edited after they had published it, as two looks showed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection
from starlette.responses import Response

from jikenbo.model.fact import Field
from jikenbo.store import registered
from jikenbo.web.feed import Entry, Feed, as_atom, as_json, plain
from jikenbo.web.labels import VOCABULARIES, amount, term
from jikenbo.web.visit import Visit
from jikenbo.web.words import Words

KINDS = ("removed", "facts", "words", "moved", "restored")
_LIMIT = 30
_LINES = 8
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difference: taken away (-) or put in (+)."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry of the register with its difference in words."""

    entry: registered.Entry
    lines: tuple[Line, ...]
    more: int
    facts: tuple[Line, ...]


def show(visit: Visit) -> Response:
    """A page of the register, of one kind if asked."""
    kind = visit.asked("kind")
    chosen = kind if kind in KINDS else None
    after = visit.asked("after")
    before = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else None
    with visit.store.reading() as connection:
        found = registered.entries(connection, _LIMIT + 1, before, chosen)
        counted = registered.kinds(connection)
    following = visit.link("/register", kind=chosen, after=found[_LIMIT - 1].id) if len(found) > _LIMIT else None
    return visit.page(
        "register.html",
        entries=shown(found[:_LIMIT], visit.words),
        kinds=[(one, counted[one], visit.link("/register", kind=one)) for one in KINDS if one in counted],
        chosen=chosen,
        all=sum(counted.values()),
        following=following,
        first=visit.link("/register", kind=chosen) if before else None,
    )


def atom(visit: Visit) -> Response:
    """The newest entries as Atom."""
    return as_atom(visit, _feed(visit))


def json_feed(visit: Visit) -> Response:
    """The newest entries as JSON Feed."""
    return as_json(visit, _feed(visit))


def of_release(connection: Connection, release_id: str, words: Words) -> list[Shown]:
    """What the register holds of one release."""
    return shown(registered.entries(connection, _LIMIT, of=release_id), words)


def shown(found: Sequence[registered.Entry], words: Words) -> list[Shown]:
    """Entries with their differences in words."""
    return [_shown(one, words) for one in found]


def _shown(entry: registered.Entry, words: Words) -> Shown:
    lines = [Line(str(sign), str(said)[:_LONGEST]) for sign, said in entry.detail.get("lines", ())]
    facts = [
        Line(sign, _fact(fact, words))
        for sign, key in (("-", "gone"), ("+", "come"))
        for fact in entry.detail.get(key, ())[:_LINES]
    ]
    return Shown(entry, tuple(lines[:_LINES]), max(len(lines) - _LINES, 0), tuple(facts))


def _fact(parts: Sequence[str], words: Words) -> str:
    """A fact as the register keeps it: its field, its value, and what is said of it."""
    field, value, *said = parts
    name = words.get(f"field.{field}") or field
    if field == Field.COUNTS and value.isdigit():
        return f"{name}: {amount(int(value), said[-1] if said else None, words)}"
    known = {one.value: one for one in VOCABULARIES}
    text = term(known[field], value, words.language) if field in known else value
    notes = [words.get(f"status.{one}") or words.get(f"role.{one}") or one for one in said]
    return f"{name}: {'、'.join([text, *notes])}"


def _feed(visit: Visit) -> Feed:
    with visit.store.reading() as connection:
        found = registered.entries(connection, _LIMIT)
    page = visit.link("/register")
    entries = tuple(_entry(visit, page, one) for one in shown(found, visit.words))
    title = f"{visit.words('register.title')} — {visit.words('site.name')}"
    return Feed(title, visit.origin + page, str(visit.request.url), entries)


def _entry(visit: Visit, page: str, one: Shown) -> Entry:
    entry, words = one.entry, visit.words
    kind = words(f"register.{entry.kind}") + (f" ({words('register.silent')})" if entry.silent else "")
    said = [f"{line.sign} {line.words}" for line in (*one.lines, *one.facts)]
    return Entry(
        f"{visit.origin}{page}?after={entry.id + 1}#e{entry.id}",
        plain(f"{kind}: {entry.release.title}"),
        plain(entry.release.organisation or words("case.unknown")),
        entry.confirmed_at.isoformat(timespec="seconds"),
        plain("\n".join([entry.address, *said])),
    )
