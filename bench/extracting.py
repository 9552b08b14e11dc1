"""Extraction: token F1 on thirty kinds of page beside trafilatura, and how many facts PDFs of three producers keep."""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import mean

import trafilatura

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.extract.page_templates import TEMPLATES, f1, tokens, truth  # noqa: E402
from tests.extract.setting import PRODUCERS, laid_out, settings  # noqa: E402

from jikenbo.errors import UnreadableError  # noqa: E402
from jikenbo.extract import extract  # noqa: E402
from jikenbo.extract.archive import extract_archive  # noqa: E402
from jikenbo.model.document import Document  # noqa: E402
from jikenbo.read import read  # noqa: E402

_A_PAGE = 4


def main() -> None:
    """Print both tables."""
    pages()
    print()
    printed()


def pages() -> None:
    """Token F1 on each kind of page, ours and trafilatura's default (its title put back where its text lacks it)."""
    found = settings()
    scores: list[tuple[float, float]] = []
    took = [0.0, 0.0]
    print(f"{'page':24}{'encoding':11}{'ours':>6}{'trafilatura':>13}")
    for number, template in enumerate(TEMPLATES):
        here = []
        for step in range(_A_PAGE):
            one = found[(number * _A_PAGE + step) % len(found)]
            page = template.page(one)
            begun = time.process_time()
            mine = ours(page)
            between = time.process_time()
            other = theirs(page)
            took[0] += between - begun
            took[1] += time.process_time() - between
            here.append((f1(tokens(mine), truth(one)), f1(tokens(other), truth(one))))
        scores += here
        print(
            f"{template.name:24}{template.encoding:11}{mean(a for a, _ in here):6.3f}{mean(b for _, b in here):13.3f}"
        )
    print(f"{'all':35}{mean(a for a, _ in scores):6.3f}{mean(b for _, b in scores):13.3f}")
    print(f"{'milliseconds a page':35}{1000 * took[0] / len(scores):6.1f}{1000 * took[1] / len(scores):13.1f}")


def ours(page: bytes) -> str:
    try:
        return extract("page.html", page)[0].text.content
    except UnreadableError:
        return ""


def theirs(page: bytes) -> str:
    found = trafilatura.bare_extraction(page)
    if found is None:
        return ""
    title, text = found.title or "", found.text or ""
    return text if title in text else f"{title}\n{text}"


def printed() -> None:
    """How many facts of each source the reading of its PDF has, by producer."""
    print(f"{'PDF by':14}{'files':>6}{'facts':>7}{'kept':>8}{'F1':>8}")
    chosen = laid_out()
    for name, make in PRODUCERS.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                made = make(chosen, Path(folder))
            except (OSError, RuntimeError) as missing:
                print(f"{name:14} not here: {missing}")
                continue
        same = whole = seen = 0
        for (one, _), data in zip(chosen, made, strict=True):
            source = facts(extract_archive("source.md", one.source()))
            found = facts(extract("set.pdf", data)[0])
            same += (source & found).total()
            whole += source.total()
            seen += found.total()
        print(f"{name:14}{len(made):6}{whole:7}{same / whole:8.4f}{2 * same / (whole + seen):8.4f}")


def facts(document: Document) -> Counter[tuple[object, ...]]:
    """Everything a fact says but where it stands."""
    return Counter(
        (f.field, f.value, f.status, f.role, f.until, f.number, f.unit, f.qualifier, f.previous)
        for f in read(document).facts
    )


if __name__ == "__main__":
    main()
