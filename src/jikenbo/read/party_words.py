"""Patterns around organisations and products that have a part in an incident, from lang/ja/parties.toml."""

import re
import tomllib
from importlib import resources
from typing import NamedTuple

from jikenbo.vocab import vocabulary

_LISTS: dict[str, list[str]] = tomllib.loads(
    (resources.files("jikenbo.lang.ja") / "parties.toml").read_text(encoding="utf-8")
)


def _any(name: str) -> str:
    return f"(?:{'|'.join(_LISTS[name])})"


NO_COMPANY = re.compile(rf".*{_any('no_company')}\Z")
INCIDENT = re.compile(_any("incident"))
MALWARE_BEFORE = re.compile(rf"{_any('malware')}(?:である|の|、)?[「『(]?\Z")
MALWARE_AFTER = re.compile(rf"[」』)]?(?:と呼ばれる|という|に感染|{_any('malware')})")
LISTED = re.compile(_any("listed"))
LIST_OPENS = re.compile(rf"{_any('listed')}(?:は、?(?:次|以下)|[ ]?[:=)」】])[^。]{{0,120}}\Z")
LIST_BEGINS = re.compile(_any("list_begins"))
_NAME = "A-Za-z0-9ァ-ヺー一-鿿"
PRODUCT_NAMED = re.compile(
    rf"{_any('product_names')}[ ]?(?::|は[「『]|[「『])[ ]?"
    rf"(?P<name>[A-Za-zァ-ヺー一-鿿][{_NAME}.\-+ ]{{1,30}}[{_NAME}])"
    r"(?=[)」』、,\n ]|\Z)"
)
NAMED_AS = re.compile(_any("named_as"))
PLANNED = re.compile(_any("planned"))
SPARED = re.compile(_any("spared"))
SPARED_BEFORE = re.compile(rf"{_any('spared_before')}\Z")
NAMELESS = re.compile(
    rf"{_any('names_in_brackets')}[ ]?\((?P<name>[A-Za-z][A-Za-z0-9&.\- ]{{1,30}})(?=\))"
    rf"|{_any('quoted_names')}(?:である|の|、)?[「『](?P<quoted>[^「」『』()。、\n]{{2,24}})(?=[」』(])"
)
SAFE = re.compile(_any("safe"))
AUTHORITY = re.compile(_any("authorities"))
NO_SERVICE = re.compile(_any("no_service"))
JOIN = rf"{_any('join')}*\Z"
COMMISSIONED = tuple(_LISTS["commissioned"])
ENGAGED = re.compile(rf"{_any('engaged')}{JOIN}")


class Cues(NamedTuple):
    """How the text speaks of those who have a role: what governs a name, what follows it, what it is called."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    aliases: frozenset[str]


CUES = {
    role: Cues(
        re.compile(f"(?:{'|'.join(term.get('before'))}){JOIN}"),
        re.compile(f"(?:{'|'.join(term.get('after', ('(?!)',)))})"),
        frozenset(term.get("alias")),
    )
    for role, term in vocabulary("party_roles").items()
}
OUTSIDE = re.compile(rf"(?:{'|'.join(vocabulary('party_roles')['product'].get('outside'))})\Z")
ROLES = tuple(role for role in CUES if role != "product")
