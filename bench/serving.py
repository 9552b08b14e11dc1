"""Serving: case pages a second under wrk with two workers, against a bare application that answers with the same bytes."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from material import ARCHIVE, SAMPLE

# Ten minutes show whether memory stays flat; a shorter run says how long it was.
_SECONDS = int(os.environ.get("BENCH_SECONDS", "30"))
_BARE = """
import os
from pathlib import Path

body = Path(os.environ["BENCH_BODY"]).read_bytes()


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": body})
"""


def main() -> None:
    """Print the table."""
    if not shutil.which("wrk"):
        print("wrk is not installed: apt-get install wrk")
        return
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder, "book")
        source = ARCHIVE if ARCHIVE.is_dir() else SAMPLE
        subprocess.run(
            [sys.executable, "-m", "jikenbo", "--casebook", str(book), "add", str(source)],
            check=False,
            capture_output=True,
        )
        cases = subprocess.run(
            [sys.executable, "-m", "jikenbo", "--casebook", str(book), "cases", "--jsonl"],
            check=True,
            capture_output=True,
            text=True,
        )
        case = re.search(r'"id": ?"([^"]+)"', cases.stdout)
        path = f"/cases/{case[1]}" if case else "/"
        ours = serving(
            [sys.executable, "-m", "jikenbo", "--casebook", str(book), "serve", "--workers", "2", "--port"], path
        )
        page = Path(folder, "page.html")
        page.write_bytes(ours.page)
        Path(folder, "bare.py").write_text(_BARE, encoding="utf-8")
        os.environ["BENCH_BODY"] = str(page)
        bare = serving(
            [
                sys.executable,
                "-m",
                "uvicorn",
                "--app-dir",
                folder,
                "bare:app",
                "--workers",
                "2",
                "--log-level",
                "warning",
                "--port",
            ],
            path,
        )
    print(f"case page of {len(ours.page) / 1000:.0f} KB, 16 connections, {_SECONDS} s")
    print(
        f"jikenbo          {ours.rate:8.0f} pages a second   {ours.errors} errors   memory {ours.before:.0f} → {ours.after:.0f} MB"
    )
    print(
        f"bare application {bare.rate:8.0f} pages a second   a page of ours costs {bare.rate / max(ours.rate, 0.1):.1f} of its"
    )


class Served:
    """What one server did: pages a second, errors, memory before and after in MB, and a page."""

    def __init__(self, report: str, before: float, after: float, page: bytes) -> None:
        rate = re.search(r"Requests/sec:\s*([\d.]+)", report)
        self.rate = float(rate[1]) if rate else 0.0
        wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", report)
        self.errors = int(wrong[1]) if wrong else 0
        self.before, self.after, self.page = before, after, page


def serving(command: list[str], path: str) -> Served:
    """Run a server under wrk."""
    with started(command) as (process, port):
        address = f"http://127.0.0.1:{port}{path}"
        page = urllib.request.urlopen(address, timeout=30).read()
        subprocess.run(["wrk", "-t1", "-c16", "-d3s", address], capture_output=True, check=False)
        before = memory(process.pid)
        wrk = ["wrk", "-t1", "-c16", f"-d{_SECONDS}s", "-H", "Accept-Encoding: gzip", address]
        report = subprocess.run(wrk, capture_output=True, text=True, check=True).stdout
        return Served(report, before, memory(process.pid), page)


@contextmanager
def started(command: list[str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server on a free port, waited for."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([*command, str(port)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        time.sleep(2)
        yield process, port
    finally:
        process.terminate()
        process.wait(timeout=20)


def memory(pid: int) -> float:
    """The resident memory of a process and those under it, in MB."""
    children = subprocess.run(
        ["ps", "-o", "rss=", "--ppid", str(pid), "--pid", str(pid)], capture_output=True, text=True, check=False
    )
    return sum(int(one) for one in children.stdout.split()) / 1024


if __name__ == "__main__":
    main()
