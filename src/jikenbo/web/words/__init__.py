"""The words of the interface: one TOML a language, the same keys in each."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jikenbo.errors import VocabularyError

LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language: called with a key such as `case.reports`, it gives the words."""

    language: str
    table: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, with values in their places."""
        return self.table[key].format(**values) if values else self.table[key]

    def get(self, key: str) -> str | None:
        """The words of a key that need not be there."""
        return self.table.get(key)


@cache
def words(language: str) -> Words:
    """The words of one language."""
    file = resources.files(__name__) / f"{language}.toml"
    try:
        sections = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as cause:
        raise VocabularyError(f"The words in {language}.toml cannot be read.", "Reinstall jikenbo.") from cause
    return Words(language, {f"{name}.{key}": said for name, held in sections.items() for key, said in held.items()})
