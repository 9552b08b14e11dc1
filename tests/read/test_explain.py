from pathlib import Path

from jikenbo.extract.archive import extract_archive
from jikenbo.read import read
from jikenbo.read.explain import sentence_of

SAMPLE = Path(__file__).parents[2] / "src" / "jikenbo" / "sample" / "archive"


def rules() -> set[str]:
    texts = [(path, path.read_text(encoding="utf-8")) for path in sorted(SAMPLE.glob("*/*/*.md"))[::2]]
    readings = [read(extract_archive(path.relative_to(SAMPLE).as_posix(), text)) for path, text in texts]
    return {fact.rule for reading in readings for fact in reading.facts}


def test_every_rule_gives_the_reason_for_its_facts() -> None:
    assert {rule for rule in rules() if not sentence_of(rule)} == set()


def test_the_reason_is_the_sentence_of_the_rules_function() -> None:
    assert sentence_of("counts.read_counts") == "A number with a counter word tells the size of the incident."


def test_the_reason_of_a_word_of_a_closed_list_is_its_definition() -> None:
    assert sentence_of("data_status.excluded").startswith("The text says that this kind of data was not")


def test_a_rule_that_is_gone_gives_no_reason() -> None:
    assert sentence_of("nowhere.nothing") == ""
