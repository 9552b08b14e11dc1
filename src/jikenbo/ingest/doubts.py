"""All doubts of a casebook: those of its texts, of what was not taken in, and of linking, each kept up to date."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection

from jikenbo.model.document import Doubt
from jikenbo.store import Store, releases

# Doubts about files that gave no release.
NOT_TAKEN = frozenset(("left_out", "unreadable"))
# Doubts that linking raises anew each time.
OF_LINKING = frozenset(("mistaken_link", "missing_link_target", "contradictory_judgements", "crowded_name"))


def settle_linking_doubts(
    connection: Connection, made: Iterable[Doubt], release_ids: Mapping[str, str], about: Collection[str] | None = None
) -> None:
    """Have the doubts of linking about some things (documents, releases, names), or about all, be what was made.

    `release_ids` are those of documents.
    """
    wanted = {one for one in made if about is None or one.doc in about}
    releases.settle_doubts(connection, OF_LINKING, {(release_ids.get(one.doc), one) for one in wanted}, about)


def all_doubts(store: Store) -> list[Doubt]:
    """Every doubt that stands, by document; a file that was unreadable once and has been taken in since has none."""
    with store.reading() as connection:
        taken = {release.doc for release in releases.every(connection)}
        return [one for one in releases.doubts(connection) if one.kind not in NOT_TAKEN or one.doc not in taken]
