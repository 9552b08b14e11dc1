"""The incident's dates: when it took place, when it was noticed, and every other date of it."""

from collections.abc import Iterator

from jikenbo.lang.ja.date_words import contexts
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.date_roles import judge
from jikenbo.read.date_scope import MARKS, REACH, Judged, Strength, in_one_breath
from jikenbo.read.earlier_notices import earlier_notices
from jikenbo.read.outside import outside_hits
from jikenbo.read.prepare import Prepared

_NEVER = "9999"
# So many occurrences are looked at for one that showed itself.
_LOOKED_AT = 4
_SAID_TWICE = ("occurred", "failure", "detected")


def read_dates(prepared: Prepared) -> Iterator[Fact]:
    """The dates of the incident that the release gives."""
    judged = [one for one in judge(prepared) if one.role != "data" and len(one.mention.value) > 4]
    judged = _known_before(prepared, judged)
    detected = _first(_told(prepared, [one for one in judged if one.role in ("detected", "failure")]))
    occurred = _first([one for one in judged if one.role in ("occurred", "failure") and not _after(one, detected)])
    if occurred and not detected:
        acts = (one for one in judged if one.role == "occurred" and not one.mention.closes)
        happened = [occurred, *(one for one in acts if one is not occurred)]
        shown = (one for one in happened[:_LOOKED_AT] if _own(prepared, one) and _showed_itself(prepared, one))
        detected = next(shown, None)
    used: set[str] = set()
    if occurred:
        until = _until(prepared, judged, occurred)
        used.update(value for value in (occurred.mention.value, until) if value)
        yield _fact(prepared, Field.OCCURRED, occurred, until)
    if detected:
        used.add(detected.mention.value)
        yield _fact(prepared, Field.DETECTED, detected)
    yield from _events(prepared, judged, used)


def _known_before(prepared: Prepared, judged: list[Judged]) -> list[Judged]:
    """What was noticed after the publisher had told the public of the matter, or after this release, is an event."""
    last = prepared.published.isoformat() if prepared.published else _NEVER
    told = {start for start, _ in prepared.shared(earlier_notices)}
    first = min((mention.value for mention in prepared.dates if mention.start in told), default=_NEVER)
    return [
        one._replace(role="event")
        if (one.role == "detected" and one.mention.value > first)
        or (one.role in _SAID_TWICE and one.mention.value > last)
        else one
        for one in judged
    ]


def _told(prepared: Prepared, noticed: list[Judged]) -> list[Judged]:
    """Of an incident elsewhere, the days on which the publisher was told, where they are given, or else all."""
    if not noticed or not prepared.shared(outside_hits):
        return noticed
    noticed = [one for one in noticed if one.role == "detected" or _own(prepared, one) or _noticed(prepared, one)]
    told = [one for one in noticed if contexts()["told_us"].search(_story(prepared, one))]
    labelled = any(one.strength is Strength.LABEL for one in noticed)
    return told if told and labelled is any(one.strength is Strength.LABEL for one in told) else noticed


def _story(prepared: Prepared, one: Judged) -> str:
    """The words that say what happened on a day: behind it, or its label and what stands below it."""
    number, mention = prepared.sentence_at(one.mention.start), one.mention
    sentence = prepared.sentences[number]
    if one.strength is Strength.LABEL:
        above = prepared.sentences[max(number - 1, 0)]
        return prepared.text[above.start : mention.start]
    if not prepared.text[mention.tail : sentence.end].strip(MARKS) and number + 1 < len(prepared.sentences):
        sentence = prepared.sentences[number + 1]
    return prepared.text[mention.tail : min(sentence.end, mention.tail + REACH)]


def _own(prepared: Prepared, failure: Judged) -> bool:
    """Whether a failure was the publisher's own, so that it showed itself there."""
    sentence = prepared.sentences[prepared.sentence_at(failure.mention.start)]
    return not any(sentence.start <= hit.start < sentence.end for hit in prepared.shared(outside_hits))


def _noticed(prepared: Prepared, failure: Judged) -> bool:
    """Whether the sentence of a failure goes on to say that it was noticed."""
    end = prepared.sentences[prepared.sentence_at(failure.mention.start)].end
    tail = failure.mention.tail
    return any(role == "detected" for _, role in prepared.hits_between("date_roles", tail, min(end, tail + REACH)))


def _showed_itself(prepared: Prepared, occurred: Judged) -> bool:
    """Whether an occurrence of one day was such that it was noticed at once."""
    if occurred.mention.opens or len(occurred.mention.value) < 10:
        return False
    sentence = prepared.sentences[prepared.sentence_at(occurred.mention.start)]
    if occurred.strength is Strength.LABEL:
        return bool(contexts()["showed"].search(prepared.text, 0, prepared.body))
    end = min(sentence.end, occurred.mention.tail + REACH)
    return any(contexts()[name].search(prepared.text, occurred.mention.tail, end) for name in ("showed", "answered"))


def read_published(prepared: Prepared) -> Iterator[Fact]:
    """A date that stands alone at the top or the end of the text is that of its publication."""
    if head := prepared.letterhead:
        span = prepared.span(head.start, head.end)
        yield Fact(field=Field.PUBLISHED, value=head.value, spans=(span,), rule="dates.read_published")


def _first(judged: list[Judged]) -> Judged | None:
    """The best established, and of those the earliest; a clause that leads to it is as good as its predicate."""
    return min(judged, key=_rank, default=None)


def _after(one: Judged, detected: Judged | None) -> bool:
    """Whether an occurrence came after the incident was noticed, and so is a further event of it."""
    if one.mention.opens:
        return False
    return detected is not None and one.strength < Strength.LABEL and one.mention.value > f"{detected.mention.value}-99"


def _rank(one: Judged) -> tuple[int, bool, str, int]:
    """Labels before predicates, dates before words that point to one, then by day, a month after its days."""
    mention = one.mention
    return -max(one.strength, Strength.VERB), not mention.dated, f"{mention.value}-99"[:10], mention.start


def _until(prepared: Prepared, judged: list[Judged], start: Judged) -> str | None:
    """The last of the dates named in one breath with the first."""
    last = start
    for one in judged[judged.index(start) + 1 :]:
        if one.role != last.role or not in_one_breath(prepared.text, last, one):
            break
        last = one
    return last.mention.value if last.mention.value > start.mention.value else None


def _events(prepared: Prepared, judged: list[Judged], used: set[str]) -> Iterator[Fact]:
    published = prepared.published.isoformat() if prepared.published else None
    days = {one.mention.value for one in judged if len(one.mention.value) == 10 and one.role in _SAID_TWICE}
    for one in judged:
        value = one.mention.value
        if value in used or (value == published and _this_release(prepared, one)):
            continue
        if one.role in _SAID_TWICE and _plain_month(prepared, one) and any(day.startswith(value) for day in days):
            continue
        used.add(value)
        yield _fact(prepared, Field.EVENTS, one)


def _this_release(prepared: Prepared, one: Judged) -> bool:
    """Whether an event of the publication day is only pointed to, or is the publication of this release."""
    if one.notice or not one.mention.dated:
        return True
    end = prepared.sentences[prepared.sentence_at(one.mention.start)].end
    told = prepared.text[one.mention.tail : end]
    return bool(contexts()["this_release"].search(told)) and not contexts()["others"].search(told)


def _plain_month(prepared: Prepared, one: Judged) -> bool:
    """Whether a month stands in running text, where it repeats a day given elsewhere."""
    mention = one.mention
    kind = prepared.sentences[prepared.sentence_at(mention.start)].kind
    return kind is BlockKind.PARAGRAPH and prepared.text[mention.start : mention.end].endswith(("月", "末"))


def _fact(prepared: Prepared, field: Field, one: Judged, until: str | None = None) -> Fact:
    span = prepared.span(one.mention.start, one.mention.tail)
    return Fact(field=field, value=one.mention.value, until=until, spans=(span,), rule=one.rule)
