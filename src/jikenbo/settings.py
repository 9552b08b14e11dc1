"""What a person may set, read once by the door from the environment and a file, and passed down."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from jikenbo.errors import UsageError

PREFIX = "JIKENBO_"
FILE = "jikenbo.toml"


def _setting(default: str | int, about: str) -> Any:
    """A setting with its default, and what it is for."""
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults; what each is for stands beside it, and in docs/settings.md, made from here."""

    casebook: str = _setting("casebook", "The casebook: a folder, or a `postgresql://` URL.")
    captures: str = _setting("", "The folder for captures where the casebook is a URL; else they are in its folder.")
    max_file_mb: int = _setting(64, "The largest file or answer taken in, packed and unpacked, in megabytes.")
    contact: str = _setting(
        "", "Who asks, for the User-Agent: an e-mail address or a page about you. Nothing is fetched without it."
    )
    fetch_delay: int = _setting(2, "Seconds between two requests to one host, at least.")
    fetch_seconds: int = _setting(60, "The longest that one request may take.")
    fetch_hosts: int = _setting(8, "How many hosts are asked at a time; never one host twice.")
    allow_inside: str = _setting(
        "", "Networks inside that may be fetched from all the same, with commas between: `10.1.0.0/16`."
    )
    stamp_service: str = _setting("", "The service that stamps the log of digests with the time (RFC 3161).")
    notice_feed: str = _setting("", "The file to which notices are written as JSON Feed 1.1.")
    notice_mail: str = _setting(
        "", "The mail server for notices, and who writes to whom: `smtp://host:25/?from=a@example.jp&to=b@example.jp`."
    )
    notice_webhook: str = _setting("", "The address to which each notice is posted as a JSON object.")
    notice_language: str = _setting("ja", "The language of notices: `ja` or `en`.")


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
