"""The words of notices in each language, from notices.toml."""

import tomllib
from functools import cache
from importlib import resources

from jikenbo.errors import UsageError
from jikenbo.store.notices import Notice

LANGUAGES = ("ja", "en")


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((resources.files(__package__) / "notices.toml").read_text(encoding="utf-8"))


def heading(kind: str, language: str, said: str = "") -> str:
    """What stands over a notice of a kind. UsageError for a language that there is none in."""
    if language not in LANGUAGES:
        raise UsageError(f"There are no notices in {language!r}.", f"Choose one of: {', '.join(LANGUAGES)}.")
    return _words()[kind][language][0].replace("{said}", said)


def title(notice: Notice, language: str) -> str:
    """A notice's kind and what it is about, on one line: a line break would begin another header of a mail."""
    return " ".join(f"{heading(notice.kind, language)}: {notice.title}".split())


def text(notice: Notice, language: str) -> str:
    """A notice in a sentence, and below it the lines that differ, where some do."""
    said, _break, lines = notice.said.partition("\n")
    sentence = _words()[notice.kind][language][1].replace("{said}", said)
    return f"{sentence}\n\n{lines}" if lines else sentence
