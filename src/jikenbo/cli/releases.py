"""`jikenbo releases`: every release, or those that a query finds."""

import click

from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.listing import found_by, known
from jikenbo.cli.output import print_columns, print_json
from jikenbo.cli.program import pass_settings
from jikenbo.model.release import Release
from jikenbo.settings import Settings
from jikenbo.store import links, search

EPILOG = "Example:  jikenbo releases 'type:ransomware date:2025-04..'"


@click.command("releases", epilog=EPILOG)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option("--jsonl", is_flag=True, help="One JSON object a release, and nothing else.")
@pass_settings
def command(settings: Settings, query: tuple[str, ...], jsonl: bool) -> None:
    """List releases, newest first; with QUERY those that it finds, best first.

    QUERY is as for jikenbo search: words, "phrases", and filters such as type:ransomware, people:>1000, date:2025-04..
    """
    store = open_casebook(settings)
    with store.reading() as connection:
        every = known(connection)
        case_of = {one: case.id for case in links.cases(connection) for one in case.releases}
        ids = found_by(connection, " ".join(query), search.Unit.RELEASE) if query else list(every.docs)
    store.close()
    listed = [every.by_id[one] for one in ids]
    if not query:
        listed = sorted(listed, key=lambda one: (one.published or "", one.id), reverse=True)
    if jsonl:
        for one in listed:
            print_json(_object(one, case_of.get(one.id), every.docs_of([one.id])))
    else:
        print_columns([(o.id, o.published or "—", o.organisation or "—", o.title) for o in listed])


def _object(release: Release, case: str | None, docs: list[str]) -> dict[str, object]:
    return {
        "id": release.id,
        "doc": release.doc,
        "title": release.title,
        "organisation": release.organisation,
        "published": release.published,
        "address": release.address,
        "case": case,
        "docs": docs,
    }
