"""The publisher of a release, read from its own text where no source states it.

A release names its publisher in few places: where it says that the name is 当社 from here on, in brackets after 弊社,
with head office and representative in brackets, in its opening words, as a line of its own at the head or the end, at
the desk for inquiries, or in the title. Each place is a rule, and each rule has a weight; the name with the greatest
weight is the publisher. A name that the text treats as somebody else's (a contractor, 同社) is not.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.read.publisher_words import (
    AFTER_OFFICE,
    AFTER_PLACE,
    AFTER_PUBLIC,
    AFTER_SUBJECT,
    AFTER_SUBJECT_LATER,
    AFTER_TITLE_LATIN,
    ALONE,
    BELONGS,
    COMPANY_FORMS,
    COMPANY_SPEAKS,
    DESK,
    GROUP,
    GROUP_DEFINED,
    LATIN,
    NO_NAME,
    NOT_SELF,
    OPENER,
    OTHERS_AFTER,
    OTHERS_BEFORE,
    OTHERS_IN_BRACKETS,
    PLACE,
    PROFILE,
    PUBLIC_SPEAKS,
    REPRESENTATIVE,
    SCHOOL,
    SELF,
    SELF_DEFINED,
)
from jikenbo.text.names import Mention, find_names, fold_name, name_at, name_before
from jikenbo.text.sentences import Sentence

# Sentences at the head of the body in which a publisher introduces itself, and lines at its end where it signs.
_HEAD = 8
_TAIL = 24


class Candidate(NamedTuple):
    """A name that a rule takes for the publisher's."""

    start: int
    end: int
    rule: str
    weight: float


Rule = Callable[[Prepared, list[Mention]], Iterator[Candidate]]


def read_organisation(prepared: Prepared) -> Iterator[Fact]:
    """The publisher as the release's own text names it, where the source does not state it."""
    if prepared.document.overview.organisation is not None:
        return
    best = _best(prepared)
    if best is None:
        return
    candidate, places = best
    yield Fact(
        field=Field.ORGANISATION,
        value=_written(prepared, candidate),
        spans=tuple(prepared.span(*place) for place in places[:5]),
        rule=f"organisation.{candidate.rule}",
    )


def _best(prepared: Prepared) -> tuple[Candidate, list[tuple[int, int]]] | None:
    mentions = find_names(prepared.text)
    formal = {m.start for m in mentions}
    weights: dict[str, float] = defaultdict(float)
    found: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in _admitted(prepared, mentions):
        key = fold_name(prepared.text[candidate.start : candidate.end])
        if candidate.rule not in {c.rule for c in found[key]}:
            weights[key] += candidate.weight + (candidate.start in formal and not found[key])
        found[key].append(candidate)
    if not weights:
        return None
    key = max(weights, key=lambda k: weights[k])
    first = max(found[key], key=lambda c: (c.end - c.start, c.weight))
    return first, sorted({(c.start, c.end) for c in found[key]})


def _admitted(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """What the rules propose, less what names nobody, another, or what this kind of publisher cannot be."""
    text = prepared.text
    others = _others(prepared, mentions)
    public = PUBLIC_SPEAKS.search(text) is not None and not COMPANY_SPEAKS.search(text)
    many_schools = len(set(SCHOOL.findall(text))) > 2
    for rule in RULES:
        for candidate in rule(prepared, mentions):
            name = text[candidate.start : candidate.end]
            company = name.startswith(COMPANY_FORMS) or name.endswith(COMPANY_FORMS)
            if NO_NAME.match(name) or (candidate.weight < 7 and fold_name(name) in others):
                continue
            if candidate.weight < 7 and ((public and company) or (many_schools and SCHOOL.search(name))):
                continue
            yield candidate


def _written(prepared: Prepared, candidate: Candidate) -> str:
    span = prepared.span(candidate.start, candidate.end)
    written = prepared.document.text.content[span.start : span.end].strip()
    return prepared.text[candidate.start : candidate.end] if re.search(r"[\n<>*]", written) else written


def _others(prepared: Prepared, mentions: list[Mention]) -> set[str]:
    """Keys of names that the text treats as another's."""
    text = prepared.text
    return {
        fold_name(m.name)
        for m in mentions
        if OTHERS_BEFORE.search(text[max(0, m.start - 14) : m.start])
        or OTHERS_IN_BRACKETS.match(text, m.end)
        or OTHERS_AFTER.match(text, m.end)
    }


def defined_as_we(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """The text gives the name and calls itself 当社, 弊社, 本学 or the like from there on."""
    text = prepared.text
    for match in SELF_DEFINED.finditer(text):
        if NOT_SELF.match(match["self"]):
            continue
        opening = _bracket_before(text, match.start())
        if opening is None:
            continue
        start, end = _name_of(text, opening, mentions)
        if start < end and "グループ" not in match["self"]:
            yield Candidate(start, end, "defined_as_we", 10)


def _name_of(text: str, bracket: int, mentions: list[Mention]) -> tuple[int, int]:
    """The name that a bracket explains: the mention before it, or else the words that run up to it."""
    start = name_before(text, bracket)
    within = [m for m in mentions if start <= m.start < bracket and m.end <= bracket]
    return (within[-1].start, within[-1].end) if within else (start, bracket)


def _bracket_before(text: str, at: int) -> int | None:
    """Where the bracket opens in which an offset stands; brackets that follow each other count as one."""
    depth = 0
    for offset in range(at - 1, max(at - 160, -1), -1):
        char = text[offset]
        if char == ")":
            depth += 1
        elif char == "(":
            if depth == 0:
                return _bracket_before(text, offset - 1) if text[offset - 1 : offset] == ")" else offset
            depth -= 1
        elif char in "\n。":
            return None
    return None


def we_named(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """The name stands right after 当社, 弊社 or the like, or in brackets after it."""
    text = prepared.text
    for mention in mentions:
        before = text[max(0, mention.start - 8) : mention.start]
        if SELF.search(before):
            yield Candidate(mention.start, mention.end, "we_named", 7)


def with_profile(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """Head office or representative follow the name in brackets, as in a press release."""
    head = _nth_start(prepared, 4)
    for mention in mentions:
        if mention.start < head and PROFILE.match(prepared.text, mention.end):
            yield Candidate(mention.start, mention.end, "with_profile", 6)


def _nth_start(prepared: Prepared, count: int) -> int:
    """Where the sentence of that number begins in the body."""
    starts = [s.start for s in prepared.sentences if s.start >= prepared.body]
    return starts[count] if count < len(starts) else len(prepared.text)


def opening(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """The release's opening words have the name as their subject."""
    starts = {m.start: m for m in mentions}
    text = prepared.text
    body = [s for s in prepared.sentences if s.start >= prepared.body and s.kind is not BlockKind.HEADING]
    for number, sentence in enumerate(body):
        match = OPENER.match(text, sentence.start, sentence.end)
        at = match.end() if match else sentence.start
        mention = starts.get(at)
        stop = mention.end if mention else name_at(text, at, sentence.end)
        if mention is None and number > 2 and not (stop - at > 3 and AFTER_PUBLIC.match(text, stop)):
            continue
        after = AFTER_SUBJECT if number < 2 else AFTER_SUBJECT_LATER
        if mention is None and PLACE.match(text, at, stop):
            after = AFTER_PLACE
        elif mention is None and AFTER_OFFICE.match(text, stop):
            after = AFTER_OFFICE
        if number >= _HEAD and mention:
            continue
        if stop > at and after.match(text, stop) and not GROUP_DEFINED.match(text, stop):
            yield Candidate(at, stop, "opening", max(4 - number / 2, 1))


def line_of_its_own(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """The name, alone or with the representative, is a line of its own at the head or the end of the release."""
    body = [s for s in prepared.sentences if s.start >= prepared.body]
    signed = [*_lines(prepared, mentions, body)]
    bare = [number for number, _, represented in signed if not represented]
    for number, candidate, represented in signed:
        near = number < 3 or number >= len(body) - 8
        if represented:
            yield candidate._replace(weight=5)
        elif near and len(bare) < 3:
            yield candidate


def _lines(prepared: Prepared, mentions: list[Mention], body: list[Sentence]) -> Iterator[tuple[int, Candidate, bool]]:
    """Lines that hold a name alone, with their number and whether a representative stands beside or below."""
    starts = {m.start: m for m in mentions}
    text = prepared.text
    for number, sentence in enumerate(body):
        if sentence.kind is BlockKind.ROW or sentence.end - sentence.start > 60:
            continue
        lead = ALONE.match(text, sentence.start, sentence.end)
        at = lead.end() if lead else sentence.start
        mention = starts.get(at)
        stop = mention.end if mention else name_at(text, at, sentence.end)
        rest = text[stop : sentence.end].strip()
        below = text[sentence.end : sentence.end + 8].strip()
        if stop > at and (not rest or REPRESENTATIVE.match(rest)):
            represented = bool(REPRESENTATIVE.match(rest) or (not rest and REPRESENTATIVE.match(below)))
            yield number, Candidate(at, stop, "line_of_its_own", 3), represented


def desk(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """The desk for inquiries bears the name."""
    starts = {m.start: m for m in mentions}
    for sentence in prepared.sentences:
        if sentence.start < prepared.body or not _at_desk(prepared, sentence.start, sentence.end):
            continue
        lead = ALONE.match(prepared.text, sentence.start, sentence.end)
        at = lead.end() if lead else sentence.start
        mention = starts.get(at)
        stop = mention.end if mention else name_at(prepared.text, at, sentence.end)
        if stop > at:
            yield Candidate(at, stop, "desk", 2.5 if mention else 1.5)


def _at_desk(prepared: Prepared, start: int, end: int) -> bool:
    words = prepared.text[start:end]
    if len(words) > 80:
        return False
    above = prepared.text[max(0, start - 60) : start]
    return bool(
        DESK.search(words) or DESK.search(above) or DESK.search(prepared.heading_words(prepared.sentence_at(start)))
    )


def title(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """The title begins with the name."""
    starts = {m.start: m for m in mentions}
    for sentence in prepared.sentences:
        if sentence.kind is not BlockKind.TITLE:
            break
        lead = ALONE.match(prepared.text, sentence.start, sentence.end)
        at = lead.end() if lead else sentence.start
        mention = starts.get(at)
        stop = mention.end if mention else name_at(prepared.text, at, sentence.end)
        latin = LATIN.match(prepared.text, at)
        if stop == at and latin and AFTER_TITLE_LATIN.match(prepared.text, latin.end()):
            stop = latin.end()
        if stop > at:
            yield Candidate(at, stop, "title", 2)


def site_name(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """The name stands after a bar, where the title of a page names its site."""
    for mention in mentions:
        kind = prepared.sentences[prepared.sentence_at(mention.start)].kind
        if kind is not BlockKind.ROW and prepared.text[max(0, mention.start - 2) : mention.start].strip().endswith("|"):
            yield Candidate(mention.start, mention.end, "site_name", 2)


def often_named(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """A company that says 当社 names no other company, and this one three times or more."""
    keys = {fold_name(m.name) for m in mentions}
    if len(keys) == 1 and len(mentions) > 2 and COMPANY_SPEAKS.search(prepared.text):
        yield Candidate(mentions[0].start, mentions[0].end, "often_named", 1)


def belongings(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """A company that says 当社 speaks of the name's site, staff or customers as its own."""
    if not COMPANY_SPEAKS.search(prepared.text):
        return
    for mention in mentions:
        if BELONGS.match(prepared.text, mention.end):
            yield Candidate(mention.start, mention.end, "belongings", 1.5)


def group_list(prepared: Prepared, mentions: list[Mention]) -> Iterator[Candidate]:
    """The name heads the list of companies that the text calls its group."""
    text = prepared.text
    if not GROUP.search(text):
        return
    for mention, following in pairwise(mentions):
        begun = text[max(0, mention.start - 3) : mention.start].rstrip(" ")
        if following.start - mention.end == 1 and text[mention.end] == "、" and re.search(r"(?:\n|\)|:|・)\Z", begun):
            yield Candidate(mention.start, mention.end, "group_list", 1.2)


RULES: tuple[Rule, ...] = (
    defined_as_we,
    we_named,
    with_profile,
    opening,
    line_of_its_own,
    desk,
    title,
    site_name,
    belongings,
    group_list,
    often_named,
)
