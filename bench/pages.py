"""Every page at 1,800 and at 100,000 releases: its bytes over the wire and its time, asked first and not from memory."""

import gzip
import os
import re
import statistics
import sys
import time
import urllib.request
from urllib.parse import quote

from casebooks import whole
from serving import started

_SIZES = (1_803, int(os.environ.get("BENCH_RELEASES", "100000")))
_ROUNDS = 5
_PAGES = (
    "/", "/search", "/search?q=漏洩", "/search?q=type:ransomware&unit=release", "/search?unit=campaign", "/cases/{case}",
    "/cases/{case}/nine-items", "/releases/{case}", "/campaigns", "/campaigns/{campaign}", "/organisations/{organisation}",
    "/compare?case={case}", "/stats", "/sources", "/register", "/method", "/api", "/feed.atom", "/register/feed.atom",
    "/api/v1/search?q=漏洩", "/api/v1/cases", "/api/v1/campaigns/{campaign}", "/api/v1/stats", "/api/v1/suggest?q=株式",
)  # fmt: skip


def main() -> None:
    """Print the table."""
    measured = [_measured(size) for size in _SIZES]
    print(f"{'':32}" + "".join(f"{size:>36,} releases" for size in _SIZES))
    print(f"{'page':32}" + f"{'KB gzip':>12}{'first ms':>12}{'ms':>9}" * 2)
    for at, page in enumerate(_PAGES):
        cells = "".join(
            f"{size / 1000:12.1f}{first:12.0f}{again:9.0f}" for size, first, again in (m[at] for m in measured)
        )
        print(f"{page:32}{cells}")
    home = max(one[0][0] for one in measured)
    print(f"the largest home page: {home / 1000:.1f} KB of the 100 KB asked")


def _measured(size: int) -> list[tuple[int, float, float]]:
    command = [sys.executable, "-m", "jikenbo", "--casebook", str(whole(size)), "serve", "--port"]
    with started(command) as (_, port):
        origin = f"http://127.0.0.1:{port}"
        names = _names(origin)
        return [_page(origin + quote(page.format(**names), safe="/?=&:%")) for page in _PAGES]


def _names(origin: str) -> dict[str, str]:
    """A case, the largest campaign and the largest organisation."""
    campaigns = _ask(f"{origin}/campaigns").decode()
    campaign = re.search(r'"/campaigns/([^"]+)"', campaigns)
    return {"case": "r000000", "campaign": campaign[1] if campaign else "", "organisation": "事件簿株式会社"}


def _page(address: str) -> tuple[int, float, float]:
    """The bytes of a page as sent, the milliseconds of its first answer, and of one that is not from memory."""
    times = []
    for n in range(_ROUNDS + 1):
        begun = time.perf_counter()
        content = _ask(f"{address}{'&' if '?' in address else '?'}n={n}")
        times.append((time.perf_counter() - begun) * 1000)
    return len(gzip.compress(content, 5)), times[0], statistics.median(times[1:])


def _ask(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=300) as answer:
        content: bytes = answer.read()
    return content


if __name__ == "__main__":
    main()
