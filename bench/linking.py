"""Linking: from profiles to cases and campaigns at 1,800, 10,000 and 100,000 releases, and adding one more."""

import gc
import json
import random
import resource
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from material import documents

from jikenbo.ingest.joining import link_new
from jikenbo.link.casebook import Casebook
from jikenbo.link.profile import Profile, profile
from jikenbo.model.document import Document, Stated
from jikenbo.model.release import Release
from jikenbo.read import read
from jikenbo.store import Store, links, open_store, schema
from jikenbo.store.statements import Insert

_SIZES = (1_800, 10_000, 100_000)
_ADDED = 200
_RELEASES = Insert(schema.release)


def main() -> None:
    """Print the table."""
    originals = [_profile(document) for document in documents()]
    for size in _SIZES:
        _at(size, originals)


def _at(size: int, originals: list[Profile]) -> None:
    found = [_copy(originals[n % len(originals)], n // len(originals)) for n in range(size)]
    casebook = Casebook()
    begun = time.process_time()
    casebook.fill(found)
    took = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pairs = casebook.compared / size
    print(f"{size:7} releases  {took:6.1f} s  {pairs:4.1f} pairs a release  peak memory {memory:5.0f} MB")
    # What is held stays: the collector need not look through it again and again.
    gc.freeze()
    chosen = random.Random(1).sample(originals, _ADDED)
    _tell("adding one", [_seconds(casebook, one) for one in chosen])
    del casebook
    gc.unfreeze()
    _on_disk(found, chosen[: _ADDED // 4])


def _tell(what: str, times: list[float]) -> None:
    ordered = sorted(times)
    middle, worst = ordered[len(ordered) // 2] * 1000, ordered[-1] * 1000
    print(f"        {what}: median {middle:.1f} ms, worst of {len(ordered)} {worst:.1f} ms")


def _on_disk(found: list[Profile], chosen: list[Profile]) -> None:
    """The same in a casebook on disk, which holds no more of the releases than linking asks for."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(folder)
        _put(store, found)
        begun = time.process_time()
        link_new(store, [one.id for one in found])
        took = time.process_time() - begun
        times = []
        for one in chosen:
            new = replace(one, id=f"new/{one.id}", doc=f"new/{one.doc}")
            _put(store, [new])
            begun = time.process_time()
            link_new(store, [new.id])
            times.append(time.process_time() - begun)
        store.close()
        size = (Path(folder) / "casebook.sqlite").stat().st_size / 1e6
    _tell(f"on disk, {took:.1f} s and {size:.0f} MB, adding one", times)


def _put(store: Store, found: list[Profile]) -> None:
    with store.writing() as connection:
        _RELEASES(connection, [(p.id, p.doc, p.title, None, p.published, None, None, False) for p in found])
        for one in found:
            links.put_profile(connection, one.id, "1", json.dumps(one.to_json()), is_new=True)


def _seconds(casebook: Casebook, found: Profile) -> float:
    begun = time.process_time()
    casebook.add([replace(found, id=f"new/{found.id}", doc=f"new/{found.doc}")])
    return time.process_time() - begun


def _profile(document: Document) -> Profile:
    overview = document.overview
    release = Release(
        document.doc,
        document.doc,
        _value(overview.title) or "",
        _value(overview.organisation),
        _value(overview.published),
        _value(overview.address),
    )
    return profile(release, document, read(document))


def _value(stated: Stated | None) -> str | None:
    return stated.value if stated else None


def _copy(found: Profile, turn: int) -> Profile:
    """A profile with other names, figures, days and words; the first turn is the original."""
    if turn == 0:
        return found
    # A suffix shorter than this would make another form of the same name of it.
    other = f"{turn:06}"
    named = (
        replace(name, key=name.key + other, aliases=tuple(alias + other for alias in name.aliases))
        for name in found.named
    )
    return replace(
        found,
        id=f"{turn}/{found.id}",
        doc=f"{found.doc}.{turn}",
        names=tuple(name + other for name in found.names),
        parts=tuple(part + other for part in found.parts),
        units=tuple(unit + other for unit in found.units),
        label=found.label and found.label + other,
        host=f"{turn}.{found.host}" if found.host else "",
        published=_moved(found.published, turn) if found.published else None,
        cited=tuple(_moved(day, turn) for day in found.cited),
        unrelated=tuple(_moved(day, turn) for day in found.unrelated),
        days=tuple(_moved(day, turn) for day in found.days),
        named=tuple(named),
        numbers=tuple(number + turn for number in found.numbers),
        signature=tuple((row * 31 + turn * 7919) % 2**32 if at % 3 else row for at, row in enumerate(found.signature)),
        pointers=(),
    )


def _moved(day: str, turn: int) -> str:
    if len(day) != 10:
        return day
    return (date.fromisoformat(day) + timedelta(days=turn * 37 % 2000 - 1000)).isoformat()
