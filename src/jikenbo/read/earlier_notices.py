"""Where a release speaks of a dated earlier notice of its own publisher."""

from jikenbo.lang.ja.date_words import contexts
from jikenbo.read.prepare import Prepared


def earlier_notices(prepared: Prepared) -> list[tuple[int, int]]:
    """The places, from the date to the verb, where the publisher says that it told the public before."""
    patterns, text = contexts(), prepared.text
    published = prepared.published.isoformat() if prepared.published else "9999"
    found = []
    for mention in prepared.dates:
        if len(mention.value) < 7 or mention.value >= published:
            continue
        if not patterns["may_tell"].match(text, mention.tail):
            continue
        told = patterns["own_notice"].match(text, mention.tail)
        before = text[max(mention.start - 24, 0) : mention.start].rpartition("。")[2]
        if told and patterns["accounts"].search(text, told.end(), told.end() + 40):
            continue
        if not told or patterns["office"].search(before) or patterns["theirs"].match(text, mention.tail):
            continue
        if not patterns["others"].search(told.group()):
            found.append((mention.start, told.end()))
    return found
