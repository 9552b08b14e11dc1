"""The cues of all vocabularies, compiled once into one automaton."""

from functools import cache

from jikenbo.text.match import Hit, Matcher, pattern
from jikenbo.vocab import vocabulary

VOCABULARIES = (
    "incident_types",
    "vectors",
    "authorities",
    "measures",
    "hedges",
    "leaks",
    "date_roles",
    "report_kinds",
)


@cache
def _compiled() -> tuple[Matcher, list[tuple[str, str]]]:
    tags: list[tuple[str, str]] = []
    patterns = []
    for name in VOCABULARIES:
        for value, term in vocabulary(name).items():
            tags.append((name, value))
            patterns += [pattern(cue, len(tags) - 1) for cue in term.cues]
    return Matcher(patterns), tags


def find(text: str, ends: list[int]) -> dict[str, list[tuple[Hit, str]]]:
    """All matches in a folded text by vocabulary: the hit and the value that its cue speaks for, in order of place."""
    matcher, tags = _compiled()
    found: dict[str, list[tuple[Hit, str]]] = {name: [] for name in VOCABULARIES}
    for hit in matcher.find(text, ends):
        name, value = tags[hit[2]]
        found[name].append((hit, value))
    return found
