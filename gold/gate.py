#!/usr/bin/env python3
"""The gold gate: measures reading and linking against gold, and fails where a score falls under its pinned floor.

usage: gate.py [--pin] [--lower]

Where ../shared is, its gold set and scorers are used; elsewhere the project's own gold over the sample. --pin writes
the scores of this run as the floors, less a hair's breadth; a floor is lowered only with --lower as well.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from scores import grouping_scores, reading_scores

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
SAMPLE = HERE.parent / "src" / "jikenbo" / "sample" / "archive"
FLOORS = HERE / "floors.toml"
# Room for a tie that falls the other way; anything larger is a change of behaviour.
_BREADTH = 0.002
_ROW = re.compile(r"^(\w+)\s+\d+\s+\d+\s+\d+\s+[\d.]+\s+[\d.]+\s+([\d.]+)$", re.MULTILINE)


def main() -> None:
    """Measure, print the table, and compare with the floors or pin them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pin", action="store_true", help="write this run's scores as the floors")
    parser.add_argument("--lower", action="store_true", help="allow --pin to lower a floor")
    options = parser.parse_args()
    which = "shared" if SHARED.is_dir() else "sample"
    if which == "sample":
        print("../shared is not here: measured on the project's own sample.")
    with tempfile.TemporaryDirectory() as folder:
        scores = shared_scores(Path(folder)) if which == "shared" else sample_scores(Path(folder))
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    if options.pin:
        pin(which, scores, floors, lower=options.lower)
    else:
        sys.exit(report(scores, floors.get(which, {}), fingerprint(which)))


def report(scores: dict[str, float], pinned: dict[str, Any], found: str) -> int:
    """Print each score beside its floor; 1 if one is under it or the gold set is not the pinned one."""
    failed = 0
    for name, score in scores.items():
        floor = pinned.get(name)
        under = floor is not None and score < floor
        failed += under
        print(
            f"{name:28}{score:8.3f}   floor {'none' if floor is None else f'{floor:.3f}'}{'   UNDER' if under else ''}"
        )
    if pinned.get("fingerprint") != found:
        print("The gold set is not the one that the floors were pinned on: look at it, then pin again (gate.py --pin).")
        return 1
    return int(failed > 0)


def pin(which: str, scores: dict[str, float], floors: dict[str, Any], *, lower: bool) -> None:
    """Write the floors; refuse to lower one without being told to."""
    former = floors.get(which, {})
    new = {name: round(score - _BREADTH, 3) for name, score in scores.items()}
    lowered = {name: former[name] for name, floor in new.items() if floor < former.get(name, 0.0)}
    if lowered and not lower:
        for name, floor in lowered.items():
            print(f"{name}: {new[name]:.3f} is under the floor of {floor:.3f}")
        sys.exit("Nothing was pinned. If this is meant, say --pin --lower, and say why in the commit.")
    floors[which] = {"fingerprint": fingerprint(which)} | new
    lines = []
    for section in sorted(floors):
        lines.append(f"[{section}]")
        # Names hold dots, which a bare key would take for tables within tables.
        lines += [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in floors[section].items()]
        lines.append("")
    FLOORS.write_text("\n".join(lines), encoding="utf-8")
    print(f"Pinned {len(new)} floors in {FLOORS.name}.")


def fingerprint(which: str) -> str:
    """A digest of the gold files."""
    digest = hashlib.sha256()
    for path in gold_files(which):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def gold_files(which: str) -> list[Path]:
    """The files of truth."""
    if which == "shared":
        return [SHARED / "gold" / "dev.jsonl", SHARED / "corpus" / "links.jsonl", SHARED / "corpus" / "campaigns.jsonl"]
    return [HERE / name for name in ("sample.jsonl", "links.jsonl", "campaigns.jsonl", "organisations.jsonl")]


def shared_scores(folder: Path) -> dict[str, float]:
    """All scores against ../shared, by its own scorers."""
    archive, score = SHARED / "corpus" / "archive", SHARED / "score"
    gold = SHARED / "gold" / "dev.jsonl"
    docs = [archive / json.loads(line)["doc"] for line in gold.read_text(encoding="utf-8").splitlines()]
    readings = run(folder / "readings.jsonl", "read", "--jsonl", *docs)
    table = scorer(score / "reading.py", gold, readings)
    print(table)
    scores = {f"reading.{name}": float(value) for name, value in _ROW.findall(table)}
    scores["reading.macro"] = number(r"macro F1 ([\d.]+)", table)
    scores["reading.spans"] = number(r"spans that show a right value: .*\(([\d.]+)\)", table)
    scorer(score / "strip.py", "plain", archive, folder / "plain")
    named = run(folder / "named.jsonl", "read", "--jsonl", folder / "plain")
    table = scorer(score / "organisation.py", folder / "plain" / "organisations.jsonl", named)
    print(table)
    scores["organisation"] = number(r"F1 ([\d.]+)", table)
    scorer(score / "strip.py", "links", archive, folder / "stripped")
    for name, source in (("linked", archive), ("stripped", folder / "stripped")):
        scores |= linking_scores(folder, name, source)
    return scores


def linking_scores(folder: Path, name: str, source: Path) -> dict[str, float]:
    """Cases (and campaigns, where the links are stripped) of an archive against the shared truth."""
    book, links, linking = folder / name, SHARED / "corpus" / "links.jsonl", SHARED / "score" / "linking.py"
    run(None, "--casebook", book, "add", source)
    cases = run(folder / f"{name}-cases.jsonl", "--casebook", book, "cases", "--jsonl")
    table = scorer(linking, links, cases)
    print(f"cases, {name}: {table}")
    scores = {
        f"cases.{name}.pairs": number(r"pairs.*?F1 ([\d.]+)", table),
        f"cases.{name}.b_cubed": number(r"B-cubed.*?F1 ([\d.]+)", table),
    }
    if name == "stripped":
        campaigns = run(folder / "campaigns.jsonl", "--casebook", book, "campaigns", "--jsonl")
        table = scorer(linking, SHARED / "corpus" / "campaigns.jsonl", campaigns, "--rest", links)
        print(f"campaigns: {table}")
        scores |= {
            "campaigns.pairs": number(r"pairs.*?F1 ([\d.]+)", table),
            "campaigns.b_cubed": number(r"B-cubed.*?F1 ([\d.]+)", table),
            "campaigns.groups": number(r"mean F1 ([\d.]+)", table),
        }
    return scores


def sample_scores(folder: Path) -> dict[str, float]:
    """All scores against the project's own gold over the sample."""
    gold = rows(HERE / "sample.jsonl")
    readings = rows(run(folder / "readings.jsonl", "read", "--jsonl", SAMPLE))
    scores = {f"reading.{name}": value for name, value in reading_scores(gold, readings).items()}
    run(None, "--casebook", folder / "book", "add", SAMPLE)
    cases = rows(run(folder / "cases.jsonl", "--casebook", folder / "book", "cases", "--jsonl"))
    truth = rows(HERE / "links.jsonl")
    return scores | {f"cases.{k}": v for k, v in grouping_scores(truth, [c["releases"] for c in cases]).items()}


def run(out: Path | None, *arguments: str | Path) -> Path:
    """Run a jikenbo command; its output goes to a file."""
    command = [sys.executable, "-m", "jikenbo", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command[2:6])} … ended with {done.returncode}:\n{done.stderr.decode()[-2000:]}")
    if out is not None:
        out.write_bytes(done.stdout)
    return out or Path()


def scorer(script: Path, *arguments: str | Path) -> str:
    """What a scorer prints."""
    done = subprocess.run(
        [sys.executable, str(script), *map(str, arguments)], capture_output=True, check=False, text=True
    )
    if done.returncode:
        sys.exit(f"{script.name} failed:\n{done.stderr[-2000:]}")
    return done.stdout.rstrip()


def number(pattern: str, table: str) -> float:
    """The number that a pattern finds in a scorer's table."""
    match = re.search(pattern, table)
    if match is None:
        sys.exit(f"The scorer's table has no {pattern}:\n{table}")
    return float(match[1])


def rows(path: Path) -> list[Any]:
    """The JSON lines of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
