"""Two releases weighed by the table of rules: a verdict, a score and the reason in words."""

import math
from dataclasses import dataclass

from jikenbo.link.profile import Profile
from jikenbo.link.rules import PRIOR, RULES, Found, Pair, Rule
from jikenbo.model.judgement import Author, Judgement, Verdict

# Odds (natural logarithm) from which a pair is one case, and below which it is not; between them it is unsure.
SAME_FROM = 0.0
DIFFERENT_BELOW = -1.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair with its odds and the rules that found something, weightiest first."""

    pair: Pair
    odds: float
    found: tuple[tuple[Rule, Found, float], ...]

    @property
    def verdict(self) -> Verdict:
        """What the odds say."""
        if self.odds >= SAME_FROM:
            return Verdict.SAME
        return Verdict.UNSURE if self.odds >= DIFFERENT_BELOW else Verdict.DIFFERENT

    @property
    def reason(self) -> str:
        """The rules' sentences for the verdict first, then those against it."""
        sign = 1 if self.verdict is not Verdict.DIFFERENT else -1
        ordered = sorted(self.found, key=lambda item: -sign * item[2])
        return " ".join(_sentence(rule, found) for rule, found, _ in ordered) or "Nothing joins or parts them."


def pair_of(left: Profile, right: Profile) -> Pair:
    """The pair in order of publication, whichever way round it is given."""
    first, second = sorted((left, right), key=lambda found: (found.published or "", found.id))
    return Pair(first, second)


def weigh(left: Profile, right: Profile) -> Weighed:
    """Apply every rule to a pair; the order of the two does not matter."""
    pair = pair_of(left, right)
    found = []
    odds = PRIOR
    for rule, weight in RULES:
        result = rule(pair)
        if result is not None:
            odds += weight * result.strength
            found.append((rule, result, weight * result.strength))
    return Weighed(pair, round(odds, 4), tuple(found))


def judge(left: Profile, right: Profile) -> Judgement:
    """Whether two releases are of one case, by the table of rules."""
    return as_judgement(weigh(left, right))


def as_judgement(weighed: Weighed) -> Judgement:
    """A weighed pair as a judgement by the program; the score is the probability that the odds mean."""
    left, right = sorted((weighed.pair.earlier.id, weighed.pair.later.id))
    score = round(1 / (1 + math.exp(-weighed.odds)), 4)
    return Judgement(left, right, weighed.verdict, weighed.reason, Author.PROGRAM, score=score)


def _sentence(rule: Rule, found: Found) -> str:
    sentence = (rule.__doc__ or rule.__name__).strip()
    return f"{sentence[:-1]} ({found.detail})." if found.detail else sentence
