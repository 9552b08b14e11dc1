"""Cases as figures see them, brought together from the store."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from jikenbo import __version__
from jikenbo.analyse.statistics import GROUPS, SPANS, Counted, Tally, Told, counted, tally
from jikenbo.errors import CasebookError
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.store import Store, case_figures, figures
from jikenbo.text.directory import listing_of
from jikenbo.text.organisation_kinds import kind_of

_FIELDS = (
    Field.REPORT,
    Field.INCIDENT_TYPES,
    Field.VECTORS,
    Field.OCCURRED,
    Field.DETECTED,
    Field.LEAK_STATUS,
    Field.DATA_ITEMS,
    Field.COUNTS,
    Field.AUTHORITIES,
    Field.MEASURES,
)
# Figures that another version of the program kept are not taken over.
_MAKER = " ".join((__version__, *GROUPS, *SPANS))
# Cases whose figures are worked out and kept in one transaction.
_PART = 2000
_BY_NAME = {field.value: field for field in _FIELDS}


def told(connection: Connection, case_ids: Sequence[str] | None = None) -> Iterator[Told]:
    """Some cases (all, if none are named), each with the days and readings of its reports and its publisher's sector.

    They come one by one, so that counting those of a large casebook holds only one; their facts have no spans.
    """
    rows = figures.stated(connection, _FIELDS, case_ids)
    for case_id, of_case in groupby(rows, key=lambda row: row.case_id):
        reports = [list(held) for _, held in groupby(of_case, key=lambda row: row.release_id)]
        yield Told(
            case_id,
            tuple((held[0].published, Reading("", tuple(_fact(row) for row in held if row.field))) for held in reports),
            _sector(reports[0][0].organisation),
        )


def tallied(store: Store) -> Tally:
    """What all cases come to.

    What each case adds is kept in the casebook, and worked out again only where its releases have changed.
    """
    with store.reading() as connection:
        stamps = dict(case_figures.stamps(connection, _MAKER))
        held = {case: (stamp, content) for case, stamp, content in case_figures.held(connection)}
    kept = {case: content for case, (stamp, content) in held.items() if stamps.get(case) == stamp}
    wanting = [case for case in stamps if case not in kept]
    if gone := held.keys() - stamps.keys():
        with suppress(CasebookError), store.writing() as connection:
            case_figures.drop(connection, gone)
    for at in range(0, len(wanting), _PART):
        kept |= _renewed(store, wanting[at : at + _PART], stamps)
    return tally(Counted(one["values"], one["days"]) for one in kept.values())


def _renewed(store: Store, case_ids: list[str], stamps: Mapping[str, str]) -> dict[str, Any]:
    """The figures of some cases, worked out and kept."""
    with store.reading() as connection:
        made = {one.case: asdict(counted(one)) for one in told(connection, case_ids)}
    # A casebook that another process writes to, or that may not be written, has its figures all the same.
    with suppress(CasebookError), store.writing() as connection:
        case_figures.put(connection, [(case, stamps[case], content) for case, content in made.items()])
    return made


def _fact(row: Any) -> Fact:
    return Fact(
        field=_BY_NAME[row.field],
        value=row.value if row.amount is None else row.amount,
        spans=(),
        rule="",
        status=row.status,
        role=row.role,
        number=row.number,
        unit=row.unit,
        qualifier=row.qualifier,
    )


def _sector(organisation: str | None) -> str | None:
    if organisation is None:
        return None
    listing = listing_of(organisation)
    return listing.sector if listing else kind_of(organisation)
