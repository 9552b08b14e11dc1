"""Web servers on loopback addresses, and who may ask them."""

from tests.capture.fixtures import fetcher, new_site, site, visitor

__all__ = ["fetcher", "new_site", "site", "visitor"]
