"""Cases as figures see them, brought together from the store."""

from collections.abc import Sequence

from sqlalchemy import Connection

from jikenbo.analyse.statistics import Told
from jikenbo.model.fact import Field, Reading
from jikenbo.store import pages
from jikenbo.text.directory import listing_of
from jikenbo.text.organisation_kinds import kind_of

_FIELDS = (
    Field.REPORT,
    Field.INCIDENT_TYPES,
    Field.VECTORS,
    Field.OCCURRED,
    Field.DETECTED,
    Field.DATA_ITEMS,
    Field.COUNTS,
)


def told(connection: Connection, case_ids: Sequence[str]) -> list[Told]:
    """Some cases, each with the days and readings of its reports, and the sector or kind of its publisher."""
    return [
        Told(
            view.id,
            tuple((one.release.published, Reading("", one.facts)) for one in view.reports),
            _sector(view.reports[0].release.organisation),
        )
        for view in pages.cases(connection, case_ids, fields=_FIELDS)
    ]


def _sector(organisation: str | None) -> str | None:
    if organisation is None:
        return None
    listing = listing_of(organisation)
    return listing.sector if listing else kind_of(organisation)
