"""The application as it really runs: uvicorn on loopback over a casebook of the sample, or of one hostile release."""

import hashlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from threading import Thread
from time import sleep

import uvicorn

from jikenbo.capture.files import find_files
from jikenbo.ingest.joining import join
from jikenbo.ingest.taking import Request, take_in
from jikenbo.model.case import Campaign, Case, Membership
from jikenbo.model.document import Document, Doubt, Overview, Stated
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.model.release import Capture, Release
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.sources import Kind, Source
from jikenbo.sources.toml import as_given
from jikenbo.store import Store, links, open_store, rechecks, releases, watching
from jikenbo.store.rechecks import Registered
from jikenbo.store.search import Entry, index
from jikenbo.store.watching import Run
from jikenbo.web.app import LONGEST_REQUEST, create_app

MARKUP = "<script>alert(1)</script><b title=\"x\" onload='y'>&amp;{{ 7*7 }}\x07"


def sample_store(folder: Path) -> Store:
    """A casebook of the sample, read, joined and indexed."""
    store = open_store(str(folder))
    with resources.as_file(resources.files("jikenbo") / "sample") as sample:
        found = list(find_files([str(sample / "archive")]))
        outcome = take_in(store, Request(found=found, limit=10_000_000))
        join(store, outcome.fresh)
    _watch(store)
    return store


def _watch(store: Store) -> None:
    """Two sources, one of them in trouble, and a register of an edit, a removal and a move."""
    at = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    edit = {
        "lines": [["-", "対象は100名です。"], ["+", "対象は1,204名です。"]], "announced": False, "final": "",
        "gone": [["counts", "100", "affected", "人"]],
        "come": [["counts", "1204", "affected", "人"], ["data_items", "email", "included"]],
    }  # fmt: skip
    with store.writing() as connection:
        held = list(releases.every(connection))[:3]
        for name in ("news", "feed"):
            source = Source(id=name, name=f"みほん市 {name}", address=f"https://{name}.example.jp/", kind=Kind.LIST)
            watching.put_source(connection, name, as_given(source), at)
            run = Run(source_id=name, started_at=at, ended_at=at, status="done", found=3, new=1)
            alert = "3 of 8 entries" if name == "feed" else ""
            watching.end_run(connection, watching.begin_run(connection, name, at), replace(run, alert=alert))
        for release, kind, detail in zip(held, ("facts", "removed", "moved"), (edit, {"status": 404}, {}), strict=True):
            entry = Registered(
                release_id=release.id,
                kind=kind,
                address=f"https://www.example.jp/{release.id}",
                noticed_at=at,
                confirmed_at=at,
                reason="two looks",
                detail=detail,
            )
            rechecks.put_registered(connection, entry)


def hostile_store(folder: Path) -> Store:
    """A casebook of two releases whose every field is markup."""
    store = open_store(str(folder))
    with store.writing() as connection:
        entries = [_hostile(connection, name) for name in ("aaaa", "bbbb")]
        links.put_cases(connection, [Case("aaaa", ("aaaa",)), Case("bbbb", ("bbbb",))])
        members = tuple(Membership(one, sure=False, reason=MARKUP) for one in ("aaaa", "bbbb"))
        links.put_campaigns(connection, [Campaign("k1", MARKUP, members, "aaaa")])
        index(connection, entries)
        detail = {"lines": [["+", MARKUP]], "gone": [[MARKUP, MARKUP]], "come": [["counts", MARKUP]], "announced": True}
        at = datetime(2026, 3, 1, tzinfo=UTC)
        entry = Registered(
            release_id="aaaa", kind="words", address="javascript:alert(1)", noticed_at=at, confirmed_at=at, reason=MARKUP,
            detail=detail,
        )  # fmt: skip
        rechecks.put_registered(connection, entry)
        watching.put_source(connection, "s", {"name": MARKUP, "kind": MARKUP, "address": "javascript:alert(1)"}, at)
        run = Run(source_id="s", started_at=at, status=MARKUP, reason=MARKUP, alert=MARKUP)
        watching.end_run(connection, watching.begin_run(connection, "s", at), run)
    return store


def _hostile(connection: object, name: str) -> Entry:
    content = MARKUP * 3
    whole = (Span(0, len(MARKUP)), Span(10, 40))
    facts = tuple(
        Fact(field=field, value=MARKUP, spans=whole, rule=MARKUP, status=MARKUP, role=MARKUP, unit=MARKUP)
        for field in Field
        if field is not Field.COUNTS
    )
    count = Fact(field=Field.COUNTS, value=12, spans=whole, rule=MARKUP, role="affected", unit="人", qualifier=MARKUP)
    release = Release(name, MARKUP + name, MARKUP, MARKUP, MARKUP, "javascript:alert(1)")
    digest = hashlib.sha256(name.encode()).hexdigest()
    capture = Capture(name, MARKUP, MARKUP, datetime(2026, 1, 1, tzinfo=UTC), MARKUP, digest, 1, MARKUP, 0)
    overview = Overview(title=Stated(MARKUP))
    blocks = (Block(BlockKind.HEADING, 0, len(MARKUP)), Block(BlockKind.PARAGRAPH, len(MARKUP), len(content)))
    document = Document(MARKUP + name, Text(content, blocks, MARKUP), overview, (Doubt(MARKUP, MARKUP, MARKUP),))
    reading = Reading(MARKUP, (*facts, count), (MARKUP,))
    releases.add(connection, release, capture, document, reading)  # type: ignore[arg-type]
    return Entry(release, document, reading)


@contextmanager
def served(store: Store) -> Iterator[str]:
    """The address under which a casebook is served."""
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(store), log_level="critical", lifespan="off", h11_max_incomplete_event_size=LONGEST_REQUEST
        )
    )
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
