"""All doubts of a casebook: those of its texts, of what was not taken in, and of linking, each kept up to date."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from jikenbo.model.document import Doubt
from jikenbo.store import Store, releases

# Doubts about files that gave no release.
NOT_TAKEN = frozenset(("left_out", "unreadable"))
# Doubts that linking raises anew each time.
OF_LINKING = frozenset(("mistaken_link", "missing_link_target", "contradictory_judgements", "crowded_name"))


def put_linking_doubts(connection: Connection, made: Iterable[Doubt], release_ids: Mapping[str, str]) -> None:
    """Put the doubts of linking in the place of those before; `release_ids` are by document."""
    standing: dict[str, list[Doubt]] = defaultdict(list)
    touched: set[str] = set()
    for doubt in releases.doubts(connection):
        if doubt.kind in OF_LINKING:
            touched.add(doubt.doc)
        else:
            standing[doubt.doc].append(doubt)
    for doubt in made:
        touched.add(doubt.doc)
        standing[doubt.doc].append(doubt)
    for doc in sorted(touched):
        releases.put_doubts(connection, release_ids.get(doc), standing[doc])


def all_doubts(store: Store) -> list[Doubt]:
    """Every doubt that stands, by document; a file that was unreadable once and has been taken in since has none."""
    with store.reading() as connection:
        taken = {release.doc for release in releases.every(connection)}
        return [one for one in releases.doubts(connection) if one.kind not in NOT_TAKEN or one.doc not in taken]
