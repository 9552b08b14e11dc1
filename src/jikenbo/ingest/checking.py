"""The chain from fact to span to text to payload to record, followed for every capture, each break named."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection

from jikenbo.capture.records import digest_of
from jikenbo.capture.warc import Place, check_record
from jikenbo.errors import JikenboError
from jikenbo.extract import extract
from jikenbo.extract.recognise import SCANNED, missing
from jikenbo.model.document import Document
from jikenbo.store import Store, evidence, visits
from jikenbo.store.chains import Chain, chains, spans


@dataclass(frozen=True, slots=True)
class Break:
    """A link that does not hold: `link` is record, payload, log, text, span or visit; `said` is one sentence."""

    link: str
    doc: str
    said: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked, and what does not hold of it; `note` says what could not be compared."""

    what: str
    breaks: tuple[Break, ...] = ()
    note: str = ""


def check(store: Store) -> Iterator[Checked]:
    """Follow every chain of a casebook, in the order of its captures, then its visits and its log of digests."""
    with store.reading() as connection:
        for place, group in groupby(chains(connection), lambda one: Place(one.capture.warc, one.capture.offset)):
            yield from _record(store, connection, place, list(group))
        for visit in visits.every(connection):
            if visit.warc:
                content, said = check_record(store.captures, Place(visit.warc, visit.offset))
                found = (Break("visit", visit.address, said),) if content is None else ()
                yield Checked("visit", found)
        yield Checked("log", tuple(Break("log", "", said) for said in evidence.breaks(connection)))


def _record(store: Store, connection: Connection, place: Place, group: list[Chain]) -> Iterator[Checked]:
    """The captures that rest on one record: several, where one file holds several releases."""
    content, said = check_record(store.captures, place)
    documents = _documents(group, content) if content is not None else {}
    for chain in group:
        doc = chain.capture.doc
        found = [Break("record", doc, said)] if content is None else []
        if content is not None and digest_of(content) != chain.capture.digest:
            found.append(Break("payload", doc, "the capture's bytes are not those taken in"))
        if chain.logged is None:
            found.append(Break("log", doc, "the log of digests does not know the capture"))
        elif chain.logged != chain.capture.digest:
            found.append(Break("log", doc, "the log of digests has another digest for the capture"))
        note = ""
        if not found:
            note = _text(chain, documents, found)
        if chain.newest:
            found += _spans(connection, chain)
        yield Checked("capture", tuple(found), note)


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


def _spans(connection: Connection, chain: Chain) -> Iterator[Break]:
    """Facts whose words are not in the text."""
    end = len(chain.content)
    for field, span in spans(connection, chain.release_id):
        if not 0 <= span.start < span.end <= end:
            said = f"the words of {field} at {span.start} to {span.end} are not in the text"
            yield Break("span", chain.capture.doc, said)
