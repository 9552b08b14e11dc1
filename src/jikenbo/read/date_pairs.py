"""What the dates of one release say of each other: two ends of a period, and days of which one explains another."""

from datetime import date

from jikenbo.read.date_scope import Judged, Scope, Strength, in_one_breath
from jikenbo.text.dates import DateMention

# An act is found out so many days later, where two days of noticing might be named.
_FOUND_OUT = 14


def settled(judged: list[Judged]) -> list[Judged]:
    """A day on which an act was found is that of the act where the noticing is dated weeks later, or else its own."""
    noticed = min((one.mention.value for one in judged if one.role == "detected"), default="")
    return [
        one._replace(role="occurred" if _long_before(one.mention.value, noticed) else "detected")
        if one.role == "found"
        else one
        for one in judged
    ]


def paired(scope: Scope, judged: list[Judged]) -> list[Judged]:
    """The two ends of a period, and dates under one label, are of the same thing: the better established decides."""
    found = list(judged)
    for n in range(1, len(found)):
        one, other = found[n - 1], found[n]
        period = one.mention.opens and other.mention.closes
        if one.role != other.role and (
            period or (one.strength is Strength.LABEL and in_one_breath(scope.text, one, other))
        ):
            best = max(one, other, key=lambda end: end.strength)
            found[n - 1 : n + 1] = with_role_of(best, one.mention), with_role_of(best, other.mention)
    return found


def with_role_of(other: Judged, mention: DateMention) -> Judged:
    """A date with the role that another was found to have."""
    return Judged(mention, other.role, other.strength, other.rule, other.notice)


def _long_before(value: str, noticed: str) -> bool:
    if len(value) < 10 or len(noticed) < 10:
        return False
    return (date.fromisoformat(noticed) - date.fromisoformat(value)).days >= _FOUND_OUT
