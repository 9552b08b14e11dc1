"""The captures of a release, case or campaign as a WACZ file."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from jikenbo.capture.wacz import Page, write_wacz
from jikenbo.capture.warc import Place
from jikenbo.errors import NotFoundError
from jikenbo.store import Store, links, releases


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed: the title of the whole, how many releases, and how many of their captures."""

    title: str
    releases: int
    captures: int


def pack(store: Store, wanted: str, path: Path, *, alone: bool = False) -> Packed:
    """Write all captures of a campaign, a case, or a release that no case is named after, to a WACZ file.

    `alone` takes the release alone whatever is named after it. NotFoundError if nothing has that id, or a record is not
    there; UsageError if the file cannot be written.
    """
    with store.reading() as connection:
        release_ids, title = _chosen(connection, wanted, alone=alone)
        pages = []
        for one in release_ids:
            held = releases.get(connection, one)
            for capture in held.captures if held else ():
                name = held.release.title if held else ""
                pages.append(Page(name, capture.taken_at, Place(capture.warc, capture.offset)))
    return Packed(title, len(release_ids), write_wacz(path, store.captures, title, pages))


def _chosen(connection: Connection, wanted: str, *, alone: bool) -> tuple[tuple[str, ...], str]:
    """The releases that an id stands for, and a title for them."""
    campaign = next((one for one in links.campaigns(connection) if one.id == wanted), None)
    if campaign and not alone:
        cases = [links.case_of(connection, member.case) for member in campaign.members]
        members = tuple(one for case in cases if case for one in case.releases)
        return members, f"{campaign.origin} ({wanted})"
    release_id = releases.canonical(connection, wanted)
    held = releases.get(connection, release_id) if release_id else None
    if release_id is None or held is None:
        raise NotFoundError(f"Nothing has the id {wanted}.", "List ids with jikenbo cases.")
    case = links.case_of(connection, release_id)
    whole = case is not None and case.id == wanted and not alone
    return case.releases if case and whole else (release_id,), f"{held.release.title} ({wanted})"
