"""How well each field is read: measured on a gold set and kept beside the program, so that figures can say it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "accuracy.toml"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """On the gold set: how much of what is read is right (precision), how much of what is there is read (recall)."""

    precision: float
    recall: float

    @property
    def wrong(self) -> float:
        """How often a value that was read is wrong, in per cent."""
        return 100 * (1 - self.precision)

    @property
    def missed(self) -> float:
        """How often a value that the text gives is not read, in per cent."""
        return 100 * (1 - self.recall)


@cache
def accuracies() -> dict[str, Accuracy]:
    """The measures by field; none where none were taken."""
    if not _FILE.is_file():
        return {}
    held = tomllib.loads(_FILE.read_text(encoding="utf-8"))["field"]
    return {name: Accuracy(one["precision"], one["recall"]) for name, one in held.items()}


@cache
def measured_on() -> str:
    """On what the measures were taken."""
    return str(tomllib.loads(_FILE.read_text(encoding="utf-8"))["on"]) if _FILE.is_file() else ""
