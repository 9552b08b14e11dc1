import json

import httpx
import pytest


def test_lists_go_on_by_cursor_until_all_are_seen(client: httpx.Client) -> None:
    for name in ("releases", "cases", "campaigns", "organisations", "facts"):
        seen: list[str] = []
        after = None
        while True:
            params = {"limit": 200 if name == "facts" else 7} | ({"after": after} if after else {})
            page = client.get(f"/api/v1/{name}", params=params).json()
            seen += [json.dumps(one, sort_keys=True) for one in page["items"]]
            after = page["next"]
            if not after:
                break
        assert len(seen) == len(set(seen))
        lines = client.get(f"/api/v1/{name}.jsonl")
        if name != "organisations":
            assert lines.headers["content-type"].startswith("application/jsonl")
            assert len(lines.text.splitlines()) == len(seen)


def test_a_fact_states_its_words_and_reason(client: httpx.Client, ids: dict[str, str]) -> None:
    release = client.get(f"/api/v1/releases/{ids['release']}").json()
    assert release["facts"]
    for fact in release["facts"]:
        assert fact["words"] == [release["text"][start:end] for start, end in fact["spans"]]
        assert fact["reason"]


def test_a_case_is_found_by_any_of_its_releases(client: httpx.Client, ids: dict[str, str]) -> None:
    assert client.get(f"/api/v1/cases/{ids['release']}").json()["id"] == ids["case"]


def test_what_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/api/v1/cases")
    assert client.get("/api/v1/cases", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_pages_of_other_origins_may_read(client: httpx.Client) -> None:
    answer = client.get("/api/v1/stats", headers={"Origin": "https://example.com"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/", headers={"Origin": "https://example.com"}).headers


def test_search_tells_what_was_not_understood(client: httpx.Client) -> None:
    found = client.get("/api/v1/search", params={"q": "people:many 漏洩"}).json()
    assert found["notes"] == [{"code": "bad_people", "part": "many"}]


def test_names_and_vocabulary_are_suggested(client: httpx.Client) -> None:
    found = client.get("/api/v1/suggest", params={"q": "ランサム"}).json()["suggestions"]
    assert {"kind": "事案の種類", "label": "ランサムウェア", "query": "type:ransomware"} in found


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/cases/none", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/cases?limit=0", 422),
        ("/api/v1/search?unit=x", 422),
    ],
)
def test_an_error_is_problem_details(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["title"]


def test_a_method_that_is_not_there_is_problem_details(client: httpx.Client) -> None:
    answer = client.post("/api/v1/cases")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_description_is_openapi_3_1(client: httpx.Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert all("{" not in one.get("summary", "") for held in described["paths"].values() for one in held.values())


def test_a_campaign_s_cases_come_page_by_page(client: httpx.Client, ids: dict[str, str]) -> None:
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = client.get(f"/api/v1/campaigns/{ids['campaign']}", params={"limit": 2, "after": after}).json()
        seen += [one["case"]["id"] for one in page["members"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == page["cases"]


def test_figures_say_how_many_cases_state_them(client: httpx.Client) -> None:
    stats = client.get("/api/v1/stats").json()
    kinds = stats["by"]["type"]
    assert 0 < max(one["cases"] for one in kinds["values"]) <= kinds["stating"] <= stats["cases"]
    assert kinds["read"]["field"] == "incident_types"
    assert stats["days"]["disclose"]["stating"] > 0
