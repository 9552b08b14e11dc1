"""The links that an archive gives from one entry to another: followed where the texts bear them out, told where not."""

import re
from collections.abc import Iterable, Iterator

from jikenbo.link.judge import Weighed, weigh
from jikenbo.link.profile import Pointer, Profile
from jikenbo.link.rules import doc_key, exact_key, points_at, strangers
from jikenbo.model.document import Doubt
from jikenbo.model.judgement import Author, Judgement, Verdict

_DAY = re.compile(r"^(?:\d{1,2}|XX|xx)?_")


def follow(found: Profile, neighbours: Iterable[Profile]) -> Iterator[Judgement | Doubt]:
    """What becomes of each link of one release: an archive's judgement, or a doubt with the likely right target."""
    near = sorted({other.id: other for other in neighbours}.values(), key=lambda other: other.id)
    for pointer in found.pointers:
        target = _target(found, pointer, near) or _renamed(found, pointer, near)
        if target is found:
            yield _doubt(found, pointer, "mistaken_link", "points at its own entry", near)
        elif target is None and not pointer.target.startswith("http"):
            yield _doubt(found, pointer, "missing_link_target", "points at nothing that was taken in", near)
        elif target is None:
            continue
        elif mistaken(weighed := weigh(found, target)):
            yield _doubt(
                found, pointer, "mistaken_link", f"points at a release of {target.organisation or target.doc}", near
            )
        else:
            left, right = sorted((found.id, target.id))
            yield Judgement(left, right, weighed.verdict, weighed.reason, Author.ARCHIVE, score=0.99)


def mistaken(weighed: Weighed) -> bool:
    """Whether a link joins strangers, or two releases that the texts tell apart in spite of it."""
    return strangers(weighed.pair) or weighed.verdict is not Verdict.SAME


def _target(found: Profile, pointer: Pointer, near: list[Profile]) -> Profile | None:
    """The release that a link means: the one of exactly that path, else of that path but for spaces and width."""
    exact = [other for other in (*near, found) if exact_key(pointer.target) == exact_key(other.doc)]
    return next(iter(exact), None) or next((other for other in near if points_at(pointer, other)), None)


def _renamed(found: Profile, pointer: Pointer, near: list[Profile]) -> Profile | None:
    """The release whose file has since got another day before its name, where only one can be meant and it fits."""
    wanted = _without_day(pointer.target)
    same = [other for other in near if _without_day(other.doc) == wanted]
    return same[0] if len(same) == 1 and not mistaken(weigh(found, same[0])) else None


def _without_day(path: str) -> str:
    """The key of an archive's path without the day that begins the file's name."""
    folder, _, name = doc_key(path).rpartition("/")
    return f"{folder}/{_DAY.sub('', name)}"


def _doubt(found: Profile, pointer: Pointer, kind: str, what: str, near: list[Profile]) -> Doubt:
    likely = _likely(found, pointer, near)
    hint = f"; the likely target is {likely.doc}" if likely else ""
    return Doubt(found.doc, kind, f"The link {pointer.label} “{pointer.target}” {what}{hint}.")


def _likely(found: Profile, pointer: Pointer, near: list[Profile]) -> Profile | None:
    """The release of the same case that the label means: the report of that number, else the first."""
    fits = [other for other in near if weigh(found, other).verdict is Verdict.SAME and not points_at(pointer, other)]
    earlier = [other for other in fits if (other.published or "") <= (found.published or "")] or fits
    numbered = [other for other in earlier if pointer.ordinal and other.report.ordinal == pointer.ordinal]
    ordered = sorted(numbered or earlier, key=lambda other: (other.published or "", other.id))
    at = (pointer.ordinal or 1) - 1
    return ordered[0 if numbered else min(at, len(ordered) - 1)] if ordered else None
