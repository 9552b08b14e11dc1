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
# Every case page in turn: most are not in memory at first.
_TURNS = """
local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
"""
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
        paths = [f"/cases/{one}" for one in re.findall(r'^{"id": ?"([^"]+)"', cases.stdout, re.MULTILINE)]
        script = Path(folder, "turns.lua")
        script.write_text(_TURNS % "".join(f'"{path}",' for path in paths), encoding="utf-8")
        command = [sys.executable, "-m", "jikenbo", "--casebook", str(book), "serve", "--workers", "2", "--port"]
        ours = serving(command, paths[0], min(_SECONDS, 30))
        turns = serving(command, paths[0], _SECONDS, script)
        page = Path(folder, "page.html")
        page.write_bytes(ours.page)
        Path(folder, "bare.py").write_text(_BARE, encoding="utf-8")
        os.environ["BENCH_BODY"] = str(page)
        apart = [sys.executable, "-m", "uvicorn", "--app-dir", folder, "bare:app", "--log-level", "warning"]
        bare = serving([*apart, "--workers", "2", "--port"], paths[0], min(_SECONDS, 30))
    print(f"case page of {len(ours.page) / 1000:.0f} KB, 16 connections, 2 workers")
    for name, one in (("one page", ours), (f"{len(paths):,} in turn", turns)):
        memory_said = " → ".join(f"{value:.0f}" for value in one.memory)
        print(f"{name:16} {one.rate:8.0f} a second   {one.errors} errors   {one.seconds} s   memory {memory_said} MB")
    print(f"bare application {bare.rate:8.0f} a second, with the same bytes as one page")


class Served:
    """What one server did: pages a second, errors, memory in MB after each tenth of the time, and a page."""

    def __init__(self, reports: list[str], memory: list[float], page: bytes, seconds: int) -> None:
        rates = [float(rate[1]) for report in reports if (rate := re.search(r"Requests/sec:\s*([\d.]+)", report))]
        self.rate = sum(rates) / len(rates) if rates else 0.0
        wrong = (re.search(r"Non-2xx or 3xx responses: (\d+)", report) for report in reports)
        self.errors = sum(int(one[1]) for one in wrong if one)
        self.memory, self.page, self.seconds = memory, page, seconds


def serving(command: list[str], path: str, seconds: int, script: Path | None = None) -> Served:
    """Run a server under wrk, in tenths of the time, its memory looked at after each."""
    with started(command) as (process, port):
        address = f"http://127.0.0.1:{port}{path}"
        page = urllib.request.urlopen(address, timeout=30).read()
        wrk = ["wrk", "-t1", "-c16", "-H", "Accept-Encoding: gzip", *(["-s", str(script)] if script else [])]
        subprocess.run([*wrk, "-d3s", address], capture_output=True, check=False)
        reports, held = [], [memory(process.pid)]
        for _ in range(10 if seconds >= 100 else 1):
            part = [*wrk, f"-d{seconds // (10 if seconds >= 100 else 1)}s", address]
            reports.append(subprocess.run(part, capture_output=True, text=True, check=True).stdout)
            held.append(memory(process.pid))
        return Served(reports, held, page, seconds)


@contextmanager
def started(command: list[str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server on a free port, waited for."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([*command, str(port)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(1200):
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
