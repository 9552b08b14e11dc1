"""Patterns around organisations and products that have a part in an incident, from lang/ja/parties.toml."""

import re
import tomllib
from importlib import resources

from jikenbo.text.characters import KATAKANA_KANJI, SOLID
from jikenbo.vocab import vocabulary

_LISTS: dict[str, list[str]] = tomllib.loads(
    (resources.files("jikenbo.lang.ja") / "parties.toml").read_text(encoding="utf-8")
)
_ROLES = vocabulary("party_roles")


def _any(name: str) -> str:
    return f"(?:{'|'.join(_LISTS[name])})"


def _roles(side: str, *roles: str) -> str:
    """What stands on one side of a name, for several roles; the group that matches is the role."""
    return "|".join(f"(?P<{role}>{'|'.join(_ROLES[role].get(side))})" for role in roles)


# What may close a heading or a label behind its words.
_CLOSED = r"[\]】>≫》」』):| ]*"
# What may stand between a governing word and the name.
_JOIN = rf"{_any('join')}*\Z"

INCIDENT_WORDS = _LISTS["incident"]
AFFECTED_WORDS = _LISTS["affected"]
COMMISSIONED = tuple(_LISTS["commissioned"])
ROLES = tuple(role for role in _ROLES if role != "product")

# Names: what is none, whose they are, and where one stands that has no form.
NO_COMPANY = re.compile(rf".*{_any('no_company')}\Z")
AUTHORITY = re.compile(_any("authorities"))
WE_ARE = re.compile(rf"{_any('we')}[(、]\Z")
CALLED = re.compile(rf"{_any('called')}(?:である|の|、)?\Z")
BESIDE = re.compile(
    rf"[(「『](?<=[社者先元関業家ーるの、].)(?P<name>(?:{SOLID}|&)(?:{SOLID}|[・&.\- ]){{1,30}}(?<!社))(?=[)」』(])"
)
# It begins with a character class, so that the search passes quickly over the rest; FIRMS says what must end there.
SLOT = re.compile(
    rf"[社先元者人](?P<end>)(?:である|の|、)?[ ]?"
    rf"(?P<name>(?:[A-Z]|{KATAKANA_KANJI})(?:{SOLID}|[・&]){{2,24}}(?: [ァ-ヺー]{{2,12}})?)"
    rf"(?<!者)(?<!(?<!公)社)(?![ .]?[A-Za-z0-9&]|{KATAKANA_KANJI})"
)
FIRMS = tuple(_LISTS["firms"])
_COMMON = re.compile(_any("common"))
_PROPER = re.compile(rf"[A-Z][A-Za-z]{{2,}}|[ァ-ヺ][ァ-ヺー]{{2,}}|.(?:{KATAKANA_KANJI}|[A-Z]){{2,}}{_any('kinds')}\Z")
_NO_NAME = re.compile(rf".*{_any('no_name')}\Z")

# Roles: what governs a name from before it, what follows it, and what heads it.
GOVERNS = re.compile(rf"(?:{_roles('before', 'affiliate', 'investigator', 'client', 'supplier')}){_JOIN}")
FOLLOWS = re.compile(
    rf"{_roles('after', 'client', 'affiliate', 'investigator', 'supplier')}|(?P<beside>{_any('cut_off')})"
)
OF_OUR_GROUP = re.compile(rf"[^。\n]{{0,40}}?{_any('our_group')}")
CLIENT_AFTER = re.compile(_roles("after", "client"))
ALIASES = {alias: role for role, term in _ROLES.items() for alias in term.get("alias")}
ENGAGED = re.compile(rf"{_any('engaged')}{_JOIN}")
HEADED = re.compile(rf"{_any('headed')}(?:の?(?:情報|概要|名称|名)|について)?{_CLOSED}\Z")
HEADED_CLIENT = re.compile(rf"{_any('headed_client')}{_CLOSED}\Z")
HEADED_DESK = re.compile(rf"{_any('headed_desk')}{_CLOSED}\Z")
SAID_IN_BRACKETS = re.compile(rf"[ ]?\([^()\n]{{0,12}}{_any('in_brackets')}\)")
OF_THEIRS = re.compile(_any("of_theirs"))
LABEL = re.compile(rf"[ #・●○■□◆◇*\-(0-9).①-⑳【\[]*{_any('labels')}?[ :|]*")
LISTED = re.compile(_any("listed"))
LIST_OPENS = re.compile(
    rf"{_any('listed')}(?:は、?(?:次|以下|下記)(?:の(?:通り|とおり)です。)?|[ ]?[:=)」】>])[^。]{{0,160}}\Z"
)
SAFE = re.compile(_any("safe"))

# The service that stands before its operator: サンプルチャット運営会社(.
RUNS = re.compile(rf"(?P<service>[A-Za-z][A-Za-z0-9.\-]+(?: [A-Za-z0-9.\-]+)?|[ァ-ヺー]+)の?{_any('runs')}[(「]?\Z")
RUN_BY = re.compile(
    r"[がの](?:提供|運営)する[^。「『\n]{0,24}[「『]?(?P<service>[A-Za-z][A-Za-z0-9.\-]+|[ァ-ヺー]+)[」』(]"
)
# What follows a service at which an account of somebody's is meant.
ACCOUNT = r"[」』]?(?:\([^()\n]{1,20}\))?(?:の|に(?:おける|て))?[^。、\n]{0,8}アカウント"
# A name that the text goes on to call 本ツール, 本システム or the like.
CALLED_THIS = re.compile(
    rf"[」』]?\([^()\n]{{0,24}}以下[、,]?[「『]?(?P<alias>[本当]{KATAKANA_KANJI}{{2,10}})[」』]?(?:とい[いう]|と[呼称])?[^()。\n]{{0,6}}。?\)"
)
USED = re.compile(r"[^。\n]{0,30}(?:利用|使用|導入|契約)(?:して|し、)")

# Products: what names one, what ties it to the incident, and what says that it was spared.
PRODUCT_BEFORE = re.compile(rf"(?:{_roles('before', 'product')}){_JOIN}")
OUTSIDE = re.compile(rf"(?:{'|'.join(_ROLES['product'].get('outside'))})\Z")
PRODUCT_NAMED = re.compile(
    rf"名(?P<end>)[ ]?(?::|は[「『]|[「『])[ ]?(?P<name>(?!\d){SOLID}(?:{SOLID}|[.\-+ ]){{1,30}}{SOLID})"
    r"(?=[)」』、,\n ]|\Z)"
)
PRODUCT_WORDS = tuple(_LISTS["product_names"])
NO_SERVICE = re.compile(_any("no_service"))
MALWARE_BEFORE = re.compile(rf"{_any('malware')}(?:である|は|の|、)?[「『(]?\Z")
MALWARE_BESIDE = re.compile(rf" ?{_any('malware')}")
MALWARE_AFTER = re.compile(rf"[」』)]?(?:と呼ばれる|という|に感染|{_any('malware')})")
LIST_BEGINS = re.compile(_any("list_begins"))
NAMED_AS = re.compile(_any("named_as"))
PLANNED = re.compile(_any("planned"))
SPARED = re.compile(_any("spared"))
OFFERED = re.compile(rf"{_any('offers')}\Z")
PRESENCE = re.compile(_any("presence"))
SPARED_BEFORE = re.compile(rf"{_any('spared_before')}\Z")


def looks_proper(name: str) -> bool:
    """Whether a run of letters, kana or Chinese characters looks like somebody's name and not like common nouns."""
    return not _NO_NAME.match(name) and _PROPER.search(_COMMON.sub("", name)) is not None


def looks_quoted(name: str) -> bool:
    """Whether what a firm's word is followed by in quotation marks is its name and not a title or a service."""
    return not (_NO_NAME.match(name) or NO_SERVICE.search(name))
