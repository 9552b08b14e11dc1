"""`jikenbo watch`: sources added, listed, and looked at, once or always."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from jikenbo.capture.addresses import is_address
from jikenbo.capture.fetch import Fetcher
from jikenbo.capture.files import MEGABYTE
from jikenbo.capture.guard import Guard
from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.output import print_columns, print_json, shortened
from jikenbo.cli.program import pass_settings
from jikenbo.cli.visitor import visitor
from jikenbo.errors import NotFoundError, UsageError
from jikenbo.ingest.gathering import Gatherer
from jikenbo.ingest.rechecking import Rechecker
from jikenbo.ingest.sending import Channels, send
from jikenbo.ingest.watching import Judged, proposal
from jikenbo.settings import Settings
from jikenbo.sources import Kind, Source, as_toml, load
from jikenbo.sources.toml import as_given, span, written
from jikenbo.store import Store, watching

EPILOG = (
    "Example:  jikenbo --casebook new watch add https://www.example.jp/news/  then  jikenbo --casebook new watch run"
)
_SHOWN = 12
# How long a run waits for a host's turn; what is shut for longer is left to the next run.
_PATIENCE = timedelta(minutes=2)


@click.group("watch", epilog=EPILOG)
def command() -> None:
    """Watch sources: feeds, sitemaps and list pages on which releases appear.

    A source is an address that is looked at every few hours; what is new there and looks like a release is fetched,
    read and linked, all else is noted with the reason. docs/sources.md tells how to add one in five minutes.
    """


@command.command("add", epilog="Example:  jikenbo watch add https://www.example.jp/news/ --every 3h")
@click.argument("wanted", metavar="URL|FILE.toml")
@click.option("--name", help="What the source is called.")
@click.option("--every", help="How often it is looked at: 30m, 6h, 1d.")
@click.option("--only", multiple=True, help="Look only at addresses that hold this (* stands for anything).")
@click.option("--vanishes", help="How long documents stay there, as 31d: those that go first are fetched first.")
@click.option("--preview", is_flag=True, help="Show what would be taken, and add nothing.")
@click.option("--toml", "printed", is_flag=True, help="Print the source as TOML.")
@pass_settings
def add(
    settings: Settings, /, wanted: str, preview: bool, printed: bool, **given: str | tuple[str, ...] | None
) -> None:
    """Add a source by its address, or by a TOML file, and show what it would take now."""
    store = open_casebook(settings, create=True)
    try:
        source = _proposed(settings, store, wanted) if is_address(wanted) else load(Path(wanted))
        source = _with(source, given)
        if printed:
            click.echo(as_toml(source), nl=False)
        if not preview:
            with store.writing() as connection:
                watching.put_source(connection, source.id, as_given(source), datetime.now(UTC))
            click.echo(f"{source.id} is watched every {written(source.every)}: jikenbo watch run", err=True)
    finally:
        store.close()


def _with(source: Source, given: dict[str, str | tuple[str, ...] | None]) -> Source:
    name, every, only, vanishes = (given[key] for key in ("name", "every", "only", "vanishes"))
    return replace(
        source,
        name=str(name) if name else source.name,
        every=span(str(every)) if every else source.every,
        only=tuple(only) if only else source.only,
        vanishes=span(str(vanishes)) if vanishes else source.vanishes,
    )


def _proposed(settings: Settings, store: Store, address: str) -> Source:
    """What stands at an address, shown with what it would take."""
    source, found, feeds = proposal(visitor(settings, store), address)
    wanted = [one for one in found if one.wanted]
    kinds = {Kind.FEED: "a feed", Kind.SITEMAP: "a sitemap", Kind.LIST: "a list page"}
    click.echo(
        f"{address} is {kinds[source.kind]} with {len(found):,} entries; {len(wanted):,} would be fetched.", err=True
    )
    print_columns([_row(one) for one in sorted(found, key=lambda one: -one.score)[:_SHOWN]])
    for feed in feeds:
        click.echo(f"The page names a feed, which is lighter to watch: jikenbo watch add {feed}", err=True)
    return source


def _row(one: Judged) -> tuple[str, ...]:
    return ("+" if one.wanted else " ", f"{one.score:.2f}", shortened(one.entry.title or "—", 60), one.entry.address)


@command.command("remove", epilog="Example:  jikenbo watch remove www.example.jp-1a2b3c")
@click.argument("source_id", metavar="SOURCE")
@pass_settings
def remove(settings: Settings, source_id: str) -> None:
    """Stop watching a source; its releases stay."""
    store = open_casebook(settings)
    with store.writing() as connection:
        known = watching.remove_source(connection, source_id)
    store.close()
    if not known:
        raise NotFoundError(f"No source is called {source_id}.", "List them: jikenbo watch list")


@command.command("list", epilog="Example:  jikenbo watch list")
@click.option("--runs", "with_runs", is_flag=True, help="The last runs of each.")
@click.option("--jsonl", is_flag=True, help="One JSON object a source, and nothing else.")
@pass_settings
def listing(settings: Settings, with_runs: bool, jsonl: bool) -> None:
    """List sources: when each was looked at last, what came of it, and when it is due."""
    store = open_casebook(settings)
    with store.reading() as connection:
        every = [
            (one, watching.runs(connection, one.id, 10 if with_runs else 1)) for one in watching.sources(connection)
        ]
    store.close()
    for one, runs in every:
        if jsonl:
            last = runs[0] if runs else None
            about = {"status": last.status, "found": last.found, "new": last.new, "alert": last.alert} if last else None
            print_json({**one.definition, "next_at": one.next_at.isoformat(), "last": about})
            continue
        click.echo(f"{one.id}  {one.definition['name']}  next {one.next_at:%Y-%m-%d %H:%M}")
        for run in runs:
            said = run.alert or run.reason
            counted = f"{run.found} found, {run.new} new, {run.skipped} left"
            click.echo(f"  {run.started_at:%Y-%m-%d %H:%M}  {run.status}  {counted}  {said}".rstrip())


@command.command("run", epilog="Example:  jikenbo --casebook new watch run --all")
@click.option("--all", "everything", is_flag=True, help="Look at every source now, due or not.")
@pass_settings
def run(settings: Settings, everything: bool) -> int:
    """Look at the sources that are due, and fetch, read and link what is new there."""
    store = open_casebook(settings)
    asker = visitor(settings, store)
    now = asker.clock.now()
    if everything:
        with store.writing() as connection:
            for one in watching.sources(connection):
                watching.settle_source(connection, replace(one, next_at=now))
    gatherer = Gatherer(store, asker, settings.max_file_mb * MEGABYTE)
    gatherer.run(until=now + _PATIENCE)
    _send(settings, store)
    store.close()
    return _tell(gatherer)


def _send(settings: Settings, store: Store) -> None:
    """Send the notices that are due."""
    channels = Channels(settings.notice_feed, settings.notice_mail, settings.notice_webhook)
    for said in send(store, channels, Fetcher("Jikenbo", Guard.allowing(settings.allow_inside))):
        click.echo(f"jikenbo: {said}", err=True)


def _tell(gatherer: Gatherer) -> int:
    """Say what came of it; 1 if a source failed or gave too little."""
    states = [one.state for one in gatherer.settled]
    for made in gatherer.runs:
        if said := made.alert or made.reason:
            click.echo(f"jikenbo: {made.source_id}: {said}", err=True)
    for one in gatherer.settled:
        if one.state != "taken":
            click.echo(f"jikenbo: {one.address}: {one.state}: {one.reason}", err=True)
    taken = states.count("taken")
    click.echo(
        f"{len(gatherer.runs):,} sources looked at; {taken:,} releases taken, {len(states) - taken:,} not.", err=True
    )
    return 1 if any(made.alert or made.status == "failed" for made in gatherer.runs) else 0


@command.command("always", epilog="Example:  jikenbo --casebook new watch always")
@pass_settings
def always(settings: Settings) -> None:
    """Look at sources and again at releases whenever they are due, until Ctrl-C.

    Killed and started again, it goes on where it was.
    """
    store = open_casebook(settings)
    with store.reading() as connection:
        if not watching.sources(connection):
            raise UsageError("No source is watched.", "Add one: jikenbo watch add URL")
    asker = visitor(settings, store)
    while True:
        gatherer = Gatherer(store, asker, settings.max_file_mb * MEGABYTE)
        gatherer.run(until=asker.clock.now() + _PATIENCE)
        Rechecker(store, asker, settings.max_file_mb * MEGABYTE).run(asker.clock.now())
        _send(settings, store)
        if gatherer.runs or gatherer.settled:
            _tell(gatherer)
        asker.clock.sleep(5)
