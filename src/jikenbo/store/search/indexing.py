"""Writing the index: each batch is a segment, and segments of like size are merged, so that they stay few."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select, update

from jikenbo.store.schema import search_document, search_name, search_posting, search_segment, search_state
from jikenbo.store.search.entries import Entry, Terms, name_key
from jikenbo.store.search.postings import Frequencies, Numbers, pack, packed, unpack
from jikenbo.store.statements import Insert

# As many segments of one order of size may stand side by side before they become one.
_FANOUT = 6
_ROWS = 2000
_PUT_DOCUMENTS = Insert(search_document)
_PUT_NAMES = Insert(search_name, ignoring=True)
_PUT_POSTINGS = Insert(search_posting)


def index(connection: Connection, entries: Sequence[Entry]) -> None:
    """Put releases into the index, in the place of what it held of them."""
    index_terms(connection, [entry.terms() for entry in entries])


def index_terms(connection: Connection, counted: Sequence[Terms]) -> None:
    """Put releases that are counted already into the index, in the place of what it held of them."""
    if not counted:
        return
    drop(connection, [one.release_id for one in counted])
    first = (connection.execute(select(func.max(search_document.c.number))).scalar() or 0) + 1
    rows = [(n, one.release_id, one.day, one.people, one.length) for n, one in enumerate(counted, first)]
    _PUT_DOCUMENTS(connection, rows)
    names = {(name_key(shown), kind): shown for one in counted for kind, shown in one.names if name_key(shown)}
    _PUT_NAMES(connection, [(*key, shown) for key, shown in sorted(names.items())])
    segment = (connection.execute(select(func.max(search_segment.c.segment))).scalar() or 0) + 1
    connection.execute(insert(search_segment).values(segment=segment, documents=len(counted)))
    _add_postings(connection, segment, _postings(counted, first))
    _merge_alike(connection)
    changed(connection)


def _postings(counted: Sequence[Terms], first: int) -> Iterator[tuple[str, bytes]]:
    """Each token with its posting list, in order of tokens; all lists are cut from arrays sorted once."""
    places: defaultdict[str, int] = defaultdict(int)
    places.default_factory = places.__len__
    found = [np.fromiter(map(places.__getitem__, one.split()), np.uint32) for one in counted]
    numbers = np.repeat(np.arange(first, first + len(found), dtype=np.uint32), [len(one) for one in found])
    frequencies = np.frombuffer(b"".join(one.often for one in counted), np.uint8)
    tokens = np.concatenate(found)
    order = np.argsort(tokens, kind="stable")
    ends = np.cumsum(np.bincount(tokens, minlength=len(places)))
    lists = list(packed(numbers[order], frequencies[order], ends))
    return ((token, lists[places[token]]) for token in sorted(places))


def drop(connection: Connection, release_ids: Sequence[str]) -> None:
    """Take releases out of the index: their numbers die, and their postings go when segments merge."""
    for at in range(0, len(release_ids), 500):
        part = release_ids[at : at + 500]
        connection.execute(delete(search_document).where(search_document.c.release_id.in_(part)))


def changed(connection: Connection) -> None:
    """Say that what a search can find has changed."""
    if connection.execute(update(search_state).values(generation=search_state.c.generation + 1)).rowcount == 0:
        connection.execute(insert(search_state).values(generation=1))


def _add_postings(connection: Connection, segment: int, postings: Iterable[tuple[str, bytes]]) -> None:
    rows = ((token, segment, one) for token, one in postings)
    while part := list(islice(rows, _ROWS)):
        _PUT_POSTINGS(connection, part)


def _merge_alike(connection: Connection) -> None:
    """Merge the newest segments of one order of size while there are too many of them."""
    while True:
        sizes = connection.execute(select(search_segment).order_by(search_segment.c.segment)).all()
        by_order: dict[int, list[int]] = defaultdict(list)
        for row in sizes:
            by_order[int(np.log(max(row.documents, 1)) / np.log(_FANOUT))].append(row.segment)
        crowded = next((segments for segments in by_order.values() if len(segments) >= _FANOUT), None)
        if crowded is None:
            return
        _merge(connection, crowded, sum(row.documents for row in sizes if row.segment in crowded))


def _merge(connection: Connection, segments: list[int], documents: int) -> None:
    alive = np.array(connection.execute(select(search_document.c.number)).scalars().all(), np.uint32)
    query = select(search_posting).where(search_posting.c.segment.in_(segments))
    rows = connection.execute(query.order_by(search_posting.c.token)).all()
    connection.execute(delete(search_posting).where(search_posting.c.segment.in_(segments)))
    connection.execute(delete(search_segment).where(search_segment.c.segment.in_(segments)))
    connection.execute(insert(search_segment).values(segment=max(segments), documents=documents))
    merged = ((token, _joined([r.packed for r in part], alive)) for token, part in groupby(rows, lambda r: r.token))
    _add_postings(connection, max(segments), ((token, pack(*both)) for token, both in merged if len(both[0])))


def _joined(packed: Iterable[bytes], alive: Numbers) -> tuple[Numbers, Frequencies]:
    parts = [unpack(one) for one in packed]
    numbers = np.concatenate([part[0] for part in parts])
    frequencies = np.concatenate([part[1] for part in parts])
    order = np.argsort(numbers, kind="stable")
    numbers, frequencies = numbers[order], frequencies[order]
    kept = np.isin(numbers, alive, assume_unique=True)
    return numbers[kept], frequencies[kept]
