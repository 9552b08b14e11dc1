"""Regular expressions over Japanese words, by name, from the TOML files beside this module."""

import re
import tomllib
from functools import cache
from importlib import resources

from jikenbo.errors import VocabularyError


class Patterns(dict[str, re.Pattern[str]]):
    """The patterns of one file by name; each is compiled when it is first asked for, and the file read then.

    Raises VocabularyError for a name that the file does not have.
    """

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file

    def __missing__(self, name: str) -> re.Pattern[str]:
        try:
            written = _written(self._file)[name]
        except KeyError as cause:
            raise VocabularyError(f"The file {self._file} has no pattern {name}.", "Reinstall jikenbo.") from cause
        compiled = self[name] = re.compile(written, re.VERBOSE)
        return compiled


@cache
def _written(file: str) -> dict[str, str]:
    text = (resources.files(__package__) / file).read_text(encoding="utf-8")
    patterns: dict[str, str] = tomllib.loads(text)["patterns"]
    return patterns
