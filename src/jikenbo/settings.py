"""What a person may set, read once by the door from the environment and a file, and passed down."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from jikenbo.errors import UsageError

PREFIX = "JIKENBO_"
FILE = "jikenbo.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults; docs/settings.md says what each is for.

    `casebook` is a folder or a PostgreSQL URL, `captures` the folder for captures where it is a URL, `max_file_mb` the
    size of the largest file taken in. `contact` stands in the User-Agent of every request; `fetch_delay` is the seconds
    between two requests to one host, `fetch_seconds` the longest that one may take; `allow_inside` names the networks
    inside that may be fetched from all the same; `stamp_service` is where the log of digests is stamped (RFC 3161).
    Notices go to the file `notice_feed`, by `notice_mail` (smtp://host:25/?from=…&to=…) and to `notice_webhook`.
    """

    casebook: str = "casebook"
    captures: str = ""
    max_file_mb: int = 64
    contact: str = ""
    fetch_delay: int = 2
    fetch_seconds: int = 60
    allow_inside: str = ""
    stamp_service: str = ""
    notice_feed: str = ""
    notice_mail: str = ""
    notice_webhook: str = ""


def load_settings(environment: Mapping[str, str] = os.environ, file: Path | None = None) -> Settings:
    """Settings from JIKENBO_… variables, then jikenbo.toml in the working folder (or JIKENBO_CONFIG), then defaults."""
    stated = file or Path(environment.get(f"{PREFIX}CONFIG", FILE))
    given: dict[str, object] = _from_file(stated) if stated.is_file() else {}
    names = {field.name: field.type for field in fields(Settings)}
    unknown = sorted(given.keys() - names.keys())
    if unknown:
        raise UsageError(f"{stated} sets {unknown[0]}, which is no setting.", f"Settings are: {', '.join(names)}.")
    given |= {name: environment[PREFIX + name.upper()] for name in names if PREFIX + name.upper() in environment}
    return replace(Settings(), **{name: _converted(name, names[name], value) for name, value in given.items()})


def _from_file(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise UsageError(f"{file} cannot be read: {cause}.", "Mend the file or remove it.") from cause


def _converted(name: str, kind: object, value: object) -> Any:
    if kind not in (int, "int"):
        return str(value)
    try:
        return int(str(value))
    except ValueError as cause:
        raise UsageError(f"The setting {name} is {value!r}, which is no whole number.", "Set a number.") from cause
