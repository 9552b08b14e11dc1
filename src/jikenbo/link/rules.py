"""The rules by which two releases are compared, each with the weight that its evidence has.

A rule looks at a pair and gives what it found as a strength from 0 to 1 with the detail in words, or None. Its
docstring is the sentence that is shown to users. The weights were set on half of an archive's months and checked on
the other half; they add up to a score, of which `judge` makes a verdict.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from unicodedata import normalize
from urllib.parse import unquote

from jikenbo.link.fingerprint import likeness
from jikenbo.link.profile import Pointer, Profile, day_of
from jikenbo.link.words import words
from jikenbo.text.fold import fold


@dataclass(frozen=True)
class Pair:
    """Two releases, the earlier one first (by day of publication, then by id)."""

    earlier: Profile
    later: Profile

    @cached_property
    def gap(self) -> int | None:
        """Days between the two publications, if both are known."""
        first, second = day_of(self.earlier), day_of(self.later)
        return (second - first).days if first and second else None

    @cached_property
    def common_names(self) -> frozenset[str]:
        """Keys of publishers that both have."""
        return frozenset(self.earlier.names) & frozenset(self.later.names)

    @cached_property
    def common_parts(self) -> frozenset[str]:
        """Keys by which one's publisher is a part or a form of the other's, where they have no key in common."""
        left, right = self.earlier, self.later
        if self.common_names:
            return frozenset()
        common = ({*left.parts} & {*right.names, *right.parts}) | ({*left.names} & {*right.parts})
        return frozenset(common or (a for a in _forms(left) for b in _forms(right) if _one_form(a, b)))

    @cached_property
    def likeness(self) -> float:
        """The share of common runs of their texts."""
        return likeness(self.earlier.signature, self.later.signature)


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: strength 0 to 1, and the detail in words."""

    strength: float
    detail: str = ""


# A place's name begins the names of many organisations that have nothing to do with each other.
_PLACES = ("都", "道", "府", "県", "市", "区", "町", "村", "郡")

# Weights of a name from which a text makes much of it, and from which it is what the text is about.
_MUCH, _MOST = 5, 8

Rule = Callable[[Pair], Found | None]


def archive_joins(pair: Pair) -> Found | None:
    """The archive from which they come links one to the other, or gives both one label of a case."""
    left, right = pair.earlier, pair.later
    if strangers(pair):
        return None
    for one, other in ((left, right), (right, left)):
        for pointer in one.pointers:
            if points_at(pointer, other):
                return None if _told_apart(pair) else Found(1.0, pointer.label)
    return Found(1.0, left.label) if left.label and left.label == right.label else None


def _told_apart(pair: Pair) -> bool:
    """Whether the texts tell of two suppliers, or of another matter, where an archive sees one case."""
    return any(rule(pair) for rule in (said_apart, name_other_companies, name_a_new_company))


def strangers(pair: Pair) -> bool:
    """Whether two releases are of different organisations, neither of which names the other."""
    left, right = pair.earlier, pair.later
    if other_publisher(pair) is None:
        return False
    return not (_keys(left) & {*right.names, *right.parts} or _keys(right) & {*left.names, *left.parts})


def points_at(pointer: Pointer, target: Profile) -> bool:
    """Whether a link of an archive means that release, by the end of its path."""
    return doc_key(pointer.target) == doc_key(target.doc)


def exact_key(path: str) -> str:
    """The last three parts of a path or address, decoded."""
    return normalize("NFC", unquote("/".join(path.split("/")[-3:])))


@lru_cache(maxsize=200_000)
def doc_key(path: str) -> str:
    """The last three parts of a path or address, decoded and folded: how an archive names its entries."""
    return "/".join(fold(unquote(part)).replace(" ", "") for part in path.split("/")[-3:])


def same_publisher(pair: Pair) -> Found | None:
    """Both are published by the same organisation."""
    if pair.common_names:
        return Found(1.0, "、".join(sorted(pair.common_names)))
    return None


def part_of_publisher(pair: Pair) -> Found | None:
    """One publisher is a unit, group or short form of the other."""
    return Found(1.0, "、".join(sorted(pair.common_parts))) if pair.common_parts else None


def _forms(found: Profile) -> list[str]:
    return [key for key in (*found.names, *found.parts) if len(key) > 3 and not key.endswith(_PLACES)]


def _one_form(left: str, right: str) -> bool:
    """Whether one key is the other with something before or behind it that a unit or a slip adds."""
    short, long = sorted((left, right), key=len)
    return (long.startswith(short) or long.endswith(short)) and len(long) - len(short) <= 4


def other_publisher(pair: Pair) -> Found | None:
    """They are published by different organisations."""
    left, right = pair.earlier, pair.later
    if not left.names or not right.names or pair.common_names or pair.common_parts:
        return None
    return Found(1.0, f"{left.names[0]} / {right.names[0]}")


def publisher_unknown(pair: Pair) -> Found | None:
    """One of them does not state who publishes it, and they do not stand on one web site."""
    known = pair.earlier.names and pair.later.names
    return None if known or same_host(pair) else Found(1.0)


def same_host(pair: Pair) -> Found | None:
    """Both stand on the same web site."""
    host = pair.earlier.host
    return Found(1.0, host) if host and host == pair.later.host else None


def cites_day(pair: Pair) -> Found | None:
    """The later one cites a release of the day on which the earlier one appeared."""
    day = pair.earlier.published
    return Found(1.0, day) if day and pair.gap and day in pair.later.cited else None


def cites_another(pair: Pair) -> Found | None:
    """The later one cites earlier releases, none of them of this day."""
    cited = pair.later.cited
    if not cited or pair.earlier.published in cited or not pair.gap:
        return None
    return Found(1.0, cited[0])


def another_first(pair: Pair) -> Found | None:
    """The later one cites a release from before the earlier one, which is itself a first report."""
    earlier, cited = pair.earlier, pair.later.cited
    if not cited or not earlier.published or earlier.report.later or earlier.cited or earlier.published in cited:
        return None
    return Found(1.0, min(cited)) if min(cited) < earlier.published else None


def said_apart(pair: Pair) -> Found | None:
    """The later one says that it has nothing to do with what was published on that day."""
    day = pair.earlier.published
    return Found(1.0, day) if day and day in pair.later.unrelated else None


def cite_one_day(pair: Pair) -> Found | None:
    """Both cite a release of one day."""
    common = {*pair.earlier.cited} & {*pair.later.cited}
    return Found(1.0, min(common)) if common else None


def same_day_of_incident(pair: Pair) -> Found | None:
    """Both give the same day for the incident."""
    common = _incident(pair.earlier) & _incident(pair.later)
    return Found(1.0, min(common)) if common else None


def _incident(found: Profile) -> set[str]:
    """Days of the incident; a day in which it was published may be one of the incident for another."""
    return {day for day in found.days if day != found.published} or {*found.days}


def other_day_of_incident(pair: Pair) -> Found | None:
    """Both give days for the incident, and none is the same."""
    left, right = {*pair.earlier.days}, {*pair.later.days}
    if not left or not right or (left | {*pair.earlier.cited}) & (right | {*pair.later.cited}):
        return None
    return Found(1.0, f"{min(left)} / {min(right)}")


def incident_after_release(pair: Pair) -> Found | None:
    """Every day that the later one gives for the incident lies after the earlier release."""
    day = pair.earlier.published
    if not day or not pair.later.days or not pair.gap or len(day) < 10:
        return None
    first = min((*pair.later.days, *pair.later.cited))
    return Found(1.0, first) if first > day else None


def title_alike(pair: Pair) -> Found | None:
    """Their titles say the same, apart from what number of report they are."""
    share = alike_titles(pair.earlier.title, pair.later.title)
    return Found(share, pair.later.title) if share > 0.3 else None


def title_unlike(pair: Pair) -> Found | None:
    """Their titles have nothing in common."""
    if not _grams(pair.earlier.title) or not _grams(pair.later.title):
        return None
    share = alike_titles(pair.earlier.title, pair.later.title)
    return Found(1 - share / 0.15) if share < 0.15 else None


def alike_titles(left: str, right: str) -> float:
    """The share of pairs of characters that two titles have in common, words of series aside."""
    first, second = _grams(left), _grams(right)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


@lru_cache(maxsize=200_000)
def _grams(title: str) -> frozenset[str]:
    """Pairs of characters of a title without the words that mark its place in a series."""
    for word in words("cites", "series"):
        title = title.replace(word, " ")
    plain = "".join(char for char in title if char.isalpha() or char == " ")
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1) if " " not in plain[at : at + 2])


def follows_up(pair: Pair) -> Found | None:
    """The later one says that it follows an earlier release."""
    report = pair.later.report
    if not report.later or (pair.gap == 0 and not report.ordinal):
        return None
    titled = report.titled and not (pair.earlier.report.titled and pair.earlier.title == pair.later.title)
    return Found(1.0 if titled or pair.later.cited else 0.6)


def both_first(pair: Pair) -> Found | None:
    """Neither speaks of an earlier release."""
    either = pair.earlier.report.later or pair.later.report.later or pair.earlier.cited or pair.later.cited
    return None if either else Found(1.0)


def two_incidents(pair: Pair) -> Found | None:
    """Neither speaks of an earlier release, and their days of the incident differ: two incidents."""
    return other_day_of_incident(pair) if both_first(pair) else None


def later_says_first(pair: Pair) -> Found | None:
    """The later one calls itself a first report."""
    return Found(1.0) if pair.later.report.first and pair.gap else None


def numbers_ascend(pair: Pair) -> Found | None:
    """Their report numbers ascend."""
    left, right = pair.earlier.report.ordinal or 1, pair.later.report.ordinal
    return Found(1.0 if right == left + 1 else 0.7, f"{left} → {right}") if right and right > left else None


def same_number(pair: Pair) -> Found | None:
    """Both call themselves the same number of a series."""
    left, right = pair.earlier.report.ordinal, pair.later.report.ordinal
    return Found(1.0, str(left)) if left and left == right else None


def other_unit(pair: Pair) -> Found | None:
    """The same publisher names two different units or sites."""
    left, right = pair.earlier.units, pair.later.units
    if not pair.common_names or not left or not right or {*left} & {*right}:
        return None
    return Found(1.0, f"{left[0]} / {right[0]}")


def share_names(pair: Pair) -> Found | None:
    """Both name the same organisation, service or system."""
    common = _keys(pair.earlier) & _keys(pair.later)
    return Found(min(1.0, 0.4 + 0.2 * len(common)), "、".join(sorted(common)[:3])) if common else None


def name_others(pair: Pair) -> Found | None:
    """Each names other organisations or services, and none in common."""
    left, right = _keys(pair.earlier), _keys(pair.later)
    if not left or not right or left & right:
        return None
    return Found(min(1.0, min(len(left), len(right)) / 3), f"{min(left)} / {min(right)}")


def name_other_companies(pair: Pair) -> Found | None:
    """Each makes much of another organisation, and none in common."""
    for weight in (_MUCH, _MOST):
        left, right = _companies(pair.earlier, weight), _companies(pair.later, weight)
        if left and right and not left & _keys(pair.later) and not right & _keys(pair.earlier):
            return Found(1.0, f"{min(left)} / {min(right)}")
    return None


def name_a_new_company(pair: Pair) -> Found | None:
    """One makes much of an organisation that the other does not name, and their titles differ."""
    if title_unlike(pair) is None:
        return None
    left, right = _companies(pair.earlier, _MOST), _companies(pair.later, _MOST)
    if not left and not right and other_kind(pair):
        left, right = _suppliers(pair.earlier), _suppliers(pair.later)
    if bool(left) == bool(right):
        return None
    new = (left | right) - (_keys(pair.earlier) & _keys(pair.later))
    return Found(1.0, min(new)) if new else None


def _suppliers(found: Profile) -> set[str]:
    """The suppliers at which a text has the incident happen."""
    much = _companies(found, _MUCH)
    return {name.key for name in found.named if name.key in much and name.role == "supplier" and name.struck}


def _keys(found: Profile) -> set[str]:
    return {key for name in found.named for key in (name.key, *name.aliases)}


def _companies(found: Profile, weight: float) -> set[str]:
    return {key for name in found.named if name.company and name.weight >= weight for key in (name.key, *name.aliases)}


def share_numbers(pair: Pair) -> Found | None:
    """Both give the same figures."""
    common = [n for n in {*pair.earlier.numbers} & {*pair.later.numbers} if n > 99 or len(str(n).strip("0")) > 1]
    return Found(min(1.0, len(common) / 2), "、".join(map(str, sorted(common)[:3]))) if common else None


def other_kind(pair: Pair) -> Found | None:
    """They tell of different kinds of incident."""
    left, right = {*pair.earlier.kinds}, {*pair.later.kinds}
    return Found(1.0) if left and right and not left & right else None


def long_after(pair: Pair) -> Found | None:
    """Months lie between them, and no day joins them."""
    if pair.gap is None or pair.gap <= 60 or cites_day(pair) or same_day_of_incident(pair) or cite_one_day(pair):
        return None
    return Found(min(1.0, pair.gap / 270), f"{pair.gap}日")


# Odds (natural logarithm) that two releases are of one incident while nothing is known of them.
PRIOR = -3.7
RULES: tuple[tuple[Rule, float], ...] = (
    (archive_joins, 4.5),
    (same_publisher, 2.5),
    (part_of_publisher, 1.5),
    (other_publisher, -4.0),
    (publisher_unknown, -3.0),
    (same_host, 1.0),
    (cites_day, 1.5),
    (cites_another, -0.8),
    (another_first, -1.0),
    (said_apart, -6.0),
    (cite_one_day, 1.0),
    (same_day_of_incident, 2.0),
    (other_day_of_incident, -0.8),
    (incident_after_release, -1.5),
    (title_alike, 1.8),
    (title_unlike, -0.5),
    (follows_up, 1.5),
    (both_first, -0.7),
    (two_incidents, -2.5),
    (later_says_first, -0.5),
    (numbers_ascend, 0.6),
    (same_number, -0.5),
    (other_unit, -2.0),
    (share_names, 0.9),
    (name_others, -1.0),
    (name_other_companies, -1.2),
    (name_a_new_company, -1.5),
    (share_numbers, 0.5),
    (other_kind, -0.6),
    (long_after, -2.0),
)
