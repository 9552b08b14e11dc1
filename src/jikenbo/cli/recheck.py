"""`jikenbo recheck`: what was fetched is looked at again, and the register of removals and edits."""

from collections import Counter

import click

from jikenbo.capture.files import MEGABYTE
from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.notices import channels_of, send_notices
from jikenbo.cli.output import Progress, print_json
from jikenbo.cli.program import pass_settings
from jikenbo.cli.visitor import visitor
from jikenbo.ingest.rechecking import Rechecker
from jikenbo.model.visit import Seen
from jikenbo.settings import Settings
from jikenbo.store import Store, rechecks, releases
from jikenbo.store.rechecks import Registered

_WORDS = {
    Seen.NEW: "originals captured",
    Seen.SAME: "the same",
    Seen.NOISE: "the same in another frame",
    Seen.WORDS: "reworded",
    Seen.FACTS: "with other facts",
    Seen.MOVED: "moved",
    Seen.REMOVED: "gone",
    Seen.SOFT_404: "gone",
    Seen.ANOTHER: "another page at an entry's address",
    Seen.BLOCKED: "blocked",
    Seen.UNREACHABLE: "out of reach",
}
EPILOG = "Example:  jikenbo --casebook new recheck  then  jikenbo --casebook new recheck --register"


@click.command("recheck", epilog=EPILOG)
@click.option("--all", "everything", is_flag=True, help="Look at every release now, due or not.")
@click.option("--most", type=click.IntRange(1), help="Look at so many at most, the ones due longest first.")
@click.option("--register", "register", is_flag=True, help="List what two looks confirmed, and fetch nothing.")
@click.option("--jsonl", is_flag=True, help="With --register: one JSON object an entry, and nothing else.")
@pass_settings
def command(settings: Settings, everything: bool, most: int | None, register: bool, jsonl: bool) -> None:
    """Look again at releases: the same, changed, moved, removed, blocked or out of reach.

    Each is looked at after a day, then after ever longer intervals up to a quarter. A removal, a move or an edit is
    entered in the register when a second look, half a day later or more, shows it too. An archive's entries are looked
    up at the addresses that they give: the original becomes a second capture. docs/watching.md tells more.
    """
    store = open_casebook(settings)
    try:
        if register:
            _list_register(store, jsonl=jsonl)
        else:
            _look_again(settings, store, everything=everything, most=most)
    finally:
        store.close()


def _list_register(store: Store, *, jsonl: bool) -> None:
    with store.reading() as connection:
        found = rechecks.registered(connection)
        for one in found:
            held = releases.get(connection, one.release_id)
            _show(one, held.release.title if held else "", jsonl=jsonl)
    if not found and not jsonl:
        click.echo("The register is empty: no removal, move or edit was confirmed.", err=True)


def _look_again(settings: Settings, store: Store, *, everything: bool, most: int | None) -> None:
    channels = channels_of(settings)
    asker = visitor(settings, store)
    rechecker = Rechecker(store, asker, settings.max_file_mb * MEGABYTE, settings.fetch_hosts)
    rechecker.enroll()
    now = asker.clock.now()
    if everything:
        with store.writing() as connection:
            rechecks.make_due(connection, now)
    progress = Progress("looking again")
    try:
        rechecker.run(now, progress.show, most)
    finally:
        progress.end()
    send_notices(settings, store, channels)
    for made in rechecker.found:
        click.echo(f"{made.kind}: {made.address}: {made.reason}", err=True)
    if not rechecker.looked:
        with store.reading() as connection:
            due = rechecks.next_at(connection)
        said = f"the next one is due {due.astimezone():%Y-%m-%d %H:%M}" if due else "no release says an address"
        click.echo(f"Nothing is due: {said}.", err=True)
        return
    counted = Counter(_WORDS[seen] for _release, seen in rechecker.looked)
    said = ", ".join(f"{number:,} {words}" for words, number in counted.most_common())
    with store.reading() as connection:
        pending = rechecks.pending(connection)
    waits = f" {pending:,} wait for a second look at another time." if pending else ""
    told = f"{len(rechecker.looked):,} looked at: {said}; {len(rechecker.found):,} new in the register."
    click.echo(told + waits, err=True)


def _show(one: Registered, title: str, *, jsonl: bool) -> None:
    if jsonl:
        plain = {
            name: getattr(one, name) for name in ("id", "release_id", "kind", "address", "reason", "before", "after")
        }
        times = {name: getattr(one, name).isoformat() for name in ("noticed_at", "confirmed_at")}
        print_json({**plain, **times, "title": title, "detail": dict(one.detail)})
        return
    silent = "" if one.kind not in ("words", "facts") or one.detail.get("announced") else ", in silence"
    click.echo(f"{one.confirmed_at:%Y-%m-%d %H:%M}  {one.kind}{silent}  {one.release_id}  {title}")
    click.echo(f"  {one.address}: {one.reason}")
    for sign, words in one.detail.get("lines", []):
        click.echo(f"  {sign} {words}")
    for sign, facts in (("-", one.detail.get("gone", [])), ("+", one.detail.get("come", []))):
        for fact in facts:
            click.echo(f"  {sign} fact {' '.join(fact)}")
