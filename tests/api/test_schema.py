"""The API against its own description: requests made from it, and answers that it does not allow looked for."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

OPERATIONS = (
    "/search", "/suggest", "/releases", "/cases", "/campaigns", "/organisations", "/facts", "/releases/{id}",
    "/cases/{id}", "/cases/{id}/changes", "/campaigns/{id}", "/organisations/{key}", "/stats", "/register", "/releases.jsonl",
    "/cases.jsonl", "/campaigns.jsonl", "/facts.jsonl",
)  # fmt: skip


@pytest.fixture(scope="module")
def described(sample_address: str) -> schemathesis.BaseSchema:
    """The description that the served application gives of itself."""
    return schemathesis.openapi.from_url(f"{sample_address}/api/v1/openapi.json")


def test_every_operation_is_asked(described: schemathesis.BaseSchema) -> None:
    assert {f"/api/v1{path}" for path in OPERATIONS} == set(described.raw_schema["paths"])


@pytest.mark.parametrize("path", OPERATIONS)
def test_every_answer_is_one_that_the_description_allows(described: schemathesis.BaseSchema, path: str) -> None:
    operation = described[f"/api/v1{path}"]["GET"]
    taking = "{" not in path and "." not in path and path != "/stats"
    modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE] if taking else [GenerationMode.POSITIVE]
    for mode in modes:

        @settings(max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def answered(case: schemathesis.Case) -> None:
            case.call_and_validate()

        answered()
