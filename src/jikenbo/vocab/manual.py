"""The page docs/vocabulary.md, made from the closed lists: python -m jikenbo.vocab.manual > docs/vocabulary.md."""

import sys

from jikenbo.vocab import vocabulary

# The closed lists that facts take their values from; the other files hold words for reading alone.
LISTS = (
    ("incident_types", "Incident types", "事案の種類"),
    ("vectors", "Vectors", "侵入経路・原因"),
    ("leak_status", "Leak status", "漏えいの状況"),
    ("data_items", "Data items", "データの項目"),
    ("data_status", "Status of data items", "項目の扱い"),
    ("count_roles", "Roles of counts", "件数の役割"),
    ("authorities", "Authorities", "報告先"),
    ("secondary_damage", "Secondary damage", "二次被害"),
    ("measures", "Measures", "対応・対策"),
    ("hedges", "Hedges", "留保"),
    ("organisation_kinds", "Kinds of organisation", "組織の種別"),
)

_HEAD = """# Vocabulary

The closed lists: every value that a fact can have, in the order of its file. They are data
(`src/jikenbo/vocab/*.toml`); a new value is a change to its file, a gold example, and this page made anew:
`python -m jikenbo.vocab.manual > docs/vocabulary.md`.
"""


def manual() -> str:
    """The page, one table a list."""
    return "\n".join((_HEAD, *(_section(*one) for one in LISTS)))


def _section(name: str, english: str, japanese: str) -> str:
    rows = [f"| `{t.value}` | {t.ja} | {t.en} | {t.definition} |" for t in vocabulary(name).values()]
    table = ("| value | 日本語 | English | when |", "| --- | --- | --- | --- |", *rows)
    return "\n".join((f"## {english} ({japanese}, `{name}`)\n", *table, ""))


if __name__ == "__main__":
    sys.stdout.write(manual())
