"""Figures over the whole casebook, worked out once for each state that it is in."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from jikenbo.store import Store, pages

T = TypeVar("T")
# As many figures of one casebook are kept; each is small, and those of an older state go first.
_KEPT = 64
_HELD: WeakKeyDictionary[Engine, OrderedDict[Any, Any]] = WeakKeyDictionary()
_LOCK = Lock()


def remembered(store: Store, name: object, make: Callable[[Store], T]) -> T:
    """What `make` gives for the present state of a casebook, from memory where it was made before."""
    with store.reading() as connection:
        key = (name, pages.generation(connection))
    with _LOCK:
        held = _HELD.setdefault(store.engine, OrderedDict())
        if key in held:
            held.move_to_end(key)
            kept: T = held[key]
            return kept
    made = make(store)
    with _LOCK:
        held[key] = made
        while len(held) > _KEPT:
            held.popitem(last=False)
    return made
