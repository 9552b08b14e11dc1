"""The index as arrays: one generation of it in memory, so that a filter or a facet is arithmetic and not a query."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from jikenbo.store.schema import campaign_case, case_release, release, search_document, search_posting, search_state
from jikenbo.store.search.postings import Frequencies, Numbers, unpack

Frequency = NDArray[np.uint8]
Masks = NDArray[np.uint64]
# So many bytes of decoded tokens are kept; at 100,000 releases each token is 100 KB.
_KEPT = 48_000_000
_BITS = 64
# A word's start may go on in so many ways; a start that fits more tokens is hardly a search.
_MOST_ENDINGS = 400
_AFTER_ALL = "\U0010ffff"
_AFTER_COLON = ";"


@dataclass
class Columns:
    """One generation of the index; arrays are as long as the highest number plus one, and a dead number is not alive.

    `case` and `campaign` number the case and campaign of each release, 0 for none.
    """

    generation: int
    releases: list[str]
    alive: NDArray[np.bool_]
    day: NDArray[np.int64]
    people: NDArray[np.int64]
    length: NDArray[np.int64]
    case: NDArray[np.int64]
    campaign: NDArray[np.int64]
    case_ids: list[str]
    campaign_ids: list[str]
    tokens: OrderedDict[str, Frequency] = field(default_factory=OrderedDict)
    facets: dict[str, tuple[list[str], list[Masks]]] = field(default_factory=dict)
    orders: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    documents: int = 0
    mean_length: float = 1.0

    def __post_init__(self) -> None:
        self.documents = int(np.count_nonzero(self.alive))
        self.mean_length = max(float(self.length.sum()) / max(self.documents, 1), 1.0)

    def order(self, unit: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All releases so that those of one case or campaign stand together, and the case or campaign of each."""
        group = self.case if unit == "case" else self.campaign
        if unit not in self.orders:
            self.orders[unit] = np.argsort(group, kind="stable")
        return self.orders[unit], group

    def frequencies(self, connection: Connection, wanted: Iterable[str]) -> dict[str, Frequency]:
        """How often each release holds each of some tokens."""
        sought = list(dict.fromkeys(wanted))
        missing = [token for token in sought if token not in self.tokens]
        packed: dict[str, list[bytes]] = defaultdict(list)
        if missing:
            query = select(search_posting.c.token, search_posting.c.packed).where(search_posting.c.token.in_(missing))
            for row in connection.execute(query):
                packed[row.token].append(row.packed)
        found = {token: self._dense(packed[token]) if token in missing else self.tokens[token] for token in sought}
        self._keep(found)
        return found

    def starting(self, connection: Connection, start: str) -> Frequency:
        """How often each release holds a token that begins with some characters."""
        name = start + _AFTER_ALL
        if name not in self.tokens:
            token = search_posting.c.token
            query = select(search_posting.c.packed).where(token >= start, token < name)
            packed = connection.execute(query.order_by(token).limit(_MOST_ENDINGS)).scalars().all()
            self._keep({name: self._dense(packed)})
        return self.tokens[name]

    def facet(self, connection: Connection, name: str) -> tuple[list[str], list[Masks]]:
        """The values of a facet, and for each 64 of them one number a release, whose bits are the values it has."""
        if name not in self.facets:
            token = search_posting.c.token
            query = select(token, search_posting.c.packed).where(token >= f"{name}:", token < name + _AFTER_COLON)
            places: dict[str, int] = {}
            masks: list[Masks] = []
            for row in connection.execute(query):
                place = places.setdefault(row.token.partition(":")[2], len(places))
                if place == len(masks) * _BITS:
                    masks.append(np.zeros(len(self.alive), np.uint64))
                numbers, _ = self._unpack(row.packed)
                masks[place // _BITS][numbers] |= np.uint64(1 << place % _BITS)
            self.facets[name] = list(places), masks
        return self.facets[name]

    def _dense(self, packed: Iterable[bytes]) -> Frequency:
        dense = np.zeros(len(self.alive), np.uint8)
        for one in packed:
            numbers, frequencies = self._unpack(one)
            dense[numbers] = np.maximum(dense[numbers], frequencies)
        return dense

    def _unpack(self, packed: bytes) -> tuple[Numbers, Frequencies]:
        """The postings of this generation; another process may have indexed more since."""
        numbers, frequencies = unpack(packed)
        known = int(np.searchsorted(numbers, len(self.alive)))
        return numbers[:known], frequencies[:known]

    def _keep(self, found: dict[str, Frequency]) -> None:
        self.tokens.update(found)
        for token in found:
            self.tokens.move_to_end(token)
        most = _KEPT // len(self.alive)
        while len(self.tokens) > max(most, len(found)):
            self.tokens.popitem(last=False)


def generation(connection: Connection) -> int:
    """The number of the index's present state."""
    return connection.execute(select(search_state.c.generation)).scalar() or 0


def load(connection: Connection) -> Columns:
    """The present state of the index, without any postings."""
    now = generation(connection)
    campaigns = select(campaign_case.c.case_id, campaign_case.c.campaign_id).where(campaign_case.c.sure)
    of_case = {
        row.case_id: row.campaign_id
        for row in connection.execute(campaigns.order_by(campaign_case.c.campaign_id.desc()))
    }
    query = (
        select(search_document, case_release.c.case_id)
        .join(release, release.c.id == search_document.c.release_id)
        .outerjoin(case_release, case_release.c.release_id == search_document.c.release_id)
        .where(release.c.same_as.is_(None))
    )
    # A copy of another release is never found, but its postings are there.
    highest = connection.execute(select(func.max(search_document.c.number))).scalar() or 0
    return _columns(now, connection.execute(query).all(), of_case, highest + 1)


def _columns(now: int, held: Sequence[Any], campaign_of: dict[str, str], size: int) -> Columns:
    releases, arrays = [""] * size, [np.zeros(size, np.int64) for _ in range(5)]
    alive = np.zeros(size, np.bool_)
    cases, campaigns = {"": 0}, {"": 0}
    for row in held:
        alive[row.number] = True
        releases[row.number] = row.release_id
        case_id = row.case_id or row.release_id
        campaign_id = campaign_of.get(case_id, "")
        values = (
            row.day, row.people, row.length,
            cases.setdefault(case_id, len(cases)), campaigns.setdefault(campaign_id, len(campaigns)),
        )  # fmt: skip
        for array, value in zip(arrays, values, strict=True):
            array[row.number] = value
    day, people, length, case, campaign = arrays
    return Columns(now, releases, alive, day, people, length, case, campaign, list(cases), list(campaigns))
