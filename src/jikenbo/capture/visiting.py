"""A polite visit to an address: in the host's turn, as its robots.txt allows, over redirects, every hop kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from jikenbo.capture.clock import Clock
from jikenbo.capture.fetch import Exchange, Fetcher
from jikenbo.capture.guard import Guard, check_scheme
from jikenbo.capture.markup import refresh_target
from jikenbo.capture.politeness import InMemory, Ledger, Politeness
from jikenbo.capture.robots import Robots, Rules
from jikenbo.errors import FetchError


@dataclass(frozen=True, slots=True)
class Visit:
    """The exchanges of one visit, redirects first; the last one is the answer."""

    address: str
    exchanges: tuple[Exchange, ...]

    @property
    def answer(self) -> Exchange:
        """The answer at the end of the redirects."""
        return self.exchanges[-1]

    @property
    def final(self) -> str:
        """The address that answered."""
        return self.answer.address


class Visitor:
    """Visits addresses politely; `patience` is how many seconds it waits for a host's turn before it gives up."""

    def __init__(
        self, fetcher: Fetcher, ledger: Ledger | None = None, *, delay: float = 2.0, patience: float = 120.0
    ) -> None:
        self._fetcher = fetcher
        self._politeness = Politeness(ledger or InMemory(), fetcher.clock, delay, fetcher.limits.seconds + 30)
        self._patience = patience
        self._robots = Robots(self._ask)

    @property
    def clock(self) -> Clock:
        """The clock by which turns are kept."""
        return self._fetcher.clock

    @property
    def agent(self) -> str:
        """What hosts hear of who asks."""
        return self._fetcher.agent

    @property
    def guard(self) -> Guard:
        """Which machines may be asked."""
        return self._fetcher.guard

    def in_turn(self, address: str, ask: Callable[[], str]) -> str:
        """Ask a host in another way than by http, in its turn; an address without a host is asked at once."""
        host = urlsplit(address).hostname
        if not host:
            return ask()
        with self._politeness.alone(host):
            self._wait(host)
            try:
                said = ask()
            except FetchError:
                self._politeness.answered(host, None)
                raise
            self._politeness.answered(host, 200)
        return said

    def visit(self, address: str, conditions: Mapping[str, str] | None = None) -> Visit:
        """Fetch an address and what it redirects to. FetchError if that is forbidden, refused, or does not come."""
        here = urldefrag(address).url
        hops: list[Exchange] = []
        while True:
            rules = self._rules(here)
            answer = self._ask(here, conditions, rules.delay)
            hops.append(answer)
            target = urldefrag(answer.target).url
            been = {hop.address for hop in hops}
            refreshed = "" if target else refresh_target(answer)
            if not target and (not refreshed or refreshed in been):
                return Visit(address, tuple(hops))
            target = target or refreshed
            if target in been or len(hops) > self._fetcher.limits.redirects:
                raise FetchError(f"{address} redirects without end.", "Check the address.", kind="redirects")
            here = target

    def _rules(self, address: str) -> Rules:
        check_scheme(address)
        rules = self._robots.rules(address, self.clock.now())
        if not rules.allow(address):
            host = urlsplit(address).hostname
            why = rules.shut or "its robots.txt forbids it"
            kind = "unreachable" if rules.shut else "forbidden"
            raise FetchError(f"{address} is not fetched: {host}: {why}.", "Save the page and give its file.", kind=kind)
        return rules

    def sitemaps(self, address: str) -> tuple[str, ...]:
        """The sitemaps that the host of an address names in its robots.txt."""
        return self._robots.rules(address, self.clock.now()).sitemaps

    def _ask(self, address: str, conditions: Mapping[str, str] | None = None, crawl_delay: float = 0.0) -> Exchange:
        check_scheme(address)
        host = urlsplit(address).hostname or ""
        with self._politeness.alone(host):
            return self._in_turn(host, address, conditions, crawl_delay)

    def _in_turn(self, host: str, address: str, conditions: Mapping[str, str] | None, crawl_delay: float) -> Exchange:
        self._wait(host)
        try:
            answer = self._fetcher.fetch(address, conditions)
        except FetchError as raised:
            refused = raised.kind == "refused"
            self._politeness.answered(host, 200 if refused else None, crawl_delay=crawl_delay)
            raise
        self._politeness.answered(host, answer.status, answer.header("retry-after"), crawl_delay)
        return answer

    def _wait(self, host: str) -> None:
        """Wait for a host's turn; FetchError if it is further off than is waited for."""
        if shut := self._politeness.free_in(host, self._patience):
            message = f"{host} wants to be left alone for another {shut:,.0f} seconds."
            raise FetchError(message, "Run the same again later.", kind="shut")
