"""`jikenbo draft`: entries for a Markdown archive, made of fetched releases, for a person to decide on."""

from datetime import UTC, datetime
from pathlib import Path

import click

from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.output import print_columns
from jikenbo.cli.program import pass_settings
from jikenbo.errors import NotFoundError, UsageError
from jikenbo.ingest.drafts import accept, make_drafts, refuse
from jikenbo.settings import Settings
from jikenbo.store import drafts, releases
from jikenbo.store.drafts import Draft

EPILOG = "Example:  jikenbo draft list  then  jikenbo draft accept 3f9a0c1d2e4b5a67 --into archive --by 山田"


@click.group("draft", epilog=EPILOG)
def command() -> None:
    """Draft entries for a Markdown archive from releases that were fetched: accept, edit or refuse each.

    A draft has the title, date, organisation, address, links to the other releases of its case, and the body.
    """


@command.command("list", epilog="Example:  jikenbo draft list")
@click.option(
    "--state", type=click.Choice(("open", "accepted", "refused")), default="open", help="Which; open if not said."
)
@pass_settings
def listing(settings: Settings, state: str) -> None:
    """Make drafts of what is new, and list those that nobody decided on, or those that were decided on."""
    store = open_casebook(settings)
    make_drafts(store, datetime.now(UTC))
    with store.reading() as connection:
        found = drafts.listed(connection, state)
        about = {one.release_id: held.release for one in found if (held := releases.get(connection, one.release_id))}
    store.close()
    if not found:
        hint = " Drafts are made of what `watch run` or `add URL` fetched." if state == "open" else ""
        click.echo(f"No draft is {state}.{hint}", err=True)
    known = sorted(((one, about[one.release_id]) for one in found), key=lambda pair: pair[1].published or "")
    print_columns([(of.id, of.published or "—", of.organisation or "—", of.title, *_decided(one)) for one, of in known])


def _decided(one: Draft) -> tuple[str, ...]:
    return (f"{one.decided_by}: {one.reason}" if one.reason else one.decided_by,) if one.decided_by else ()


@command.command("show", epilog="Example:  jikenbo draft show 3f9a0c1d2e4b5a67 > draft.md")
@click.argument("wanted", metavar="ID")
@pass_settings
def show(settings: Settings, wanted: str) -> None:
    """Print a draft."""
    store = open_casebook(settings)
    with store.reading() as connection:
        held = drafts.get(connection, wanted)
    store.close()
    if held is None:
        raise NotFoundError(f"There is no draft of {wanted}.", "List drafts: jikenbo draft list")
    click.echo(held.content, nl=False)


@command.command("accept", epilog="Example:  jikenbo draft accept 3f9a0c1d2e4b5a67 --into archive --by 山田")
@click.argument("wanted", metavar="ID")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), required=True, help="The archive's folder.")
@click.option("--by", required=True, help="Who decides.")
@click.option("--edited", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The draft as edited.")
@pass_settings
def accepting(settings: Settings, wanted: str, into: Path, by: str, edited: Path | None) -> None:
    """Write a draft into an archive, as it is or as edited.

    The entry is taken in at once, and stays tied to the capture that it was drafted from: one release, two captures.
    """
    store = open_casebook(settings)
    content = _read(edited) if edited else None
    path = accept(store, wanted, by, datetime.now(UTC), into, content)
    store.close()
    click.echo(str(path))


def _read(edited: Path) -> str:
    try:
        return edited.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise UsageError(f"{edited} cannot be read as UTF-8.", "Save it as UTF-8.") from cause


@command.command("refuse", epilog="Example:  jikenbo draft refuse 3f9a0c1d2e4b5a67 --by 山田 --because 広告である")
@click.argument("wanted", metavar="ID")
@click.option("--by", required=True, help="Who decides.")
@click.option("--because", required=True, help="Why.")
@pass_settings
def refusing(settings: Settings, wanted: str, by: str, because: str) -> None:
    """Refuse a draft; the release stays in the casebook."""
    store = open_casebook(settings)
    refuse(store, wanted, by, datetime.now(UTC), because)
    store.close()
