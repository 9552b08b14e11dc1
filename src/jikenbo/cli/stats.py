"""`jikenbo stats`: how many cases, by what, and how far the figure can be believed."""

from collections.abc import Sequence

import click

from jikenbo.analyse.accuracy import accuracies
from jikenbo.analyse.statistics import GROUPS, SPANS, Shares, Told, shares, span
from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.output import print_columns, print_json
from jikenbo.cli.program import pass_settings
from jikenbo.ingest.figures import told
from jikenbo.settings import Settings
from jikenbo.store import Store, search

EPILOG = "Example:  jikenbo stats --by vector 'type:ransomware'"
_DAYS = "days"
# Which field each figure is counted from, so that its error rate can stand beside it.
_READ_FROM = {"type": "incident_types", "vector": "vectors", "data_item": "data_items", "size": "counts"}
_DAYS_FROM = {"notice": "detected", "disclose": "detected", "final": "report"}
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
    cases = _cases(store, " ".join(query))
    store.close()
    if by == _DAYS:
        _show_days(cases, jsonl=jsonl)
    else:
        _show_shares(shares(cases, by), by, jsonl=jsonl)


def _cases(store: Store, query: str) -> list[Told]:
    with store.reading() as connection:
        view = search.View(unit=search.Unit.CASE, limit=10**9, counted=())
        found = search.Searcher().find(connection, search.parse(query), view)
        return told(connection, [row.id for row in found.rows])


def _show_shares(found: Shares, by: str, *, jsonl: bool) -> None:
    counted: Sequence[tuple[str, int]] = sorted(found.counts) if by == "month" else found.counts
    if jsonl:
        for value, number in counted:
            print_json(
                {by: value, "cases": number, "stating": found.stating, "of": found.cases} | _rates(_READ_FROM.get(by))
            )
        return
    most = max((number for _, number in counted), default=1)
    rows = [(value, f"{number:,}", "▆" * max(round(30 * number / most), 1)) for value, number in counted]
    print_columns(rows, right=frozenset((1,)))
    click.echo(f"{found.stating:,} of {found.cases:,} cases state it{_believed(_READ_FROM.get(by))}.")


def _show_days(cases: Sequence[Told], *, jsonl: bool) -> None:
    for name in SPANS:
        found = span(cases, name)
        if jsonl:
            known = {"median": found.median, "lower": found.lower, "upper": found.upper} if found else {}
            stating = {"stating": found.stating if found else 0, "of": len(cases)}
            print_json({"days": name} | known | stating | _rates(_DAYS_FROM[name]))
        elif found is None:
            click.echo(f"{_MEANING[name]}: no case states both days")
        else:
            middle = f"{found.median:g} days in the middle, half of them {found.lower:g} to {found.upper:g}"
            both = f"{found.stating:,} of {len(cases):,} cases state both{_believed(_DAYS_FROM[name])}"
            click.echo(f"{_MEANING[name]}: {middle}; {both}")


def _rates(field: str | None) -> dict[str, float]:
    known = accuracies().get(field or "")
    return {"wrong_percent": round(known.wrong, 1), "missed_percent": round(known.missed, 1)} if known else {}


def _believed(field: str | None) -> str:
    known = accuracies().get(field or "")
    return f"; {known.wrong:.0f}% of what is read is wrong, {known.missed:.0f}% is missed" if known else ""
