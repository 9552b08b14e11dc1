from datetime import timedelta
from pathlib import Path

import pytest

from jikenbo.errors import UsageError
from jikenbo.sources import Kind, as_toml, load, source_of

GIVEN = {"id": "a", "name": "みほん", "address": "https://a.example.jp/news", "kind": "list"}


def test_a_source_is_read_from_toml_and_written_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "mihon.toml"
    more = {"every": "90m", "only": ["/news/"], "vanishes": "31d", "expect": 5, "lookups": {"?p=1&": "?"}}
    source = source_of(GIVEN | more)
    file.write_text(as_toml(source), encoding="utf-8")
    assert load(file) == source
    assert source.every == timedelta(minutes=90)
    assert source.kind is Kind.LIST


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"evry": "6h"}, "sets evry"),
        ({"kind": "telepathy"}, "kinds are feed"),
        ({"every": "1m"}, "every five minutes"),
        ({"every": "often"}, "'often', which is no span"),
        ({"expect": "many"}, "whole number"),
        ({"only": "/news/"}, "as a list"),
    ],
)
def test_what_a_source_cannot_have_is_told(more: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        source_of(GIVEN | more)


def test_only_and_never_choose_addresses_and_lookups_mend_them() -> None:
    source = source_of(GIVEN | {"only": ["/news/*.html"], "never": ["recruit"], "lookups": {"?print=1": ""}})
    assert source.wants("https://a.example.jp/news/1.html")
    assert not source.wants("https://a.example.jp/news/recruit.html")
    assert not source.wants("https://a.example.jp/ir/1.html")
    assert source.named("https://a.example.jp/news/1.html?print=1") == "https://a.example.jp/news/1.html"
