import re
from pathlib import Path

import pytest

from jikenbo.web import words as package
from jikenbo.web.words import LANGUAGES, words

WEB = Path(package.__file__).parents[1]
PLACE = re.compile(r"\{(\w+)\}")
USED = re.compile(r"""\b(?:w|words)\(\s*['"]([a-z_]+\.[a-z_0-9]+)['"]\s*[,)]""")


def test_no_key_lacks_in_either_language() -> None:
    assert words("ja").table.keys() == words("en").table.keys()


def test_the_places_for_values_are_the_same_in_both_languages() -> None:
    places = [{key: set(PLACE.findall(said)) for key, said in words(one).table.items()} for one in LANGUAGES]
    assert places[0] == places[1]


@pytest.mark.parametrize("kind", ["templates/*", "**/*.py"])
def test_every_key_that_is_used_is_there(kind: str) -> None:
    used = {key for file in WEB.glob(kind) for key in USED.findall(file.read_text(encoding="utf-8"))}
    assert used
    assert used <= words("ja").table.keys()


def test_no_key_is_idle() -> None:
    said = "\n".join(f.read_text(encoding="utf-8") for f in [*WEB.glob("templates/*"), *WEB.glob("**/*.py")])
    # Keys of a section that is asked for by a value, such as 'field.' ~ field, are used whole.
    by_value = set(re.findall(r"""['"]([a-z_]+)\.(?:['"]\s*~|\{)""", said)) | {"search", "method", "role", "status"}
    idle = [k for k in words("ja").table if k.split(".")[0] not in by_value and k not in said]
    assert not idle, idle


def test_interface_words_are_free_of_markup() -> None:
    assert not [key for one in LANGUAGES for key, said in words(one).table.items() if "<script" in said]
