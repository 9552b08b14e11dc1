"""`jikenbo add`: sources into the casebook."""

import json
from pathlib import Path

import click

from jikenbo.capture.addresses import FoundAddress, is_address
from jikenbo.capture.archives import is_archive, read_archive
from jikenbo.capture.files import MEGABYTE, find_files
from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.output import Progress
from jikenbo.cli.program import pass_settings
from jikenbo.cli.visitor import visitor
from jikenbo.errors import UnreadableError, UsageError
from jikenbo.ingest.doubts import all_doubts
from jikenbo.ingest.joining import join
from jikenbo.ingest.taking import Outcome, Request, take_in
from jikenbo.model.document import Doubt
from jikenbo.settings import Settings
from jikenbo.store import Store

_FILE = click.Path(path_type=Path, dir_okay=False)
EPILOG = "Example:  jikenbo --casebook new add archive/ --report doubts.jsonl"


@click.command("add", epilog=EPILOG)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write every doubt to this file, one JSON object a line.",
)
@pass_settings
def command(settings: Settings, sources: tuple[str, ...], report: Path | None) -> int:
    """Take in files, folders and addresses: capture, read, index and link what is new.

    SOURCE is a file, a folder or an https:// address: a Markdown archive, or single releases as Markdown, text or web
    pages. Of a WARC or WACZ file, the pages that are releases are taken. Adding the same again changes nothing, and an
    interrupted add goes on where it was. What cannot be read is told on standard error and the rest is taken in all the
    same; the exit status is then 1.
    """
    found = list(find_files(one for one in sources if not is_address(one) and not is_archive(one)))
    addresses = [FoundAddress(one) for one in sources if is_address(one)]
    store = open_casebook(settings, create=True)
    progress = Progress("taking in")
    try:
        request = Request(
            found=found, limit=settings.max_file_mb * MEGABYTE, progress=lambda done: progress.show(done, len(found))
        )
        outcome = take_in(store, request)
        if addresses:
            _visit(settings, store, addresses, outcome)
        for archive in filter(is_archive, sources):
            _unpack(settings, store, archive, outcome)
        progress.end()
        join(store, outcome.fresh)
        doubts = all_doubts(store)
    finally:
        progress.end()
        store.close()
    if report:
        _write(report, doubts)
    _summarise(outcome, doubts, report)
    return 1 if outcome.failed else 0


def _visit(settings: Settings, store: Store, addresses: list[FoundAddress], outcome: Outcome) -> None:
    """Fetch and take in addresses, one after the other."""
    limit = settings.max_file_mb * MEGABYTE
    take_in(store, Request(found=addresses, limit=limit, processes=1, visitor=visitor(settings, store)), outcome)


def _unpack(settings: Settings, store: Store, archive: str, outcome: Outcome) -> None:
    """Take in the pages of a WARC or WACZ file that are releases."""
    # Telling releases from other pages needs the reader, which a process that stores goes without.
    from jikenbo.ingest.gathering import no_release  # noqa: PLC0415

    limit = settings.max_file_mb * MEGABYTE
    pages = read_archive(Path(archive), limit)
    try:
        take_in(store, Request(found=pages, limit=limit, processes=1, unwanted=no_release), outcome)
    except UnreadableError as raised:
        outcome.failed.append(raised)


def _write(report: Path, doubts: list[Doubt]) -> None:
    lines = (
        {"doc": d.doc, "kind": d.kind, "reason": d.reason, "span": list(d.span) if d.span else None} for d in doubts
    )
    try:
        report.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    except OSError as cause:
        message = f"The report {report} cannot be written: {cause.strerror}."
        raise UsageError(message, "The releases are taken in; give another file and run again.") from cause


def _summarise(outcome: Outcome, doubts: list[Doubt], report: Path | None) -> None:
    for raised in outcome.failed:
        click.echo(f"jikenbo: {raised}", err=True)
    parts = [f"{outcome.new:,} new"]
    parts += [f"{outcome.renewed:,} changed"] if outcome.renewed else []
    parts += [f"{outcome.known:,} known already"] if outcome.known else []
    parts += [f"{len(outcome.unwanted):,} no releases"] if outcome.unwanted else []
    parts += [f"{len(outcome.failed):,} failed"] if outcome.failed else []
    click.echo(f"{', '.join(parts)}.", err=True)
    if doubts:
        where = f"see {report}" if report else "list them with --report FILE"
        click.echo(f"{len(doubts):,} doubts in the casebook: {where}.", err=True)
