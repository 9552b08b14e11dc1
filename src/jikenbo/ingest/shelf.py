"""The shelf of a casebook on disk: maps that fetch what linking asks for, and write back what it changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

from jikenbo.ingest.copies import renamed
from jikenbo.ingest.laid_out import seen_as_json, seen_from_json
from jikenbo.link.candidates import Index, Place
from jikenbo.link.casebook import Shelf
from jikenbo.link.grouping import Grouping, Threads
from jikenbo.link.held import Held, HeldSets
from jikenbo.link.profile import Profile, from_json
from jikenbo.model.case import Campaign
from jikenbo.store import joined, link_schema

K = TypeVar("K")
V = TypeVar("V")
Fetch = Callable[[list[K]], Mapping[K, V]]
Row = tuple[Any, ...]


class Fetched(Held[K, V]):
    """A map of which a part is fetched when it is asked for; `before` is that part as it was."""

    def __init__(self, fetch: Fetch[K, V], empty: Callable[[], V] | None = None) -> None:
        super().__init__()
        self.before: dict[K, V] = {}
        self._fetch = fetch
        self._empty = empty
        self._asked: set[K] = set()

    def want(self, keys: Iterable[K]) -> None:
        """Fetch those of the keys that were not asked for yet, at once."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._asked]
        if missing:
            self._asked.update(missing)
            for key, value in self._fetch(missing).items():
                self.before[key] = _copied(value)
                super().__setitem__(key, value)

    def __missing__(self, key: K) -> V:
        self.want([key])
        if not super().__contains__(key):
            if self._empty is None:
                raise KeyError(key)
            super().__setitem__(key, self._empty())
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.want([key])  # type: ignore[list-item]
        return super().__contains__(key)

    def __setitem__(self, key: K, value: V) -> None:
        self.want([key])
        super().__setitem__(key, value)

    def __delitem__(self, key: K) -> None:
        self.want([key])
        super().__delitem__(key)

    def get(self, key: K, default: Any = None) -> Any:
        """The value of a key, or something else."""
        self.want([key])
        return super().get(key, default)

    def update(self, *found: Any, **named: Any) -> None:
        """Set many keys."""
        for key, value in dict(*found, **named).items():
            self[key] = value

    def pop(self, key: K, *default: Any) -> Any:
        """Take a key out and give its value, or something else."""
        self.want([key])
        return super().pop(key, *default)


class FetchedSets(Fetched[str, set[str]], HeldSets):
    """The same of sets, of which one that is not there is empty."""

    def __init__(self, fetch: Fetch[str, set[str]]) -> None:
        super().__init__(fetch, set)


def _copied(value: V) -> V:
    return type(value)(value) if isinstance(value, set | list) else value


def on_disk(connection: Connection) -> Shelf:
    """The shelf of a casebook on disk, for one transaction."""

    def of(read: Callable[..., Any]) -> Any:
        return partial(read, connection)

    def ties(kind: str) -> Any:
        return lambda keys: joined.ties(connection, kind, keys)

    return Shelf(
        index=Index(held=Fetched(partial(_profiles, connection)), blocks=Fetched(partial(_blocks, connection), list)),
        home=Fetched(of(joined.homes)),
        seen=Fetched(
            lambda keys: {key: seen_from_json(found) for key, found in joined.cases(connection, keys).items()}
        ),
        torn=FetchedSets(ties("torn")),
        grouping=Grouping(
            under=FetchedSets(of(joined.under)),
            threads=Fetched(partial(_threads, connection)),
            strung=FetchedSets(of(joined.strung)),
            on=FetchedSets(of(joined.on)),
            alike=FetchedSets(ties("alike")),
            campaigns=Fetched(of(joined.campaigns)),
            member_of=Fetched(of(joined.member_of)),
            core=FetchedSets(of(joined.core)),
            days_of=FetchedSets(of(joined.days_of)),
        ),
    )


def _profiles(connection: Connection, releases: list[str]) -> dict[str, Profile]:
    """The profiles of releases that are linked; one that waits to be is not there yet."""
    return {key: from_json(content) for key, content in joined.profiles(connection, releases).items()}


def _blocks(connection: Connection, keys: list[str]) -> dict[str, list[Place]]:
    by_digest = {joined.digest(key): key for key in keys}
    return {by_digest[number]: sorted(found) for number, found in joined.blocks(connection, by_digest).items()}


def _threads(connection: Connection, names: list[str]) -> dict[str, Threads]:
    found: dict[str, Threads] = {}
    for name, parts in joined.threads(connection, names).items():
        groups: dict[str, set[str]] = {}
        for case, part in parts.items():
            groups.setdefault(part, set()).add(case)
        frozen = {part: frozenset(cases) for part, cases in groups.items()}
        found[name] = {case: frozen[part] for case, part in parts.items()}
    return found


@dataclass(frozen=True, slots=True)
class _Kept:
    """One map and the rows that it is kept in; `rows` gives those of one key."""

    table: Table
    held: Held[Any, Any]
    rows: Callable[[Any, Any], Iterable[Row]]


def keep(connection: Connection, shelf: Shelf, shown: Mapping[str, str]) -> None:
    """Write back what changed on a shelf; `shown` are the ids under which cases that changed appear."""
    for kept in _all_kept(shelf, shown):
        if isinstance(kept.held, Fetched):
            gone, come = _changed(kept.held.before, kept)
            joined.change(connection, kept.table, gone, come)
        else:
            joined.put(
                connection, kept.table, (row for key, found in kept.held.items() for row in kept.rows(key, found))
            )


def _all_kept(shelf: Shelf, shown: Mapping[str, str]) -> Iterator[_Kept]:
    grouping, blocks = shelf.grouping, shelf.index.blocks
    yield _Kept(link_schema.release_key, blocks, lambda key, found: ((joined.digest(key), *place) for place in found))
    yield _Kept(link_schema.joined_release, shelf.home, lambda release, case: [(release, case)])
    yield _Kept(
        link_schema.joined_case, shelf.seen, lambda name, one: [(name, shown.get(name, name), seen_as_json(one))]
    )
    yield _Kept(link_schema.case_name, grouping.under, _pairs)
    yield _Kept(link_schema.case_day, grouping.on, _pairs)
    yield _Kept(link_schema.case_thread, grouping.threads, _parts)
    yield _Kept(link_schema.release_tie, grouping.alike, lambda key, found: (("alike", key, one) for one in found))
    yield _Kept(link_schema.release_tie, shelf.torn, lambda key, found: (("torn", key, one) for one in found))
    yield _Kept(link_schema.campaign_day, grouping.days_of, lambda key, found: ((day, key) for day in found))


def campaigns_changed(connection: Connection, shelf: Shelf, ids: Mapping[str, str]) -> tuple[list[Campaign], set[str]]:
    """The campaigns to be written anew, as they appear, and those that are gone; `ids` are those of cases made anew."""
    held = shelf.grouping.campaigns
    before = held.before if isinstance(held, Fetched) else {}
    present = {name: dict.__getitem__(held, name) for name in list(dict.keys(held))}
    fresh = [one for name, one in present.items() if not _same(before.get(name), one) or _names(one) & ids.keys()]
    others = set().union(*map(_names, fresh)) - ids.keys()
    known = joined.shown(connection, others) | dict(ids)
    return [renamed(one, known) for one in fresh], before.keys() - present.keys()


def _same(before: Campaign | None, now: Campaign) -> bool:
    return (
        before is not None
        and replace(before, members=()) == replace(now, members=())
        and ({*before.members} == {*now.members})
    )


def _names(campaign: Campaign) -> set[str]:
    """The cases that a campaign speaks of."""
    return {*(member.case for member in campaign.members), *([campaign.origin_case] if campaign.origin_case else [])}


def _changed(before: Mapping[Any, Any], kept: _Kept) -> tuple[set[Row], set[Row]]:
    """The rows that a map has no longer, and those that it has anew."""
    gone: set[Row] = set()
    come: set[Row] = set()
    for key in {**before, **kept.held}:
        was, now = before.get(key), dict.get(kept.held, key)
        if was != now:
            former = set() if was is None else set(kept.rows(key, was))
            present = set() if now is None else set(kept.rows(key, now))
            gone |= former - present
            come |= present - former
    return gone, come


def _pairs(key: str, found: set[str]) -> Iterator[Row]:
    return ((key, one) for one in found)


def _parts(key: str, found: Mapping[str, frozenset[str]]) -> Iterator[Row]:
    return ((key, case, min(group)) for case, group in found.items())
