"""Fixtures of the tests that speak to the served application."""

from collections.abc import Iterator

import httpx
import pytest
from tests.web.serving import hostile_store, sample_store, served

from jikenbo.store import Store


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A casebook of the sample."""
    store = sample_store(tmp_path_factory.mktemp("sample"))
    yield store
    store.close()


@pytest.fixture(scope="session")
def sample_address(sample_book: Store) -> Iterator[str]:
    """Where the sample is served."""
    with served(sample_book) as address:
        yield address


@pytest.fixture(scope="session")
def client(sample_address: str) -> Iterator[httpx.Client]:
    """A client of the served sample."""
    with httpx.Client(base_url=sample_address, timeout=30) as made:
        yield made


@pytest.fixture(scope="session")
def hostile_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a casebook whose every field is markup."""
    store = hostile_store(tmp_path_factory.mktemp("hostile"))
    with served(store) as address, httpx.Client(base_url=address, timeout=30) as made:
        yield made
    store.close()


@pytest.fixture(scope="session")
def ids(client: httpx.Client) -> dict[str, str]:
    """Some ids of the sample: a case of several reports, its last release, the largest campaign."""
    cases = client.get("/api/v1/cases", params={"limit": 200}).json()["items"]
    longest = max(cases, key=lambda one: len(one["releases"]))
    campaigns = client.get("/api/v1/campaigns").json()["items"]
    largest = max(campaigns, key=lambda one: one["cases"])
    return {
        "case": longest["id"],
        "release": longest["releases"][-1],
        "registered": client.get("/api/v1/register").json()["items"][-1]["release"]["id"],
        "campaign": largest["id"],
        "organisation": longest["organisation"],
        "other": next(one["id"] for one in cases if one["id"] != longest["id"]),
    }


@pytest.fixture(scope="session")
def paths(ids: dict[str, str]) -> list[str]:
    """Every page of the sample."""
    return [
        "/",
        "/search?q=漏洩",
        "/search?q=type:ransomware&unit=release",
        "/search?unit=campaign",
        "/search?q=ほげほげ",
        f"/cases/{ids['case']}",
        f"/cases/{ids['case']}/nine-items",
        f"/releases/{ids['release']}",
        f"/releases/{ids['registered']}",
        "/campaigns",
        f"/campaigns/{ids['campaign']}",
        f"/organisations/{ids['organisation']}",
        "/stats",
        f"/compare?case={ids['case']}&case={ids['other']}",
        "/compare",
        "/sources",
        "/register",
        "/register?kind=facts",
        "/method",
        "/api",
        "/no-such-page",
    ]
