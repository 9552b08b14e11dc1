"""Cases, campaigns and the index for what is new: made again for what it touches."""

from collections.abc import Mapping

from sqlalchemy import Connection

from jikenbo.ingest.copies import without_copies
from jikenbo.ingest.doubts import put_linking_doubts
from jikenbo.ingest.entries import entry
from jikenbo.link.casebook import link
from jikenbo.link.profile import from_json
from jikenbo.model.judgement import Author, Judgement
from jikenbo.store import Store, links, releases, search
from jikenbo.store.search.indexing import changed

# Releases indexed in one transaction: the more, the fewer the segments that are merged afterwards.
_PART = 2000


def join(store: Store, fresh: Mapping[str, search.Terms] | None = None) -> bool:
    """Index and link the releases that came or changed since this was last done; whether there were any.

    `fresh` holds those that are still at hand, so that they need not be read back.
    """
    with store.reading() as connection:
        new = links.unlinked(connection)
    for at in range(0, len(new), _PART):
        _index(store, new[at : at + _PART], fresh or {})
    if new:
        _link(store)
    return bool(new)


def _index(store: Store, release_ids: list[str], fresh: Mapping[str, search.Terms]) -> None:
    with store.writing() as connection:
        found = (fresh.get(one) or _terms(connection, one) for one in release_ids)
        search.index_terms(connection, [one for one in found if one])


def _terms(connection: Connection, release_id: str) -> search.Terms | None:
    held = releases.get(connection, release_id)
    return entry(held.release, held.document, held.reading).terms() if held else None


def _link(store: Store) -> None:
    with store.reading() as connection:
        profiles = {key: from_json(stored) for key, stored in links.profiles(connection).items()}
        decided = [one for one in links.judgements(connection) if _outranks_the_rules(one)]
    made = link(profiles.values(), decided)
    cases, campaigns, copies = without_copies(made, profiles, decided)
    with store.writing() as connection:
        links.replace_program_judgements(connection, profiles, made.judgements)
        links.put_cases(connection, cases)
        links.put_copies(connection, copies)
        links.put_campaigns(connection, campaigns)
        changed(connection)
        put_linking_doubts(connection, made.doubts, {one.doc: one.id for one in profiles.values()})


def _outranks_the_rules(judgement: Judgement) -> bool:
    """Whether a judgement stands however the program would judge: a person's, or that an entry has its original."""
    return judgement.author is Author.PERSON or (judgement.author, judgement.relation) == (Author.ARCHIVE, "release")
