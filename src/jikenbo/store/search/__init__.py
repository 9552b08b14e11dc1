"""Finding releases, cases and campaigns by words and facts, the same on SQLite and PostgreSQL.

The index is a table of postings (which releases hold a token, and how often) in segments that are merged as they
grow. A token is a pair of characters, a Latin word, or a facet such as `type:ransomware`; so a word of two characters
is found, and a filter costs no more than a word. docs/decisions/0003-search.md says what was weighed.
"""

from jikenbo.store.search.entries import Entry
from jikenbo.store.search.indexing import drop, index
from jikenbo.store.search.query import Query, parse
from jikenbo.store.search.searcher import COUNTED, Found, Row, Searcher, Sort, Unit, View
from jikenbo.store.search.snippets import snippet

__all__ = [
    "COUNTED",
    "Entry",
    "Found",
    "Query",
    "Row",
    "Searcher",
    "Sort",
    "Unit",
    "View",
    "drop",
    "index",
    "parse",
    "snippet",
]
