from pathlib import Path

import pytest

from jikenbo.errors import VocabularyError
from jikenbo.text.match import pattern
from jikenbo.vocab import vocabulary
from jikenbo.vocab.manual import LISTS, manual

NAMES = [name for name, _, _ in LISTS]


def test_the_page_of_the_vocabulary_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "vocabulary.md"
    assert page.read_text(encoding="utf-8") == manual(), "python -m jikenbo.vocab.manual > docs/vocabulary.md"


@pytest.mark.parametrize("name", NAMES)
def test_every_value_has_labels_and_a_meaning(name: str) -> None:
    for term in vocabulary(name).values():
        assert term.ja
        assert term.en
        assert len(term.definition) > len(term.value), term.value


@pytest.mark.parametrize("name", NAMES)
def test_every_cue_compiles(name: str) -> None:
    for term in vocabulary(name).values():
        for cue in term.cues:
            assert all(pattern(cue, 0).elements), cue


def test_an_unknown_list_is_told() -> None:
    with pytest.raises(VocabularyError):
        vocabulary("colours")
