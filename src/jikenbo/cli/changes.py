"""`jikenbo changes`: what each report of a case changed."""

import click
from sqlalchemy import Connection

from jikenbo.analyse.changes import Change, changes
from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.output import print_columns, print_json, shortened
from jikenbo.cli.program import pass_settings
from jikenbo.cli.reading_words import value_of
from jikenbo.errors import NotFoundError
from jikenbo.model.fact import Fact
from jikenbo.settings import Settings
from jikenbo.store import links, releases
from jikenbo.store.releases import Stored

EPILOG = "Example:  jikenbo changes 3f9a0c1d2e4b5a67"
_WORDS = 60


@click.command("changes", epilog=EPILOG)
@click.argument("case", metavar="CASE")
@click.option("--jsonl", is_flag=True, help="One JSON object a change, and nothing else.")
@pass_settings
def command(settings: Settings, case: str, jsonl: bool) -> None:
    """Show what each report of a case added, raised, lowered, withdrew, or turned from possible to confirmed.

    CASE is the id of a case or of any release in it.
    """
    store = open_casebook(settings)
    with store.reading() as connection:
        held = _reports(connection, case)
    store.close()
    found = changes([(one.release.id, one.reading) for one in held.values()])
    if jsonl:
        for change in found:
            print_json(_object(change))
        return
    for number, one in enumerate(held.values(), 1):
        click.echo(f"{number}. {one.release.published or '—'}  {one.release.title}  [{one.release.id}]")
        print_columns([_row(change, one) for change in found if change.releases[-1] == one.release.id])


def _reports(connection: Connection, wanted: str) -> dict[str, Stored]:
    case = links.case_of(connection, wanted)
    if case is None:
        raise NotFoundError(f"No case has the id {wanted}.", "List cases with jikenbo cases.")
    held = ((one, releases.get(connection, one)) for one in case.releases)
    return {one: stored for one, stored in held if stored}


def _row(change: Change, stored: Stored) -> tuple[str, ...]:
    fact = change.after or change.before
    before = f"{value_of(change.before)} → " if change.before and change.after else ""
    words = _words(change.after, stored) if change.after else ""
    return "  ", change.kind.value, change.field.value, before + (value_of(fact) if fact else ""), words


def _words(fact: Fact, stored: Stored) -> str:
    start, end = fact.spans[0]
    return f"「{shortened(' '.join(stored.document.text.content[start:end].split()), _WORDS)}」"


def _object(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "field": change.field.value,
        "before": _fact(change.before),
        "after": _fact(change.after),
        "releases": list(change.releases),
    }


def _fact(fact: Fact | None) -> dict[str, object] | None:
    if fact is None:
        return None
    known = {"value": fact.value, "status": fact.status, "role": fact.role, "until": fact.until, "unit": fact.unit}
    return {key: value for key, value in known.items() if value is not None} | {"spans": [list(s) for s in fact.spans]}
