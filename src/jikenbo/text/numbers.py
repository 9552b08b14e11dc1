"""Numbers with a counter word, as Japanese releases write them: 1,234名, 12万3千件, 約1.5億件, 三百二十名."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from jikenbo.vocab import Term, vocabulary

# Longer than any count; more digits in a row are an identifier.
_LONGEST = 13
_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_KANJI = "".join([*_DIGITS, *_SMALL, *_LARGE])
_GROUPS = r"\d++(?:[,、]\d{3}(?!\d))*+"
AMOUNT = (
    rf"(?:(?<![\d.,/])(?<!\d:){_GROUPS}(?:\.\d++)?[十百千万億兆]*+(?:{_GROUPS}[十百千万億兆]++)*+"
    rf"(?:(?<=[万億兆千]){_GROUPS})?"
    rf"|(?<![{_KANJI}\d])[{_KANJI}]++)"
)
# What may stand between the figures and their counter word.
_ODD = " 余超強弱つ"
# No count is written longer, and no counter word.
_RUNS_TO = 80
_WORD = 12
_PART = re.compile(r"([\d.,、]+|[〇零一二三四五六七八九]+)|([十百千])|([万億兆])")
_BEFORE = (
    ("max", r"最大で?、?(?:約|およそ)?|最多で?|多くとも"),
    ("min", r"少なくとも、?(?:約|およそ)?|最低でも?"),
    ("about", r"約|およそ|おおよそ|おおむね|概ね|凡そ|ほぼ|推定|推計"),
    ("exact", r"延べ|のべ|合計|総計|計|全"),
)
_AFTER = (
    ("about", r"程度|前後|ほど|余り?|あまり|強|弱|くらい|ぐらい|近く|規模"),
    ("min", r"以上|超|を超え|を上回|を越え"),
    ("max", r"以下|以内|未満|を上限|が上限"),
)
_NEAR_BEFORE = re.compile("|".join(f"(?P<{name}>(?:{words}) ?$)" for name, words in _BEFORE))
_NEAR_AFTER = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _AFTER))
_NOT_BEFORE = ("第", "各", "-", "_", "※")
_ORDINAL = ("目", "ひとり", "おひとり", "一人", "1人", "ごと", "毎", "当たり", "あたり", "につき")
# What makes a counter word the beginning of another word: 1本件について, 3個人情報, 一名称, 三人称.
_NOT_AFTER = {
    "本": ("件", "人", "社", "学", "校", "来", "日", "市", "町", "県", "当", "格", "シ", "サ", "事", "部", "店"),
    "個": ("人", "別", "所"),
    "箇": ("所",),
    "名": ("称", "前", "簿", "刺", "義"),
    "人": ("称", "事", "材", "的", "気", "身", "為", "物"),
    "件": ("名",),
    "部": ("分", "署", "門", "品", "隊", "長"),
    "組": ("織", "合"),
    "ファイル": ("サーバ", "名", "形式", "共有", "転送"),
    "校": ("正", "舎", "長", "則", "庭", "務"),
    "点": ("検", "滅"),
    "社": ("内", "外", "員", "会", "長", "名"),
    "通": ("信", "知", "常", "報", "話", "販", "行"),
    "台": ("湾", "風", "帳", "東"),
    "園": ("児", "長"),
    "店": ("長", "頭", "員"),
    "行": ("政", "動", "為", "員", "番"),
    "先": ("生", "月", "日", "週", "方", "着", "頭", "端", "般", "程", "行", "進", "立", "ほど", "送", "に"),
    "会員": ("情", "番", "登", "様", "の", "サ", "ペ", "I", "規", "各"),
}
# Counter words that kanji numerals go with; 一部, 一本, 一組, 一点 are words of their own.
_KANJI_UNITS = (
    "人",
    "名",
    "件",
    "社",
    "台",
    "校",
    "通",
    "店舗",
    "人分",
    "名分",
    "件分",
    "名様",
    "世帯",
    "施設",
    "団体",
    "アドレス",
    "アカウント",
    "ファイル",
    "口座",
    "会員",
)
# What is counted with つ beside its own name: 2つの口座.
_OF_THINGS = ("口座", "アカウント", "メールアカウント", "アドレス", "メールアドレス", "ドメイン", "ID")
# Counter words that go right behind a Latin name: PC30台.
_OF_DEVICES = ("台", "本", "個")
# The lower end of a range stands in the count's place, and its upper end is the most it may be: 60~70名.
_LOWER = re.compile(r"(?<![\d.,:/年月日時分])\d[\d,万千]*(?:人|名|件|台|通|社)?~$")
# The longest qualifier before a number is 最大で、およそ.
_REACH = 10


class Qualifier(StrEnum):
    """How exact a number is said to be."""

    EXACT = "exact"
    ABOUT = "about"
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, slots=True)
class Number:
    """A counted number: its place (qualifier, figures and counter word), value, unit, and how exact it is said to be.

    `figure` is where its figures begin. `unit` is the counter word's normal form, `written` the word itself.
    """

    start: int
    end: int
    figure: int
    value: int
    unit: str
    written: str
    qualifier: Qualifier


def worth(figures: str) -> int | None:
    """The value of figures, kanji numerals or a mix of both; None if it is no whole number or too long for a count.

    >>> worth("12万3千"), worth("三百二十"), worth("14.3万"), worth("2.5")
    (123000, 320, 143000, None)
    """
    # Most amounts are plain figures.
    if len(figures) <= _LONGEST and (plain := figures.replace(",", "")).isdecimal():
        return int(plain)
    if len(figures) > 3 * _LONGEST:
        return None
    total, section, digits = Decimal(0), Decimal(0), None
    for written, small, large in _PART.findall(figures):
        if written:
            plain = "".join(_DIGITS.get(c, c) for c in written if c not in ",、").strip(".")
            if len(plain) > _LONGEST or plain.count(".") > 1:
                return None
            digits = Decimal(plain or 0)
        elif small:
            section += (Decimal(1) if digits is None else digits) * _SMALL[small]
            digits = None
        else:
            total += (section + (digits or 0) or 1) * _LARGE[large]
            section, digits = Decimal(0), None
    total += section + (digits or 0)
    return int(total) if total == int(total) else None


def numbers(text: str) -> Iterator[Number]:
    """Every number with a counter word in a folded text, in order."""
    counted = _counted()
    for run in _runs().finditer(text):
        start, end = run.span()
        match = counted.search(text, start, end + _WORD)
        value = worth(match["amount"]) if match else None
        if match and value is not None and not _idiom(text, match):
            yield _number(text, match, value)


@cache
def counter_words() -> dict[str, Term]:
    """The unit that every counter word stands for."""
    return {cue: term for term in vocabulary("units").values() for cue in term.cues}


def qualifier_before(text: str, at: int) -> tuple[Qualifier | None, int]:
    """The qualifier that ends right before an offset, and where it begins (the offset itself, if there is none)."""
    near = _NEAR_BEFORE.search(text, max(at - _REACH, 0), at)
    return (Qualifier(str(near.lastgroup)), near.start()) if near else (None, at)


def qualifier_after(text: str, at: int) -> tuple[Qualifier | None, int]:
    """The qualifier that begins at an offset, and where it ends (the offset itself, if there is none)."""
    near = _NEAR_AFTER.match(text, at)
    return (Qualifier(str(near.lastgroup)), near.end()) if near else (None, at)


@cache
def _runs() -> re.Pattern[str]:
    """Figures that a counter word may follow: sets of characters are looked for much faster than amounts."""
    heads = re.escape("".join(sorted({word[0] for word in counter_words()} | set(_ODD))))
    figure = rf"[\d{_KANJI}]"
    # The look behinds stand behind the first figure, so that the search goes from figure to figure.
    begun = rf"{figure}(?<!{figure}.)(?<!{figure}[.,、/:].)"
    return re.compile(rf"{begun}[\d{_KANJI}.,、/:]{{0,{_RUNS_TO}}}+(?=[{heads}])")


@cache
def _counted() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, counter_words()), key=len, reverse=True))
    return re.compile(rf"(?P<amount>{AMOUNT})(?P<odd>余り?|超|強|弱)?(?P<things>つの)?[ ]?(?P<unit>{words})")


def _idiom(text: str, match: re.Match[str]) -> bool:
    """Whether the figures are no count: 第1部, 2件目, 一部, 一人ひとり, Microsoft 365アカウント."""
    start, end = match.span()
    before, after = text[max(start - 2, 0) : start], text[end : end + 4]
    if before.endswith(_NOT_BEFORE) or after.startswith(_NOT_AFTER.get(match["unit"], ()) + _ORDINAL):
        return True
    if match["amount"][0] in _KANJI and (
        match["unit"] not in _KANJI_UNITS or before == "万が" or before[-1:] in ("数", "同", "唯", "統")
    ):
        return True
    if match["things"] and match["unit"] not in _OF_THINGS:
        return True
    if match["unit"] in _OF_DEVICES and before[-1:] != " ":
        return False
    latin = before[-1:] if before[-1:] != " " else before[:1]
    return latin.isascii() and latin.isalpha()


def _number(text: str, match: re.Match[str], value: int) -> Number:
    lower = _LOWER.search(text, max(match.start() - _LONGEST, 0), match.start())
    before, start = qualifier_before(text, lower.start() if lower else match.start())
    before = Qualifier.MAX if lower else before
    after, end = qualifier_after(text, match.end())
    odd = Qualifier.MIN if match["odd"] == "超" else Qualifier.ABOUT if match["odd"] else None
    found = next((q for q in (before, odd, after) if q not in (None, Qualifier.EXACT)), Qualifier.EXACT)
    unit = counter_words()[match["unit"]].value
    return Number(start, end, match.start(), value, unit, match["unit"], found or Qualifier.EXACT)
