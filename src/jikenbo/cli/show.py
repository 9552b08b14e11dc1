"""`jikenbo show`: one release, case or campaign."""

import click
from sqlalchemy import Connection

from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.output import print_columns
from jikenbo.cli.program import pass_settings
from jikenbo.cli.reading_words import explanation, outline
from jikenbo.errors import NotFoundError
from jikenbo.model.case import Campaign
from jikenbo.settings import Settings
from jikenbo.store import links, releases

EPILOG = "Example:  jikenbo show 3f9a0c1d2e4b5a67 --text"


@click.command("show", epilog=EPILOG)
@click.argument("wanted", metavar="ID")
@click.option("--explain", is_flag=True, help="Each fact with the words that say it and the rule that found them.")
@click.option("--campaign", "as_campaign", is_flag=True, help="The whole campaign that ID belongs to.")
@click.option("--text", "with_text", is_flag=True, help="The whole text too.")
@pass_settings
def command(settings: Settings, wanted: str, explain: bool, as_campaign: bool, with_text: bool) -> None:
    """Show a release with its facts, the other releases of its case, and its campaign.

    ID is as listed by releases, cases, campaigns and search; a case has the id of its first release.
    """
    store = open_casebook(settings)
    with store.reading() as connection:
        if as_campaign:
            _show_campaign(connection, wanted)
        else:
            _show_release(connection, wanted, explain=explain, with_text=with_text)
    store.close()


def _show_release(connection: Connection, wanted: str, *, explain: bool, with_text: bool) -> None:
    release_id = releases.canonical(connection, wanted)
    held = releases.get(connection, release_id) if release_id else None
    if held is None:
        raise NotFoundError(f"Nothing has the id {wanted}.", "List ids with jikenbo releases.")
    click.echo(explanation(held.document, held.reading) if explain else outline(held.document, held.reading))
    if held.release.address:
        click.echo(f"address  {held.release.address}")
    for capture in held.captures:
        click.echo(f"capture  {capture.taken_at:%Y-%m-%d %H:%M}  {capture.size:,} bytes  sha256:{capture.digest}")
    if with_text:
        click.echo(f"\n{held.document.text.content}")
    _show_place(connection, held.release.id)


def _show_place(connection: Connection, release_id: str) -> None:
    """The case and the campaign that a release stands in."""
    case = links.case_of(connection, release_id)
    if case and len(case.releases) > 1:
        click.echo(f"\ncase {case.id}: {len(case.releases)} releases")
        _print_releases(connection, case.releases, release_id)
    campaign = _campaign_of(connection, case.id) if case else None
    if campaign:
        click.echo(
            f"\ncampaign {campaign.id}: {campaign.origin}, {len(campaign.members)} cases (--campaign lists them)"
        )


def _campaign_of(connection: Connection, case_id: str) -> Campaign | None:
    every = links.campaigns(connection)
    return next((one for one in every if any(member.case == case_id for member in one.members)), None)


def _print_releases(connection: Connection, release_ids: tuple[str, ...], here: str = "") -> None:
    listed = [found.release for one in release_ids if (found := releases.get(connection, one))]
    print_columns([("→" if r.id == here else " ", r.id, r.published or "—", r.title) for r in listed])


def _show_campaign(connection: Connection, wanted: str) -> None:
    case = links.case_of(connection, wanted)
    named = (one for one in links.campaigns(connection) if one.id == wanted)
    campaign = next(named, None) or (_campaign_of(connection, case.id) if case else None)
    if campaign is None:
        raise NotFoundError(f"{wanted} is in no campaign.", "List campaigns with jikenbo campaigns.")
    click.echo(f"campaign {campaign.id}: {campaign.origin}, {len(campaign.members)} cases")
    rows = []
    for member in campaign.members:
        found = releases.get(connection, member.case)
        if found:
            release = found.release
            mark = " " if member.sure else "?"
            rows.append((mark, member.case, release.published or "—", release.organisation or "—", member.reason))
    print_columns(sorted(rows, key=lambda row: row[2]))
