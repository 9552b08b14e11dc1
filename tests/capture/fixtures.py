"""Web servers on loopback addresses, which the guard lets through by name for the tests."""

from collections.abc import Callable, Iterator

import pytest
from tests.capture.site import Site

from jikenbo.capture.fetch import Fetcher, Limits
from jikenbo.capture.guard import Guard
from jikenbo.capture.visiting import Visitor


@pytest.fixture
def new_site() -> Iterator[Callable[[str], Site]]:
    """Makes a site on an address; all are closed in the end."""
    made: list[Site] = []

    def make(host: str = "127.0.0.1") -> Site:
        made.append(Site(host))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def site(new_site: Callable[[str], Site]) -> Site:
    """One site."""
    return new_site("127.0.0.1")


@pytest.fixture
def fetcher() -> Fetcher:
    """A fetcher with small limits that may ask loopback addresses."""
    limits = Limits(size=200_000, seconds=1.5, redirects=5)
    return Fetcher("Jikenbo/test (test@example.jp)", Guard.allowing("127.0.0.0/8"), limits)


@pytest.fixture
def visitor(fetcher: Fetcher) -> Visitor:
    """A visitor that waits for nobody."""
    return Visitor(fetcher, delay=0.0)
