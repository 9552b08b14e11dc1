"""What one look at a release's address shows, held against what was captured of the release before."""

from dataclasses import dataclass

from jikenbo.analyse.versions import Difference, Version, compare
from jikenbo.capture.addresses import is_address
from jikenbo.capture.answers import breaks_off, standing_in, trouble
from jikenbo.capture.places import same_place
from jikenbo.capture.records import digest_of
from jikenbo.capture.visiting import Visit
from jikenbo.capture.warc import Place, read_back
from jikenbo.errors import FetchError, JikenboError, NotFoundError
from jikenbo.extract import extract
from jikenbo.model.document import Document
from jikenbo.model.release import Capture
from jikenbo.model.visit import Seen, VisitRow
from jikenbo.read import read
from jikenbo.store import Store, originals, visits
from jikenbo.store.rechecks import Recheck
from jikenbo.text.fold import fold

# A page that keeps less than this of the release's words is another page; one that keeps so much is the release.
ANOTHER, STILL = 0.2, 0.5
# A title of fewer characters may stand on any page.
_TELLING = 8


@dataclass(frozen=True, slots=True)
class Look:
    """What one look showed: the visit, if there was an answer, and the difference, if there was a page."""

    seen: Seen
    reason: str
    visit: Visit | None = None
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a look is held against: a release's newest capture from the web with its document, and the last visit."""

    capture: Capture
    document: Document
    earlier: VisitRow | None

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it changed."""
        one = self.earlier
        given = {"If-None-Match": one.etag, "If-Modified-Since": one.last_modified} if one else {}
        return {name: value for name, value in given.items() if value}


def known_of(store: Store, held: Recheck) -> Known | None:
    """What a look at a release is held against; None if it was never fetched."""
    with store.reading() as connection:
        fetched = [one for one in originals.own_captures(connection, held.release_id) if is_address(one.doc)]
        if not fetched:
            return None
        document = originals.captured_document(connection, fetched[-1])
        # What is pending was seen in the last answer: one like it confirms it, and must be compared in full.
        earlier = None if held.pending else visits.last_whole(connection, held.address)
        return Known(fetched[-1], document, earlier)


def look_at(store: Store, held: Recheck, known: Known, came: Visit | FetchError) -> Look:
    """What a visit, or what became of it, says of a release that was fetched before."""
    if isinstance(came, FetchError):
        return not_had(came)
    if came.answer.status == 304:
        return _stands(held, came, "it is not modified")
    if known.earlier and came.answer.status == 200 and digest_of(came.answer.content) == known.earlier.digest:
        return _stands(held, came, "its bytes are the same")
    return _compared(store, held, known, came)


def _compared(store: Store, held: Recheck, known: Known, came: Visit) -> Look:
    """What an answer that is new shows."""
    said = trouble(came.answer)
    document = document_of(came, known.document.doc)
    difference = _difference(known.document, document) if document else None
    if said and not (difference and difference.alike >= STILL):
        return Look(Seen(said.kind), said.reason, came)
    if document is None or difference is None or _is_another(known.document, document, difference):
        found = standing_in(held.address, came.answer, known.document.text.content, _bytes(store, known))
        return Look(Seen(found.kind), found.reason, came, difference)
    if difference.lines and breaks_off(came.answer, _bytes(store, known)):
        return Look(Seen.UNREACHABLE, "its answer breaks off before its end", came)
    if not same_place(came.final, held.address):
        return Look(Seen.MOVED, f"it stands at {came.final} now", came, difference)
    return Look(difference.seen, _SAID[difference.seen], came, difference)


_SAID = {
    Seen.SAME: "its text is the same",
    Seen.NOISE: "only what surrounds the release differs",
    Seen.WORDS: "its words were changed, and no fact with them",
    Seen.FACTS: "facts were changed",
}


def not_had(raised: FetchError) -> Look:
    """A look that brought no answer."""
    return Look(Seen.BLOCKED if raised.kind == "forbidden" else Seen.UNREACHABLE, str(raised))


def document_of(visit: Visit, doc: str) -> Document | None:
    """The document of a page, of several the one of a name; None if it has no text, or is no page."""
    if visit.answer.status != 200:
        return None
    try:
        documents = extract(visit.final, visit.answer.content, visit.answer.header("content-type"))
    except JikenboError:
        return None
    return next((one for one in documents if one.doc == doc), documents[0])


def _difference(before: Document, after: Document) -> Difference:
    """Both are read now, so that a newer reader is not taken for an edit."""
    return compare(Version(before.text, read(before)), Version(after.text, read(after)))


def _is_another(before: Document, after: Document, difference: Difference) -> bool:
    """Whether a page is not the release's: hardly a word of it is left, and its title neither."""
    if difference.alike >= ANOTHER:
        return False
    old, new = _title(before), _title(after)
    return len(old) < _TELLING or (old not in new and (len(new) < _TELLING or new not in old))


def _title(document: Document) -> str:
    title = document.overview.title
    return "".join(fold(title.value).split()).lower() if title else ""


def _bytes(store: Store, known: Known) -> bytes:
    """The bytes of the newest capture; none if they are lost, which `verify` tells."""
    try:
        return read_back(store.captures, Place(known.capture.warc, known.capture.offset))
    except NotFoundError:
        return b""


def _stands(held: Recheck, visit: Visit, reason: str) -> Look:
    if not same_place(visit.final, held.address):
        return Look(Seen.MOVED, f"it stands at {visit.final} now", visit)
    return Look(Seen.SAME, reason, visit)
