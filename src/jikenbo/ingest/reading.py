"""The pure part of taking in, in processes of its own: bytes to documents, readings and profiles."""

import logging
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
from typing import Any

from jikenbo.capture.addresses import Fetched
from jikenbo.capture.files import FoundFile
from jikenbo.errors import CasebookError, JikenboError, UnreadableError
from jikenbo.extract import extract
from jikenbo.ingest.naming import capture_id, release_of
from jikenbo.link.candidates import blocking_keys
from jikenbo.link.profile import profile
from jikenbo.model.document import Document
from jikenbo.model.fact import Reading
from jikenbo.model.release import Release
from jikenbo.read import read

# Starting processes takes about a second, in which one alone reads some hundred releases.
_WORTH_IT = 100
# Files read ahead of the one being stored, so that no process waits for another.
_AHEAD = 64
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Payload:
    """A file's or page's bytes with their SHA-256."""

    found: FoundFile | Fetched
    data: bytes
    digest: str
    # An earlier version of a page, come back after another one: a capture of its own all the same.
    again: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """One release of a file, ready to be stored; its id is that of its capture until an older release claims it.

    `profile` is the linker's, as it is stored, and `keys` are its blocking keys.
    """

    release: Release
    document: Document
    reading: Reading
    profile: dict[str, Any]
    keys: frozenset[str]

    def claimed_by(self, release_id: str) -> "Prepared":
        """The same under the id of a release that stands already."""
        return replace(self, release=replace(self.release, id=release_id), profile=self.profile | {"id": release_id})


def prepare(payload: Payload) -> tuple[Prepared, ...] | JikenboError:
    """Extract and read one file; what cannot be read comes back as the error, so that it can cross processes."""
    doc = payload.found.doc
    try:
        documents = extract(doc, payload.data, payload.found.media_type)
        return tuple(_prepared(payload, number, document) for number, document in enumerate(documents))
    except JikenboError as raised:
        return raised
    except Exception as raised:  # noqa: BLE001  (a slip of ours over one text must not cost the rest of the batch)
        _log.debug("%s", doc, exc_info=True)
        message = f"{doc} could not be read: {type(raised).__name__} in Jikenbo."
        return UnreadableError(message, "Please report it with the file.")


def _prepared(payload: Payload, number: int, document: Document) -> Prepared:
    reading = read(document)
    release = release_of(capture_id(payload.digest, payload.found.doc, number), document, reading)
    seen = profile(release, document, reading)
    return Prepared(release, document, reading, seen.to_json(), blocking_keys(seen))


Result = tuple[Payload, tuple[Prepared, ...] | JikenboError]


def prepare_all(payloads: Iterable[Payload], processes: int | None = None) -> Iterator[Result]:
    """Prepare files in order: a few in this process, many in as many as there are processors."""
    source = iter(payloads)
    workers = (os.cpu_count() or 1) if processes is None else processes
    first = list(islice(source, _WORTH_IT if workers > 1 else 0))
    if len(first) < _WORTH_IT:
        for payload in chain(first, source):
            yield payload, prepare(payload)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_serve_parent) as pool:
        try:
            yield from _ahead(pool, chain(first, source))
        except BrokenProcessPool as cause:
            raise CasebookError("A process that reads releases ended.", "Run the same command again.") from cause


def _ahead(pool: ProcessPoolExecutor, payloads: Iterable[Payload]) -> Iterator[Result]:
    waiting: deque[tuple[Payload, Future[tuple[Prepared, ...] | JikenboError]]] = deque()
    for payload in payloads:
        waiting.append((payload, pool.submit(prepare, payload)))
        if len(waiting) >= _AHEAD:
            done, future = waiting.popleft()
            yield done, future.result()
    for done, future in waiting:
        yield done, future.result()


def _serve_parent() -> None:
    """In a reading process: leave Ctrl-C to the parent, and end when the parent has ended, however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
