"""The originals of an archive's entries: what stands at the address that an entry gives, joined to it as a capture."""

from dataclasses import replace

from sqlalchemy import Connection

from jikenbo.capture.addresses import Fetched
from jikenbo.capture.answers import trouble
from jikenbo.capture.visiting import Visit
from jikenbo.errors import FetchError
from jikenbo.ingest.comparing import Look, document_of, not_had
from jikenbo.ingest.taking import Request, take_in
from jikenbo.model.judgement import Author, Judgement, Verdict
from jikenbo.model.text import Text
from jikenbo.model.visit import Seen
from jikenbo.store import Store, links, originals, rechecks, releases
from jikenbo.store.rechecks import Recheck
from jikenbo.text.fold import fold

# An entry is typed or pasted by hand, and its original may be set otherwise or have more around it: from this share of
# the entry's runs of characters on, the page is its original. Another release of the same publisher has some 0.2.
_ORIGINAL = 0.5
_RUN = 8


def first_look(store: Store, held: Recheck, came: Visit | FetchError) -> Look:
    """What stands at the address of a release that was never fetched: its original, another page, or none."""
    if isinstance(came, FetchError):
        return not_had(came)
    document = document_of(came, "")
    if document is not None and (share := _share(store, held.release_id, document.text)) >= _ORIGINAL:
        if _nearest(store, held, document.text) == held.release_id:
            return Look(Seen.NEW, f"its original was captured; {share:.0%} of the entry's wording is in it", came)
        return Look(Seen.ANOTHER, "a later report of the same address stands there", came)
    if said := trouble(came.answer):
        return Look(Seen(said.kind), said.reason, came)
    if document is None:
        return Look(Seen.UNREACHABLE, "no text comes out of what it answers", came)
    return Look(Seen.ANOTHER, "another page stands at the address that the entry gives", came)


def take_original(store: Store, held: Recheck, after: Recheck, visit: Visit, limit: int) -> None:
    """Take in the original of an entry, say that both are one release, and give it the entry's place in the round."""
    page = Fetched(visit.final, visit.answer.header("content-type"), visit)
    take_in(store, Request(found=[page], limit=limit, processes=1))
    with store.writing() as connection:
        other = originals.of_doc(connection, visit.final)
        if other is not None:
            join_original(connection, held.release_id, other)
            rechecks.hand_over(connection, held.release_id, replace(after, release_id=other, address=visit.final))


def join_held(store: Store) -> int:
    """Join the entries whose originals were fetched by themselves, where the texts are alike; how many there were."""
    with store.reading() as connection:
        pairs = rechecks.pages_of_entries(connection)
        texts = {page: held.document.text for _entry, page in pairs if (held := releases.get(connection, page))}
    joined = [
        (entry, page) for entry, page in pairs if page in texts and _share(store, entry, texts[page]) >= _ORIGINAL
    ]
    with store.writing() as connection:
        for entry, page in joined:
            join_original(connection, entry, page)
    return len(joined)


def join_original(connection: Connection, entry: str, page: str, author: Author = Author.ARCHIVE, by: str = "") -> None:
    """Say that an entry and a page are one release; what was linked is then linked again."""
    if entry == page:
        return
    left, right = sorted((entry, page))
    reason = "The entry gives the address at which the page was captured, and the page has its words."
    if author is Author.PERSON:
        reason = "The entry was drafted from the page, and accepted."
    links.put_judgements(connection, [Judgement(left, right, Verdict.SAME, reason, author, by, relation="release")])
    originals.link_again(connection, (left, right))


def _nearest(store: Store, held: Recheck, page: Text) -> str:
    """Of the entries that give one address, as reports of one case may, the one whose wording the page has most of."""
    with store.reading() as connection:
        every = {held.release_id, *originals.at_address(connection, held.address)}
    return max(sorted(every), key=lambda one: _likeness(store, one, page))


def _share(store: Store, release_id: str, page: Text) -> float:
    """The share of a release's runs of characters that a page has too."""
    own = _runs(store, release_id)
    return len(own & _cut(page.content)) / len(own) if own else 0.0


def _likeness(store: Store, release_id: str, page: Text) -> float:
    own, other = _runs(store, release_id), _cut(page.content)
    return len(own & other) / len(own | other) if own or other else 0.0


def _runs(store: Store, release_id: str) -> set[str]:
    with store.reading() as connection:
        held = releases.get(connection, release_id)
    if held is None:
        return set()
    text = held.document.text
    kept = (text.content[b.start : b.end] for b in text.blocks if b.kind not in ("overview", "title"))
    return _cut("\n".join(kept) or text.content)


def _cut(content: str) -> set[str]:
    plain = "".join(char for char in fold(content).lower() if char.isalnum())
    return {plain[at : at + _RUN] for at in range(len(plain) - _RUN + 1)}
