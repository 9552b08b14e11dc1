"""`jikenbo verify`: every capture read back and compared with its digest."""

import click

from jikenbo.capture.warc import Place, digest_of, read_back
from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.output import Progress
from jikenbo.cli.program import pass_settings
from jikenbo.errors import NotFoundError
from jikenbo.model.release import Capture
from jikenbo.settings import Settings
from jikenbo.store import Store, releases

EPILOG = "Example:  jikenbo --casebook new verify"


@click.command("verify", epilog=EPILOG)
@pass_settings
def command(settings: Settings) -> int:
    """Read every capture back from its WARC record and compare it with the SHA-256 kept when it was taken in."""
    store = open_casebook(settings)
    progress = Progress("checking")
    sound = bad = 0
    for capture in _captures(store):
        if said := _trouble(store, capture):
            click.echo(f"jikenbo: {said}", err=True)
            bad += 1
        else:
            sound += 1
        progress.show(sound + bad)
    progress.end()
    store.close()
    click.echo(f"{sound:,} captures are whole and unchanged" + (f"; {bad:,} are not." if bad else "."))
    return 1 if bad else 0


def _captures(store: Store) -> list[Capture]:
    with store.reading() as connection:
        every = {c.id: c for one in releases.every(connection) for c in releases.captures(connection, one.id)}
    return sorted(every.values(), key=lambda capture: (capture.warc, capture.offset))


def _trouble(store: Store, capture: Capture) -> str:
    try:
        data = read_back(store.captures, Place(capture.warc, capture.offset))
    except NotFoundError as raised:
        return f"{capture.doc}: {raised}"
    return "" if digest_of(data) == capture.digest else f"{capture.doc}: the capture's bytes are not those taken in."
