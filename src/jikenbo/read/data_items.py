"""Data items: which kinds of data leaked or may have, and which are said to be safe."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.data_mentions import KEYS, UNSPECIFIED, Named, chains
from jikenbo.read.data_passing import in_passing, values_of
from jikenbo.read.data_scope import Token, Verdict, leaked_before, parted, spared, tokens, verdict
from jikenbo.read.data_zones import Zone, Zones, denied_below, zone_of
from jikenbo.read.groups import entries, groups
from jikenbo.read.prepare import Prepared
from jikenbo.text.sentences import Sentence

# Secrets of the organisation stand beside personal data of which no item is named.
_NOT_PERSONAL = {"business_secret"}
# A note that says what a word means (「フィッシング」とは…のことです) tells nothing of the incident.
_DEFINES = re.compile(
    r"[」』)]?とは、?[^。]{4,160}(?:のこと|(?:手口|手法|攻撃|行為|詐欺|技術|仕組み|プログラム|ソフトウェア)(?:です|である|の(?:一|総称)|を(?:指|いい)))"
)
# What a desk asks of those who write to it, or tells of itself.
_ASKED = {"name", "address", "phone", "email", "employer", "message", "login_id", "password", "log", UNSPECIFIED}
# Spam and keys are described with these alone; a list of personal data has something else.
_NOT_CORE = {"email", "message", "log", "login_id", "password", UNSPECIFIED}
_LEAK = r"(?:漏えい|漏洩|流出|持ち出)"
_NO_LEAK = re.compile(
    rf"{_LEAK}[^。]{{0,40}}(?:ませんでした|ありません|ございません|(?:確認されて|認められて)(?:いない|おりません|いません|おらず))"
)
_UNSURE = re.compile(rf"{_LEAK}[^。]{{0,30}}(?:否定|排除|払拭)[^。、]{{0,8}}(?:ない|ません|ず)")
_FINAL = re.compile(
    r"(?:なかった|無かった|ない|無い)こと(?:が|を|の)|(?<!する)(?<!れる)可能性は(?:ない|ありません|ございません)"
)
_FEARED = re.compile(
    rf"情報(?:の一部)?[がの]?(?:外部[にへ]|第三者に)?{_LEAK}[^。、]{{0,6}}(?:可能性|おそれ|恐れ)"
    r"(?!の有無|(?:は|も)(?:ない|あり|ござ|極|低|認められ|確認され|見られ|非常)|を(?:示す|踏まえ|考慮)"
    r"|[^。]{0,16}旨[^。]{0,30}(?:発表|公表|掲載))"
)
_MAYBE = re.compile(r"可能性|おそれ|恐れ")
_SUBJECT = re.compile(r"について(?!は|、)|に関する")
# Nothing but a remark in brackets stands behind an entry.
_REMARKED = re.compile(r"[」』】]?[ ]?\([^()]{0,80}\)\Z")
_HEADS = (BlockKind.TITLE, BlockKind.HEADING)
# What a heading has of marks and numbers before its words.
_MARKS = 5
# No label of a row is longer.
_LABEL = 40
# How far behind a kind of data it is said that it may have leaked.
_NEAR = 200
# As many places as a reader of the page can look at.
_SPANS = 5


@dataclass
class _Found:
    """What was found of one release, by value: the places that include it and those that exclude it.

    `listed` holds lists of which nothing is said, by the number of their sentence; `held` what was kept in a system of
    which no leak is told; `labels` what heads a list of its own, and whether the heading is no more than its name.
    """

    zones: Zones
    included: dict[str, list[Named]] = field(default_factory=dict)
    excluded: dict[str, list[Named]] = field(default_factory=dict)
    listed: list[tuple[int, list[Named]]] = field(default_factory=list)
    held: list[Named] = field(default_factory=list)
    labels: list[tuple[Named, bool]] = field(default_factory=list)
    passed: list[Named] = field(default_factory=list)

    def take(self, mention: Named, *, included: bool) -> None:
        """Record a mention under each of its values."""
        places = self.included if included else self.excluded
        for value in mention.values:
            places.setdefault(value, []).append(mention)


class _Line(NamedTuple):
    """A sentence, the words in it that bear on lists, and where the entries of its lists begin."""

    text: str
    sentence: Sentence
    words: list[Token]
    starts: list[int]


def read_data_items(prepared: Prepared) -> Iterator[Fact]:
    """The release names this kind of data as leaked, possibly leaked or looked into, or says that it is safe."""
    found = _Found(Zones(prepared))
    for number, mentions in groupby(prepared.shared(entries), key=lambda mention: prepared.sentence_at(mention.start)):
        if prepared.sentences[number].kind is not BlockKind.OVERVIEW:
            _read_sentence(prepared, number, list(mentions), found)
    _take_lists(found)
    _take_held(prepared, found)
    _settle_feared(prepared, found)
    _settle_unspecified(prepared, found)
    yield from _facts(prepared, found)


def _read_sentence(prepared: Prepared, number: int, mentions: list[Named], found: _Found) -> None:
    sentence = prepared.sentences[number]
    if _DEFINES.search(prepared.text, sentence.start, sentence.end):
        return
    words = tokens(prepared.text, sentence)
    starts = [mention.start for mention in mentions]
    for whole in chains(prepared.text, mentions):
        for chain in parted(words, whole):
            at = bisect_right(starts, chain[-1].start)
            beyond = starts[at] if at < len(starts) else sentence.end
            said = _said(prepared.text, sentence, words, chain, beyond)
            said = _placed(prepared, number, words, chain, said, found)
            if said is Verdict.LISTED and sentence.kind is BlockKind.HEADING and len(chain) == 1:
                found.labels.append((chain[0], _fills(sentence, mentions)))
            else:
                _take(_Line(prepared.text, sentence, words, starts), chain, said, found)


def _fills(sentence: Sentence, mentions: list[Named]) -> bool:
    """Whether a heading is an entry of a list, with hardly a word but the data that it names."""
    named = sum(mention.end - mention.start for mention in mentions)
    return sentence.end - sentence.start <= 2 * named + _MARKS


def _take(line: _Line, chain: list[Named], said: Verdict, found: _Found) -> None:
    """Record each entry of a list by what is said of the list, and of the entry alone in brackets behind it."""
    weak = _weak(chain)
    for mention in chain:
        alone = spared(line.text, line.words, mention, line.starts)
        included = False if alone else _included(line, mention, said, weak)
        if included is not None:
            found.take(mention, included=included)
        elif UNSPECIFIED in mention.values:
            found.passed.append(mention)


def _placed(
    prepared: Prepared,
    number: int,
    words: list[Token],
    chain: list[Named],
    said: Verdict,
    found: _Found,
) -> Verdict:
    """What the place of a list makes of what its sentence says: its row, its zone, and what stands below it."""
    sentence = prepared.sentences[number]
    if sentence.kind is BlockKind.ROW and _row_denied(prepared.text, sentence):
        return Verdict.DENIED
    if said is Verdict.LEAKED and values_of(chain) <= KEYS and found.zones.at(number) is Zone.CAUSE:
        return Verdict.PASSING
    if said in (Verdict.LISTED, Verdict.HELD) and not leaked_before(words, chain[0].start):
        zone = found.zones.at(number)
        said = said if zone is Zone.LEAK else _untold(sentence, number, chain, said, zone, found)
    listed = said in (Verdict.LISTED, Verdict.HELD) or sentence.kind is BlockKind.ITEM
    if listed and said is not Verdict.PASSING and denied_below(prepared, number):
        return Verdict.DENIED
    return said


def _row_denied(text: str, sentence: Sentence) -> bool:
    """Whether the first cell of a row says that what the row lists is safe."""
    label = text.find("|", sentence.start + 1, sentence.start + _LABEL)
    return label > 0 and zone_of(text[sentence.start : label]) is Zone.SAFE


def _untold(sentence: Sentence, number: int, chain: list[Named], said: Verdict, zone: Zone, found: _Found) -> Verdict:
    """A list of which neither its sentence nor its heading says that it leaked: kept until the rest is read."""
    if zone is Zone.SAFE:
        return Verdict.DENIED
    if zone is Zone.OPEN and said is Verdict.HELD:
        found.held += chain if _distinct(chain) > 1 else []
    elif (zone is Zone.OPEN or _no_desk(chain)) and (sentence.kind not in _HEADS or len(chain) > 1):
        found.listed.append((number, chain))
    return Verdict.PASSING


def _no_desk(chain: list[Named]) -> bool:
    """Whether a list names more of people than a desk asks of them."""
    return len({value for mention in chain if not mention.weak for value in mention.values} - _ASKED) > 1


def _distinct(chain: list[Named]) -> int:
    """How many kinds of personal data a list names with words that mean nothing else."""
    values = {value for mention in chain if not mention.weak for value in mention.values}
    return len(values - {UNSPECIFIED}) if values - _NOT_CORE else 0


def _said(text: str, sentence: Sentence, words: list[Token], chain: list[Named], beyond: int) -> Verdict:
    said = verdict(text, sentence, words, chain, beyond)
    return Verdict.PASSING if in_passing(text, sentence, chain, said) else said


class _Weak(NamedTuple):
    """How far a list hangs on everyday words: all of it, and whether it names one kind of data alone."""

    wholly: bool
    lone: bool


def _weak(chain: list[Named]) -> _Weak:
    first = chain[0]
    if len(chain) == 1:
        return _Weak(first.weak, lone=True)
    return _Weak(all(m.weak for m in chain), all(m.values == first.values for m in chain))


def _included(line: _Line, mention: Named, said: Verdict, weak: _Weak) -> bool | None:
    """Whether a mention includes its data, excludes it, or says nothing of it."""
    if mention.weak and weak.lone and not _alone(line, mention, said):
        return None
    if said is Verdict.DENIED:
        return None if weak.wholly else False
    if said is Verdict.INQUIRED:
        return True if UNSPECIFIED not in mention.values else None
    return True if said is not Verdict.PASSING else None


def _alone(line: _Line, mention: Named, said: Verdict) -> bool:
    """Whether an everyday word is all that an entry says, or what it ends with in a list of what leaked."""
    start, end = line.sentence.start, line.sentence.end
    if mention.start - start <= 4 and end - mention.end <= 8:
        return True
    if line.sentence.kind is not BlockKind.ITEM or said is not Verdict.LISTED:
        return False
    return end - mention.end <= 1 or _REMARKED.match(line.text, mention.end, end) is not None


def _take_lists(found: _Found) -> None:
    """Two or more kinds of data listed together are those of the incident, wherever nothing else is said of them."""
    runs: list[list[tuple[int, list[Named]]]] = []
    for number, chain in found.listed:
        if runs and number - runs[-1][-1][0] <= 2:
            runs[-1].append((number, chain))
        else:
            runs.append([(number, chain)])
    for run in runs:
        mentions = [mention for _, chain in run for mention in chain]
        for mention in mentions if _distinct(mentions) > 1 else ():
            if UNSPECIFIED not in mention.values:
                found.take(mention, included=True)


def _take_held(prepared: Prepared, found: _Found) -> None:
    """What an attacked system held is included, unless all that the release says of a leak is that there was none."""
    text, body = prepared.text, prepared.body
    safe = found.held and not found.included and _NO_LEAK.search(text, body) and not _UNSURE.search(text, body)
    for mention in found.held:
        if UNSPECIFIED not in mention.values:
            found.take(mention, included=not safe)
    bare = not found.included.keys() - {UNSPECIFIED}
    for mention, fills in found.labels:
        if bare or fills:
            found.take(mention, included=True)


def _settle_unspecified(prepared: Prepared, found: _Found) -> None:
    """Personal data with no item named: a final denial outweighs what was feared; a leak of 情報 speaks of it."""
    denied = found.excluded.get(UNSPECIFIED, [])
    if UNSPECIFIED in found.included:
        if _denied_at_last(prepared, found.included[UNSPECIFIED], denied):
            del found.included[UNSPECIFIED]
    elif not found.included and (denied or found.passed):
        # A heading that names the possibility is no more than a subject where the text then denies it.
        told = (m for m in _FEARED.finditer(prepared.text) if not (denied and _is_subject(prepared, m)))
        if match := next(told, None):
            found.included[UNSPECIFIED] = [Named(match.start(), match.end(), (UNSPECIFIED,), weak=False)]


def _denied_at_last(prepared: Prepared, feared: list[Named], denied: list[Named]) -> bool:
    """Whether the last that is said of a kind of data is that it did not leak."""
    if not denied or denied[-1].start < feared[-1].start:
        return False
    sentence = prepared.sentences[prepared.sentence_at(denied[-1].start)]
    return _FINAL.search(prepared.text, denied[-1].end, sentence.end) is not None


def _settle_feared(prepared: Prepared, found: _Found) -> None:
    """What was only feared to have leaked is safe where the text says in the end that it did not."""
    for value in found.included.keys() & found.excluded.keys() - {UNSPECIFIED}:
        feared = found.included[value]
        if _denied_at_last(prepared, feared, found.excluded[value]) and all(_is_feared(prepared, m) for m in feared):
            del found.included[value]


def _is_feared(prepared: Prepared, mention: Named) -> bool:
    sentence = prepared.sentences[prepared.sentence_at(mention.start)]
    return _MAYBE.search(prepared.text, mention.end, min(sentence.end, mention.end + _NEAR)) is not None


def _is_subject(prepared: Prepared, match: re.Match[str]) -> bool:
    return match.start() >= prepared.body and bool(_SUBJECT.match(prepared.text, match.end()))


def _facts(prepared: Prepared, found: _Found) -> Iterator[Fact]:
    specific = found.included.keys() - {UNSPECIFIED} - _NOT_PERSONAL
    for value, places in found.included.items():
        if value != UNSPECIFIED or not specific:
            yield _fact(prepared, value, "included", places)
    for value, places in found.excluded.items():
        if value not in found.included:
            yield _fact(prepared, value, "excluded", places)


def _fact(prepared: Prepared, value: str, status: str, places: list[Named]) -> Fact:
    spans = tuple(prepared.span(place.start, place.end) for place in places[:_SPANS])
    return Fact(
        field=Field.DATA_ITEMS,
        value=value,
        spans=spans,
        rule=f"data_status.{status}",
        status=status,
        groups=prepared.shared(groups).of(place.start for place in places),
    )
