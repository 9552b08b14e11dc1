"""The table of readers: one module a kind of fact, run in order over one prepared document."""

from collections.abc import Callable, Iterable

from jikenbo.model.document import Document
from jikenbo.model.fact import Fact, Reading
from jikenbo.read import (
    authorities,
    counts,
    data_items,
    dates,
    incident_types,
    leak_status,
    measures,
    organisation,
    overview,
    parties,
    report,
    secondary_damage,
    vectors,
)
from jikenbo.read.notes import notes
from jikenbo.read.prepare import Prepared, prepare

READER = "2"

READERS: tuple[Callable[[Prepared], Iterable[Fact]], ...] = (
    overview.read_overview,
    organisation.read_organisation,
    dates.read_published,
    report.read_report,
    dates.read_dates,
    incident_types.read_incident_types,
    vectors.read_vectors,
    leak_status.read_leak_status,
    secondary_damage.read_secondary_damage,
    authorities.read_authorities,
    measures.read_measures,
    counts.read_counts,
    data_items.read_data_items,
    parties.read_parties,
)


def read(document: Document) -> Reading:
    """All facts of a document; an empty or partial reading says why in its notes."""
    prepared = prepare(document)
    facts = tuple(fact for reader in READERS for fact in reader(prepared))
    return Reading(READER, facts, notes(prepared, facts))
