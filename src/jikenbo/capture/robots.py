"""What a host lets robots fetch: its robots.txt (RFC 9309), kept for a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from jikenbo.capture.fetch import Exchange
from jikenbo.errors import FetchError

TOKEN = "jikenbo"  # noqa: S105  (the product token of RFC 9309, no secret)
_KEPT = timedelta(days=1)
# A host whose robots.txt could not be had is asked for it again sooner.
_KEPT_SHUT = timedelta(hours=1)
# RFC 9309, section 2.5: at least 500 KiB must be read; what comes after may be left.
_READ = 512_000
_HOPS = 5
# A page a minute is the slowest that a crawl delay can make us; some say a day and mean "never mind".
_SLOWEST = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """A host's rules until they are asked for again; `shut` says why nothing may be fetched for now."""

    parsed: Protego
    until: datetime
    shut: str = ""

    def allow(self, address: str) -> bool:
        """Whether an address may be fetched."""
        return not self.shut and bool(self.parsed.can_fetch(address, TOKEN))

    @property
    def delay(self) -> float:
        """The seconds between two requests that the host asks for."""
        return min(float(self.parsed.crawl_delay(TOKEN) or 0), _SLOWEST)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that the host names."""
        return tuple(self.parsed.sitemaps)


class Robots:
    """The rules of all hosts asked so far. `ask` fetches an address in the host's turn."""

    def __init__(self, ask: Callable[[str], Exchange]) -> None:
        self._ask = ask
        self._held: dict[str, Rules] = {}

    def rules(self, address: str, now: datetime) -> Rules:
        """The rules for an address, fetched where they are not known or too old."""
        parts = urlsplit(address)
        origin = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
        held = self._held.get(origin)
        if held is None or held.until <= now:
            held = self._fetched(f"{origin}/robots.txt", now)
            self._held[origin] = held
        return held

    def _fetched(self, address: str, now: datetime) -> Rules:
        try:
            answer = self._followed(address)
        except FetchError as raised:
            if raised.kind in ("refused", "shut", "unknown"):
                raise
            return Rules(Protego.parse(""), now + _KEPT_SHUT, f"its robots.txt could not be had ({raised.message})")
        if answer.status >= 500 or answer.status == 429:
            reason = f"its robots.txt could not be had (status {answer.status})"
            return Rules(Protego.parse(""), now + _KEPT_SHUT, reason)
        words = answer.content[:_READ].decode("utf-8", "replace") if answer.status == 200 else ""
        return Rules(Protego.parse(words.removeprefix("\ufeff")), now + _KEPT)

    def _followed(self, address: str) -> Exchange:
        answer = self._ask(address)
        for _hop in range(_HOPS):
            if not answer.target:
                break
            answer = self._ask(answer.target)
        return answer
