"""`jikenbo watch`: sources added, listed, and looked at, once or always."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from jikenbo.capture.addresses import is_address
from jikenbo.capture.files import MEGABYTE
from jikenbo.capture.git import is_git
from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.notices import channels_of, send_notices
from jikenbo.cli.output import print_columns, print_json, shortened
from jikenbo.cli.program import pass_settings
from jikenbo.cli.visitor import visitor
from jikenbo.errors import NotFoundError, UsageError
from jikenbo.ingest.gathering import Gatherer
from jikenbo.ingest.rechecking import Rechecker
from jikenbo.ingest.watching import Judged, Proposal, entries_now, name_of, proposal
from jikenbo.settings import Settings
from jikenbo.sources import Kind, Source, as_toml, load, source_of
from jikenbo.sources.toml import as_given, span, written
from jikenbo.store import Store, watching
from jikenbo.store.watching import STATES, Run, Sighting, Watched

EPILOG = (
    "Example:  jikenbo --casebook new watch add https://www.example.jp/news/  then  jikenbo --casebook new watch run"
)
_SHOWN = 12
# What came due while a run was at work is looked at by the same run.
_AHEAD = timedelta(minutes=2)
# Looks at releases between two looks at sources, which come first.
_BETWEEN = 50
_PAUSE = 5
_KINDS = {
    Kind.FEED: "a feed",
    Kind.SITEMAP: "a sitemap",
    Kind.LIST: "a list page",
    Kind.FOLDER: "a folder",
    Kind.GIT: "an archive in git",
}


@click.group("watch", epilog=EPILOG)
def command() -> None:
    """Watch sources: feeds, sitemaps, list pages and archives in which releases appear.

    A source is an address that is looked at every few hours; what is new there and looks like a release is fetched,
    read and linked, all else is noted with the reason. docs/sources.md tells how to add one in five minutes.
    """


@command.command("add", epilog="Example:  jikenbo watch add https://www.example.jp/news/ --every 3h")
@click.argument("wanted", metavar="URL|FOLDER|FILE.toml")
@click.option("--name", help="What the source is called.")
@click.option("--every", metavar="SPAN", help="How often it is looked at: 30m, 6h, 1d.")
@click.option("--only", multiple=True, metavar="WORDS", help="Look only at addresses that hold this (* is anything).")
@click.option("--never", multiple=True, metavar="WORDS", help="Look at no address that holds this.")
@click.option("--expect", type=click.IntRange(0), help="Fewer entries than this are an alert.")
@click.option(
    "--vanishes", metavar="SPAN", help="How long documents stay there, as 31d: those that go first are fetched first."
)
@click.option("--preview", is_flag=True, help="Show what would be taken, and add nothing.")
@click.option("--toml", "printed", is_flag=True, help="Print the source as TOML.")
@pass_settings
def add(settings: Settings, /, wanted: str, preview: bool, printed: bool, **given: Any) -> None:
    """Add a source by its address, folder or TOML file, and show what it would take now.

    The kind is worked out from what is there. Adding a source again puts its new words in the place of the old ones.
    """
    store = open_casebook(settings, create=True)
    try:
        source, shown = _proposed(settings, store, wanted, given, visited=preview)
        if shown:
            _show(source, shown, table=not printed)
        if printed:
            click.echo(as_toml(source), nl=False)
        if not preview:
            with store.writing() as connection:
                watching.put_source(connection, source.id, as_given(source), datetime.now(UTC))
            click.echo(f"{source.id} is watched every {written(source.every)}. Look now: jikenbo watch run", err=True)
    finally:
        store.close()


def _proposed(
    settings: Settings, store: Store, wanted: str, given: dict[str, Any], *, visited: bool
) -> tuple[Source, Proposal | None]:
    """The source that is meant, and what it would take now where its address was visited."""
    path = Path(wanted)
    if is_address(wanted) and not is_git(wanted):
        found = proposal(visitor(settings, store), wanted)
        return _with(found.source, given), found
    if wanted.endswith(".toml"):
        source = _with(load(path), given)
        asked = visited and is_address(source.address) and source.kind is not Kind.GIT
        return source, entries_now(visitor(settings, store), source) if asked else None
    if is_git(wanted) or path.is_dir():
        kind = Kind.GIT if is_git(wanted) else Kind.FOLDER
        address = wanted if "://" in wanted else str(path.resolve())
        made = source_of({"id": name_of(address), "name": wanted, "address": address, "kind": kind.value})
        return _with(made, given), None
    raise UsageError(f"{wanted} is no address, folder or TOML file.", "docs/sources.md shows one of each.")


def _with(source: Source, given: dict[str, Any]) -> Source:
    """A source with what the command line says of it."""
    said = {key: value for key, value in given.items() if value not in (None, ())}
    said |= {key: span(said[key], f"--{key}") for key in ("every", "vanishes") if key in said}
    changed = replace(source, **said)
    # Written and read again, so that what no source may have is refused here too.
    return source_of(as_given(changed))


def _show(source: Source, shown: Proposal, *, table: bool) -> None:
    found = [one for one in shown.entries if source.wants(source.named(one.entry.address))]
    wanted = sum(one.wanted for one in found)
    left = len(shown.entries) - len(found)
    aside = f", {left:,} left aside by its own words" if left else ""
    click.echo(
        f"{source.address} is {_KINDS[source.kind]} with {len(found):,} entries{aside}; {wanted:,} would be fetched.",
        err=True,
    )
    if table:
        print_columns([_row(one) for one in sorted(found, key=lambda one: -one.score)[:_SHOWN]])
    for feed in shown.feeds:
        click.echo(f"The page names a feed, which is lighter to watch: jikenbo watch add {feed}", err=True)


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
        raise _unknown(source_id)
    click.echo(f"{source_id} is watched no more; its releases stay.", err=True)


def _unknown(source_id: str) -> NotFoundError:
    return NotFoundError(f"No source is called {source_id}.", "List them: jikenbo watch list")


def _no_source() -> UsageError:
    return UsageError("No source is watched.", "Add one: jikenbo watch add URL")


@command.command("list", epilog="Example:  jikenbo watch list --runs")
@click.option("--runs", "with_runs", is_flag=True, help="The last ten runs of each.")
@click.option("--jsonl", is_flag=True, help="One JSON object a source, and nothing else.")
@pass_settings
def listing(settings: Settings, with_runs: bool, jsonl: bool) -> None:
    """List sources: when each was looked at last, what came of it, what waits, and when it is due."""
    store = open_casebook(settings)
    with store.reading() as connection:
        every = [
            (one, watching.runs(connection, one.id, 10 if with_runs else 1)) for one in watching.sources(connection)
        ]
        waiting = watching.waiting_counts(connection)
    store.close()
    if not every and not jsonl:
        click.echo("No source is watched. Add one: jikenbo watch add URL", err=True)
    for one, runs in every:
        if jsonl:
            _print_source(one, runs, waiting.get(one.id, 0))
        else:
            _tell_source(one, runs, waiting.get(one.id, 0))


def _print_source(one: Watched, runs: list[Run], waiting: int) -> None:
    names = ("status", "found", "new", "skipped", "reason", "alert")
    about = [{name: getattr(run, name) for name in names} | {"at": run.started_at.isoformat()} for run in runs]
    print_json({**one.definition, "next_at": one.next_at.isoformat(), "waiting": waiting, "runs": about})


def _tell_source(one: Watched, runs: list[Run], waiting: int) -> None:
    more = f"  {waiting:,} wait to be fetched" if waiting else ""
    click.echo(f"{one.id}  {one.definition['name']}  {one.definition['kind']}  next {_when(one.next_at)}{more}")
    for run in runs:
        counted = f"{run.found} found, {run.new} new, {run.skipped} left"
        said = run.alert or run.reason
        click.echo(f"  {_when(run.started_at)}  {run.status}  {counted}  {said}".rstrip())


def _when(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


@command.command("seen", epilog="Example:  jikenbo watch seen www.example.jp-1a2b3c --state skipped")
@click.argument("source_id", metavar="SOURCE")
@click.option("--state", type=click.Choice(STATES), help="Only what came to this.")
@click.option("--jsonl", is_flag=True, help="One JSON object an address, and nothing else.")
@pass_settings
def seen(settings: Settings, source_id: str, state: str | None, jsonl: bool) -> None:
    """List what was seen at a source, newest first: what became of each address, and why."""
    store = open_casebook(settings)
    with store.reading() as connection:
        known = {one.id for one in watching.sources(connection)}
        found = watching.sightings(connection, source_id, state)
    store.close()
    if source_id not in known:
        raise _unknown(source_id)
    if jsonl:
        for one in found:
            times = {
                name: at.isoformat() for name in ("seen_at", "next_at", "vanishes_at") if (at := getattr(one, name))
            }
            plain = {
                name: getattr(one, name) for name in ("address", "title", "state", "reason", "score", "release_id")
            }
            print_json(plain | times)
        return
    print_columns([(one.state, f"{one.score:.2f}", shortened(one.title or "—", 50), one.address) for one in found])
    for reason, number in Counter(one.reason for one in found if one.reason).most_common(5):
        click.echo(f"{number:,}: {reason}", err=True)


@command.command("run", epilog="Example:  jikenbo --casebook new watch run --all")
@click.option("--all", "everything", is_flag=True, help="Look at every source now, due or not.")
@pass_settings
def run(settings: Settings, everything: bool) -> int:
    """Look at the sources that are due, and fetch, read and link what is new there.

    Ends with 1 if a source failed or gave fewer entries than are expected. For cron; `watch always` needs none.
    """
    channels = channels_of(settings)
    store = open_casebook(settings)
    try:
        with store.reading() as connection:
            sources = watching.sources(connection)
        if not sources:
            raise _no_source()
        asker = visitor(settings, store)
        now = asker.clock.now()
        if everything:
            with store.writing() as connection:
                for one in sources:
                    watching.settle_source(connection, replace(one, next_at=now))
        gatherer = Gatherer(store, asker, settings.max_file_mb * MEGABYTE, settings.fetch_hosts)
        gatherer.run(until=now + _AHEAD)
        send_notices(settings, store, channels)
        with store.reading() as connection:
            waiting = sum(watching.waiting_counts(connection).values())
    finally:
        store.close()
    return _tell(gatherer, waiting)


def _tell(gatherer: Gatherer, waiting: int = 0) -> int:
    """Say what came of it; 1 if a source failed or gave too little."""
    states = Counter(one.state for one in gatherer.settled)
    for made in gatherer.runs:
        if said := made.alert or made.reason:
            click.echo(f"jikenbo: {made.source_id}: {said}", err=True)
    for one in gatherer.settled:
        if one.state not in ("taken", "skipped"):
            click.echo(f"jikenbo: {_trouble(one)}", err=True)
    sources, taken = len(gatherer.runs), states["taken"]
    said = f"{sources:,} source{'s' * (sources != 1)} looked at; {taken:,} release{'s' * (taken != 1)} taken"
    said += f", {states['skipped']:,} pages were none" if states["skipped"] else ""
    failed = states.total() - states["taken"] - states["skipped"]
    said += f", {failed:,} not to be had" if failed else ""
    click.echo(f"{said}{f'; {waiting:,} wait' if waiting else ''}.", err=True)
    return 1 if any(made.alert or made.status == "failed" for made in gatherer.runs) else 0


def _trouble(one: Sighting) -> str:
    """Why a page was not to be had; its reason names the address."""
    again = f" Tried again from {_when(one.next_at)}." if one.state == "waiting" and one.next_at else ""
    return f"{one.reason or one.address}{again}"


@command.command("always", epilog="Example:  jikenbo --casebook new watch always")
@pass_settings
def always(settings: Settings) -> None:
    """Look at sources and again at releases whenever they are due, until Ctrl-C.

    Killed and started again, it goes on where it was.
    """
    channels = channels_of(settings)
    store = open_casebook(settings)
    with store.reading() as connection:
        sources = watching.sources(connection)
    if not sources:
        raise _no_source()
    asker = visitor(settings, store)
    click.echo(f"Watching {len(sources):,} source{'s' * (len(sources) != 1)}; Ctrl-C ends it.", err=True)
    while True:
        gatherer = Gatherer(store, asker, settings.max_file_mb * MEGABYTE, settings.fetch_hosts)
        gatherer.run(until=asker.clock.now())
        rechecker = Rechecker(store, asker, settings.max_file_mb * MEGABYTE, settings.fetch_hosts)
        rechecker.run(asker.clock.now(), most=_BETWEEN)
        send_notices(settings, store, channels)
        if gatherer.runs or gatherer.settled:
            _tell(gatherer)
        for made in rechecker.found:
            click.echo(f"{made.kind}: {made.address}: {made.reason}", err=True)
        asker.clock.sleep(_PAUSE)
