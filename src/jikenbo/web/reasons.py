"""The program's reasons and doubts in the reader's language: it says them in English, by a few patterns."""

import re
import tomllib
from functools import cache
from importlib import resources

from jikenbo.errors import VocabularyError


def said(reason: str, language: str) -> str:
    """A reason in a language; one that fits no pattern stands as it is."""
    if language == "en":
        return reason
    for pattern, told in _patterns():
        if found := pattern.fullmatch(reason):
            return told.format(*found.groups())
    return reason


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    file = resources.files("jikenbo.web.words") / "reasons.toml"
    try:
        held = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as cause:
        raise VocabularyError("The words in reasons.toml cannot be read.", "Reinstall jikenbo.") from cause
    return [(re.compile(re.escape(one["en"]).replace(r"\{\}", "(.+?)")), one["ja"]) for one in held.values()]
