"""A visit kept: its records in the captures, and the row that names them."""

from jikenbo.capture.records import Earlier, digest_of
from jikenbo.capture.visiting import Visit
from jikenbo.capture.warc import Place, WarcFolder
from jikenbo.model.visit import Seen, VisitRow


def put_visit(warcs: WarcFolder, visit: Visit, earlier: VisitRow | None = None) -> Place:
    """Write every hop of a visit; the place is that of the answer, a revisit record where its bytes came before."""
    for hop in visit.exchanges[:-1]:
        warcs.put_exchange(hop)
    return warcs.put_exchange(visit.answer, _repeated(visit, earlier))


def _repeated(visit: Visit, earlier: VisitRow | None) -> Earlier | None:
    answer = visit.answer
    if earlier is None:
        return None
    if answer.status == 304 or (answer.body and digest_of(answer.body) == earlier.payload_digest):
        return Earlier(earlier.final, earlier.at, f"sha256:{earlier.payload_digest}")
    return None


def visit_row(visit: Visit, place: Place, seen: Seen, release_id: str | None, reason: str = "") -> VisitRow:
    """A visit as a row; only one that brought content over the web has digests and validators."""
    answer = visit.answer
    whole = answer.status == 200 and bool(answer.head)
    return VisitRow(
        address=visit.address,
        final=visit.final,
        at=answer.at,
        seen=seen,
        status=answer.status,
        release_id=release_id,
        reason=reason,
        digest=digest_of(answer.content) if whole else "",
        payload_digest=digest_of(answer.body) if whole else "",
        etag=answer.header("etag") if whole else "",
        last_modified=answer.header("last-modified") if whole else "",
        warc=place.warc,
        offset=place.offset,
    )
