"""Reading: releases a second on one core, against named peers and the floor of a plain keyword scan."""

import json
import re
import resource
import subprocess
import sys
import time

from material import by_turns, documents, peer, seconds

from jikenbo.model.document import Document
from jikenbo.model.text import Text
from jikenbo.read import read, read_all
from jikenbo.text.blocks import blocks
from jikenbo.vocab import vocabulary

# The peers take about a second a release; this many are enough for a ratio.
_PEER_SAMPLE = 40
_LISTS = ("incident_types", "vectors", "data_items", "authorities", "measures")


def main() -> None:
    """Print the table."""
    found = documents()
    read(found[0])
    words = keywords()
    ours, alone, scan = by_turns(
        lambda: list(read_all(found)),
        lambda: [read(one) for one in found],
        lambda: [[word for word in words if word in one.text.content] for one in found],
    )
    peak = megabytes()
    print(f"this core: {additions():.1f} million additions a second in plain Python")
    print(
        f"full reading           {len(found) / ours:9.0f} releases a second on one core, {peak:.0f} MB at most; one by one {len(found) / alone:.0f}"
    )
    print(
        f"plain keyword scan     {len(found) / scan:9.0f} releases a second ({len(words)} words): a reading costs {ours / scan:.1f} scans"
    )
    sample = found[:: len(found) // _PEER_SAMPLE][:_PEER_SAMPLE]
    lines = "\n".join(json.dumps(one.text.content, ensure_ascii=False) for one in sample)
    here = seconds(lambda: list(read_all(sample)))
    for name, script in (("GiNZA (ja_ginza) entities", "ginza_entities.py"), ("ja-timex dates", "timex_dates.py")):
        theirs = peer(script, lines)
        print(
            f"{name:26}"
            + ("not installed" if theirs is None else f"a full reading is {theirs / here:.1f} times as quick")
        )
    start_up()
    linear(found)
    print(f"peak memory with these texts {megabytes():.0f} MB")


def megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def additions() -> float:
    """How quick this core is at Python: releases a second mean little without it."""

    def work() -> None:
        total = 0
        for n in range(2_000_000):
            total += n

    return 2 / seconds(work)


def keywords() -> list[str]:
    """The words of the closed lists as written, without alternatives and gaps."""
    cues = (cue for name in _LISTS for term in vocabulary(name).values() for cue in term.cues)
    return sorted({part for cue in cues for part in re.split(r"[*()|]", cue) if len(part) > 1})


def start_up() -> None:
    """Print how long the first reading takes from a new process."""
    code = "from jikenbo.read import read; from jikenbo.model.document import Document; from jikenbo.model.text import Text; read(Document('x', Text('', (), 'x')))"
    ours, floor = process(code), process("import json, re, tomllib")
    print(f"start-up to the first reading {ours:.2f} s (Python itself {floor:.2f} s)")


def process(code: str, rounds: int = 5) -> float:
    """The shortest time of a new process over some code, in seconds by the clock."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        best = min(best, time.perf_counter() - begun)
    return best


def linear(found: list[Document]) -> None:
    """Print how time grows with length, and what texts made to be slow cost."""
    long = "\n".join(one.text.content for one in found)
    for size in (22_000, 87_500, 350_000):
        spent = seconds(lambda size=size: read(plain(long[:size])), rounds=1)
        print(f"a text of {size:9,} characters   {spent:6.2f} s   {spent / size * 1e6:6.2f} µs a character")
    for name, unit in (
        ("digits", "1234567890"),
        ("brackets", "（「【"),
        ("第", "第"),
        ("new lines", "1.\n"),
        ("spaces", "年 "),
        ("dates", "1月"),
    ):
        text = (unit * (10_000_000 // len(unit)))[:10_000_000]
        print(f"10 MB of {name:10} {seconds(lambda text=text: read(plain(text)), rounds=1):6.2f} s")


def plain(content: str) -> Document:
    """A text alone as a document."""
    return Document("bench", Text(content, blocks(content), "bench"))
