"""The served application, for these tests."""

from tests.web.fixtures import client, hostile_client, ids, paths, sample_address, sample_book

__all__ = ["client", "hostile_client", "ids", "paths", "sample_address", "sample_book"]
