"""Which of the predicates after a date governs it: Japanese puts it last, and what was noticed before it."""

from jikenbo.lang.ja.date_words import contexts
from jikenbo.read.date_scope import REACH, Role, Scope, Strength, longest
from jikenbo.text.dates import DateMention
from jikenbo.text.match import Hit

# Words so near a date belong to it even where they describe a noun: 3日に発生した障害.
_NEAR = 6
# As long as the name of a day, and what stands behind a day but its hour.
_DAY, _WEEKDAY = 10, " 、の()月火水木金土日曜祝"
# An act farther than this from a word for noticing is not what led to it.
_LED = 60


def predicates(scope: Scope, mention: DateMention, hits: list[Role]) -> list[Role]:
    """The role words that may govern a date: not those of data, nor those that only describe a noun further on."""
    told = [pair for pair in longest(hits) if pair[1] != "data"]
    main = [pair for pair in told if not _describes(scope, mention, *pair)]
    return main or told


def _describes(scope: Scope, mention: DateMention, hit: Hit, role: str) -> bool:
    if hit.start - mention.tail <= _NEAR and "、" not in scope.text[mention.end : hit.start]:
        return False
    verb = contexts()["object"].match(scope.text, hit.start, hit.end - 1)
    describes = contexts()["describes_act" if role == "event" else "describes"]
    clauses = (describes.match(scope.text, start) for start in {hit.start, verb.end() if verb else hit.start})
    return any(clause and clause.end() >= hit.end for clause in clauses)


def decide(scope: Scope, mention: DateMention, hits: list[Role]) -> tuple[str, Strength]:
    """The role of a date and how well it is established, from the predicates that may govern it, in order."""
    first, role = hits[0]
    happened, noticed = _first(hits, "occurred", "failure"), _first(hits, "detected")
    if role == "event" and happened and scope.says("upon", first.end, happened.start):
        if noticed and not scope.spans(mention) and not _failed(hits):
            return "detected", Strength.CLAUSE
        return decide(scope, mention, [pair for pair in hits if pair[0].start >= happened.start])
    if role == "event" and happened and _befell(scope, first, happened):
        return decide(scope, mention, [pair for pair in hits if pair[0].start >= happened.start])
    if role == "event":
        led = noticed is not None and _led(scope, mention, first, noticed)
        return (_noticing(scope, mention, noticed), Strength.CLAUSE) if led and noticed else (role, Strength.VERB)
    if role in ("occurred", "failure"):
        role = _occurrence(scope, mention, hits, noticed)
    if role == "detected" or (role == "found" and _noticing(scope, mention, noticed or first) != "detected"):
        role = _noticing(scope, mention, noticed or first)
    return role, Strength.VERB


def _first(hits: list[Role], *roles: str) -> Hit | None:
    return next((hit for hit, role in hits if role in roles), None)


def _failed(hits: list[Role]) -> bool:
    return any(role == "failure" for _, role in hits)


def _befell(scope: Scope, act: Hit, happened: Hit) -> bool:
    """Whether an act in the passive is what an incident consisted in: 転送される事象が発生."""
    return scope.text.startswith("れ", act.end) and scope.text.startswith(("事象", "事案", "事態"), happened.start)


def _led(scope: Scope, mention: DateMention, act: Hit, noticed: Hit) -> bool:
    """Whether an act led to the noticing: an inquiry that found something, not a report received of one."""
    if scope.follows("suffered", act.end) or scope.follows("unrelated", act.end):
        return False
    near = noticed.start - act.end <= _LED or scope.follows("attached", act.end)
    return near and not scope.says("result", mention.tail, noticed.end)


def _occurrence(scope: Scope, mention: DateMention, hits: list[Role], noticed: Hit | None) -> str:
    """Whether an occurrence is itself dated, or what was noticed on that day, or a failure that showed itself."""
    first, role = hits[0]
    if noticed is not None and not _stands(scope, mention, hits, noticed):
        began = (
            scope.says("began", first.start, first.end + 2)
            if role == "occurred"
            else scope.follows("and_so", first.end - 1)
        )
        if scope.says("told_us", mention.tail, noticed.end + 2):
            return "detected"
        told = ("result", mention.tail), ("informed", mention.tail + 3)
        return "failure" if began and not any(scope.says(name, at, first.start) for name, at in told) else "found"
    if role == "occurred" and scope.says("result", mention.tail, first.start):
        return "found"
    end = noticed.start if noticed else first.end + REACH
    if any(one == "failure" and hit.start < end for hit, one in hits):
        return "failure"
    occurs = scope.says("occurs", first.start, first.end)
    return "failure" if occurs and scope.follows("failure", first.end) else "occurred"


def _stands(scope: Scope, mention: DateMention, hits: list[Role], noticed: Hit) -> bool:
    """Whether an occurrence stands by itself rather than as what was noticed on that day."""
    first = hits[0][0]
    if scope.says("informed", mention.tail + 3, first.start):
        return False
    if scope.spans(mention) or scope.follows("since", mention.tail):
        return True
    adjacent = first.start <= mention.tail + 1 and scope.says("occurs", first.start, first.end)
    if adjacent and scope.says("describes", first.start, first.end + 16):
        return True
    if scope.says("closed", first.end, noticed.start):
        return True
    later = (hit for hit, role in hits if role == "occurred" and first.end < hit.start < noticed.start)
    if _timed(scope, mention) and any(scope.follows("maybe", hit.end) for hit in later):
        return True
    start = max(scope.sentence(mention).start, mention.start - 40)
    return scope.says("inside", start, mention.start)


def _timed(scope: Scope, mention: DateMention) -> bool:
    """Whether a date comes with its hour, as acts do, or is of a month only; noticing is dated by the day."""
    return len(mention.value) < _DAY or bool(scope.text[mention.end : mention.tail].strip(_WEEKDAY))


def _noticing(scope: Scope, mention: DateMention, noticed: Hit) -> str:
    """A period in which something was noticed is the incident's; a word from the commission is an event."""
    if scope.spans(mention):
        return "failure" if scope.says("sensed", noticed.start, noticed.end) else "occurred"
    told = scope.says("commission", mention.tail, noticed.end) and not scope.says("found", mention.tail, noticed.end)
    return "event" if told else "detected"
