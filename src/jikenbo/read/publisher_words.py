"""Patterns for how a release speaks of its publisher and of others, from lang/ja/publisher.toml."""

import re
import tomllib
from importlib import resources

from jikenbo.text.characters import KANJI, KATAKANA_KANJI
from jikenbo.text.municipalities import prefectures

_LISTS: dict[str, list[str]] = tomllib.loads(
    (resources.files("jikenbo.lang.ja") / "publisher.toml").read_text(encoding="utf-8")
)


def _any(name: str) -> str:
    return f"(?:{'|'.join(_LISTS[name])})"


_DEFINED = r"以下[、,はを ]{0,2}(?:総称して)?[「『\"“(]?"
_CLOSES = r"(?=[」』\"”)、。]|と|といい|という|\Z)"

SELF = re.compile(rf"{_any('we_first')}{_any('we_second')}(?:[\( ]|である|:)?\Z")
SELF_DEFINED = re.compile(
    rf"{_DEFINED}(?P<self>{_any('we_first')}{KANJI}{{1,4}}(?:グループ)?{_CLOSES}|{_any('bare_self')})[」』\"”)]?"
)
NOT_SELF = re.compile(_any("not_self"))
PROFILE = re.compile(rf"[ ]?\((?:[^()\n]|\([^()\n]{{0,60}}\)){{0,90}}?{_any('profile')}")
OTHERS_BEFORE = re.compile(rf"{_any('others_before')}(?:である|の|、|「|『|\(|:| )*\Z")
OTHERS_IN_BRACKETS = re.compile(
    rf"\([^()\n]{{0,60}}?{_DEFINED}(?!当社|弊社|本社|同社)[^「」『』()\n]{{1,20}}?社[」』\"”]?[^()\n]{{0,10}}\)"
    r"|様|社(?!長|員|内|外|会|宅|屋|殿)"
)
OTHERS_AFTER = re.compile(rf"(?:\([^()\n]{{0,60}}\))?(?:社|様)?{_any('others_after')}")
# A short form in brackets that is not 当社, where what follows is said of another and not by oneself.
OTHERS_ALIAS = re.compile(
    rf"[ ]?\((?:[^()\n]{{0,60}}{_DEFINED}(?![当弊本同])[^()「」『』。\n]{{2,20}}[」』\"”]?[^()\n]{{0,8}}"
    rf"|[A-Z]{{2,10}}|[^()。\n]{{1,12}}社)\){_any('others_then')}"
)
SPEAKS = re.compile(_any("speaks"))
OPENER = re.compile(rf"{_any('opener')}*")
AFTER_SUBJECT = re.compile(rf"[ ]?{_any('after_subject')}")
AFTER_SUBJECT_LATER = re.compile(rf"[ ]?{_any('after_subject_later')}")
AFTER_OFFICE = re.compile(rf"(?:{KANJI}{{2,10}}[局部課室])?{_any('after_subject_later')}")
AFTER_PLACE = re.compile(rf"(?:{KANJI}{{2,10}}[局部課室])?{_any('after_place')}")
AFTER_PUBLIC = re.compile(_any("after_public"))
BELONGS = re.compile(rf"[ ]?{_any('belongs')}")
ALONE = re.compile(rf"{_any('before_alone')}*")
REPRESENTATIVE = re.compile(rf"[ 、]?{_any('representative')}")
DESK = re.compile(_any("desk"))
NO_NAME = re.compile(_any("no_name"))
# Right behind a quotation mark it is another's title that is quoted.
COMPANY_SPEAKS = re.compile(rf"(?<![「『]){_any('company_speaks')}")
PUBLIC_SPEAKS = re.compile(_any("public_speaks"))
COMPANY_FORMS = tuple(_LISTS["company_forms"])
GROUP = re.compile(rf"{_any('company_speaks')}(?:(?:および|及び|ならびに|並びに|、){KANJI}{{0,4}})?グループ")
PLACE = re.compile(r".*[市町村区県府都道]\Z")
SCHOOL = re.compile(rf"{KANJI}{{1,4}}{_any('schools')}")
LATIN = re.compile(r"[A-Z][A-Za-z0-9&.]+(?: [A-Z][A-Za-z0-9&.]+)*")
AFTER_TITLE_LATIN = re.compile(_any("after_title_latin"))
GROUP_DEFINED = re.compile(rf"[ ]?\([^()\n]{{0,40}}{_DEFINED}{_any('company_speaks')}グループ")
COMMISSIONS = re.compile(_any("commissions"))
OFFICE_SPEAKS = re.compile(
    rf"{_any('office_bodies')}(?={KANJI}{{2,8}}(?:部|課|室|局|センター)(?:・{KATAKANA_KANJI}{{2,16}})?{_any('office_speaks')})"
)
PLACE_OFFICE = re.compile(
    r"[都道府県市町村区](?P<end>)(?!警察|教育)"
    rf"(?:公式(?:ホームページ|サイト)|(?:{KANJI}|・){{2,12}}?[局部課室係](?P<sets>が設置|が運営|が所管)?)"
)
GREETING = re.compile(rf"{_any('greeting')}(?P<name>)")
GREETED = re.compile(_any("greeted"))
LATIN_GROUP = re.compile(r"[A-Z][A-Za-z0-9&.]*(?: [A-Z&][A-Za-z0-9&.]*)* (?:Group|Holdings|University)")
PREFECTURE = re.compile("|".join(prefectures()))
PREFECTURE_SPEAKS = re.compile(_any("prefecture_speaks"))
BOARD = re.compile(rf"(?<!{KANJI}){KANJI}{{1,5}}[市町村区]教育委員会")
BOARD_SPEAKS = re.compile(_any("board_speaks"))
