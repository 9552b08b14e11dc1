"""Notices of new releases, of changes, and of sources in trouble: kept with what they are about, to be sent."""

from datetime import datetime

from sqlalchemy import Connection

from jikenbo.sources import Source
from jikenbo.store import notices, releases
from jikenbo.store.rechecks import Registered
from jikenbo.store.watching import Run

# Of a long edit the first lines are sent; the whole is in the register.
_LINES = 20
_LENGTH = 300


def notify_new(connection: Connection, release_id: str, now: datetime) -> None:
    """Keep a notice of a new release."""
    _notify(connection, "new", release_id, "", now)


def notify_registered(connection: Connection, made: Registered) -> None:
    """Keep a notice of what was entered in the register: where to, or what was answered, and the lines that differ."""
    status = made.detail.get("status")
    said = {
        "moved": str(made.detail.get("final", "")),
        "removed": f"HTTP {status}" if status in (404, 410) else made.address,
    }
    lines = [f"{sign} {words[:_LENGTH]}" for sign, words in made.detail.get("lines", [])[:_LINES]]
    differ = "\n".join(lines) if made.kind in ("words", "facts") else ""
    _notify(connection, made.kind, made.release_id, f"{said.get(made.kind, '')}\n{differ}".rstrip(), made.confirmed_at)


def notify_alert(connection: Connection, kind: str, run: Run, source: Source, said: str) -> None:
    """Keep a notice of a source that gives too few entries, or cannot be read."""
    notices.put(connection, kind=kind, made_at=run.ended_at, title=source.name, address=source.address, said=said)


def _notify(connection: Connection, kind: str, release_id: str, said: str, now: datetime) -> None:
    held = releases.get(connection, release_id)
    if held is not None:
        about = {"title": held.release.title, "address": held.release.address or held.release.doc}
        notices.put(connection, release_id=release_id, kind=kind, made_at=now, said=said, **about)
