"""Organisations, services and products that a text names: the names by which releases of several publishers meet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from jikenbo.link.names import FORMS, name_key
from jikenbo.link.words import words
from jikenbo.text.fold import fold

_RUN = r"[一-龠々〆ァ-ヺーA-Za-z0-9&＆・.'\-]"
# 保険見直し本舗: a name may hold one kana between two kanji, if it is the end of a verb's stem and no particle.
_STEM = r"[一-龠々〆](?:[しりいきみちびけげせめれえ](?=[一-龠]))?|[ァ-ヺーA-Za-z0-9&＆・.'\-]"
_NAME = rf"(?:[ぁ-ん]{{2,6}}(?=[一-龠ァ-ヺA-Z]))?(?:{_STEM}){{2,30}}(?: [A-Z]{_RUN}{{1,20}}){{0,3}}"
_CALLED = (
    r"[「『\"]?([^()「」『』\"、。以]{2,24}?)[」』\"]?\s?(?:と(?:いう|いいます|言う|する|します|称する|表記))?。?\)"
)
# A name and what it is called from here on: (以下「…」), with an address before it or not.
_SAID = re.compile(r"[」』\"”]?\s?\((?:[^()「」『』]{0,60}?)(?:以下[、,:]?\s?|略称[:、]?|通称[:、]?)" + _CALLED)
# A company's name and another one in brackets.
_BARE = re.compile(r"\s?\((?:本社[^()]{0,60}|所在地[^()]{0,40})?" + _CALLED)
_QUOTED = re.compile(r"[「『\"“]([^「」『』\"“”。\n]{2,32})[」』\"”]")
_COMPANY = re.compile(r"([ァ-ヺーA-Za-z0-9&]{2,20}|(?<![一-龠])[一-龠]{1,6})\s?社(?![一-龠])")
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9@./_\-])(?:[A-Za-z][A-Za-z0-9]*(?:[.\-+&][A-Za-z0-9]+)*(?: [A-Z][A-Za-z0-9]*){0,3}[ァ-ヺー]*"
    r"(?:[A-Z]+[ァ-ヺー]*)?|[ァ-ヺー]{4,}[A-Z]*)"
)
_URL = re.compile(r"https?://[!-~]+|[\w.+\-]+@[A-Za-z0-9.\-]+", re.ASCII)
_DAY = re.compile(r"\d|令和|平成")
_LIMIT = 24


def _pattern(found: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))


_KATAKANA = _pattern(tuple(name_key(w) for name in ("common_katakana", "common_kanji") for w in words("origins", name)))
_LATIN = frozenset(map(name_key, words("origins", "common_latin")))
_COMMON = frozenset(name_key(w) for w in words("origins", "common_quoted"))
_NOT_COMPANY = frozenset(words("origins", "no_company"))
_NEAR = _pattern(words("origins", "near"))
_MAKER = re.compile("(?:株式会社|合同会社)?社?の?(?:" + "|".join(words("origins", "maker")) + ")")
_MAKER_BEFORE = re.compile("(?:" + "|".join(words("origins", "maker_before")) + ")(?:である)?[、(]?$")
_STRUCK = _pattern(words("origins", "struck"))
_PARTICLES = _pattern(words("origins", "particles"))
_OUTSIDE = _pattern(words("origins", "outside"))
_FORM = FORMS.pattern
_FRONT = re.compile(rf"(?:{_FORM})\s?({_NAME})")
_BACK = re.compile(rf"((?:[A-Z][A-Za-z0-9&.\-]{{0,20}} ){{0,3}}(?:{_STEM}){{2,30}})\s?(?:{_FORM})")


@dataclass(slots=True)
class Mention:
    """One name in a text: how it is written, how often, whether as an organisation, in the title.

    `near` counts sentences that tell of a service or contract beside it, `struck` those that tell of an incident;
    `maker` counts where the name is that of a product's maker.
    """

    key: str
    written: str
    count: int = 0
    company: bool = False
    titled: bool = False
    near: int = 0
    struck: int = 0
    maker: int = 0
    aliases: set[str] = field(default_factory=set)

    @property
    def weight(self) -> float:
        """How much the text makes of the name."""
        return min(self.count, 5) + 2 * self.company + 3 * self.titled + min(self.near, 4) + 2 * bool(self.aliases)


@dataclass(slots=True)
class _Collector:
    text: str
    title_end: int
    found: dict[str, Mention] = field(default_factory=dict)

    def add(self, written: str, start: int, end: int, *, company: bool = False, sure: bool = False) -> Mention | None:
        key = name_key(written)
        if not (_names(key) or (sure and len(key) > 1)):
            return None
        mention = self.found.get(key)
        if mention is None:
            mention = self.found[key] = Mention(key, written.strip())
        mention.count += 1
        mention.company |= company
        mention.titled |= start < self.title_end
        around = _sentence(self.text, start, end)
        mention.near += bool(_NEAR.search(around))
        mention.struck += bool(_STRUCK.search(around))
        made = _MAKER.match(self.text, end) or _MAKER_BEFORE.search(self.text, max(start - 12, 0), start)
        mention.maker += bool(made)
        return mention

    def count(self, name: str) -> None:
        """Take a name for an organisation's, wherever it stands; one that was found already is only marked as such."""
        found = self.found.get(name_key(name))
        if found:
            found.company = True
            return
        written = fold(name).strip()
        at = self.text.find(written) if written else -1
        while at >= 0:
            mention = self.add(written, at, at + len(written), company=True, sure=True)
            _call(mention, _SAID.match(self.text, at + len(written)))
            at = self.text.find(written, at + len(written))


def _sentence(text: str, start: int, end: int) -> str:
    before = text[max(start - 60, 0) : start].rpartition("。")[2].rpartition("\n")[2]
    after = text[end : end + 80].partition("。")[0].partition("\n")[0]
    return before + "\0" + after


def _names(key: str) -> bool:
    """Whether a key names something: not too short, no everyday word, no day."""
    if not 2 <= len(key) <= 30 or key in _COMMON or key in _LATIN or key.endswith("会") or _DAY.match(key):
        return False
    if _OUTSIDE.search(key) or _PARTICLES.match(key):
        return False
    rest = _KATAKANA.sub("", key).strip("ー0123456789")
    if rest.isascii():
        return len(rest) >= 3 and rest not in _LATIN
    return len(rest) >= 2


def mentions(text: str, title_end: int, own: frozenset[str], read: Iterable[str] = ()) -> tuple[Mention, ...]:
    """The names in a folded text that are not its publisher's own, weightiest first; `title_end` ends the title.

    `read` are names of organisations as the reader has them: in any form, a legal one or none.
    """
    plain = _URL.sub(lambda m: " " * len(m.group()), text)
    collector = _Collector(plain, title_end)
    for pattern in (_FRONT, _BACK):
        for match in pattern.finditer(plain):
            mention = collector.add(match[1], match.start(), match.end(), company=True)
            _call(mention, _SAID.match(plain, match.end()) or _BARE.match(plain, match.end()))
    for match in _QUOTED.finditer(plain):
        written = match[1].partition("(以下")[0]
        if not _is_phrase(written):
            mention = collector.add(written, match.start(), match.end())
            _call(mention, _SAID.match(plain, match.start(1) + len(written)))
    for match in _COMPANY.finditer(plain):
        if match[1] not in _NOT_COMPANY:
            collector.add(match[1], match.start(), match.end(), company=True)
    for match in _TOKEN.finditer(plain):
        mention = collector.add(match.group(), match.start(), match.end())
        _call(mention, _SAID.match(plain, match.end()))
    for name in read:
        collector.count(name)
    kept = [m for m in collector.found.values() if not _is_own(m, own)]
    kept.sort(key=lambda m: (-m.weight, m.key))
    return tuple(kept[:_LIMIT])


def _call(mention: Mention | None, called: re.Match[str] | None) -> None:
    """Give a name the short form that the text says it goes by from there on."""
    key = name_key(called[1]) if mention and called else ""
    if mention and key != mention.key and _names(key):
        mention.aliases.add(key)


def _is_phrase(quoted: str) -> bool:
    """Whether bracketed words are a sentence or a title rather than a name."""
    return len(re.findall(r"[ぁ-ん]", quoted)) > max(3, len(quoted) // 4) or quoted.endswith(("こと", "ため"))


def _is_own(mention: Mention, own: frozenset[str]) -> bool:
    """Whether a name is the publisher's; a company's that only begins like it is a subsidiary's."""
    key = mention.key
    return any(
        key == name or (len(name) > 3 and (key in name or (name in key and not mention.company))) for name in own
    )
