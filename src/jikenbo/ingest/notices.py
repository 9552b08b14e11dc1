"""Notices of new releases and of changes: kept with what they are about, then sent by feed, e-mail and webhook."""

from datetime import datetime

from sqlalchemy import Connection

from jikenbo.store import rechecks, releases

_WORDS = {
    "new": "新しい公表",
    "removed": "公表の削除",
    "restored": "公表の復活",
    "moved": "公表の移動",
    "words": "公表の文言の変更",
    "facts": "公表の事実の変更",
}


def notify(connection: Connection, kind: str, release_id: str, said: str, now: datetime) -> None:
    """Keep a notice about a release."""
    held = releases.get(connection, release_id)
    if held is None:
        return
    title = f"{_WORDS[kind]}: {held.release.title}"
    rechecks.put_notice(
        connection,
        {
            "release_id": release_id,
            "kind": kind,
            "made_at": now,
            "title": title,
            "address": held.release.address or held.release.doc,
            "said": said,
        },
    )
