"""The chain from fact to span to text to payload to record, followed for every capture, each break named."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby

from sqlalchemy import Connection

from jikenbo.capture.records import digest_of, written
from jikenbo.capture.warc import Held, Place, check_record
from jikenbo.errors import JikenboError
from jikenbo.extract import extract
from jikenbo.extract.recognise import SCANNED, missing
from jikenbo.model.document import Document
from jikenbo.model.fact import Fact
from jikenbo.model.visit import VisitRow
from jikenbo.read import read
from jikenbo.store import Store, evidence, rechecks, releases, visits
from jikenbo.store.chains import Chain, chains, lost, spans


@dataclass(frozen=True, slots=True)
class Break:
    """A link that does not hold: `link` is record, payload, log, text, span, fact or visit; `said` is one sentence."""

    link: str
    doc: str
    said: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked, and what does not hold of it; `note` says what could not be compared."""

    what: str
    breaks: tuple[Break, ...] = ()
    note: str = ""


def check(store: Store, *, facts: bool = False) -> Iterator[Checked]:
    """Follow every chain of a casebook, in the order of its captures, then its visits and its log of digests.

    With `facts`, every text is read again too, and what the reader does not find in it is named.
    """
    with store.reading() as connection:
        for place, group in groupby(chains(connection), lambda one: Place(one.capture.warc, one.capture.offset)):
            yield from _record(store, connection, place, list(group), facts=facts)
        for visit in visits.every(connection):
            if visit.warc:
                yield Checked("visit", tuple(Break("visit", visit.address, said) for said in _visit(store, visit)))
        gone = (
            f"the capture {one}, which the log of digests knows, is not in the casebook" for one in lost(connection)
        )
        said = (*evidence.breaks(connection), *gone, *_register(connection))
        yield Checked("log", tuple(Break("log", "", one) for one in said))


def _record(
    store: Store, connection: Connection, place: Place, group: list[Chain], *, facts: bool
) -> Iterator[Checked]:
    """The captures that rest on one record: several, where one file holds several releases."""
    held, said = check_record(store.captures, place)
    documents = _documents(group, held.content) if held is not None else {}
    for chain in group:
        doc = chain.capture.doc
        found = [Break("record", doc, said)] if held is None else list(_payload(chain, held))
        if chain.logged is None:
            found.append(Break("log", doc, "the log of digests does not know the capture"))
        elif chain.logged != chain.capture.digest:
            found.append(Break("log", doc, "the log of digests has another digest for the capture"))
        note = ""
        # What other bytes give is no text to compare with.
        if not any(one.link in ("record", "payload") for one in found):
            note = _text(chain, documents, found)
        if chain.newest and chain.content is not None:
            found += _spans(connection, chain.release_id, doc, len(chain.content))
            if facts and not found and not note:
                note = _facts(connection, chain.release_id, documents[doc], found)
        yield Checked("capture", tuple(found), note)


def _register(connection: Connection) -> Iterator[str]:
    """Entries of the register of removals and edits that are not as the log of digests knows them."""
    logged = {one.subject: one.digest for one in evidence.entries(connection) if one.what == "register"}
    held = {f"{one.id} {one.kind}": one.digest for one in rechecks.registered(connection)}
    for name in sorted(logged.keys() | held.keys()):
        if name not in held:
            yield f"the entry {name} of the register, which the log of digests knows, is not there"
        elif logged.get(name) != held[name]:
            yield f"the entry {name} of the register is not as it was logged"


def _payload(chain: Chain, held: Held) -> Iterator[Break]:
    doc = chain.capture.doc
    if digest_of(held.content) != chain.capture.digest:
        yield Break("payload", doc, "the capture's bytes are not those taken in")
    if _moment(held.at) != _moment(chain.capture.taken_at):
        yield Break("record", doc, f"its record is of {_moment(held.at)} and not of {_moment(chain.capture.taken_at)}")


def _visit(store: Store, visit: VisitRow) -> Iterator[str]:
    """What does not hold of a visit: its record, the record's address and time, or the bytes that it brought."""
    held, said = check_record(store.captures, Place(visit.warc, visit.offset))
    if held is None:
        yield said
    elif held.address != visit.final or _moment(held.at) != _moment(visit.at):
        yield f"its record is of {held.address} at {_moment(held.at)}"
    elif visit.digest and held.kind != "revisit" and digest_of(held.content) != visit.digest:
        yield "the bytes of its record are not those that came"


def _moment(at: datetime) -> str:
    """A time as it is compared: in UTC, whether a database keeps its zone or not."""
    return written(at if at.tzinfo else at.replace(tzinfo=UTC))


def _documents(group: list[Chain], content: bytes) -> dict[str, Document]:
    """What the bytes give now, by document; posts and attachments are named after their page or letter, with # between.

    The file's own name is the shortest that a document has, or what stands before a # in it.
    """
    docs = [one.capture.doc for one in group]
    shortest = min(docs, key=len)
    parts = shortest.split("#")
    names = ["#".join(parts[: length + 1]) for length in range(len(parts))]
    for name in names if len(docs) > 1 else reversed(names):
        try:
            made = {one.doc: one for one in extract(name, content, group[0].capture.media_type)}
        except JikenboError:
            continue
        if all(doc in made for doc in docs):
            return made
    return {}


def _text(chain: Chain, documents: dict[str, Document], found: list[Break]) -> str:
    """Compare the stored text with what the same extractor makes now; a note where it has another version by now."""
    doc = chain.capture.doc
    if chain.content is None:
        found.append(Break("text", doc, "there is no text of the capture"))
        return ""
    if doc not in documents and chain.extractor.startswith(SCANNED) and missing():
        return f"its text was recognised by {chain.extractor}, which is not installed here"
    if doc not in documents:
        found.append(Break("text", doc, "no text comes out of the capture any more"))
        return ""
    text = documents[doc].text
    if text.extractor != chain.extractor:
        return f"its text was made by {chain.extractor}, which is {text.extractor} by now: reread to compare"
    if text.content != chain.content:
        found.append(Break("text", doc, f"the text is not what {chain.extractor} makes of the capture"))
    return ""


def _spans(connection: Connection, release_id: str, doc: str, end: int) -> Iterator[Break]:
    """Facts whose words are not in the text."""
    for field, span in spans(connection, release_id):
        if not 0 <= span.start < span.end <= end:
            said = f"the words of {field} at {span.start} to {span.end} are not in the text"
            yield Break("span", doc, said)


def _facts(connection: Connection, release_id: str, document: Document, found: list[Break]) -> str:
    """Compare the stored facts with what the reader finds now; a note where it has another version by now."""
    stored, now = releases.reading_of(connection, release_id), read(document)
    if stored.reader != now.reader:
        return f"its facts were read by reader {stored.reader}, which is {now.reader} by now: reread to compare"
    said = [f"{_written(one)} is not what reader {now.reader} finds" for one in _without(stored.facts, now.facts)]
    said += [f"{_written(one)} is in the text and not among the facts" for one in _without(now.facts, stored.facts)]
    found += [Break("fact", document.doc, one) for one in said]
    return ""


def _without(facts: tuple[Fact, ...], others: tuple[Fact, ...]) -> list[Fact]:
    """Facts that are not among others; a rule may have got another name."""
    known = [replace(one, rule="") for one in others]
    return [one for one in facts if replace(one, rule="") not in known]


def _written(one: Fact) -> str:
    where = ", ".join(f"{span.start} to {span.end}" for span in one.spans) or "no words"
    return f"{one.field.value} {one.value} at {where}"
