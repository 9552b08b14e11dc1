"""Releases joined: into cases of one incident, and cases into campaigns of one origin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """The releases of one incident at one organisation (and its agents), in order of publication.

    `id` is that of its first release; any other member's id leads to it too, so an address never breaks.
    """

    id: str
    releases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """A case's place in a campaign: sure or not, and the reason in words."""

    case: str
    sure: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """Cases of two or more organisations with one common origin.

    `origin` is the name of the supplier, service, product or script; `origin_case` its own case, if it published.
    """

    id: str
    origin: str
    members: tuple[Membership, ...]
    origin_case: str | None = None
