"""Writing the index: each batch is a segment, and segments of like size are merged, so that they stay few."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from jikenbo.store.schema import search_document, search_name, search_posting, search_segment, search_state
from jikenbo.store.search.entries import Entry, name_key
from jikenbo.store.search.postings import Frequencies, Numbers, pack, unpack

# As many segments of one order of size may stand side by side before they become one.
_FANOUT = 6
_ROWS = 2000


def index(connection: Connection, entries: Sequence[Entry]) -> None:
    """Put releases into the index, in the place of what it held of them."""
    if not entries:
        return
    drop(connection, [entry.release.id for entry in entries])
    first = (connection.execute(select(func.max(search_document.c.number))).scalar() or 0) + 1
    held: dict[str, list[tuple[int, int]]] = defaultdict(list)
    rows, names = [], {}
    for number, entry in enumerate(entries, first):
        found = entry.tokens()
        for token, often in found.items():
            held[token].append((number, min(often, 255)))
        rows.append(_document_row(number, entry, found.total()))
        names.update({(name_key(shown), kind): shown for kind, shown in entry.names() if name_key(shown)})
    connection.execute(insert(search_document), rows)
    _add_names(connection, names)
    segment = (connection.execute(select(func.max(search_segment.c.segment))).scalar() or 0) + 1
    connection.execute(insert(search_segment).values(segment=segment, documents=len(entries)))
    _add_postings(connection, segment, ((token, _arrays(pairs)) for token, pairs in held.items()))
    _merge_alike(connection)
    changed(connection)


def drop(connection: Connection, release_ids: Sequence[str]) -> None:
    """Take releases out of the index: their numbers die, and their postings go when segments merge."""
    for at in range(0, len(release_ids), 500):
        part = release_ids[at : at + 500]
        connection.execute(delete(search_document).where(search_document.c.release_id.in_(part)))


def changed(connection: Connection) -> None:
    """Say that what a search can find has changed."""
    if connection.execute(update(search_state).values(generation=search_state.c.generation + 1)).rowcount == 0:
        connection.execute(insert(search_state).values(generation=1))


def _document_row(number: int, entry: Entry, length: int) -> dict[str, int | str]:
    published = (entry.release.published or "").replace("-", "")
    return {
        "number": number,
        "release_id": entry.release.id,
        "day": int(published.ljust(8, "0")) if published.isdigit() else 0,
        "people": -1 if entry.people is None else entry.people,
        "length": length,
    }


def _arrays(pairs: list[tuple[int, int]]) -> tuple[Numbers, Frequencies]:
    both = np.array(pairs, np.uint32)
    return both[:, 0], both[:, 1].astype(np.uint8)


def _add_postings(
    connection: Connection, segment: int, postings: Iterable[tuple[str, tuple[Numbers, Frequencies]]]
) -> None:
    rows: list[dict[str, object]] = []
    for token, (numbers, frequencies) in postings:
        rows.append({"token": token, "segment": segment, "packed": pack(numbers, frequencies)})
        if len(rows) == _ROWS:
            connection.execute(insert(search_posting), rows)
            rows = []
    if rows:
        connection.execute(insert(search_posting), rows)


def _add_names(connection: Connection, names: dict[tuple[str, str], str]) -> None:
    maker = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    rows = [{"key": key, "kind": kind, "shown": shown} for (key, kind), shown in names.items()]
    if rows:
        connection.execute(maker(search_name).on_conflict_do_nothing(), rows)


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
    _add_postings(connection, max(segments), ((token, both) for token, both in merged if len(both[0])))


def _joined(packed: Iterable[bytes], alive: Numbers) -> tuple[Numbers, Frequencies]:
    parts = [unpack(one) for one in packed]
    numbers = np.concatenate([part[0] for part in parts])
    frequencies = np.concatenate([part[1] for part in parts])
    order = np.argsort(numbers, kind="stable")
    numbers, frequencies = numbers[order], frequencies[order]
    kept = np.isin(numbers, alive, assume_unique=True)
    return numbers[kept], frequencies[kept]
