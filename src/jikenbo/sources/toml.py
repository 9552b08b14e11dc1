"""Sources as TOML, read strictly: a word that is not known is told and not passed over."""

import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from jikenbo.errors import UsageError
from jikenbo.sources.source import Kind, Source

_SPAN = re.compile(r"(\d{1,5})\s*(m|h|d|w)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SHORTEST = timedelta(minutes=5)
_DEFAULTS = {"expect": 1, "most": 50, "pages": 5}
_KNOWN = frozenset(("id", "name", "address", "kind", "every", "only", "never", "vanishes", "lookups", *_DEFAULTS))


def load(file: Path) -> Source:
    """The source in a TOML file, named after the file; UsageError if it is not one."""
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as cause:
        raise UsageError(f"{file} is not there.", "Check the path.") from cause
    except (OSError, ValueError) as cause:
        raise UsageError(f"{file} cannot be read: {cause}.", "Mend the file.") from cause
    return source_of({"id": file.stem} | given)


def source_of(given: Mapping[str, Any]) -> Source:
    """A source by what its TOML says. UsageError for what is unknown, missing or of the wrong kind."""
    named = str(given.get("name") or given.get("id") or "The source")
    if unknown := sorted(given.keys() - _KNOWN):
        raise _wrong(named, f"sets {unknown[0]}, which is nothing that a source has")
    for word in ("address", "kind"):
        if not isinstance(given.get(word), str):
            raise _wrong(named, f"lacks {word}")
    if given["kind"] not in set(Kind):
        raise _wrong(named, f"is of kind {given['kind']}; kinds are {', '.join(Kind)}")
    every = span(str(given.get("every", "6h")), named)
    if every < _SHORTEST:
        raise _wrong(named, "is looked at more often than every five minutes")
    return Source(
        id=str(given.get("id") or ""),
        name=named,
        address=given["address"],
        kind=Kind(given["kind"]),
        every=every,
        only=_words(given, "only", named),
        never=_words(given, "never", named),
        expect=_number(given, "expect", named),
        vanishes=span(str(given["vanishes"]), named) if "vanishes" in given else None,
        most=_number(given, "most", named),
        pages=_number(given, "pages", named),
        lookups={str(key): str(value) for key, value in given.get("lookups", {}).items()},
    )


def span(written: str, named: str = "The setting") -> timedelta:
    """A span of time written as 30m, 6h, 31d or 2w."""
    match = _SPAN.fullmatch(written.strip())
    if match is None:
        raise UsageError(f"{named} says {written!r}, which is no span of time.", "Write 30m, 6h, 31d or 2w.")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def as_given(source: Source) -> dict[str, Any]:
    """A source as its TOML says it, without what is as usual."""
    said: dict[str, Any] = {"id": source.id, "name": source.name, "address": source.address, "kind": source.kind.value}
    said["every"] = written(source.every)
    said |= {key: list(getattr(source, key)) for key in ("only", "never") if getattr(source, key)}
    said |= {key: getattr(source, key) for key, usual in _DEFAULTS.items() if getattr(source, key) != usual}
    if source.vanishes:
        said["vanishes"] = written(source.vanishes)
    return said | ({"lookups": source.lookups} if source.lookups else {})


def as_toml(source: Source) -> str:
    """A source as a TOML file."""
    lines = []
    for key, value in as_given(source).items():
        if key == "lookups":
            lines += ["", "[lookups]", *(f"{_quoted(words)} = {_quoted(meant)}" for words, meant in value.items())]
        elif isinstance(value, list):
            lines.append(f"{key} = [{', '.join(_quoted(one) for one in value)}]")
        else:
            lines.append(f"{key} = {value if isinstance(value, int) else _quoted(value)}")
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in plain) + '"'


def written(length: timedelta) -> str:
    """A span of time as sources write it."""
    minutes = int(length.total_seconds()) // 60
    for unit, size in (("d", 1440), ("h", 60)):
        if minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes}m"


def _words(given: Mapping[str, Any], word: str, named: str) -> tuple[str, ...]:
    value = given.get(word, [])
    if not isinstance(value, list):
        raise _wrong(named, f"must give {word} as a list")
    return tuple(str(one) for one in value)


def _number(given: Mapping[str, Any], word: str, named: str) -> int:
    value = given.get(word, _DEFAULTS[word])
    if not isinstance(value, int) or value < 0:
        raise _wrong(named, f"must give {word} as a whole number")
    return value


def _wrong(named: str, what: str) -> UsageError:
    return UsageError(f"{named} {what}.", "docs/sources.md says what a source may have.")
