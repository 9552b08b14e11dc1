"""`jikenbo export`: what the casebook holds, in the formats of other programs."""

from pathlib import Path

import click

from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.program import pass_settings
from jikenbo.errors import UsageError
from jikenbo.ingest.packing import pack
from jikenbo.settings import Settings

EPILOG = "Example:  jikenbo export wacz 3f9a0c1d2e4b5a67 --output case.wacz"


@click.group("export", epilog=EPILOG)
def command() -> None:
    """Write what the casebook holds in the formats of other programs.

    `export wacz ID --output FILE` packs the captures of a case, release or campaign, as they came, into a file that
    replayweb.page and other players of web archives open, and that `jikenbo add` takes in again. An ID after which a
    case is named stands for the whole case; with `--alone`, for that release.
    """


@command.command("wacz", epilog=EPILOG)
@click.argument("wanted", metavar="CASE|RELEASE|CAMPAIGN")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@click.option("--alone", is_flag=True, help="The release alone, not the case that is named after it.")
@click.option("--overwrite", is_flag=True, help="Write even if the file is there already.")
@pass_settings
def wacz(settings: Settings, wanted: str, output: Path, alone: bool, overwrite: bool) -> None:
    """Pack captures, as they came, into a WACZ file.

    It holds every capture of every release of the case (or campaign), with request and response byte for byte, an index
    and digests; pictures and style sheets of the pages were never fetched, so a player shows their text.
    """
    if output.exists() and not overwrite:
        raise UsageError(f"{output} is there already.", "Give another file, or --overwrite.")
    store = open_casebook(settings)
    try:
        packed = pack(store, wanted, output, alone=alone)
    finally:
        store.close()
    counted = f"{packed.captures:,} captures of {packed.releases:,} releases"
    click.echo(f"{output}: {packed.title}: {counted}.", err=True)
