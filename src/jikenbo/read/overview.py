"""Title, organisation and date as the source of a release states them."""

from collections.abc import Iterator

from jikenbo.model.document import Stated
from jikenbo.model.fact import Fact, Field
from jikenbo.read.prepare import Prepared


def read_overview(prepared: Prepared) -> Iterator[Fact]:
    """The source of the release states it in its overview."""
    overview = prepared.document.overview
    yield from _stated(Field.TITLE, overview.title)
    yield from _stated(Field.ORGANISATION, overview.organisation)
    yield from _stated(Field.PUBLISHED, overview.published)


def _stated(field: Field, stated: Stated | None) -> Iterator[Fact]:
    if stated and stated.span:
        yield Fact(field=field, value=stated.value, spans=(stated.span,), rule="overview.read_overview")
