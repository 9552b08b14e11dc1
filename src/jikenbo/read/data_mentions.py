"""Where a release names kinds of data: the words of the data_items list, the longest at each place winning."""

import re
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from jikenbo.text.words import element
from jikenbo.vocab import vocabulary

# Longer words between two entries than these are no list.
_GAP = 60
_ENTRY = r"(?![はがをも])[^、。・,/|※()\n]{1,16}"
_BRACKET = r"\([^()。\n]{0,40}\)"
_AND = r"(?:および|及び|並びに|ならびに|または|又は|もしくは|若しくは|かつ|そして|さらに|と|や|か)"
# What may stand between two entries of one list: the end of one, a separator, unknown entries, the head of the next.
_JOIN = re.compile(
    r"(?:等|など|その他|他|一式|情報|番号|データ|全般|記載|の(?:一部|全部|写し|画像|情報|データ|有無|うち))*"
    rf"(?:に紐[づ付](?:く|いた|けられた)(?!、))?(?:{_BRACKET})?(?:※ ?\d{{1,2}}|[*]\d{{1,2}})?"
    rf"(?:(?:[、・,/:\s「」『』＋+()①-⑳●◆■◎]+{_AND}?|{_AND}、?)(?:{_ENTRY}(?<![でが])(?<!おり)(?:{_BRACKET})?[、・,/)]{_AND}?){{0,4}}"
    rf"[「『(]?(?:{_ENTRY}の|その|各種|一部の|登録|暗号化された)?[おご御]?)?"
)
_BEFORE = re.compile(r"[^一-龥ぁ-んァ-ヶーA-Za-z0-9]|[のとやびは等用別]")
_AFTER = re.compile(
    r"[^一-龥ぁ-んァ-ヶーA-Za-z]|等|など|及び|および|並び|または|又は|もしく|と|や|が|は|も|を(?:含|記載)|に(?:関|係)|で(?:す|あ|し)|のみ|の一部"
)
# Making a named tuple this way takes a third of the time that its own constructor takes.
_new = tuple.__new__
KEYS = {"login_id", "password"}
# Personal data of which no kind is named.
UNSPECIFIED = "personal_unspecified"
_HEAD = re.compile("[一-龥ァ-ヶー]{2,}(?<!桁)$")
_LONGEST_HEAD = 10
# What makes 〜情報 the beginning of another word: 旅行情報誌, 認証情報入力画面.
_LONGER = re.compile(
    r"(?<=情報)(?:誌|館|学(?!生)|処理|技術|産業|基盤|センター|(?:入力)?画面|入力(?:欄|フォーム)|銀行|公開|提供)"
)
# A word in katakana that goes on in katakana is another word: パスワードロック, パスワードマネージャ.
_KANA = re.compile("[ァ-ヺー]{2}")
# A label with its value: a desk's telephone number, not a kind of data.
_VALUE = re.compile(r"\s?[:：]?\s?(?:[(]?\d{2,4}[)-]\d|[\w.+-]{1,64}@|\d{10})", re.ASCII)


class Named(NamedTuple):
    """A place in a folded text that names data, and the values of the closed list that it stands for.

    `weak` says that it is an everyday word, which names data only in a list of data.
    """

    start: int
    end: int
    values: tuple[str, ...]
    weak: bool


def named(text: str) -> list[Named]:
    """Every place of a folded text that names a kind of data, in order; none overlaps another."""
    automaton, words = _compiled()
    found: list[Named] = []
    last = 0
    # Of the words that begin at a place the longest comes first; those that begin within one taken are passed over.
    for start, _, end, word in sorted(
        [(start, -end, end, word) for word, start, end in automaton.find_matches_as_indexes(text, overlapping=True)]
    ):
        if start < last:
            continue
        last = end
        values, weak = words[word]
        if weak and (ends := _tail(text, start, end, after=found[-1].end if found else 0)):
            found.append(ends)
            continue
        if not values or _LONGER.match(text, end) or (weak and _inside(text, start, end)) or _KANA.match(text, end - 1):
            continue
        if not _VALUE.match(text, end):
            found.append(_new(Named, (start, end, values, weak)))
    return found


def _tail(text: str, start: int, end: int, *, after: int) -> Named | None:
    """A number or code whose first part no list names (学修番号, 組織コード): an everyday word for an identifier."""
    if text[start:end] not in _tails() or not _AFTER.match(text, end):
        return None
    head = _HEAD.search(text, max(after, start - _LONGEST_HEAD), start)
    return Named(head.start(), end, ("identifier",), weak=True) if head else None


def chains(text: str, mentions: list[Named]) -> list[list[Named]]:
    """Mentions that follow one another as the entries of one list, in order."""
    found = [mentions[:1]]
    last = mentions[0].end
    for mention in mentions[1:]:
        if mention.start - last <= _GAP and _JOIN.fullmatch(text, last, mention.start):
            found[-1].append(mention)
        else:
            found.append([mention])
        last = mention.end
    return [_as_skills(_as_bodies(text, chain)) if len(chain) > 1 else chain for chain in found]


def _inside(text: str, start: int, end: int) -> bool:
    """Whether an everyday word is only part of a longer one."""
    return bool((start and not _BEFORE.match(text, start - 1)) or (end < len(text) and not _AFTER.match(text, end)))


def _as_bodies(text: str, chain: list[Named]) -> list[Named]:
    """The name of a school beside that of a company says where a person belongs, not what was learnt."""
    if not any("employer" in mention.values for mention in chain):
        return chain
    bodies = vocabulary("data_items")["education"].get("bodies")
    return [m._replace(values=("employer",)) if text[m.start : m.end] in bodies else m for m in chain]


def _as_skills(chain: list[Named]) -> list[Named]:
    """資格情報 among the data of people is what they are qualified for, not what they sign in with."""
    if not any(len(mention.values) > 1 for mention in chain) or any(
        m.values[0] in KEYS for m in chain if "hr" not in m.values
    ):
        return chain
    return [m._replace(values=("hr",)) if KEYS.issubset(m.values) and "hr" in m.values else m for m in chain]


@cache
def _compiled() -> tuple[AhoCorasick, list[tuple[tuple[str, ...], bool]]]:
    """The automaton of all words, and for each the values that it stands for and whether it is an everyday word."""
    known: dict[str, tuple[tuple[str, ...], bool]] = {}
    for value, term in vocabulary("data_items").items():
        for word in _words(term.get("weak")):
            known[word] = ((*known.get(word, ((), True))[0], value), True)
    for value, term in vocabulary("data_items").items():
        for word in _words(term.cues):
            before, weak = known.get(word, ((), True))
            known[word] = ((value,) if weak else (*before, value), False)
    for word in _tails():
        known.setdefault(word, ((), True))
    for term in vocabulary("data_words").values():
        known |= dict.fromkeys(_words(term.cues), ((), False))
    return AhoCorasick(list(known)), list(known.values())


@cache
def _tails() -> tuple[str, ...]:
    return tuple(vocabulary("data_items")["identifier"].get("tails"))


def _words(cues: tuple[str, ...]) -> set[str]:
    return {word for cue in cues for word in element(cue).words}
