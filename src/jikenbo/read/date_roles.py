"""What a date in a release is the date of: rules in the order in which they are asked, the first answer counting."""

from collections.abc import Callable

from jikenbo.lang.ja.date_words import contexts
from jikenbo.model.text import BlockKind
from jikenbo.read.date_pairs import paired, settled, with_role_of
from jikenbo.read.date_predicates import decide, predicates
from jikenbo.read.date_scope import REACH, Judged, Scope, Strength
from jikenbo.read.prepare import Prepared
from jikenbo.text.dates import DateMention
from jikenbo.text.match import Hit

# How far after a date that stands alone its story is looked for, and before one in brackets its predicate.
_STORY = 160
_BEFORE = 40
# Within so many characters a period of the incident is said to be that of the payments made by card.
_PAYERS = 100
# A day named without more is an event if it is not longer ago, in years, and so many characters tell of it.
_RECENT = 2
_TOLD = 8
# A report with the name of who made it stands in so many characters.
_REPORTED = 24
# A noun before a date in brackets is not longer.
_NOUN = 8
# In this order: what was noticed or ended may be named in a label too (漏えいが判明した日).
_LABELS = ("detected", "event", "occurred")

Rule = Callable[[Scope, int], Judged | None]


def judge(prepared: Prepared) -> list[Judged]:
    """All dates of the body judged, in order; those that say nothing of the incident have the role data."""
    scope = Scope(prepared)
    found: list[Judged] = []
    for n in range(len(scope.mentions) - 1, -1, -1):
        answers = (rule(scope, n) for rule in RULES)
        answer = next((one for one in answers if one), None) or _handed_down(scope, n, found)
        found.append(answer or _last(scope, n))
    return paired(scope, settled(found[::-1]))


def as_of(scope: Scope, n: int) -> Judged | None:
    """The words after the date make it the time as of which something held, not that of an event."""
    mention = scope.mentions[n]
    if scope.follows("as_of", mention.tail):
        return Judged(mention, "data", Strength.VERB, "date_roles.as_of")
    return None


def notice(scope: Scope, n: int) -> Judged | None:
    """A notice was given to the public on that day."""
    mention = scope.mentions[n]
    if not scope.follows("notice", mention.tail):
        return None
    if scope.says("accounts", mention.tail, mention.tail + _BEFORE):
        return Judged(mention, "data", Strength.VERB, "date_roles.notice")
    own = not scope.follows("others_notice", mention.tail)
    return Judged(mention, "event", Strength.VERB, "date_roles.notice", notice=own)


def came_in(scope: Scope, n: int) -> Judged | None:
    """A report named just before the date came in on that day."""
    mention = scope.mentions[n]
    start = max(scope.sentence(mention).start, mention.start - _REPORTED)
    if scope.follows("came_in", mention.tail) and scope.says("report_of", start, mention.start):
        return Judged(mention, "detected", Strength.VERB, "date_roles.came_in")
    return None


def cleft(scope: Scope, n: int) -> Judged | None:
    """The words before the date say what it was that happened on it: …が発生したのは7月3日."""
    mention = scope.mentions[n]
    start = max(scope.sentence(mention).start, mention.start - _BEFORE)
    if scope.text.find("は", mention.start - 2, mention.start) < 0:
        return None
    if scope.follows("was_then", mention.tail) and scope.says("subject", start, mention.start):
        return Judged(mention, "occurred", Strength.VERB, "date_roles.cleft")
    told = scope.between(start, mention.start) if scope.says("cleft", start, mention.start) else []
    told = [pair for pair in told if pair[1] != "data"]
    return Judged(mention, told[-1][1], Strength.VERB, "date_roles.cleft") if told else None


def label(scope: Scope, n: int) -> Judged | None:
    """A label before the date, or a short heading above it, says what it is the date of."""
    mention = scope.mentions[n]
    start = max(scope.sentence(mention).start, mention.start - 28)
    match = contexts()["label"].search(scope.text[start : mention.start].removesuffix("("))
    words = match.group() if match else ""
    words = words if words.strip(" ・-:~(") else scope.line_above(mention)
    role = next((role for role in _LABELS if words and contexts()[f"label_{role}"].search(words)), None)
    if role is None and mention.opens and scope.leads(mention):
        above = scope.prepared.heading_words(scope.prepared.sentence_at(mention.start))
        role = "occurred" if contexts()["label_occurred"].search(above) else None
    bracketed = scope.text.startswith("(", mention.start - 1)
    if role is None or (role == "occurred" and not bracketed and _period_of_data(scope, n)):
        return None
    return Judged(mention, role, Strength.LABEL, "date_roles.label")


def _period_of_data(scope: Scope, n: int) -> bool:
    """Whether the period that a date begins or ends is said of people or data alone."""
    mention = scope.mentions[n]
    last = n + 1 if mention.opens and n + 1 < len(scope.mentions) else n
    own = scope.own(last) if mention.opens or mention.closes else []
    return bool(own) and all(role == "data" for _, role in own)


def card_period(scope: Scope, n: int) -> Judged | None:
    """A period in which payments were made by card whose data leaked is that of the incident."""
    mention = scope.mentions[n]
    if not (mention.opens or mention.closes) or not _of_data(scope, n):
        return None
    sentence_end = scope.text.find("。", mention.tail, mention.tail + _PAYERS)
    end = min(scope.sentence(mention).end, sentence_end if sentence_end >= 0 else mention.tail + _PAYERS)
    if scope.says("card", mention.tail, end):
        return Judged(mention, "occurred", Strength.CLAUSE, "date_roles.card_period")
    return None


def of_data(scope: Scope, n: int) -> Judged | None:
    """The date bounds or describes people, data or business, and is not one of the incident."""
    if _of_data(scope, n):
        return Judged(scope.mentions[n], "data", Strength.VERB, "date_roles.of_data")
    return None


def under_data(scope: Scope, n: int) -> Judged | None:
    """The period stands in a list of data under a heading that says so."""
    mention = scope.mentions[n]
    if not (mention.opens or mention.closes) or scope.throughout(n) or scope.in_story(mention):
        return None
    headings = scope.sentence(mention).headings
    if headings and contexts()["data_heading"].search(scope.prepared.words(scope.prepared.sentences[headings[-1]])):
        return Judged(mention, "data", Strength.VERB, "date_roles.under_data")
    return None


def period(scope: Scope, n: int) -> Judged | None:
    """A period under a label that says no more is that of the incident."""
    mention = scope.mentions[n]
    start = max(scope.sentence(mention).start, mention.start - 8)
    words = scope.text[start : mention.start]
    if mention.opens and contexts()["label_period"].search(words if words.strip() else scope.line_above(mention)):
        return Judged(mention, "occurred", Strength.CLAUSE, "date_roles.period")
    return None


def bare(scope: Scope, n: int) -> Judged | None:
    """A noun says that the incident took place: in an entry of a chronology, or as that of the day."""
    mention = scope.mentions[n]
    named = scope.text[mention.tail - 1] == "の" and not mention.closes and scope.follows("its_incident", mention.tail)
    if named or (scope.follows("took_place", mention.tail) and scope.leads(mention)):
        return Judged(mention, "occurred", Strength.VERB, "date_roles.bare")
    return None


def governed(scope: Scope, n: int) -> Judged | None:
    """The predicate that governs the date says what happened on it."""
    mention = scope.mentions[n]
    own = predicates(scope, mention, scope.own(n))
    if not own:
        return None
    role, strength = decide(scope, mention, own)
    return Judged(mention, role, strength, "date_roles.governed")


def around(scope: Scope, n: int) -> Judged | None:
    """What was noticed on that day is said to have taken place on the date named next."""
    mention = scope.mentions[n]
    end = min(scope.sentence(mention).end, mention.tail + REACH)
    if scope.until_next(n) >= end or not scope.follows("around", mention.tail):
        return None
    if any(role == "detected" for _, role in scope.own(n + 1)):
        return Judged(mention, "detected", Strength.CLAUSE, "date_roles.around")
    return None


RULES: tuple[Rule, ...] = (
    as_of,
    notice,
    came_in,
    cleft,
    label,
    card_period,
    of_data,
    under_data,
    period,
    bare,
    governed,
    around,
)


def _handed_down(scope: Scope, n: int, later: list[Judged]) -> Judged | None:
    """A date with no predicate before the next date of its sentence shares the role of that one."""
    mention = scope.mentions[n]
    end = min(scope.sentence(mention).end, mention.tail + REACH)
    if not later or scope.until_next(n) >= end or later[-1].strength is Strength.PLACE:
        return None
    if scope.says("done_with", mention.tail, scope.until_next(n)):
        return None
    return with_role_of(later[-1], mention)


def entry(scope: Scope, n: int) -> Judged | None:
    """The date opens an entry of a chronology."""
    mention, sentence = scope.mentions[n], scope.sentence(scope.mentions[n])
    if not scope.leads(mention) or scope.bounds(mention):
        return None
    if len(scope.rest(mention)) < 4:
        return None
    if any(role == "data" for _, role in scope.between(mention.tail, sentence.end)):
        return None
    if sentence.kind in (BlockKind.ROW, BlockKind.ITEM) or scope.in_story(mention):
        return Judged(mention, "event", Strength.PLACE, "date_roles.entry")
    return None


def before(scope: Scope, n: int) -> Judged | None:
    """The words before the date, which closes its sentence or stands in brackets, say what happened on it."""
    mention = scope.mentions[n]
    told = scope.between(max(scope.sentence(mention).start, mention.start - _BEFORE), mention.start)
    if told:
        return Judged(mention, told[-1][1], Strength.CLAUSE, "date_roles.before")
    start = max(scope.sentence(mention).start, mention.start - _BEFORE)
    if scope.says("document", start, mention.start):
        return Judged(mention, "event", Strength.CLAUSE, "date_roles.before")
    bracket = mention.start - 1
    if not scope.text.startswith("(", max(bracket, 0)):
        return None
    role = "occurred" if scope.says("misdeed", start, bracket) else None
    if role is None and scope.says("action", max(bracket - _NOUN, 0), bracket):
        role = "event"
    return Judged(mention, role, Strength.CLAUSE, "date_roles.before") if role else None


def after(scope: Scope, n: int) -> Judged | None:
    """The date stands alone on its line, and what follows says what happened on it."""
    mention, sentence = scope.mentions[n], scope.sentence(scope.mentions[n])
    last = scope.mentions[n + 1] if mention.opens and n + 1 < len(scope.mentions) else mention
    if not scope.leads(mention) or scope.rest(last):
        return None
    if sentence.kind is BlockKind.PARAGRAPH and not scope.in_story(mention):
        return None
    told = [
        pair
        for pair in scope.between(sentence.end, min(scope.until_next(n + (last is not mention)), sentence.end + _STORY))
        if pair[1] != "data"
    ]
    if not told and scope.in_story(mention):
        return Judged(mention, "event", Strength.PLACE, "date_roles.after")
    if not told:
        return None
    role, strength = decide(scope, mention, told)
    return Judged(mention, role, strength, "date_roles.after")


def mentioned(scope: Scope, n: int) -> Judged | None:
    """The running text names the day, and nothing makes it one of people, data or business."""
    mention, sentence = scope.mentions[n], scope.sentence(scope.mentions[n])
    published = scope.prepared.published
    if not mention.dated or scope.bounds(mention) or len(mention.value) < 10 or published is None:
        return None
    recent = abs(published.year - int(mention.value[:4])) <= _RECENT
    told = len(scope.rest(mention)) >= _TOLD
    if recent and told and sentence.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return Judged(mention, "event", Strength.PLACE, "date_roles.mentioned")
    return None


def _last(scope: Scope, n: int) -> Judged:
    """The answer of the rules on place, or else that the date is none of the incident."""
    answers = (rule(scope, n) for rule in (entry, before, after, mentioned))
    return next((one for one in answers if one), None) or Judged(
        scope.mentions[n], "data", Strength.PLACE, "date_roles.of_data"
    )


def _of_data(scope: Scope, n: int) -> bool:
    """Whether the first words after a date, by place, speak of people or data that it bounds or describes."""
    mention = scope.mentions[n]
    if mention.closes and scope.follows("until_noun", mention.tail):
        return True
    own = [pair for pair in scope.own(n) if not _possessive(scope, mention, *pair)]
    if not own or scope.throughout(n):
        return False
    start = own[0][0].start
    hit = next((hit for hit, role in own if hit.start == start and role == "data"), None)
    if all(role == "data" for _, role in own) or (hit and start - mention.tail <= 2):
        return True
    return hit is not None and scope.bounds(mention) and not scope.follows("towards", hit.end)


def _possessive(scope: Scope, mention: DateMention, hit: Hit, role: str) -> bool:
    """Whether の… is said of another noun than the date."""
    if role != "data" or scope.text[hit.start] != "の":
        return False
    limit = contexts()["limit"].match(scope.text, mention.tail)
    return hit.start > (limit.end() if limit else mention.tail)
