"""A case's or release's captures as a WACZ file."""

from pathlib import Path

from jikenbo.capture.wacz import Page, write_wacz
from jikenbo.capture.warc import Place
from jikenbo.errors import NotFoundError
from jikenbo.store import Store, links, releases


def pack_case(store: Store, wanted: str, path: Path) -> int:
    """Write all captures of a release's case to a WACZ file, and say how many; NotFoundError if there is none."""
    pages = []
    with store.reading() as connection:
        release_id = releases.canonical(connection, wanted)
        if release_id is None:
            raise NotFoundError(f"Nothing has the id {wanted}.", "List ids with jikenbo cases.")
        case = links.case_of(connection, release_id)
        for one in case.releases if case else (release_id,):
            held = releases.get(connection, one)
            for capture in held.captures if held else ():
                title = held.release.title if held else ""
                pages.append(Page(capture.doc, title, capture.taken_at, Place(capture.warc, capture.offset)))
    return write_wacz(path, store.captures, f"Case {wanted}", pages)
