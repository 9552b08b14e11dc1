import re
from pathlib import Path

import pytest

from jikenbo.web import words as package
from jikenbo.web.reasons import said
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
    # Keys that are put together with a value, such as 'field.' ~ field or f"sources.is_{status}", are used by beginning.
    begun = set(re.findall(r"""['"]([a-z_]+\.[a-z_]*)(?:['"]\s*[~+]|\{)""", said)) | {
        "search.",
        "method.",
        "role.",
        "status.",
    }
    idle = [k for k in words("ja").table if not k.startswith(tuple(begun)) and k not in said]
    assert not idle, idle


def test_interface_words_are_free_of_markup() -> None:
    assert not [key for one in LANGUAGES for key, said in words(one).table.items() if "<script" in said]


@pytest.mark.parametrize(
    "reason",
    [
        "It names 見本印刷, and its days fit.",
        "It is the origin's own case.",
        "It names no origin, but tells of 2026-01-01 alike.",
        "The link 第1報 “a.md” points at a release of 見本市; the likely target is b.md.",
    ],
)
def test_a_reason_of_the_program_is_told_in_japanese(reason: str) -> None:
    told = said(reason, "ja")
    assert not re.search("[A-Za-z]{3}", told)
    assert said(reason, "en") == reason


def test_an_unknown_reason_stands_as_it_is() -> None:
    assert said("Something new.", "ja") == "Something new."
