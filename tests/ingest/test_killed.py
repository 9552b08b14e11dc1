import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from jikenbo.capture.warc import Place, digest_of, read_back
from jikenbo.store import links, open_store, releases

RELEASES = 110
_BODY = "{day}日、弊社の{n}号サーバーに不正なアクセスがあり、顧客{n}名の氏名が漏えいしたおそれがあります。"


def write_archive(folder: Path) -> None:
    for n in range(RELEASES):
        month, day = n // 28 + 1, n % 28 + 1
        path = folder / f"2025/{month:02}/{day:02}_みほん{n}商会.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"# 公表概要\n- 不正アクセスについて {n}\n- 2025年{month}月{day}日\n- みほん{n}商会\n- https://m{n}.example.jp/"
        path.write_text(f"{head}\n\n# 本文\n{_BODY.format(day=day, n=n)}\n", encoding="utf-8")


def add(casebook: Path, archive: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "jikenbo", "--casebook", str(casebook), "add", str(archive)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})


def taken(casebook: Path) -> int:
    try:
        with sqlite3.connect(f"file:{casebook / 'casebook.sqlite'}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM release").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@dataclass(frozen=True)
class Killed:
    """A run of add that was killed: its casebook, how many releases it had stored, and its processes then."""

    archive: Path
    casebook: Path
    had: int
    processes: frozenset[int]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    folder = tmp_path_factory.mktemp("killed")
    archive, casebook = folder / "archive", folder / "casebook"
    write_archive(archive)
    process = add(casebook, archive)
    end = time.monotonic() + 60
    while taken(casebook) < 20 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return Killed(archive, casebook, taken(casebook), frozenset(map(int, children)))


def state(casebook: Path) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, ...]], list[str]]:
    store = open_store(str(casebook), create=False)
    with store.reading() as connection:
        held = frozenset((one.id, one.title) for one in releases.every(connection))
        cases = frozenset(case.releases for case in links.cases(connection))
        waiting = links.unlinked(connection)
    store.close()
    return held, cases, waiting


def test_an_add_that_is_killed_goes_on_to_the_same_end(killed: Killed, tmp_path: Path) -> None:
    assert 0 < killed.had < RELEASES
    _, said = add(killed.casebook, killed.archive).communicate(timeout=120)
    assert " failed" not in said.decode()
    add(tmp_path / "whole", killed.archive).communicate(timeout=120)
    assert state(killed.casebook) == state(tmp_path / "whole")


def test_captures_are_whole_after_a_kill(killed: Killed) -> None:
    store = open_store(str(killed.casebook), create=False)
    with store.reading() as connection:
        captures = [capture for one in releases.every(connection) for capture in releases.captures(connection, one.id)]
    store.close()
    assert all(digest_of(read_back(store.captures, Place(c.warc, c.offset))) == c.digest for c in captures)


def test_the_processes_that_read_end_with_the_one_that_was_killed(killed: Killed) -> None:
    assert killed.processes
    end = time.monotonic() + 10
    while (left := [pid for pid in killed.processes if _runs(pid)]) and time.monotonic() < end:
        time.sleep(0.05)
    assert left == []


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False
