"""The same release taken in twice: a mirror, a PDF and its HTML, an archive entry and the raw text, a blog's post."""

from jikenbo.link.fingerprint import likeness
from jikenbo.link.profile import Profile
from jikenbo.link.rules import Pair, other_publisher, same_day_of_incident
from jikenbo.model.judgement import Author, Judgement, Verdict

# Texts of one release in two formats share at least this much of their wording; two reports of one case that were
# edited from each other may share as much, and are told apart by day, number, figures and title.
_ALIKE = 0.8
_VERY_ALIKE = 0.95
# Companies of a group publish one wording within days, edited a little for each.
_WORDED_ALIKE = 0.5
_WORD_FOR_WORD = 0.9
_SOON = 14


def same_release(left: Profile, right: Profile) -> Judgement | None:
    """Whether two captures hold one release; None where nothing speaks for it.

    What only one of the two states is no difference: a raw text has no overview. Two organisations are two releases,
    however alike: sister companies publish the same words.
    """
    share = likeness(left.signature, right.signature)
    if share < _ALIKE:
        return None
    left, right = sorted((left, right), key=lambda found: found.id)
    differs = _difference(left, right)
    if differs:
        return _judgement(left, right, Verdict.DIFFERENT, share, f"The wording is alike ({share:.0%}), but {differs}.")
    if share >= _VERY_ALIKE or _stated_alike(left, right):
        return _judgement(left, right, Verdict.SAME, share, f"The same wording ({share:.0%}), and nothing differs.")
    return _judgement(left, right, Verdict.UNSURE, share, f"Much of the wording is the same ({share:.0%}).")


def in_same_words(pair: Pair) -> bool:
    """Whether two organisations tell of an incident of the same kind and day in the same words, or word for word."""
    if pair.gap is None or pair.gap > _SOON or pair.likeness < _WORDED_ALIKE or not other_publisher(pair):
        return False
    if not {*pair.earlier.kinds} & {*pair.later.kinds}:
        return False
    return pair.likeness >= _WORD_FOR_WORD or bool(same_day_of_incident(pair))


def _difference(left: Profile, right: Profile) -> str:
    """What tells two alike texts apart, or nothing."""
    if left.names and right.names and not {*left.names, *left.parts} & {*right.names, *right.parts}:
        return f"the publishers differ ({left.names[0]} / {right.names[0]})"
    if left.published and right.published and left.published[:10] != right.published[:10]:
        return f"they are of different days ({left.published} / {right.published})"
    if left.report.ordinal and right.report.ordinal and left.report.ordinal != right.report.ordinal:
        return f"they are different reports ({left.report.ordinal} / {right.report.ordinal})"
    if left.numbers != right.numbers and left.published and right.published:
        return "their figures differ"
    if bool(left.names) != bool(right.names) and _other_names(left, right):
        return "they name different organisations"
    return ""


def _other_names(left: Profile, right: Profile) -> bool:
    """Whether a text without a stated publisher speaks of companies, and not of the other's publisher."""
    bare, stated = (right, left) if left.names else (left, right)
    named = {key for name in bare.named if name.company for key in (name.key, *name.aliases)}
    others = named - {key for name in stated.named for key in (name.key, *name.aliases)}
    return bool(others) and not others & {*stated.names, *stated.parts}


def _stated_alike(left: Profile, right: Profile) -> bool:
    return bool({*left.names} & {*right.names}) or not left.names or not right.names


def _judgement(left: Profile, right: Profile, verdict: Verdict, share: float, reason: str) -> Judgement:
    first, second = sorted((left.id, right.id))
    return Judgement(first, second, verdict, reason, Author.PROGRAM, score=round(share, 4), relation="release")
