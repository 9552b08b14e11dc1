"""The publisher of a release, read from its own text where no source states it.

A release names its publisher in few places: where it says that the name is 当社 from here on, in brackets after 弊社,
with head office and representative in brackets, in its opening words, as a line of its own at the head or the end, at
the desk for inquiries, or in the title. Each place is a rule of publisher.py, and each rule has a weight; the name with
the greatest weight is the publisher. A name that the text treats as somebody else's (a contractor, 同社) is not.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from jikenbo.model.fact import Fact, Field
from jikenbo.read.prepare import Prepared
from jikenbo.read.publisher import RULES
from jikenbo.read.publisher_scene import Candidate, Scene
from jikenbo.read.publisher_words import (
    COMPANY_FORMS,
    NO_NAME,
    SCHOOL,
)
from jikenbo.text.names import fold_name

# From this weight on a rule speaks for itself: the text says outright that the name is its own.
_OUTRIGHT = 7


def read_organisation(prepared: Prepared) -> Iterator[Fact]:
    """The publisher as the release's own text names it, where the source does not state it."""
    if prepared.document.overview.organisation is None:
        yield from prepared.shared(_publisher)


def _publisher(prepared: Prepared) -> tuple[Fact, ...]:
    """The fact of the publisher, made once for the rules that ask for it."""
    best = _best(Scene(prepared))
    if best is None:
        return ()
    rule, candidate, places = best
    return (
        Fact(
            field=Field.ORGANISATION,
            value=_written(prepared, candidate),
            spans=tuple(prepared.span(*place) for place in places[:5]),
            rule=f"publisher.{rule}",
        ),
    )


def _best(scene: Scene) -> tuple[str, Candidate, list[tuple[int, int]]] | None:
    """The name for which the rules speak most, with the rule that has the best form of it, and its places."""
    found: dict[str, dict[str, Candidate]] = defaultdict(dict)
    places: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for rule, candidate in _admitted(scene):
        key = fold_name(scene.text[candidate.start : candidate.end])
        found[key].setdefault(rule, candidate)
        places[key].add((candidate.start, candidate.end))
    if not found:
        return None
    key = max(found, key=lambda k: sum(c.weight for c in found[k].values()) + _is_formal(scene, found[k]))
    rule, first = max(found[key].items(), key=lambda item: (item[1].end - item[1].start, item[1].weight))
    return rule, first, sorted(places[key])


def _is_formal(scene: Scene, found: dict[str, Candidate]) -> bool:
    """Whether a name first stands with a legal form."""
    return next(iter(found.values())).start in scene.starts


def _admitted(scene: Scene) -> Iterator[tuple[str, Candidate]]:
    """What the rules propose, less what names nobody, another, or what this kind of publisher cannot be."""
    text = scene.text
    for rule in RULES:
        for candidate in rule(scene):
            name = text[candidate.start : candidate.end]
            if NO_NAME.match(name):
                continue
            company = name.startswith(COMPANY_FORMS) or name.endswith(COMPANY_FORMS)
            unlikely = (company and scene.public) or (scene.lists_schools and SCHOOL.search(name))
            unlikely = unlikely or fold_name(name) in scene.others
            if candidate.weight >= _OUTRIGHT or not unlikely:
                yield rule.__name__, candidate


def _written(prepared: Prepared, candidate: Candidate) -> str:
    span = prepared.span(candidate.start, candidate.end)
    written = prepared.document.text.content[span.start : span.end].strip()
    return prepared.text[candidate.start : candidate.end] if re.search(r"[\n<>*]", written) else written
