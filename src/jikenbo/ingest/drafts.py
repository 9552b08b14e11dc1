"""From captured releases to draft entries of a Markdown archive, and what a person decides on them."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from jikenbo.errors import NotFoundError, UsageError
from jikenbo.model.text import BlockKind, Text
from jikenbo.store import Store, drafts, links, releases
from jikenbo.store.drafts import Draft
from jikenbo.store.releases import Stored

_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 80
_REPORTS = {"initial": "初報", "followup": "続報", "final": "最終報"}


def make_drafts(store: Store, now: datetime) -> int:
    """Make a draft of every fetched release that has none; how many there were."""
    with store.writing() as connection:
        wanted = drafts.without(connection)
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
    others = [one for one in case.releases if one != release.id] if case else []
    for one in others:
        other = releases.get(connection, one)
        if other is not None:
            head.append(f"関連：{other.release.address or other.release.doc}")
    lines = ["# 公表概要", *(f"- {words}" for words in head if words), "", "# 事案ID", f"- {case.id}" if case else ""]
    kind = next((str(f.value) for f in held.reading.facts if f.field == "report"), "initial")
    lines += ["", "# 公表種別", f"- {_REPORTS.get(kind, kind)}", "", "# 本文", "", _body(held.document.text)]
    return "\n".join(lines).rstrip() + "\n"


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
    """Accept a draft, as it is or as a person edited it, and write it where the archive wants it.

    NotFoundError for no such draft, UsageError for one that was decided already or a file that is there.
    """
    made = replace(_open(store, release_id), state="accepted", decided_at=now, decided_by=by)
    made = replace(made, content=content) if content is not None else made
    with store.reading() as connection:
        held = releases.get(connection, release_id)
    if held is None:
        raise NotFoundError(f"No release has the id {release_id}.", "List drafts: jikenbo draft list")
    path = folder / _place(held)
    if path.exists():
        raise UsageError(f"{path} is there already.", "Move it away, or refuse the draft.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made.content, encoding="utf-8")
    with store.writing() as connection:
        drafts.decide(connection, made)
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


def _place(held: Stored) -> Path:
    """YYYY/MM/DD_organisation.md, XX where the day is not known."""
    year, month, day, *_rest = [*(held.release.published or "").split("-"), "", "", ""]
    name = _UNFIT.sub("_", held.release.organisation or held.release.id)[:_LONGEST_NAME]
    return Path(year or "XXXX") / (month or "XX") / f"{day or 'XX'}_{name}.md"
