"""`jikenbo verify`: the chain from every fact to the bytes that it rests on."""

from collections import Counter
from datetime import UTC, datetime

import click

from jikenbo.capture.fetch import Fetcher
from jikenbo.capture.guard import Guard
from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.output import Progress
from jikenbo.cli.program import pass_settings
from jikenbo.errors import UsageError
from jikenbo.ingest.checking import check
from jikenbo.ingest.stamping import check_stamps, stamp
from jikenbo.settings import Settings
from jikenbo.store import Store, evidence

EPILOG = "Example:  jikenbo --casebook new verify"


@click.command("verify", epilog=EPILOG)
@click.option("--stamp", "stamped", is_flag=True, help="Have the end of the log stamped by JIKENBO_STAMP_SERVICE.")
@click.option("--facts", is_flag=True, help="Read every text again too, and name each fact that is not found in it.")
@pass_settings
def command(settings: Settings, stamped: bool, facts: bool) -> int:
    """Check the chain from every fact to its bytes: span, text, payload, WARC record and the log of digests.

    Each break is named on standard error: the record is missing or changed, the bytes are not those taken in, the log
    does not know them, the text is not what its extractor makes of them, or a fact's words are not in the text. What
    this proves, and what it does not, is in docs/evidence.md.
    """
    store = open_casebook(settings)
    progress = Progress("checking")
    counted: Counter[str] = Counter()
    broken = 0
    for done, one in enumerate(check(store, facts=facts), start=1):
        counted[one.what] += 1
        broken += bool(one.breaks)
        for found in one.breaks:
            click.echo(f"jikenbo: {found.link}: {found.doc}: {found.said}", err=True)
        if one.note:
            counted["note"] += 1
        progress.show(done)
    progress.end()
    broken += _stamps(settings, store, stamped=stamped)
    _summarise(store, counted, broken)
    store.close()
    return 1 if broken else 0


def _stamps(settings: Settings, store: Store, *, stamped: bool) -> int:
    """Check the time stamps, and get a new one where that is asked for; how many do not hold."""
    bad = 0
    for said in check_stamps(store):
        click.echo(f"jikenbo: stamp: {said}", err=True)
        bad += 1
    if stamped:
        if not settings.stamp_service:
            raise UsageError("No time stamp service is set.", "Set JIKENBO_STAMP_SERVICE to the address of one.")
        guard = Guard.allowing(settings.allow_inside)
        made = stamp(store, Fetcher("Jikenbo", guard), settings.stamp_service, datetime.now(UTC))
        click.echo(f"Entry {made.number} of the log was stamped at {made.at:%Y-%m-%d %H:%M:%S} UTC.", err=True)
    return bad


def _summarise(store: Store, counted: Counter[str], broken: int) -> None:
    with store.reading() as connection:
        last = evidence.head(connection)
    said = f"{counted['capture']:,} captures and {counted['visit']:,} visits checked"
    said += f"; {counted['note']:,} could not be compared (made by other versions)" if counted["note"] else ""
    click.echo(f"{said}: {f'{broken:,} chains are broken' if broken else 'every chain holds'}.")
    if last:
        click.echo(f"The log of digests has {last.number:,} entries and ends in {last.chained}.")
