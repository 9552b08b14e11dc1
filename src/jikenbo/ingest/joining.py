"""Cases, campaigns and the index for what is new: made again for what it touches."""

from jikenbo.ingest.copies import without_copies
from jikenbo.ingest.doubts import put_linking_doubts
from jikenbo.link.links import link
from jikenbo.link.profile import from_json
from jikenbo.model.judgement import Author
from jikenbo.store import Store, links, releases, search

# Releases indexed in one transaction.
_PART = 200


def join(store: Store) -> bool:
    """Index and link the releases that came or changed since this was last done; whether there were any."""
    with store.reading() as connection:
        new = links.unlinked(connection)
    for at in range(0, len(new), _PART):
        _index(store, new[at : at + _PART])
    if new:
        _link(store)
    return bool(new)


def _index(store: Store, release_ids: list[str]) -> None:
    with store.writing() as connection:
        held = [releases.get(connection, one) for one in release_ids]
        search.index(connection, [search.Entry(h.release, h.document, h.reading) for h in held if h])


def _link(store: Store) -> None:
    with store.reading() as connection:
        profiles = {key: from_json(stored) for key, stored in links.profiles(connection).items()}
        decided = [one for one in links.judgements(connection) if one.author is Author.PERSON]
    made = link(profiles.values(), decided)
    cases, campaigns, copies = without_copies(made, profiles, decided)
    with store.writing() as connection:
        links.replace_program_judgements(connection, profiles, made.judgements)
        links.put_cases(connection, cases)
        links.put_copies(connection, copies)
        links.put_campaigns(connection, campaigns)
        put_linking_doubts(connection, made.doubts, {one.doc: one.id for one in profiles.values()})
