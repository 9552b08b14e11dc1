"""Scoring readings and groupings against gold, for machines that have only the project's own gold set."""

import unicodedata
from collections.abc import Iterable
from itertools import combinations
from typing import Any

UNITS = {"名": "人", "人分": "人", "名分": "人", "名様": "人", "件分": "件", "社分": "社"}
FIELDS = (
    "report_kind", "incident_types", "vectors", "leak_status", "occurred", "detected", "timeline", "data_items",
    "counts", "authorities", "secondary_damage", "parties", "measures",
)  # fmt: skip


def f1(right: int, gold: int, found: int) -> float:
    """The harmonic mean of precision and recall, 1 where there is nothing to find and nothing was found."""
    return 2 * right / (gold + found) if gold + found else 1.0


def reading_scores(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, float]:
    """F1 by field over all releases; a prediction's `doc` ends in the gold's."""
    found = {g["doc"]: next((p for p in predicted if p["doc"].endswith(g["doc"])), {}) for g in gold}
    scores = {}
    for name in FIELDS:
        pairs = [(items(g, name), items(found[g["doc"]], name)) for g in gold]
        right = sum(len(a & b) for a, b in pairs)
        scores[name] = f1(right, sum(len(a) for a, _ in pairs), sum(len(b) for _, b in pairs))
    return scores


def items(record: dict[str, Any], name: str) -> set[Any]:
    """The comparable items of one field."""
    if name == "report_kind":
        return {record["report"]["kind"]} if record.get("report") else set()
    if name in ("leak_status", "secondary_damage"):
        value = _value(record.get(name))
        return {value} if value else set()
    if name in ("incident_types", "vectors", "measures"):
        return {_value(one) for one in record.get(name) or ()}
    if name in ("occurred", "detected", "timeline"):
        return _dates(record, name)
    return {_item(name, one) for one in _listed(record, name)} - {None}


def _value(one: Any) -> Any:
    return one["value"] if isinstance(one, dict) else one


def _dates(record: dict[str, Any], name: str) -> set[Any]:
    occurred, detected = record.get("occurred") or {}, record.get("detected") or {}
    if name == "occurred":
        return {(key, occurred[key]) for key in ("start", "end") if occurred.get(key)}
    if name == "detected":
        return {detected["date"]} if detected.get("date") else set()
    every = [occurred.get("start"), occurred.get("end"), detected.get("date")]
    return {day for day in every + [e.get("date") for e in record.get("events") or ()] if day}


def _listed(record: dict[str, Any], name: str) -> list[dict[str, Any]]:
    listed = record.get(name) or []
    if isinstance(listed, dict):
        return [{"value": v, "status": s} for s in ("included", "excluded") for v in listed.get(s) or ()]
    return list(listed)


def _item(name: str, one: dict[str, Any]) -> tuple[Any, ...] | None:
    if name == "data_items":
        pair = (one["value"], one["status"])
        return None if pair == ("personal_unspecified", "excluded") else pair
    if name == "counts":
        counted = one["role"] in ("affected", "sent")
        return (one["value"], UNITS.get(one["unit"], one["unit"])) if counted else None
    if name == "authorities":
        return one["who"], one["status"]
    return "".join(unicodedata.normalize("NFKC", one["name"]).split()), one["role"]


def grouping_scores(truth: Iterable[list[str]], predicted: Iterable[list[str]]) -> dict[str, float]:
    """Pairwise and B-cubed F1 of a grouping; what is in no predicted group stands alone."""
    gold = [set(group) for group in truth]
    known = set().union(*gold)
    guess = [kept for group in predicted if (kept := {_tail(p) for p in group} & known)]
    guess += [{one} for one in known - set().union(*guess)]
    gold_pairs, guess_pairs = _pairs(gold), _pairs(guess)
    of_gold = {one: group for group in gold for one in group}
    of_guess = {one: group for group in guess for one in group}
    shared = {one: len(of_gold[one] & of_guess[one]) for one in known}
    precision = sum(shared[one] / len(of_guess[one]) for one in known) / len(known)
    recall = sum(shared[one] / len(of_gold[one]) for one in known) / len(known)
    return {
        "pairs": f1(len(gold_pairs & guess_pairs), len(gold_pairs), len(guess_pairs)),
        "b_cubed": 2 * precision * recall / (precision + recall),
    }


def _tail(path: str) -> str:
    return unicodedata.normalize("NFC", "/".join(path.split("/")[-3:]))


def _pairs(groups: Iterable[set[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}
