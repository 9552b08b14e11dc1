"""The places in which a release names its publisher: each a rule that proposes names with a weight."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from jikenbo.model.text import BlockKind
from jikenbo.read.publisher_public import office, office_of_place, own_place
from jikenbo.read.publisher_scene import Candidate, Line, Scene
from jikenbo.read.publisher_words import (
    AFTER_OFFICE,
    AFTER_PLACE,
    AFTER_PUBLIC,
    AFTER_SUBJECT,
    AFTER_SUBJECT_LATER,
    AFTER_TITLE_LATIN,
    ALONE,
    BELONGS,
    COMMISSIONS,
    DESK,
    GREETED,
    GREETING,
    GROUP,
    GROUP_DEFINED,
    LATIN,
    LATIN_GROUP,
    NOT_SELF,
    OPENER,
    PLACE,
    PROFILE,
    REPRESENTATIVE,
    SELF,
    SELF_DEFINED,
)
from jikenbo.text.names import Mention, fold_name, name_before

# Sentences at the head of the body in which a publisher introduces itself, and lines at its end where it signs.
_HEAD = 8
_TAIL = 8


Rule = Callable[[Scene], Iterator[Candidate]]


def defined_as_we(scene: Scene) -> Iterator[Candidate]:
    """The text gives the name and calls itself 当社, 弊社, 本学 or the like from there on."""
    text = scene.text
    for match in SELF_DEFINED.finditer(text):
        if NOT_SELF.match(match["self"]):
            continue
        bracket = _bracket_before(text, match.start())
        if bracket is None:
            continue
        start, end = _name_of(text, bracket, scene.mentions)
        if start < end and "グループ" not in match["self"]:
            yield Candidate(start, end, 10)


def _name_of(text: str, bracket: int, mentions: list[Mention]) -> tuple[int, int]:
    """The name that a bracket explains: the mention before it, or else the words that run up to it."""
    start = name_before(text, bracket)
    within = [m for m in mentions if start <= m.start < bracket and m.end <= bracket]
    return (within[-1].start, within[-1].end) if within else (start, bracket)


def _bracket_before(text: str, at: int, further: int = 1) -> int | None:
    """Where the bracket opens in which an offset stands; of two that follow each other, where the first does."""
    depth = 0
    for offset in range(at - 1, max(at - 160, -1), -1):
        char = text[offset]
        if char == ")":
            depth += 1
        elif char == "(" and depth:
            depth -= 1
        elif char == "(":
            two = further and text[offset - 1 : offset] == ")"
            return _bracket_before(text, offset - 1, further - 1) if two else offset
        elif char in "\n。":
            return None
    return None


def we_named(scene: Scene) -> Iterator[Candidate]:
    """The name stands right after 当社, 弊社 or the like, or in brackets after it."""
    text = scene.text
    for mention in scene.mentions:
        before = text[max(0, mention.start - 8) : mention.start]
        if SELF.search(before):
            yield Candidate(mention.start, mention.end, 7)


def with_profile(scene: Scene) -> Iterator[Candidate]:
    """Head office or representative follow the name in brackets, as in a press release."""
    head = scene.body[4].start if len(scene.body) > 4 else len(scene.text)
    for mention in scene.mentions:
        if mention.start < head and PROFILE.match(scene.text, mention.end):
            yield Candidate(mention.start, mention.end, 6)


def opening(scene: Scene) -> Iterator[Candidate]:
    """The release's opening words have the name as their subject."""
    text = scene.text
    sentences = [s for s in scene.body if s.kind is not BlockKind.HEADING]
    further = len(sentences) if len(sentences) > _HEAD and AFTER_PUBLIC.search(text) else _HEAD
    for number, sentence in enumerate(sentences[:further]):
        match = OPENER.match(text, sentence.start, sentence.end)
        start = match.end() if match else sentence.start
        formal = start in scene.starts
        end = scene.name_end(start, sentence.end)
        if end > start and _is_subject(scene, number, start, end, formal=formal):
            yield Candidate(start, end, max(4 - number / 2, 1))


def _is_subject(scene: Scene, number: int, start: int, end: int, *, formal: bool) -> bool:
    """Whether what follows a name makes it the subject of the sentence of that number."""
    text = scene.text
    if GROUP_DEFINED.match(text, end) or (formal and number >= _HEAD):
        return False
    if formal or number < 3:
        places = [AFTER_SUBJECT if number < 2 else AFTER_SUBJECT_LATER]
    else:
        places = [AFTER_PUBLIC] if end - start > 3 else []
    if not formal and number < 3:
        places = [AFTER_PLACE] if PLACE.match(text, start, end) else [*places, AFTER_OFFICE]
    return any(after.match(text, end) for after in places)


def line_of_its_own(scene: Scene) -> Iterator[Candidate]:
    """The name, alone or with the representative, is a line of its own at the head or the end of the release."""
    signed = [(line, _represented(scene, line)) for line in scene.lines if _stands_alone(scene, line)]
    bare = sum(not represented for _, represented in signed)
    for line, represented in signed:
        near = line.number < 3 or line.number >= len(scene.body) - _TAIL
        if represented:
            yield Candidate(line.start, line.end, 5)
        elif near and bare < 3:
            yield Candidate(line.start, line.end, 3)


def _stands_alone(scene: Scene, line: Line) -> bool:
    rest = scene.text[line.end : line.sentence.end].strip()
    return line.sentence.kind is not BlockKind.ROW and (not rest or REPRESENTATIVE.match(rest) is not None)


def _represented(scene: Scene, line: Line) -> bool:
    """Whether a representative stands beside the name or on the line below."""
    rest = scene.text[line.end : line.sentence.end].strip()
    below = scene.text[line.sentence.end : line.sentence.end + 8].strip()
    return REPRESENTATIVE.match(rest or below) is not None


def desk(scene: Scene) -> Iterator[Candidate]:
    """The desk for inquiries bears the name."""
    for line in scene.lines:
        if _at_desk(scene, line):
            yield Candidate(line.start, line.end, 2.5 if line.formal else 1.5)


def _at_desk(scene: Scene, line: Line) -> bool:
    """Whether the line, the words above it or its headings speak of inquiries."""
    near = scene.text[max(0, line.sentence.start - 60) : line.sentence.end]
    if DESK.search(near):
        return True
    number = scene.prepared.sentence_at(line.sentence.start)
    return DESK.search(scene.prepared.heading_words(number)) is not None


def title(scene: Scene) -> Iterator[Candidate]:
    """The title begins with the name."""
    text = scene.text
    for sentence in scene.prepared.sentences:
        if sentence.kind is not BlockKind.TITLE:
            break
        lead = ALONE.match(text, sentence.start, sentence.end)
        start = lead.end() if lead else sentence.start
        end = scene.name_end(start, sentence.end)
        latin = LATIN.match(text, start)
        if end == start and latin and AFTER_TITLE_LATIN.match(text, latin.end()):
            end = latin.end()
        if end > start:
            yield Candidate(start, end, 2)


def site_name(scene: Scene) -> Iterator[Candidate]:
    """The name stands after a bar, where the title of a page names its site."""
    for mention in scene.mentions:
        kind = scene.prepared.sentences[scene.prepared.sentence_at(mention.start)].kind
        if kind is not BlockKind.ROW and scene.text[max(0, mention.start - 2) : mention.start].strip().endswith("|"):
            yield Candidate(mention.start, mention.end, 2)


def often_named(scene: Scene) -> Iterator[Candidate]:
    """A company that says 当社 names no other company, and this one three times or more."""
    keys = {fold_name(m.name) for m in scene.mentions}
    if len(keys) == 1 and len(scene.mentions) > 2 and scene.company and not keys & scene.others:
        yield Candidate(scene.mentions[0].start, scene.mentions[0].end, 1)


def belongings(scene: Scene) -> Iterator[Candidate]:
    """A company that says 当社 speaks of the name's site, staff or customers as its own."""
    if not (scene.mentions and scene.company):
        return
    for mention in scene.mentions:
        if BELONGS.match(scene.text, mention.end):
            yield Candidate(mention.start, mention.end, 1.5)


def group_list(scene: Scene) -> Iterator[Candidate]:
    """The name heads the list of companies that the text calls its group."""
    text = scene.text
    if len(scene.mentions) < 2 or not GROUP.search(text):
        return
    for mention, following in pairwise(scene.mentions):
        begun = text[max(0, mention.start - 3) : mention.start].rstrip(" ")
        if following.start - mention.end == 1 and text[mention.end] in "、/" and re.search(r"(?:\n|\)|:|・)\Z", begun):
            yield Candidate(mention.start, mention.end, 1.2)


def commissioner(scene: Scene) -> Iterator[Candidate]:
    """The opening says whose contractor another is."""
    head = scene.body[_HEAD].start if len(scene.body) > _HEAD else len(scene.text)
    for match in COMMISSIONS.finditer(scene.text, scene.prepared.body, head):
        start = name_before(scene.text, match.start())
        if match.start() - start > 3 and scene.name_end(start, match.start()) == match.start():
            yield Candidate(start, match.start(), 1)


def greeting(scene: Scene) -> Iterator[Candidate]:
    """The opening thanks the reader for using or supporting the name."""
    head = scene.body[_HEAD].start if len(scene.body) > _HEAD else len(scene.text)
    for match in GREETING.finditer(scene.text, scene.prepared.body, head):
        start = match.end()
        group = LATIN_GROUP.match(scene.text, start)
        end = group.end() if group else scene.name_end(start, start + 40)
        if end > start and GREETED.match(scene.text, end):
            yield Candidate(start, end, 1.5)


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
    commissioner,
    office,
    own_place,
    office_of_place,
    greeting,
)
