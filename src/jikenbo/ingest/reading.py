"""Taking in is reading and storing: here bytes become what is stored, in processes of their own where there are many.

This module is loaded on both sides, so it loads neither the reader nor the network; `preparing` has the reader.
"""

import json
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import chain, islice
from multiprocessing import connection
from typing import TYPE_CHECKING

from jikenbo.errors import CasebookError, JikenboError
from jikenbo.model.document import Document, Doubt
from jikenbo.model.release import Release
from jikenbo.store.records import Rows, document_of_rows
from jikenbo.store.search.entries import Terms

if TYPE_CHECKING:
    from jikenbo.capture.addresses import Fetched
    from jikenbo.capture.files import FoundFile

# Starting processes takes about a second, in which one alone reads some hundred releases.
_WORTH_IT = 100
# Files go to a process in parts of so many or so many bytes: handing over one alone costs as much as storing it.
_PART = 16
_PART_BYTES = 1_000_000
# Parts read ahead of the one being stored, so that no process waits for another.
_AHEAD = 16


@dataclass(frozen=True, slots=True)
class Payload:
    """A file's or page's bytes with their SHA-256."""

    found: "FoundFile | Fetched"
    data: bytes
    digest: str
    # An earlier version of a page, come back after another one: a capture of its own all the same.
    again: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """One release of a file, ready to be stored; its id is that of its capture until an older release claims it.

    All of it is plain values: `rows` for the tables, the linker's `profile` as JSON, `terms` for the index.
    """

    release: Release
    doubts: tuple[Doubt, ...]
    rows: Rows
    profile: str
    terms: Terms

    @property
    def document(self) -> Document:
        """The document, put together again."""
        return document_of_rows(self.release.doc, self.rows)

    def claimed_by(self, release_id: str) -> "Prepared":
        """The same under the id of a release that stands already."""
        release = replace(self.release, id=release_id)
        named = json.dumps(json.loads(self.profile) | {"id": release_id}, ensure_ascii=False)
        return replace(self, release=release, profile=named, terms=replace(self.terms, release_id=release_id))


# A file's name, bytes, media type and SHA-256, as a process is handed them.
File = tuple[str, bytes, str, str]
# The releases of a file, or why it could not be read.
OfFile = tuple[Prepared, ...] | JikenboError
Result = tuple[Payload, OfFile]


def prepare_all(payloads: Iterable[Payload], processes: int | None = None) -> Iterator[Result]:
    """Prepare files in order: a few in this process, many in as many as there are processors."""
    source = iter(payloads)
    workers = (os.cpu_count() or 1) if processes is None else processes
    first = list(islice(source, _WORTH_IT if workers > 1 else 0))
    if len(first) < _WORTH_IT:
        # One by one: what is stored of a page tells whether the next one repeats it.
        for payload in chain(first, source):
            yield payload, _prepare([_sent(payload)])[0]
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_serve_parent) as pool:
        try:
            yield from _ahead(pool, chain(first, source))
        except BrokenProcessPool as cause:
            raise CasebookError("A process that reads releases ended.", "Run the same command again.") from cause


def _ahead(pool: ProcessPoolExecutor, payloads: Iterable[Payload]) -> Iterator[Result]:
    waiting: deque[tuple[list[Payload], Future[list[OfFile]]]] = deque()
    for part in _parts(payloads):
        waiting.append((part, pool.submit(_prepare, [_sent(one) for one in part])))
        if len(waiting) >= _AHEAD:
            done, future = waiting.popleft()
            yield from zip(done, future.result(), strict=True)
    for done, future in waiting:
        yield from zip(done, future.result(), strict=True)


def _parts(payloads: Iterable[Payload]) -> Iterator[list[Payload]]:
    part: list[Payload] = []
    for payload in payloads:
        part.append(payload)
        if len(part) == _PART or sum(len(one.data) for one in part) >= _PART_BYTES:
            yield part
            part = []
    if part:
        yield part


def _sent(payload: Payload) -> File:
    return payload.found.doc, payload.data, payload.found.media_type, payload.digest


def _prepare(part: list[File]) -> list[OfFile]:
    # Loaded where it is called: the process that stores what others read goes without the reader.
    from jikenbo.ingest.preparing import prepare  # noqa: PLC0415

    return prepare(part)


def _serve_parent() -> None:
    """In a reading process: leave Ctrl-C to the parent, and end when the parent has ended, however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
