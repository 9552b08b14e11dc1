"""What the benches run on: the real archive where ../shared is, else the project's sample over and over."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from jikenbo.extract.archive import extract_archive
from jikenbo.model.document import Document

ROOT = Path(__file__).resolve().parents[1]
ARCHIVE = ROOT.parent / "shared" / "corpus" / "archive"
SAMPLE = ROOT / "src" / "jikenbo" / "sample" / "archive"
PEERS = ROOT / ".venv-peers" / "bin" / "python"


def documents(least: int = 1800) -> list[Document]:
    """At least so many releases as documents, in a fixed order."""
    folder = ARCHIVE if ARCHIVE.is_dir() else SAMPLE
    files = sorted(folder.glob("*/*/*.md"))
    found = [
        extract_archive(p.relative_to(folder).as_posix(), p.read_text(encoding="utf-8", errors="replace"))
        for p in files
    ]
    print(f"material: {len(found)} releases, {'the real archive' if folder == ARCHIVE else 'the sample, repeated'}")
    return (found * (least // len(found) + 1))[: max(least, len(found))]


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The shortest of some runs, in seconds of this process's own time."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def by_turns(*works: Callable[[], object], rounds: int = 3) -> list[float]:
    """The shortest of some runs of each, taken by turns, since a machine is now quicker and now slower."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        best = [min(known, seconds(work, 1)) for known, work in zip(best, works, strict=True)]
    return best


def peer(script: str, lines: str) -> float | None:
    """What a peer needs for some texts (JSON lines), in seconds of its own time; None where it is not installed."""
    if not PEERS.is_file():
        return None
    command = [str(PEERS), str(ROOT / "bench" / "peers" / script)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{script} failed: {done.stderr.strip().splitlines()[-1:]}")
        return None
    return float(done.stdout.split()[-1])
