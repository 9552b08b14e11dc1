"""Where a release stands among the reports of its case: the first, one that follows, or the last, and its number."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jikenbo.lang.ja.date_words import contexts
from jikenbo.lang.ja.patterns import Patterns
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind, Span
from jikenbo.read.earlier_notices import earlier_notices
from jikenbo.read.prepare import Prepared
from jikenbo.text.dates import number
from jikenbo.text.fold import fold
from jikenbo.text.match import Matcher, pattern
from jikenbo.vocab import vocabulary

_P = Patterns("report.toml")

_KINDS = ("final", "followup", "initial")
# A title of a text without an overview is looked for in so many characters at its head.
_HEAD = 160
# A line of the overview that states the kind of report and nothing else is not longer.
_STATED = 8
# Words that put a further report off stand within so many characters before it.
_PUT_OFF = 20
# An authority that was told stands so near before the day.
_OFFICE = 40


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that show the kind of report, with the number that they give or imply."""

    kind: str
    span: Span
    rule: str
    ordinal: int | None = None


def read_report(prepared: Prepared) -> Iterator[Fact]:
    """The kind of report that the release is, and its number where the text gives or implies one."""
    signs = [sign for rule in _RULES for sign in rule(prepared)]
    kind = _kind(signs)
    shown = next((sign for sign in signs if sign.kind == kind), None) or no_earlier(prepared)
    yield Fact(
        field=Field.REPORT, value=kind, number=_ordinal(kind, signs), spans=(shown.span,), rule=f"report.{shown.rule}"
    )


def _kind(signs: list[Sign]) -> str:
    """A last report follows an earlier one or says so in its title; any sign of an earlier one makes a follow-up."""
    kinds = {sign.kind for sign in signs}
    if "followup" in kinds or any(sign.kind == "final" and sign.rule in ("title", "stated") for sign in signs):
        return "final" if "final" in kinds else "followup"
    return "initial"


def _ordinal(kind: str, signs: list[Sign]) -> int | None:
    """The number in the title, else the one that the links imply, else 1 where the release is called the first."""
    given = [sign.ordinal for sign in signs if sign.ordinal is not None and sign.rule == "numbered"]
    implied = [sign.ordinal for sign in signs if sign.ordinal is not None and sign.rule == "linked"]
    if given and not (kind != "initial" and given[0] == 1):
        return given[0]
    if implied:
        return max(implied)
    return 1 if kind == "initial" and any(sign.kind == "initial" for sign in signs) else None


def no_earlier(prepared: Prepared) -> Sign:
    """Nothing in the release shows an earlier one on the matter."""
    return Sign("initial", prepared.span(*_title_range(prepared)), "no_earlier")


def title(prepared: Prepared) -> Iterator[Sign]:
    """The title says which kind of report it is."""
    start, end = _title_range(prepared)
    for hit in _titles().find(prepared.text[start:end], []):
        yield Sign(_KINDS[hit.tag], prepared.span(start + hit.start, start + hit.end), "title")


def updated(prepared: Prepared) -> Iterator[Sign]:
    """The title says that the page was changed on the day of publication; a change after that day says nothing."""
    start, end = _title_range(prepared)
    day = prepared.published
    for match in _P["updated"].finditer(prepared.text, start, end):
        if not day or (int(match["month"]), int(match["day"])) == (day.month, day.day):
            yield Sign("followup", prepared.span(match.start(), match.end()), "updated")


def numbered(prepared: Prepared) -> Iterator[Sign]:
    """The title numbers the report."""
    start, end = _title_range(prepared)
    words = prepared.text[start:end]
    match = contexts()["ordinal"].search(words) or contexts()["count"].search(words)
    if match is None:
        return
    groups = match.groupdict()
    ordinal = _number(groups.get("n") or groups.get("part") or "1")
    if ordinal:
        kind = "followup" if ordinal > 1 else "initial"
        yield Sign(kind, prepared.span(start + match.start(), start + match.end()), "numbered", ordinal)


def linked(prepared: Prepared) -> Iterator[Sign]:
    """The overview links to an earlier report."""
    for link in prepared.document.overview.links:
        if link.ordinal:
            yield Sign("followup", link.span, "linked", link.ordinal + 1)
    for match in contexts()["linked"].finditer(prepared.text, 0, prepared.body):
        ordinal = _number(match["n"] or "1")
        if ordinal:
            yield Sign("followup", prepared.span(match.start(), match.end()), "linked", ordinal + 1)


def stated(prepared: Prepared) -> Iterator[Sign]:
    """The source of the release states the kind of report."""
    for sentence in prepared.sentences:
        if sentence.start >= prepared.body:
            return
        if sentence.kind is BlockKind.OVERVIEW and sentence.end - sentence.start <= _STATED:
            for hit in _titles().find(prepared.words(sentence), []):
                yield Sign(_KINDS[hit.tag], prepared.span(sentence.start, sentence.end), "stated")
    if label := prepared.document.overview.kind_label:
        for hit in _titles().find(fold(label.value), []):
            if label.span:
                yield Sign(_KINDS[hit.tag], label.span, "stated")


def body(prepared: Prepared) -> Iterator[Sign]:
    """The body speaks of an earlier report, or says that the investigation is complete."""
    text = prepared.text
    for hit, kind in prepared.hits["report_kinds"]:
        if hit.start < prepared.body or contexts()["to_come"].match(text, hit.end):
            continue
        if _P["not_earlier"].match(text, hit.end):
            continue
        if kind == "final":
            first = _P["first_look"].search(text, max(prepared.body, hit.start - _PUT_OFF), hit.start)
            put_off = first or contexts()["goes_on"].search(text, prepared.body)
        else:
            put_off = contexts()["if_need_be"].search(text, max(prepared.body, hit.start - _PUT_OFF), hit.start)
        if not put_off:
            yield Sign(kind, prepared.span(hit.start, hit.end), "body")


def earlier(prepared: Prepared) -> Iterator[Sign]:
    """The body names the day on which the publisher told of the matter before."""
    for start, end in prepared.shared(earlier_notices):
        if not _P["told_office"].search(prepared.text, max(0, start - _OFFICE), start):
            yield Sign("followup", prepared.span(start, end), "earlier")


_RULES = (title, updated, numbered, linked, stated, body, earlier)


@cache
def _titles() -> Matcher:
    terms = vocabulary("report_kinds")
    return Matcher(pattern(cue, n) for n, kind in enumerate(_KINDS) for cue in terms[kind].get("title"))


def _title_range(prepared: Prepared) -> tuple[int, int]:
    """Where the title stands in the folded text: its blocks, or the head of a text that has none."""
    return prepared.shared(_find_title)


def _find_title(prepared: Prepared) -> tuple[int, int]:
    titles = [sentence for sentence in prepared.sentences if sentence.kind is BlockKind.TITLE]
    if titles:
        return titles[0].start, titles[-1].end
    return prepared.body, min(prepared.body + _HEAD, len(prepared.text))


def _number(written: str) -> int | None:
    try:
        return number(written)
    except ValueError:
        return None
