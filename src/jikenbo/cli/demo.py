"""`jikenbo demo`: the sample casebook, built and served."""

from dataclasses import replace
from importlib import resources
from pathlib import Path
from tempfile import gettempdir

import click

from jikenbo.capture.files import MEGABYTE, find_files
from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.program import pass_settings
from jikenbo.cli.serve import PORT, serve
from jikenbo.ingest.joining import join
from jikenbo.ingest.taking import Request, take_in
from jikenbo.settings import Settings

EPILOG = "Example:  jikenbo demo --port 8321"
_FOLDERS = ("archive", "raw")


@click.command("demo", epilog=EPILOG)
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to build it; else a temporary folder."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to answer on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="The port to answer on.")
@click.option("--build-only", is_flag=True, help="Build it and end.")
@pass_settings
def command(settings: Settings, folder: Path | None, host: str, port: int, build_only: bool) -> None:
    """Build a casebook of sample releases by fictitious organisations, and serve it until Ctrl-C."""
    chosen = replace(settings, casebook=str(folder or Path(gettempdir()) / "jikenbo-demo"))
    _build(chosen)
    if not build_only:
        serve(chosen, host, port)


def _build(settings: Settings) -> None:
    store = open_casebook(settings, create=True)
    with resources.as_file(resources.files("jikenbo") / "sample") as sample:
        found = list(find_files([str(sample / name) for name in _FOLDERS]))
        outcome = take_in(store, Request(found=found, limit=settings.max_file_mb * MEGABYTE))
        join(store, outcome.fresh)
    store.close()
    click.echo(f"A sample casebook is in {settings.casebook}.", err=True)
