"""Whole casebooks of many releases, written straight into the store: for what is measured at 100,000."""

import atexit
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from material import documents
from multiplied import figures_of_turn, multiplied
from sqlalchemy import Connection, Table, insert

from jikenbo.ingest.entries import entry
from jikenbo.link.casebook import link
from jikenbo.link.profile import profile
from jikenbo.model.case import Campaign
from jikenbo.model.document import Document
from jikenbo.model.fact import Reading
from jikenbo.model.release import Release
from jikenbo.read import read
from jikenbo.sources import Kind, Source
from jikenbo.sources.toml import as_given
from jikenbo.store import Store, open_store, records, schema, watch_schema
from jikenbo.store.search import Entry, index
from jikenbo.text.fold import fold

_BATCH = 5000
# The copies of so many first releases keep their organisation: one has thousands of cases, as a ministry would.
_ONE_ORGANISATION = 40
_SOURCES, _RUNS, _REGISTERED = 400, 20, 50
_EDIT = {
    "lines": [["-", "対象は100人です。"], ["+", "対象は120人です。"]], "gone": [["counts", "100", "affected", "人"]],
    "come": [["counts", "120", "affected", "人"]], "announced": False, "final": "https://example.jp/1",
}  # fmt: skip
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Original:
    """What the copies are made from: documents, readings, and which of them are one case or one campaign."""

    documents: list[Document]
    readings: list[Reading]
    cases: dict[int, tuple[int, int]]
    campaigns: list[Campaign]


@cache
def whole(many: int) -> Path:
    """The folder of a casebook with so many releases, made once a run and removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    fill(folder, many)
    return folder


def fill(folder: Path, many: int) -> None:
    """Write a casebook with so many releases into a folder."""
    store = open_store(str(folder))
    original = _original()
    batch: list[Entry] = []
    for n, document in enumerate(multiplied(original.documents, many)):
        batch.append(_entry(n, document, original))
        if len(batch) == _BATCH or n + 1 == many:
            with store.writing() as connection:
                _put(connection, n + 1 - len(batch), batch, original)
            batch = []
    with store.writing() as connection:
        _put_campaigns(connection, many, original)
        _put_watching(connection, many)
    store.close()


@cache
def _original() -> _Original:
    found = documents()
    readings = [read(one) for one in found]
    made = link(
        profile(_release(n, one), one, reading) for n, (one, reading) in enumerate(zip(found, readings, strict=True))
    )
    places = {f"r{n:06}": n for n in range(len(found))}
    cases = {places[r]: (places[case.id], at) for case in made.cases for at, r in enumerate(case.releases)}
    return _Original(found, readings, cases, sorted(made.campaigns, key=lambda one: -len(one.members)))


def texts(many: int) -> Iterator[str]:
    """The texts of so many releases as a peer takes them in: folded, in lower case."""
    folded = [fold(one.text.content).lower() for one in _original().documents]
    for n in range(many):
        yield folded[n % len(folded)].translate(figures_of_turn(n // len(folded)))


def _release(n: int, document: Document) -> Release:
    overview = document.overview
    stated = (overview.title, overview.organisation, overview.published)
    title, organisation, published = (one.value if one else None for one in stated)
    return Release(f"r{n:06}", document.doc, title or "", organisation, published, f"https://example.jp/{n}")


def _entry(n: int, document: Document, original: _Original) -> Entry:
    release = _release(n, document)
    if n % len(original.documents) < _ONE_ORGANISATION:
        release = replace(release, organisation="事件簿株式会社")
    return entry(release, document, original.readings[n % len(original.documents)])


def _put(connection: Connection, first: int, batch: Sequence[Entry], original: _Original) -> None:
    rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    for n, one in enumerate(batch, first):
        key = one.release.id
        rows[schema.release].append({k: getattr(one.release, k) for k in Release.__slots__} | {"linked": True})
        rows[schema.capture].append(_capture(n, one))
        rows[schema.text].append({"capture_id": key, "release_id": key} | records.document_row(one.document))
        rows[schema.reading].append({"release_id": key, "reader": one.reading.reader, "notes": []})
        rows[schema.fact] += [records.fact_row(key, at, fact) for at, fact in enumerate(one.reading.facts)]
        case, position = _place(n, original)
        rows[schema.case] += [{"id": case}] if position == 0 else []
        rows[schema.case_release].append({"release_id": key, "case_id": case, "position": position})
        if n % 25 == 0:
            doubt = {"release_id": key, "doc": one.release.doc, "kind": "missing_field", "reason": "No title."}
            rows[schema.doubt].append(doubt)
    for table, held in rows.items():
        if held:
            connection.execute(insert(table), held)
    index(connection, batch)


def _capture(n: int, one: Entry) -> dict[str, Any]:
    return {
        "id": one.release.id, "release_id": one.release.id, "doc": one.release.doc, "address": one.release.address,
        "taken_at": _DAY, "media_type": "text/markdown", "digest": f"{n:064x}", "size": 1, "warc": "a", "offset": n,
    }  # fmt: skip


def _place(n: int, original: _Original) -> tuple[str, int]:
    """The case of a release and its place in it: a copy's case is made of the copies of the same turn."""
    turn, place = divmod(n, len(original.documents))
    first, position = original.cases.get(place, (place, 0))
    return f"r{turn * len(original.documents) + first:06}", position


def _put_campaigns(connection: Connection, many: int, original: _Original) -> None:
    """Each turn's campaigns, but one campaign over all turns, as large as any can become."""
    size = len(original.documents)
    heads: dict[str, dict[str, str | None]] = {}
    members: list[dict[str, Any]] = []
    for turn in range(-(-many // size)):
        for order, one in enumerate(original.campaigns):
            key = f"k{order}" if order == 0 else f"k{order}x{turn}"
            heads.setdefault(key, {"id": key, "origin": one.origin, "origin_case": None})
            cases = (int(m.case[1:]) + turn * size for m in one.members)
            members += [
                {"campaign_id": key, "case_id": f"r{case:06}", "sure": True, "reason": "the same origin"}
                for case in cases
                if case < many
            ]
    if members:
        connection.execute(insert(schema.campaign), list(heads.values()))
        connection.execute(insert(schema.campaign_case), members)


def _put_watching(connection: Connection, many: int) -> None:
    """Sources with their runs, and a register with a removal or an edit of every fiftieth release."""
    sources = [{"id": f"s{n}", "definition": _definition(n), "next_at": _DAY} for n in range(_SOURCES)]
    runs = [
        {
            "source_id": f"s{n}", "started_at": _DAY + timedelta(hours=at), "ended_at": _DAY + timedelta(hours=at),
            "status": "ok", "found": 20, "new": 1, "skipped": 0, "reason": "", "alert": "too few" if n % 9 == 0 else "",
        }
        for n in range(_SOURCES)
        for at in range(_RUNS)
    ]  # fmt: skip
    registered = [
        {
            "release_id": f"r{n:06}", "kind": "removed" if n % 3 else "facts", "address": f"https://example.jp/{n}",
            "noticed_at": _DAY, "confirmed_at": _DAY + timedelta(minutes=n), "reason": "facts were changed",
            "detail": {"status": 404} if n % 3 else _EDIT,
        }
        for n in range(0, many, _REGISTERED)
    ]  # fmt: skip
    connection.execute(insert(watch_schema.source), sources)
    connection.execute(insert(watch_schema.watch_run), runs)
    connection.execute(insert(watch_schema.register), registered)


def _definition(n: int) -> dict[str, Any]:
    return as_given(Source(id=f"s{n}", name=f"情報源{n}", kind=Kind.LIST, address=f"https://example.jp/{n}/news/"))


def opened(many: int) -> Store:
    """A casebook with so many releases, open."""
    return open_store(str(whole(many)), create=False)
