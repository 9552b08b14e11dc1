"""`jikenbo read`: releases to facts, without a casebook."""

import click

from jikenbo.capture.files import MEGABYTE, FoundFile, LeftOut, find_files, read_file
from jikenbo.cli.output import print_json
from jikenbo.cli.program import pass_settings
from jikenbo.cli.reading_words import explanation, outline
from jikenbo.errors import JikenboError
from jikenbo.extract import extract
from jikenbo.read import read_all
from jikenbo.read.contract import contract
from jikenbo.settings import Settings

EPILOG = "Example:  jikenbo read --jsonl archive/2026/ > readings.jsonl"


@click.command("read", epilog=EPILOG)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--jsonl", is_flag=True, help="One JSON object a release, and nothing else.")
@click.option("--explain", is_flag=True, help="Each fact with the words that say it and the rule that found them.")
@pass_settings
def command(settings: Settings, sources: tuple[str, ...], jsonl: bool, explain: bool) -> int:
    """Read releases without storing them.

    SOURCE is a file, a folder, or - for standard input. A file that cannot be read is told on standard error and the
    others are read all the same; the exit status is then 1.
    """
    failed = 0
    for source in sources:
        try:
            for found in find_files([source]):
                failed += not _read(found, settings.max_file_mb * MEGABYTE, jsonl=jsonl, explain=explain)
        except JikenboError as raised:
            click.echo(f"jikenbo: {raised}", err=True)
            failed += 1
    return min(failed, 1)


def _read(found: FoundFile | LeftOut, limit: int, *, jsonl: bool, explain: bool) -> bool:
    """Read one file and print it; whether that went well."""
    if isinstance(found, LeftOut):
        return True
    try:
        documents = extract(found.doc, read_file(found, limit), found.media_type)
    except JikenboError as raised:
        click.echo(f"jikenbo: {raised}", err=True)
        return False
    for document, reading in zip(documents, read_all(documents), strict=True):
        if jsonl:
            print_json(contract(document, reading))
        else:
            click.echo(explanation(document, reading) if explain else outline(document, reading))
    return True
