"""`jikenbo schema`: JSON Schemas of what the commands print."""

import json
from typing import Any

import click

from jikenbo.read.contract_schema import contract_schema

EPILOG = "Example:  jikenbo schema read > reading.schema.json"


@click.command("schema", epilog=EPILOG)
@click.argument("name", type=click.Choice(["read", "cases", "campaigns", "releases"]), default="read")
def command(name: str) -> None:
    """Print the JSON Schema of one line of what a command prints with --jsonl."""
    schema = contract_schema() if name == "read" else _listed(name)
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))


_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": _TEXT}
_LISTS: dict[str, dict[str, dict[str, Any]]] = {
    "cases": {"id": _TEXT, "title": _TEXT, "organisation": _MAYBE, "published": _MAYBE, "releases": _TEXTS},
    "campaigns": {
        "id": _TEXT,
        "origin": _TEXT,
        "origin_case": _MAYBE,
        "cases": _TEXTS,
        "releases": _TEXTS,
        "unsure": _TEXTS,
    },
    "releases": {
        "id": _TEXT,
        "doc": _TEXT,
        "title": _TEXT,
        "organisation": _MAYBE,
        "published": _MAYBE,
        "address": _MAYBE,
        "case": _MAYBE,
        "docs": _TEXTS,
    },
}


def _listed(name: str) -> dict[str, Any]:
    properties = _LISTS[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"One line of jikenbo {name} --jsonl",
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }
