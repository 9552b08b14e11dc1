"""Patterns around organisations and products that have a part in an incident, from lang/ja/parties.toml."""

import re
import tomllib
from importlib import resources

_LISTS: dict[str, list[str]] = tomllib.loads(
    (resources.files("jikenbo.lang.ja") / "parties.toml").read_text(encoding="utf-8")
)


def _any(name: str) -> str:
    return f"(?:{'|'.join(_LISTS[name])})"


NO_COMPANY = re.compile(rf".*{_any('no_company')}\Z")
INCIDENT = re.compile(_any("incident"))
MALWARE = re.compile(_any("malware"))
SAFE = re.compile(_any("safe"))
AUTHORITY = re.compile(_any("authorities"))
NO_SERVICE = re.compile(_any("no_service"))
JOIN = rf"{_any('join')}*\Z"
ENGAGED = re.compile(rf"{_any('engaged')}{JOIN}")
