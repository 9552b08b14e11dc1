"""Finding releases, cases and campaigns by words and facts, the same on SQLite and PostgreSQL.

The index is a table of postings (which releases hold a token, and how often) in segments that are merged as they
grow. A token is a pair of characters, a Latin word, or a facet such as `type:ransomware`; so a word of two characters
is found, and a filter costs no more than a word. docs/decisions/0003-search.md says what was weighed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from jikenbo.store.search.entries import Entry, Terms

if TYPE_CHECKING:
    from jikenbo.store.search.indexing import drop, index, index_terms
    from jikenbo.store.search.query import Query, parse
    from jikenbo.store.search.results import Unit
    from jikenbo.store.search.searcher import COUNTED, Found, Row, Searcher, Sort, View
    from jikenbo.store.search.snippets import snippet

__all__ = [
    "COUNTED",
    "Entry",
    "Found",
    "Query",
    "Row",
    "Searcher",
    "Sort",
    "Terms",
    "Unit",
    "View",
    "drop",
    "index",
    "index_terms",
    "parse",
    "snippet",
]

_FROM = {
    "indexing": ("drop", "index", "index_terms"),
    "query": ("Query", "parse"),
    "results": ("Unit",),
    "searcher": ("COUNTED", "Found", "Row", "Searcher", "Sort", "View"),
    "snippets": ("snippet",),
}


def __getattr__(name: str) -> Any:
    # A process that only reads releases counts their tokens (entries) and never loads the database's library for it.
    for module, names in _FROM.items():
        if name in names:
            return getattr(import_module(f"jikenbo.store.search.{module}"), name)
    raise AttributeError(name)
