"""The sentence behind a rule's name: what a fact's rule says of itself, for people who ask why."""

import importlib
from functools import cache

from jikenbo.errors import VocabularyError
from jikenbo.vocab import vocabulary


@cache
def sentence_of(rule: str) -> str:
    """The sentence of a rule: its function's docstring, or its word's definition in a closed list; else empty."""
    module, _, name = rule.partition(".")
    try:
        holder = importlib.import_module(f"jikenbo.read.{module}")
    except ModuleNotFoundError:
        return _defined(module, name)
    for attribute in (name, f"_{name}", f"read_{name}"):
        found = getattr(holder, attribute, None)
        if callable(found) and found.__doc__:
            return _first(found.__doc__)
    return _defined(module, name)


def _defined(module: str, name: str) -> str:
    """The definition of a closed list's word, where the rule is one."""
    try:
        term = vocabulary(module).get(name)
    except (VocabularyError, FileNotFoundError):
        return ""
    return term.definition if term else ""


def _first(docstring: str) -> str:
    return " ".join(docstring.split("\n\n", maxsplit=1)[0].split())
