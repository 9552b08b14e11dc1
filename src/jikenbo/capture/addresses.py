"""Addresses as sources: what a visit brought, as something to take in."""

from dataclasses import dataclass

from jikenbo.capture.answers import trouble
from jikenbo.capture.visiting import Visit, Visitor
from jikenbo.errors import FetchError


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """An address to visit."""

    doc: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was fetched; `doc` is the address that answered, `media_type` the whole Content-Type header."""

    doc: str
    media_type: str
    visit: Visit

    @property
    def data(self) -> bytes:
        """The page's bytes, unpacked."""
        return self.visit.answer.content


def is_address(source: str) -> bool:
    """Whether a source is an address of the web and no path."""
    return source.lower().startswith(("http://", "https://"))


def fetched(visitor: Visitor, address: str) -> Fetched:
    """Visit an address for a release. FetchError if it gives no page: an error status, a challenge, nothing at all."""
    visit = visitor.visit(address)
    if said := trouble(visit.answer):
        raise FetchError(f"{address} gives no release: {said.reason}.", "Open it in a browser.", kind=said.kind)
    return Fetched(visit.final, visit.answer.header("content-type"), visit)
