"""Feeds: RSS and Atom through feedparser, JSON Feed (versions 1 and 1.1) by itself."""

import json
from typing import Any

import feedparser

from jikenbo.capture.entries import Entry, once, resolved, tidy
from jikenbo.capture.fetch import Exchange
from jikenbo.errors import UnreadableError


def is_feed(answer: Exchange) -> bool:
    """Whether an answer is a feed of a kind that is read."""
    head = answer.content[:2000].lstrip().lower()
    if head.startswith(b"{"):
        return b"jsonfeed.org/version" in head
    return head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and any(
        mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf", b"<channel")
    )


def read_feed(answer: Exchange) -> tuple[Entry, ...]:
    """The entries of a feed, in its order; UnreadableError if it is none."""
    if answer.content.lstrip()[:1] == b"{":
        return once(_json_feed(answer))
    headers = {"content-type": answer.header("content-type"), "content-location": answer.address}
    found = feedparser.parse(answer.content, response_headers=headers, sanitize_html=False)
    if not found.get("version"):
        raise UnreadableError(f"{answer.address} is no feed.", "Look it up with jikenbo watch add.")
    return once(_entry(answer.address, one) for one in found.entries)


def _entry(base: str, one: Any) -> Entry:
    when = one.get("published_parsed") or one.get("updated_parsed")
    published = "-".join(f"{part:02}" for part in when[:3]) if when else None
    link = str(one.get("link") or "")
    if not link and str(one.get("id", "")).startswith("http"):
        link = str(one["id"])
    return Entry(
        resolved(base, link) if link else "", tidy(one.get("title", "")), published, tidy(one.get("summary", ""))
    )


def _json_feed(answer: Exchange) -> list[Entry]:
    try:
        feed = json.loads(answer.content)
        items = feed["items"]
        return [_json_item(answer.address, item) for item in items if isinstance(item, dict)]
    except (ValueError, KeyError, TypeError, RecursionError) as cause:
        raise UnreadableError(f"{answer.address} is no JSON Feed.", "Look it up with jikenbo watch add.") from cause


def _json_item(base: str, item: dict[str, Any]) -> Entry:
    words = {key: str(item.get(key) or "") for key in ("url", "title", "date_published", "summary", "content_text")}
    link = words["url"] or (str(item.get("id")) if str(item.get("id", "")).startswith("http") else "")
    published = words["date_published"][:10] or None
    return Entry(
        resolved(base, link) if link else "",
        tidy(words["title"]),
        published,
        tidy(words["summary"] or words["content_text"]),
    )
