"""`jikenbo stats`: how many releases, by what."""

import click

from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.output import print_columns, print_json
from jikenbo.cli.program import pass_settings
from jikenbo.settings import Settings
from jikenbo.store import search

EPILOG = "Example:  jikenbo stats --by month 'type:ransomware'"
_BY = (
    "month",
    "type",
    "vector",
    "item",
    "measure",
    "leak",
    "report",
    "authority",
    "damage",
    "org",
    "supplier",
    "product",
)
_UNITS = {"releases": search.Unit.RELEASE, "cases": search.Unit.CASE}


@click.command("stats", epilog=EPILOG)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option("--by", type=click.Choice(_BY), default="type", show_default=True, help="What to count by.")
@click.option("--of", type=click.Choice(list(_UNITS)), default="releases", show_default=True, help="What to count.")
@click.option("--jsonl", is_flag=True, help="One JSON object a line, and nothing else.")
@pass_settings
def command(settings: Settings, query: tuple[str, ...], by: str, of: str, jsonl: bool) -> None:
    """Count releases or cases by month, type, vector and more; with QUERY only those that it finds."""
    store = open_casebook(settings)
    with store.reading() as connection:
        view = search.View(unit=_UNITS[of], limit=1, counted=(by,))
        page = search.Searcher().find(connection, search.parse(" ".join(query)), view)
    store.close()
    counted = sorted(page.facets[by]) if by == "month" else list(page.facets[by])
    if jsonl:
        for value, number in counted:
            print_json({by: value, of: number})
        return
    most = max((number for _, number in counted), default=1)
    print_columns(
        [(value, f"{number:,}", "▆" * max(round(30 * number / most), 1)) for value, number in counted],
        right=frozenset((1,)),
    )
    click.echo(f"{page.total:,} {of}.")
