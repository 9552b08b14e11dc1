import importlib
from pathlib import Path

from jikenbo.extract.archive import extract_archive
from jikenbo.model.fact import Field
from jikenbo.read import read
from jikenbo.read.explain import sentence_of

SAMPLE = Path(__file__).parents[2] / "src" / "jikenbo" / "sample" / "archive"
FIELDS = {
    Field.REPORT,
    Field.OCCURRED,
    Field.DETECTED,
    Field.EVENTS,
    Field.INCIDENT_TYPES,
    Field.VECTORS,
    Field.LEAK_STATUS,
    Field.SECONDARY_DAMAGE,
    Field.AUTHORITIES,
    Field.MEASURES,
}


def rules() -> set[str]:
    texts = [(path, path.read_text(encoding="utf-8")) for path in sorted(SAMPLE.glob("*/*/*.md"))[::2]]
    readings = [read(extract_archive(path.relative_to(SAMPLE).as_posix(), text)) for path, text in texts]
    return {fact.rule for reading in readings for fact in reading.facts if fact.field in FIELDS}


def test_every_rule_is_a_function_whose_sentence_is_the_reason() -> None:
    for rule in rules():
        module, _, name = rule.partition(".")
        function = getattr(importlib.import_module(f"jikenbo.read.{module}"), name)
        assert sentence_of(rule) == " ".join(function.__doc__.split("\n\n")[0].split()), rule


def test_a_rule_that_is_gone_gives_no_reason() -> None:
    assert sentence_of("nowhere.nothing") == ""
