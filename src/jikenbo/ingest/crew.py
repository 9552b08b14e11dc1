"""Many hosts at once, one request a host: threads ask, and what came is settled by the one that hands out the work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol
from urllib.parse import urlsplit

from jikenbo.capture.clock import Clock

# What a thread brings back: what is to be done with the answer, in the thread that keeps the casebook.
Settle = Callable[[], None]
# How long the next turn of a host is waited for once nothing else is left to do.
PATIENCE = timedelta(minutes=2)
# Hosts asked at a time, where nothing else is said.
HOSTS = 8


@dataclass(frozen=True, slots=True)
class Job:
    """Something to ask a host; `ask` runs in a thread and says how its answer is settled."""

    host: str
    ask: Callable[[], Settle]


class Work(Protocol):
    """What hands out jobs."""

    def job(self, now: datetime, busy: frozenset[str]) -> Job | datetime | None:
        """A job to do now at a host that is not busy; else when there will be one; or None if there is none left."""
        ...


def host_of(address: str) -> str:
    """The host of an address, as turns are kept for it."""
    return urlsplit(address).hostname or ""


def work_off(work: Work, clock: Clock, size: int) -> None:
    """Do jobs, `size` hosts at a time, until none is left or the next one is further off than is waited for."""
    crew = _Crew(size)
    while True:
        now = clock.now()
        found = None if crew.full else work.job(now, crew.busy)
        if isinstance(found, Job):
            crew.send(found)
        elif crew.busy:
            crew.hear((found - now).total_seconds() if found else None)
        elif found is None or found - now > PATIENCE:
            return
        else:
            clock.sleep(max((found - now).total_seconds(), 0))


class _Crew:
    """The threads that are asking."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._busy: set[str] = set()
        self._done: SimpleQueue[tuple[str, Settle | Exception]] = SimpleQueue()

    @property
    def busy(self) -> frozenset[str]:
        """The hosts that are being asked, or whose answer is not settled."""
        return frozenset(self._busy)

    @property
    def full(self) -> bool:
        """Whether all threads are asking."""
        return len(self._busy) >= self._size

    def send(self, job: Job) -> None:
        """Have a job done. A thread of its own each, and none that an ended program would wait for."""
        self._busy.add(job.host)
        Thread(target=self._do, args=(job,), name=f"asks {job.host}", daemon=True).start()

    def _do(self, job: Job) -> None:
        try:
            self._done.put((job.host, job.ask()))
        except Exception as raised:  # noqa: BLE001  (it is raised again by the one who hears of it)
            self._done.put((job.host, raised))

    def hear(self, seconds: float | None) -> None:
        """Settle the next answer; or nothing if there is none within some seconds."""
        try:
            host, settle = self._done.get(timeout=seconds if seconds is None else max(seconds, 0.01))
        except Empty:
            return
        try:
            if isinstance(settle, Exception):
                raise settle
            settle()
        finally:
            self._busy.discard(host)
