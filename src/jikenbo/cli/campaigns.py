"""`jikenbo campaigns`: cases of several organisations with one origin."""

import click

from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.listing import Known, known
from jikenbo.cli.output import print_columns, print_json
from jikenbo.cli.program import pass_settings
from jikenbo.model.case import Campaign, Case
from jikenbo.settings import Settings
from jikenbo.store import links

EPILOG = "Example:  jikenbo campaigns --least 5"


@click.command("campaigns", epilog=EPILOG)
@click.option("--jsonl", is_flag=True, help="One JSON object a campaign, and nothing else.")
@click.option("--least", default=1, metavar="N", help="Only campaigns of at least N cases.")
@pass_settings
def command(settings: Settings, jsonl: bool, least: int) -> None:
    """List campaigns, the largest first: what two or more organisations report with one common origin."""
    store = open_casebook(settings)
    with store.reading() as connection:
        every = known(connection)
        cases = {case.id: case for case in links.cases(connection)}
        listed = [one for one in links.campaigns(connection) if len(one.members) >= least]
    store.close()
    if jsonl:
        for one in listed:
            print_json(_object(one, cases, every))
    else:
        rows = [(one.id, str(sum(m.sure for m in one.members)), str(len(one.members)), one.origin) for one in listed]
        print_columns([("id", "sure", "cases", "origin"), *rows] if rows else [], right=frozenset((1, 2)))


def _object(campaign: Campaign, cases: dict[str, Case], every: Known) -> dict[str, object]:
    sure = [member.case for member in campaign.members if member.sure]
    unsure = [member.case for member in campaign.members if not member.sure]
    return {
        "id": campaign.id,
        "origin": campaign.origin,
        "origin_case": campaign.origin_case,
        "cases": sure,
        "releases": _docs(sure, cases, every),
        "unsure": _docs(unsure, cases, every),
    }


def _docs(case_ids: list[str], cases: dict[str, Case], every: Known) -> list[str]:
    return [doc for one in case_ids if one in cases for doc in every.docs_of(cases[one].releases)]
