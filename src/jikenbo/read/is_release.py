"""Whether a page is a release: a disclosure of its publisher's own incident, or of its contractor's."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from jikenbo.model.document import Document, Overview, Stated
from jikenbo.model.fact import Field
from jikenbo.model.text import Text
from jikenbo.read.authorities import read_authorities
from jikenbo.read.dates import read_dates
from jikenbo.read.incident_types import read_incident_types
from jikenbo.read.leak_status import read_leak_status
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks
from jikenbo.text.dates import date_mentions
from jikenbo.text.fold import fold
from jikenbo.text.match import Matcher, pattern
from jikenbo.vocab import Term, vocabulary

# A release has said what it is by here; the rest of a long title or page adds nothing but time.
_TITLE, _READ = 300, 6000
# Kinds that pages on outages, warnings or orders have in common with releases.
_OF_ANY_OUTAGE = ("service_disruption", "system_failure", "no_incident", "impersonation", "regulatory_action")
# Days without a year need one to be worked out; which one does not matter here.
_SOME_YEAR = "2025"
_DAY = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of evidence found on a page, and what it adds to the score (log-odds)."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class IsRelease:
    """Whether a page is a release: score from 0 to 1, verdict, the reason in a sentence, and the evidence."""

    score: float
    verdict: bool
    reason: str
    findings: tuple[Finding, ...]


@cache
def _compiled() -> tuple[Matcher, tuple[Term, ...]]:
    terms = tuple(vocabulary("is_release").values())
    patterns = [pattern(cue, n) for n, term in enumerate(terms) for cue in term.cues]
    return Matcher(patterns), terms


def is_release(text: str) -> IsRelease:
    """The weighed evidence that a text (its title the first line) discloses an incident of its publisher's own."""
    terms = vocabulary("is_release")
    counted = evidence(text)
    findings = tuple(Finding(name, terms[name].get("weight") * count) for name, count in counted.items())
    prior = sum(term.get("weight") for term in terms.values() if term.get("always", False))
    score = 1 / (1 + exp(-prior - sum(f.weight for f in findings)))
    return IsRelease(round(score, 3), score >= 0.5, _reason(findings, score >= 0.5), findings)


def evidence(text: str) -> dict[str, int]:
    """How often each kind of evidence counts on a page: the different words found for it, up to its most."""
    title, _, body = text.strip().partition("\n")
    title, body = fold(title.lstrip("# ")[:_TITLE]), fold(body[:_READ])
    matcher, terms = _compiled()
    in_title = _words(matcher, title)
    in_text = _words(matcher, f"{title}\n{body}")
    read = _read(text)
    counted: dict[str, int] = {}
    for number, term in enumerate(terms):
        words = (in_title if term.get("title", False) else in_text).get(number, set())
        found = read[term.value] if term.get("read", False) else len(words)
        count = int(not words) if term.get("absent", False) else min(found, term.get("most", 1))
        if count and not term.get("always", False):
            counted[term.value] = count
    return counted


def _read(text: str) -> dict[str, int]:
    """How many facts of an incident the reader finds on a page, by kind."""
    text = text[:_READ]
    named = max((mention.value for mention in date_mentions(fold(text), None, 0)), default=_SOME_YEAR)
    overview = Overview(published=Stated(f"{named[:4]}-12-31"))
    page = prepare(Document("page", Text(text, blocks(text), "page"), overview))
    days = [fact.field for fact in read_dates(page) if len(str(fact.value)) == _DAY]
    return {
        "kinds_read": sum(fact.value not in _OF_ANY_OUTAGE for fact in read_incident_types(page)),
        "dated": sum(field is not Field.EVENTS for field in days),
        "steps_dated": sum(field is Field.EVENTS for field in days),
        "leak_told": sum(fact.value != "not_stated" for fact in read_leak_status(page)),
        "office_told": sum(fact.status == "reported" for fact in read_authorities(page)),
    }


def _words(matcher: Matcher, text: str) -> dict[int, set[str]]:
    """The different words found for each term."""
    found: dict[int, set[str]] = {}
    ends = [n + 1 for n, char in enumerate(text) if char in "。\n"] + [len(text)]
    for hit in matcher.find(text, ends):
        found.setdefault(hit.tag, set()).add(text[hit.start : hit.end])
    return found


def _reason(findings: Sequence[Finding], verdict: bool) -> str:
    """The strongest evidence for the verdict, in words."""
    sign = 1 if verdict else -1
    strongest = sorted((f for f in findings if f.weight * sign > 0), key=lambda f: -abs(f.weight))[:3]
    named = ", ".join(vocabulary("is_release")[f.name].definition for f in strongest)
    if verdict:
        return f"It is a release: {named}."
    return f"It is no release: {named}." if named else "It is no release: nothing on the page tells of an incident."
