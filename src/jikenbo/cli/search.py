"""`jikenbo search`: releases by words and facts."""

import click

from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.listing import NOT_UNDERSTOOD
from jikenbo.cli.output import print_json
from jikenbo.cli.program import pass_settings
from jikenbo.settings import Settings
from jikenbo.store import releases, search

EPILOG = "Example:  jikenbo search '漏洩 type:misdelivery date:2026-01..'"
_FACETS = ("type", "vector")


@click.command("search", epilog=EPILOG)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, metavar="N", help="How many to show.")
@click.option("--jsonl", is_flag=True, help="One JSON object a release, and nothing else.")
@pass_settings
def command(settings: Settings, query: tuple[str, ...], limit: int, jsonl: bool) -> None:
    """Find releases, best first.

    QUERY is words (two characters are enough), "phrases", OR, -word to leave out, and filters: type: vector: item:
    measure: org: supplier: product: people:>1000 date:2025-04..2025-09 and more.
    """
    store = open_casebook(settings)
    parsed = search.parse(" ".join(query))
    with store.reading() as connection:
        page = search.Searcher().find(connection, parsed, search.View(limit=limit, counted=_FACETS))
        held = [releases.get(connection, row.release) for row in page.rows]
    store.close()
    for _code, part in parsed.notes:
        click.echo(NOT_UNDERSTOOD.format(part=part), err=True)
    for one in held:
        if one is not None:
            _show(one, parsed, jsonl=jsonl)
    if not jsonl:
        click.echo(f"{page.total:,} found{_counted(page)}")


def _show(one: releases.Stored, parsed: search.Query, *, jsonl: bool) -> None:
    release = one.release
    pieces = search.snippet(one.document.text, parsed)
    if jsonl:
        words = "".join(words for words, _ in pieces)
        print_json({"id": release.id, "doc": release.doc, "title": release.title, "organisation": release.organisation,
                    "published": release.published, "snippet": words})  # fmt: skip
        return
    click.echo(f"{release.id}  {release.published or '—'}  {release.organisation or '—'}  {release.title}")
    click.echo("    " + "".join(click.style(words, bold=True) if marked else words for words, marked in pieces))


def _counted(page: search.Found) -> str:
    """The commonest values among all that was found, in a word or two."""
    told = [", ".join(f"{value} {number:,}" for value, number in page.facets[name][:4]) for name in _FACETS]
    return "".join(f"; {words}" for words in told if words) + "."
