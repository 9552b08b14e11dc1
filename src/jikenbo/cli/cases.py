"""`jikenbo cases`: every case, or those that a query finds."""

import click

from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.listing import Known, found_by, known
from jikenbo.cli.output import print_columns, print_json
from jikenbo.cli.program import pass_settings
from jikenbo.model.case import Case
from jikenbo.settings import Settings
from jikenbo.store import links, search

EPILOG = "Example:  jikenbo cases --jsonl > cases.jsonl"


@click.command("cases", epilog=EPILOG)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option("--jsonl", is_flag=True, help="One JSON object a case, and nothing else.")
@click.option("--least", default=1, metavar="N", help="Only cases of at least N releases.")
@pass_settings
def command(settings: Settings, query: tuple[str, ...], jsonl: bool, least: int) -> None:
    """List cases: the releases of one incident at one organisation, in order of publication.

    QUERY is as for jikenbo search; a case is found if one of its releases is.
    """
    store = open_casebook(settings)
    with store.reading() as connection:
        every = known(connection)
        held = {case.id: case for case in links.cases(connection)}
        ids = found_by(connection, " ".join(query), search.Unit.CASE) if query else list(held)
    store.close()
    listed = [held[one] for one in ids if one in held and len(held[one].releases) >= least]
    if not query:
        listed = sorted(listed, key=lambda case: (_last(case, every), case.id), reverse=True)
    if jsonl:
        for case in listed:
            print_json(_object(case, every))
    else:
        print_columns([_row(case, every) for case in listed], right=frozenset((2,)))


def _last(case: Case, every: Known) -> str:
    return max(every.by_id[one].published or "" for one in case.releases)


def _row(case: Case, every: Known) -> tuple[str, ...]:
    first = every.by_id[case.releases[0]]
    return case.id, first.published or "—", str(len(case.releases)), first.organisation or "—", first.title


def _object(case: Case, every: Known) -> dict[str, object]:
    first = every.by_id[case.releases[0]]
    return {
        "id": case.id,
        "title": first.title,
        "organisation": first.organisation,
        "published": first.published,
        "releases": every.docs_of(case.releases),
    }
