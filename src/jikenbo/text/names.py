"""Names of organisations: where they stand in a folded text, and one form in which two of them are compared."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from jikenbo.lang.ja.name_words import name_words
from jikenbo.text.characters import HIRAGANA, KANJI, LETTER, SOLID

_WORDS = name_words()
# The longest name without its legal form that occurs; a longer run of name characters is cut here.
_REACH = 40
# No document of one organisation holds more names; what comes after them is not looked at.
_MOST = 10_000
_JOINTS = r"・\-\.\+!_&'"
# A space joins Latin words; before a form it may part the words of a Japanese name too.
_LATIN_SPACE = r"(?<=[A-Za-z0-9.,&]) (?=[A-Za-z0-9&])"


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_FORMS = tuple(
    (form, place)
    for place, forms in (
        ("before", _WORDS.before),
        ("after", _WORDS.after),
        ("either", _WORDS.either),
        ("latin", _WORDS.latin),
    )
    for form in forms
)
_AUTOMATON = AhoCorasick([form for form, _ in _FORMS], matchkind=MatchKind.LeftmostLongest)
# A text without the first character of any form is passed over at once.
_FIRSTS = re.compile("[" + re.escape("".join(sorted({form[0] for form, _ in _FORMS}))) + "]")
_KANA = re.compile(rf"[{HIRAGANA}ー]*")
_SOLIDS = re.compile(rf"(?:{SOLID}|[{_JOINTS}](?={SOLID})|{_LATIN_SPACE}){{0,{_REACH}}}")
_INSIDE = re.compile(
    rf"(?!{_either(tuple(_WORDS.after_names))})[{HIRAGANA}]{{3,6}}(?:(?=[\s(「」、。:】)]|\Z)|(?:{SOLID}|[{_JOINTS}](?={SOLID})){{1,{_REACH}}})"
)
_OKURIGANA = re.compile(rf"[しりきちみいえけせねれめつくう](?:{SOLID}|[{_JOINTS}](?={SOLID})){{1,{_REACH}}}")
_LEFT = re.compile(rf"(?:{LETTER}|[{_JOINTS} ](?={LETTER})){{0,{_REACH}}}")
_LATIN_WORD = re.compile(r"\([A-Za-z][A-Za-z ]{0,14}\)|[A-Za-z0-9À-ÿ&'.\-]+")
# What may stand between two forms of one name: Sample Corporation (Thailand) Ltd.
_LATIN_MIDDLE = re.compile(r" ?(?:\([A-Za-z .]{2,20}\) ?)?")
_LATIN_GAP = re.compile(r"[ ,]{0,2}")
_FOREIGN = re.compile(r"[A-Za-zァ-ヺー]")
_KANA_RUN = re.compile(rf"[{HIRAGANA}]+(?:ー[{HIRAGANA}]+)*")
_NUMBER = re.compile(r"^(?:[0-9]{1,2}[.・ -]|[・ -])+")
_STOP = re.compile(_either(_WORDS.stop))
_DESK = re.compile(rf"(?:{_either(_WORDS.desk)})[^はがのをにで、。\n]{{0,16}}?(?:{_either(_WORDS.desk_ends)})")
_LEAD = re.compile(rf"(?:{_either(_WORDS.lead)})+|[0-9.]+(?:年|月|日|時|分|頃|件|名|人|社|通)(?:付|頃)?")
_INNER = re.compile(_either(_WORDS.inner))
_ENDS = _either(_WORDS.kinds + _WORDS.places)
_KIND_NAME = re.compile(
    rf"(?:{SOLID}|[・](?={SOLID})|(?!{_either(_WORDS.not_inside)})[{HIRAGANA}]{{2,5}}(?={SOLID})){{1,24}}?"
    rf"(?:{_ENDS})(?:(?:{SOLID}|・){{0,12}}(?:{_ENDS}))?(?:(?!{SOLID})|(?={_either(_WORDS.belongings)}|{KANJI}{{2,10}}[局部課室](?:は|が|に|で|の)))"
)
# Particles that join a name to what stands before it, and the ends of words that do.
_JOINING = tuple("はがをにでとのもやへ")
_CLOSING = ("て", "た", "る", "の", "が", "は", "を", "に", "で", "と", "り", "ます", "です")
_PAST = ("て", "った", "した", "いた", "れた")
_CONJUNCTION = re.compile(r"および|ならびに|または|もしくは")
# Hiragana that ends a verb between two other characters: 行う見本株式会社.
_VERBS = tuple("うすむぶ")
_ENDINGS = tuple("はがをにでとのもやるたてりらびなずつしいち")
_KEY_FORMS = re.compile(_either(tuple(form.casefold() for form in (*_WORDS.before, *_WORDS.either[:7]))))
_KEY_LATIN = re.compile(rf",? ?(?:{_either(tuple(form.casefold() for form in _WORDS.latin))})\Z")
_KEY_GONE = re.compile(r"[\s・.,'’‘`\"\-‐‑–—_]+|(?<=.)(?:様|殿|御中)\Z")
_PARTICLES = tuple("はがのをにでと")
# What stands left of a form without being the name that bears it, where another stands right of it.
_HEAD = re.compile(rf".*(?:{_either(_WORDS.no_heads)}) ?|[0-9]{{1,2}}[.)、]? ?|.*[0-9](?:年|月|日) ?")
_FULL = re.compile(LETTER)
_ITEM = re.compile(r"[0-9]{1,2} ?(?=[一-鿿ァ-ヺ])")
_NO_NAMES = ("", *"当同本各弊貴該内等様側名")


class Mention(NamedTuple):
    """A name in a folded text: its place, the name as it stands there, and the legal form it carries (or "")."""

    start: int
    end: int
    name: str
    form: str


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """The key under which two ways of writing one organisation's name are equal: width, case, form, old characters."""
    plain = unicodedata.normalize("NFKC", name).translate(_WORDS.variants).casefold()
    bare = _KEY_FORMS.sub("", plain.strip())
    if bare[-1:].isascii():
        bare = _KEY_LATIN.sub("", bare)
    return _KEY_GONE.sub("", bare) or _KEY_GONE.sub("", plain)


def find_names(text: str) -> list[Mention]:
    """Every name with a legal form in a folded text, in order, none overlapping another; the first ten thousand."""
    found: list[Mention] = []
    if not _FIRSTS.search(text):
        return found
    for number, start, end in _AUTOMATON.find_matches_as_indexes(text):
        floor = found[-1].end if found else 0
        if found and _FORMS[number][1] == "latin" and _LATIN_MIDDLE.fullmatch(text, floor, start):
            found[-1] = _made(text, found[-1].start, end, text[start:end]) or found[-1]
            continue
        mention = _mention(text, start, end, floor, _FORMS[number][1]) if start >= floor else None
        if mention:
            found.append(mention)
            if len(found) == _MOST:
                break
    return found


def name_at(text: str, at: int, limit: int) -> int:
    """Where a name ends that begins at an offset and ends in a word such as 大学, 協会 or 市, or the offset if none."""
    kana = _KANA_RUN.match(text, at)
    if kana and (
        kana.group() in _WORDS.words
        or (len(kana.group()) > 2 and kana.group().endswith(("て", "た", "り", "は", "で")))
    ):
        return at
    match = _KIND_NAME.match(text, at, min(limit, at + _REACH + 20))
    return match.end() if match else at


def name_before(text: str, at: int) -> int:
    """Where the name begins that ends at an offset, whatever its form."""
    return _left(text, at, text.rfind("\n", max(0, at - _REACH), at) + 1)


def _mention(text: str, start: int, end: int, floor: int, place: str) -> Mention | None:
    form = text[start:end]
    if place == "latin":
        if text[end : end + 1].isascii() and text[end : end + 1].isalpha():
            return None
        return _made(text, _latin_left(text, start, floor), end, form)
    left = start if place == "before" else _left(text, start, floor)
    if place == "either" and left < start and _HEAD.fullmatch(text, left, start) and _FULL.match(text, end):
        left = start
    right = end if place == "after" or left < start else _right(text, end)
    if place == "either" and left == start and right == end:
        left = _left(text, start, floor, kana=True)
    return _made(text, _numbered(text, left), right, form)


def _numbered(text: str, start: int) -> int:
    """Where a name begins behind the number of its item or heading: 1サンプル株式会社 at the head of a line."""
    number = _ITEM.match(text, start)
    return number.end() if number and text[start - 1 : start] in ("", "\n", "#", " ") else start


def _made(text: str, start: int, end: int, form: str) -> Mention | None:
    """A mention, unless nothing but the form is there, or a word for the body itself: 当組合, 法人内."""
    name = text[start:end].strip(" ・-")
    start = text.find(name, start, end) if name else start
    short = len(name) <= len(form) + 1 and name.removeprefix(form).removesuffix(form) in _NO_NAMES
    return None if short else Mention(start, start + len(name), name, form)


def _latin_left(text: str, at: int, floor: int) -> int:
    """Where a Latin name that ends in its legal form begins; it may hold a short bracket, (Thailand)."""
    base = max(floor, at - 2 * _REACH)
    start = at
    for word in reversed(list(_LATIN_WORD.finditer(text, base, at))):
        gap = text[word.end() : start]
        if not _LATIN_GAP.fullmatch(gap):
            break
        start = word.start()
    return start


def _right(text: str, at: int) -> int:
    """Where the name that begins after a legal form ends."""
    begin = at + (text[at : at + 1] == " ")
    end = _solid_end(text, _kana_end(text, begin), begin)
    inner = _INNER.search(text, begin, min(len(text), begin + _REACH))
    if inner and inner.start() <= end < inner.end() + 1:
        end = _solid_end(text, _kana_end(text, inner.end()), inner.end())
    stops = [
        m.start()
        for m in (_STOP.search(text, begin + 2, end + 2), _DESK.search(text, begin + 2, min(len(text), end + 16)))
        if m
    ]
    end = min([end, *stops])
    if text[end - 1 : end + 1] in ("及び", "並び") or (text[end - 1] == "社" and _FOREIGN.match(text[end - 2])):
        return end - 1
    return end


def _kana_end(text: str, begin: int) -> int:
    """Where the hiragana ends that a name begins with; a particle after it is not the name's."""
    run = _KANA.match(text, begin, begin + _REACH)
    end = run.end() if run else begin
    if text[begin:end] in _WORDS.words:
        return begin
    return end - 1 if end - begin >= 3 and text[end - 1] in _PARTICLES else end


def _solid_end(text: str, at: int, begin: int) -> int:
    if at > begin and _KANA_RUN.match(text, at):
        return at
    run = _SOLIDS.match(text, at)
    end = run.end() if run else at
    more = _INSIDE.match(text, end) or _OKURIGANA.match(text, end) if end > at else None
    return more.end() if more else end


def _left(text: str, at: int, floor: int, *, kana: bool = False) -> int:
    """Where the name that a legal form ends begins; a short bracket before the form, (上海), is the name's.

    With `kana`, hiragana right before the form may be the name's too, as where no name follows the form.
    """
    if text[at - 1 : at] == ")" and 1 < at - (opens := text.rfind("(", max(floor, at - 8), at)) <= 8:
        at = opens if _FULL.match(text, opens - 1) else at
    window = text[max(floor, at - _REACH) : at]
    match = _LEFT.match(window[::-1])
    run = match.end() if match else 0
    joins = text[at - run - 1 : at - run] in (")", "」", "』")
    return at - run + _cut(window[len(window) - run :], joins=joins, kana=kana) if run else at


def _cut(run: str, *, joins: bool = False, kana: bool = False) -> int:
    """How many characters at the head of a run of name characters do not belong to the name at its end.

    A particle may join the run to what stands before it if that is a name's end or, by `joins`, a bracket.
    """
    cut = 0
    inner = [(m.start(), m.end()) for m in _INNER.finditer(run)]
    for word in _KANA_RUN.finditer(run):
        if any(start <= word.start() and word.end() <= end for start, end in inner):
            continue
        if kana and word.end() == len(run):
            break
        begun = word.start() == cut and not (joins and cut == 0)
        rest = _behind(word.group(), begun=begun)
        if word.end() < len(run) and _own(rest, begun=begun or rest != word.group()):
            cut = word.end() - len(rest) if rest != word.group() else cut
        elif _parts(word.group()) or word.end() == len(run):
            cut = word.end()
    while (lead := _LEAD.match(run, cut)) and lead.end() > cut:
        cut = lead.end() + (run[lead.end() : lead.end() + 1] == " ")
    return cut + (run[cut : cut + 1] == " ")


def _behind(kana: str, *, begun: bool) -> str:
    """What hiragana leaves behind the particle or conjunction that it begins with."""
    if conjunction := _CONJUNCTION.match(kana):
        return kana[conjunction.end() :]
    return kana[not begun and kana.startswith(_JOINING) :]


def _own(kana: str, *, begun: bool) -> bool:
    """Whether hiragana before other characters is a name's own: at its head, or long enough inside it."""
    if not (2 if begun else 3) <= len(kana) <= 6 or kana in _WORDS.words:
        return False
    if "ー" in kana:  # a verb or particle has none
        return True
    return not kana.endswith(_CLOSING if len(kana) > 3 or not begun else _PAST)


def without_lead(name: str) -> str:
    """A name without the common nouns, dates and numbers that run into it: 委託先○○社, 1.○○社, 現在○○社."""
    bare = _NUMBER.sub("", name)
    lead = _LEAD.match(bare)
    return bare[lead.end() :] if lead else bare


def _parts(kana: str) -> bool:
    """Whether hiragana between two other characters is a particle or an ending, and so parts two words."""
    return kana in _WORDS.words or kana.endswith(_ENDINGS) or kana in _VERBS
