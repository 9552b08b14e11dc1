"""`jikenbo stats`: how many cases, by what, and how far the figure can be believed."""

from collections.abc import Sequence

import click

from jikenbo.analyse.accuracy import accuracies
from jikenbo.analyse.statistics import GROUPS, READ_FROM, SPANS, Shares, Tally, counted, tally
from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.output import print_columns, print_json
from jikenbo.cli.program import pass_settings
from jikenbo.ingest.figures import told
from jikenbo.settings import Settings
from jikenbo.store import Store, search

EPILOG = "Example:  jikenbo stats --by vector 'type:ransomware'"
_DAYS = "days"
_MEANING = {
    "notice": "from occurring to noticing",
    "disclose": "from noticing to the first report",
    "final": "from the first report to the last",
}


@click.command("stats", epilog=EPILOG)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option(
    "--by", type=click.Choice((*GROUPS, _DAYS)), default="type", show_default=True, help="What to count cases by."
)
@click.option("--jsonl", is_flag=True, help="One JSON object a line, and nothing else.")
@pass_settings
def command(settings: Settings, query: tuple[str, ...], by: str, jsonl: bool) -> None:
    """Count cases by month, sector, type and more, or the days between; with QUERY only those that it finds.

    Each figure says how many cases state what it is counted from, and how often that is read wrongly.
    """
    store = open_casebook(settings)
    found = _tally(store, " ".join(query))
    store.close()
    if by == _DAYS:
        _show_days(found, jsonl=jsonl)
    else:
        _show_shares(found.shares(by), by, jsonl=jsonl)


def _tally(store: Store, query: str) -> Tally:
    with store.reading() as connection:
        view = search.View(unit=search.Unit.CASE, limit=10**9, counted=())
        found = search.Searcher().find(connection, search.parse(query), view)
        return tally(map(counted, told(connection, [row.id for row in found.rows])))


def _show_shares(found: Shares, by: str, *, jsonl: bool) -> None:
    lines: Sequence[tuple[str, int]] = sorted(found.counts) if by == "month" else found.counts
    if jsonl:
        for value, number in lines:
            print_json({by: value, "cases": number, "stating": found.stating, "of": found.cases} | _rates(by))
        return
    most = max((number for _, number in lines), default=1)
    rows = [(value, f"{number:,}", "▆" * max(round(30 * number / most), 1)) for value, number in lines]
    print_columns(rows, right=frozenset((1,)))
    click.echo(f"{found.stating:,} of {found.cases:,} cases state it{_believed(by)}.")


def _show_days(cases: Tally, *, jsonl: bool) -> None:
    for name in SPANS:
        found = cases.span(name)
        if jsonl:
            known = {"median": found.median, "lower": found.lower, "upper": found.upper} if found else {}
            stating = {"stating": found.stating if found else 0, "of": cases.cases}
            print_json({"days": name} | known | stating | _rates(name))
        elif found is None:
            click.echo(f"{_MEANING[name]}: no case states both days")
        else:
            middle = f"{found.median:g} days in the middle, half of them {found.lower:g} to {found.upper:g}"
            both = f"{found.stating:,} of {cases.cases:,} cases state both{_believed(name)}"
            click.echo(f"{_MEANING[name]}: {middle}; {both}")


def _rates(figure: str) -> dict[str, float]:
    known = accuracies().get(str(READ_FROM.get(figure, "")))
    return {"wrong_percent": round(known.wrong, 1), "missed_percent": round(known.missed, 1)} if known else {}


def _believed(figure: str) -> str:
    known = accuracies().get(str(READ_FROM.get(figure, "")))
    return f"; {known.wrong:.0f}% of what is read is wrong, {known.missed:.0f}% is missed" if known else ""
