#!/usr/bin/env python3
"""Fits the weights by which `is_release` tells a release from another page, and says how well they do on pages unseen.

usage: release_weights.py [--write]

Trained on what the repository ships: the pages written for the tests and the releases of the sample. A kind of
evidence keeps its sign: what speaks for a release never comes to speak against one. Without --write the weights are
only printed, with the accuracy of five folds, each judged by weights fitted on the other four.
"""

import argparse
import re
from collections.abc import Sequence
from math import exp
from pathlib import Path

from jikenbo.extract.archive import extract_archive
from jikenbo.read.is_release import evidence
from jikenbo.vocab import vocabulary

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "tests" / "files" / "is_release"
SAMPLE = ROOT / "src" / "jikenbo" / "sample" / "archive"
WORDS = ROOT / "src" / "jikenbo" / "vocab" / "is_release.toml"
_FOLDS = 5
_ROUNDS, _STEP, _SHRINK = 2500, 0.6, 0.002

Page = tuple[dict[str, int], bool]


def main() -> None:
    """Fit, tell how well pages left out are judged, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights into the vocabulary file")
    options = parser.parse_args()
    pages = _pages()
    right = sum(
        _judge(weights, found) == wanted
        for fold in range(_FOLDS)
        for weights in [_fit([page for n, page in enumerate(pages) if n % _FOLDS != fold])]
        for found, wanted in pages[fold::_FOLDS]
    )
    print(f"{len(pages)} pages, right in {_FOLDS} folds: {right / len(pages):.3f}")
    weights = _fit(pages)
    for name, weight in weights.items():
        print(f"{name:20}{weight:7.1f}")
    if options.write:
        _write(weights)


def _pages() -> list[Page]:
    """Every page with its evidence and whether it is a release, in an order that mixes the kinds."""
    found = [
        (path.name, path.read_text(encoding="utf-8"), path.parent.name == "positive") for path in PAGES.glob("*/*.txt")
    ]
    for path in sorted(SAMPLE.glob("*/*/*.md")):
        made = extract_archive(path.relative_to(SAMPLE).as_posix(), path.read_text(encoding="utf-8"))
        title = made.overview.title.value if made.overview.title else ""
        found.append((path.name, f"{title}\n{made.text.content}", True))
    return [({**evidence(text), "any_page": 1}, wanted) for _, text, wanted in sorted(found)]


def _fit(pages: Sequence[Page]) -> dict[str, float]:
    """Logistic regression by projected gradient: each weight keeps the sign that the vocabulary gives it."""
    terms = vocabulary("is_release")
    signs = {name: 1 if term.get("weight") > 0 else -1 for name, term in terms.items()}
    weights = {name: 0.5 * sign for name, sign in signs.items()}
    for _ in range(_ROUNDS):
        slope = dict.fromkeys(weights, 0.0)
        for found, wanted in pages:
            miss = wanted - 1 / (1 + exp(-_sum(weights, found)))
            for name, count in found.items():
                slope[name] += miss * count
        for name, sign in signs.items():
            moved = weights[name] + _STEP * (slope[name] / len(pages) - _SHRINK * weights[name])
            weights[name] = sign * max(sign * moved, 0.0)
    return {name: round(weight, 1) for name, weight in weights.items()}


def _sum(weights: dict[str, float], found: dict[str, int]) -> float:
    return max(-30.0, min(30.0, sum(weights[name] * count for name, count in found.items())))


def _judge(weights: dict[str, float], found: dict[str, int]) -> bool:
    return _sum(weights, found) >= 0


def _write(weights: dict[str, float]) -> None:
    """Put the weights where they stand in the vocabulary file."""
    text = WORDS.read_text(encoding="utf-8")
    for name, weight in weights.items():
        text = re.sub(rf"(?ms)(^\[{name}\]\n.*?^weight = )[-\d.]+", rf"\g<1>{weight}", text, count=1)
    WORDS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
