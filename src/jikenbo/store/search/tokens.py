"""Tokens: pairs of neighbouring characters in Japanese, whole words in Latin script."""

import re
from collections import Counter
from itertools import pairwise

from jikenbo.text.fold import fold

# A run of word characters of one kind: Latin letters and figures, or all others.
_RUNS = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")
_COMMA = re.compile(r"(?<=\d),(?=\d{3})")
# Marks a Latin word, so that `it` the word and `it` a pair of letters cannot meet.
LATIN = "="


def plain(text: str) -> str:
    """The form in which words are compared: folded, lower case, no commas within figures."""
    return _COMMA.sub("", fold(text).lower())


def runs(text: str) -> list[str]:
    """The runs of word characters of a plain text."""
    return _RUNS.findall(text)


def tokens(text: str) -> Counter[str]:
    """How often each token stands in a plain text."""
    found: Counter[str] = Counter()
    for run in runs(text):
        if run.isascii():
            found[LATIN + run] += 1
        else:
            found.update(map("".join, pairwise(run)))
            # The last character alone, so that a word of one character is found at the end of a run too.
            found[run[-1]] += 1
    return found


def sought(word: str) -> list[tuple[str, bool]]:
    """The tokens that a plain word needs, and whether each may go on (a Latin word's or a lone character's start)."""
    found: list[tuple[str, bool]] = []
    for run in runs(word):
        if run.isascii():
            found.append((LATIN + run, True))
        elif len(run) == 1:
            found.append((run, True))
        else:
            found += [(run[at : at + 2], False) for at in range(len(run) - 1)]
    return list(dict.fromkeys(found))
