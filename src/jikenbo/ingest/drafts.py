"""From captured releases to draft entries of a Markdown archive, and what a person decides on them."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from jikenbo.capture.files import find_files
from jikenbo.errors import NotFoundError, UsageError
from jikenbo.extract import extract
from jikenbo.ingest.joining import join
from jikenbo.ingest.originals import join_original
from jikenbo.ingest.taking import Request, take_in
from jikenbo.model.judgement import Author
from jikenbo.model.text import BlockKind, Text
from jikenbo.store import Store, drafts, links, originals, releases
from jikenbo.store.drafts import Draft
from jikenbo.store.releases import Stored

_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 80
_LARGEST = 10_000_000
_REPORTS = {"initial": "初報", "followup": "続報", "final": "最終報"}


def make_drafts(store: Store, now: datetime) -> int:
    """Make drafts of fetched releases that have none, or a newer capture than theirs; how many there were."""
    with store.writing() as connection:
        wanted = drafts.wanted(connection)
        for release_id in wanted:
            held = releases.get(connection, release_id)
            if held is not None:
                content = entry(connection, held)
                drafts.put(connection, Draft(release_id=release_id, made_at=now, state="open", content=content))
    return len(wanted)


def entry(connection: Connection, held: Stored) -> str:
    """A release as an archive's entry: title, date, organisation, address, links that the casebook proposes, body."""
    release = held.release
    head = [release.title, _day(release.published), release.organisation or "", release.address or release.doc]
    case = links.case_of(connection, release.id)
    known = (releases.get(connection, one) for one in (case.releases if case else ()) if one != release.id)
    others = [one for one in known if one is not None]
    head += [f"関連：{one.release.address or one.release.doc}" for one in others]
    lines = ["# 公表概要", *(f"- {words}" for words in head if words), "", "# 事案ID", f"- {_label([held, *others])}"]
    kind = next((str(f.value) for f in held.reading.facts if f.field == "report"), "initial")
    lines += ["", "# 公表種別", f"- {_REPORTS.get(kind, kind)}", "", "# 本文", "", _body(held.document.text)]
    return "\n".join(lines).rstrip() + "\n"


def _label(members: list[Stored]) -> str:
    """What an archive calls a case: as one of its entries does, or by the first one's day and organisation."""
    given = next((one.document.overview.case_label for one in members if one.document.overview.case_label), None)
    if given:
        return given.value
    first = min((one.release for one in members), key=lambda one: one.published or "9999")
    return "-".join(part for part in (first.published, first.organisation) if part)


def _day(published: str | None) -> str:
    parts = (published or "").split("-")
    units = ("年", "月", "日")
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, units, strict=False) if part.isdigit())


def _body(text: Text) -> str:
    """A text as Markdown: headings, items and rows as such, paragraphs apart."""
    lines = []
    for block in text.blocks:
        words = text.content[block.start : block.end].strip()
        if not words or block.kind in (BlockKind.TITLE, BlockKind.OVERVIEW):
            continue
        if block.kind is BlockKind.HEADING:
            words = "#" * (min(block.level, 4) + 1) + " " + words
        lines.append(f"- {words}" if block.kind is BlockKind.ITEM else words)
    return "\n\n".join(lines)


def accept(store: Store, release_id: str, by: str, now: datetime, folder: Path, content: str | None = None) -> Path:
    """Accept a draft, as it is or as edited: write it where the archive wants it, and take it in from there.

    The entry and the capture that it was drafted from are then one release with two captures. NotFoundError for no such
    draft, UsageError for one that was decided already or for content that is no entry.
    """
    made = replace(_open(store, release_id), state="accepted", decided_at=now, decided_by=by)
    made = replace(made, content=content) if content is not None else made
    with store.reading() as connection:
        held = releases.get(connection, release_id)
    if held is None:
        raise NotFoundError(f"No release has the id {release_id}.", "List drafts: jikenbo draft list")
    path = _free(folder / _place(held, made.content))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.content, encoding="utf-8")
    except OSError as cause:
        raise UsageError(f"{path} cannot be written: {cause.strerror}.", "Choose another folder.") from cause
    outcome = take_in(store, Request(found=find_files([str(path)]), limit=_LARGEST, processes=1))
    if outcome.failed:
        path.unlink()
        raise outcome.failed[0]
    with store.writing() as connection:
        drafts.decide(connection, made)
        taken = originals.of_doc(connection, str(path))
        if taken is not None:
            join_original(connection, taken, release_id, Author.PERSON, by)
    join(store)
    return path


def refuse(store: Store, release_id: str, by: str, now: datetime, reason: str) -> None:
    """Refuse a draft, with the reason; the release stays."""
    made = replace(_open(store, release_id), state="refused", decided_at=now, decided_by=by, reason=reason)
    with store.writing() as connection:
        drafts.decide(connection, made)


def _open(store: Store, release_id: str) -> Draft:
    with store.reading() as connection:
        held = drafts.get(connection, release_id)
    if held is None:
        raise NotFoundError(f"There is no draft of {release_id}.", "List drafts: jikenbo draft list")
    if held.state != "open":
        raise UsageError(f"The draft of {release_id} was {held.state} already, by {held.decided_by}.")
    return held


def _place(held: Stored, content: str) -> Path:
    """YYYY/MM/DD_organisation.md, XX where the day is not known; by what the entry says, then by what is known."""
    (document,) = extract("draft.md", content.encode())
    said = document.overview
    published = said.published.value if said.published else held.release.published
    organisation = said.organisation.value if said.organisation else held.release.organisation
    year, month, day, *_rest = [*(published or "").split("-"), "", "", ""]
    name = _UNFIT.sub("_", organisation or held.release.id)[:_LONGEST_NAME]
    return Path(year or "XXXX") / (month or "XX") / f"{day or 'XX'}_{name}.md"


def _free(path: Path) -> Path:
    """A path that is not taken: an organisation's second release of a day has (2) behind its name."""
    number = 1
    wanted = path
    while wanted.exists():
        number += 1
        wanted = path.with_name(f"{path.stem}({number}){path.suffix}")
    return wanted
