"""When a host may be asked again: one request at a time, a delay between two, and longer where the host asks for it."""

import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Protocol

from jikenbo.capture.clock import Clock
from jikenbo.model.turn import Turn

# A host that is in trouble is left alone for a minute, then two, four … up to six hours.
_BACK_OFF = 60.0
_LONGEST = 6 * 3600.0
_BUSY = frozenset((429, 500, 502, 503, 504))
# What a Retry-After may ask for at most; a slip of the pen must not keep a source shut for a year.
_PATIENCE = timedelta(days=7)


class Ledger(Protocol):
    """Where turns are kept, so that two processes, or one after a restart, keep them too."""

    def take(self, host: str, now: datetime, until: datetime) -> Turn | None:
        """Reserve a host until a time if it is free; else the turn that says when it will be."""
        ...

    def troubles(self, host: str) -> int:
        """How often in a row the host was in trouble."""
        ...

    def settle(self, host: str, turn: Turn) -> None:
        """Say when the host may be asked next."""
        ...


class InMemory:
    """A ledger that lasts as long as the process."""

    def __init__(self) -> None:
        self._turns: dict[str, Turn] = {}

    def take(self, host: str, now: datetime, until: datetime) -> Turn | None:
        """Reserve a host."""
        held = self._turns.get(host)
        if held and held.free_at > now:
            return held
        self._turns[host] = Turn(until, held.troubles if held else 0)
        return None

    def troubles(self, host: str) -> int:
        """How often in a row the host was in trouble."""
        held = self._turns.get(host)
        return held.troubles if held else 0

    def settle(self, host: str, turn: Turn) -> None:
        """Say when the host may be asked next."""
        self._turns[host] = turn


class Politeness:
    """Waits for a host's turn before a request and sets the next one after it."""

    def __init__(self, ledger: Ledger, clock: Clock, delay: float = 2.0, lease: float = 90.0) -> None:
        self._ledger = ledger
        self._clock = clock
        self._delay = delay
        self._lease = timedelta(seconds=lease)
        self._asking: defaultdict[str, Lock] = defaultdict(Lock)
        self._opening = Lock()

    @contextmanager
    def alone(self, host: str) -> Iterator[None]:
        """Have a host for oneself among the threads of this process, from waiting for its turn to its answer."""
        with self._opening:
            lock = self._asking[host]
        with lock:
            yield

    def free_in(self, host: str, patience: float) -> float:
        """Wait for the host's turn and reserve it: 0; or the seconds it is shut for, if that is beyond patience."""
        waited = 0.0
        while True:
            now = self._clock.now()
            held = self._ledger.take(host, now, now + self._lease)
            if held is None:
                return 0.0
            left = (held.free_at - now).total_seconds()
            if waited + left > patience:
                return left
            self._clock.sleep(left)
            waited += left

    def answered(self, host: str, status: int | None, retry_after: str = "", crawl_delay: float = 0.0) -> None:
        """Set the host's next turn after an answer, or None for no answer at all."""
        now = self._clock.now()
        wait = max(self._delay, crawl_delay)
        troubles = 0
        if status is None or status in _BUSY:
            troubles = self._ledger.troubles(host) + 1
            # Jitter, so that hosts which failed together are not asked together again.
            wait = max(wait, min(_BACK_OFF * 2 ** (troubles - 1), _LONGEST) * random.uniform(0.8, 1.2))  # noqa: S311
        free = now + timedelta(seconds=wait)
        asked = _asked(retry_after, now)
        self._ledger.settle(host, Turn(max(free, asked) if asked else free, troubles))


def _asked(retry_after: str, now: datetime) -> datetime | None:
    """When a Retry-After header says to come again (RFC 9110, section 10.2.3): in seconds, or a date."""
    words = retry_after.strip()
    if not words:
        return None
    if words.isdigit():
        return now + min(timedelta(seconds=min(int(words[:9]), 10**8)), _PATIENCE)
    try:
        stated = parsedate_to_datetime(words)
    except ValueError:
        return None
    return min(stated if stated.tzinfo else stated.replace(tzinfo=UTC), now + _PATIENCE)
