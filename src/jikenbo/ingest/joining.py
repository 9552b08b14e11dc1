"""Cases, campaigns and the index for what is new: made again for what it touches."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection

from jikenbo.ingest.copies import without_copies
from jikenbo.ingest.doubts import settle_linking_doubts
from jikenbo.ingest.entries import entry
from jikenbo.ingest.shelf import campaigns_changed, keep, on_disk
from jikenbo.link.casebook import Casebook, Change, Shelf
from jikenbo.link.profile import from_json
from jikenbo.model.judgement import Judgement
from jikenbo.store import Store, joined, links, releases, search
from jikenbo.store.search.indexing import changed

# Releases indexed in one transaction: the more, the fewer the segments that are merged afterwards.
_PART = 2000
# From this share of all releases on, linking all at once costs less than looking at what each of them touches.
_AT_ONCE = 0.2
# Releases linked in one transaction.
_TOGETHER = 50


def join(store: Store, fresh: Mapping[str, search.Terms] | None = None) -> bool:
    """Index and link the releases that came or changed since this was last done; whether there were any.

    `fresh` holds those that are still at hand, so that they need not be read back.
    """
    with store.reading() as connection:
        new = links.unlinked(connection)
    for at in range(0, len(new), _PART):
        _index(store, new[at : at + _PART], fresh or {})
    if new:
        link_new(store, new)
    return bool(new)


def _index(store: Store, release_ids: list[str], fresh: Mapping[str, search.Terms]) -> None:
    with store.writing() as connection:
        found = (fresh.get(one) or _terms(connection, one) for one in release_ids)
        search.index_terms(connection, [one for one in found if one])


def _terms(connection: Connection, release_id: str) -> search.Terms | None:
    held = releases.get(connection, release_id)
    return entry(held.release, held.document, held.reading).terms() if held else None


def link_new(store: Store, new: Collection[str]) -> None:
    """Link releases that came or changed: with what they touch, or everything at once where they are many."""
    with store.reading() as connection:
        at_once = joined.is_empty(connection) or len(new) > _AT_ONCE * releases.count(connection)
    if at_once:
        _link_all(store)
    else:
        _link_some(store, new)


def _link_all(store: Store) -> None:
    """Link everything, whatever stands linked already."""
    with store.reading() as connection:
        profiles = {key: from_json(stored) for key, stored in links.profiles(connection).items()}
        decided = links.deciding(connection)
    shelf = Shelf()
    change = Casebook(decided, shelf).fill(profiles.values())
    with store.writing() as connection:
        joined.hold(connection)
        joined.clear(connection)
        links.put_campaigns(connection, [])
        _keep(connection, shelf, change, decided, whole=True)
        links.mark_linked(connection, profiles)
        joined.forget_former(connection)


def _link_some(store: Store, new: Collection[str]) -> None:
    """Link some releases with what they touch; in parts, so that others may write in between."""
    every = sorted(new)
    for part in (every[at : at + _TOGETHER] for at in range(0, len(every), _TOGETHER)):
        with store.writing() as connection:
            joined.hold(connection)
            found = [from_json(stored) for stored in links.profiles(connection, part).values()]
            shelf, decided = on_disk(connection), links.deciding(connection)
            change = Casebook(decided, shelf).add(found)
            _keep(connection, shelf, change, decided)
            links.mark_linked(connection, part)
            joined.forget_former(connection, part)


def _keep(
    connection: Connection, shelf: Shelf, change: Change, decided: Sequence[Judgement], *, whole: bool = False
) -> None:
    """Write what linking changed, and only that."""
    made, profiles = change.links, shelf.index.profiles
    shown = without_copies(made, {name: profiles[name] for name in change.releases}, decided)
    about = links.About(change.releases, change.pointing, change.parted)
    links.settle_judgements(connection, made.judgements, None if whole else about)
    standing = {case.id: case for case in links.cases_with(connection, change.releases)}
    links.put_cases(connection, [case for case in shown.cases if standing.get(case.id) != case])
    links.put_copies(connection, shown.copies, change.releases)
    campaigns, gone = campaigns_changed(connection, shelf, shown.ids)
    links.put_campaigns(connection, campaigns, gone)
    keep(connection, shelf, shown.ids)
    docs = {profiles[name].doc: name for name in sorted(change.releases | change.pointing)}
    subjects = {*docs, *change.releases, *change.names}
    settle_linking_doubts(connection, made.doubts, docs, None if whole else subjects)
    changed(connection)
