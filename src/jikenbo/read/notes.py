"""Why a reading is empty or partial, in a word and a sentence each."""

import re
from collections.abc import Sequence

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import LONGEST, Prepared

# What the extractor saw that changes how all facts of a text are to be taken.
_TOLD = ("commentary", "recognised")
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ]")
_UNREADABLE = "\ufffd"
# A sentence may be cut off behind any of these, and none ends one.
_UNENDED = ("、", "，", "は", "が", "を", "に", "の", "と", "で", "も", "へ", "や")
_SENTENCE = 30
_STATED = frozenset((Field.TITLE, Field.ORGANISATION, Field.PUBLISHED, Field.REPORT))


def notes(prepared: Prepared, facts: Sequence[Fact]) -> tuple[str, ...]:
    """The reasons why a reading is empty or partial; none where it is neither."""
    if not prepared.text.strip():
        return ("empty: the document has no text",)
    document = prepared.document
    found = [f"{doubt.kind}: {doubt.reason}" for doubt in document.doubts if doubt.kind in _TOLD]
    length, broken = len(document.text.content), document.text.content.count(_UNREADABLE)
    if length > LONGEST:
        found.append(f"partial: the text has {length:,} characters, and the first {LONGEST:,} were read")
    if broken:
        found.append(f"partial: {broken:,} characters of the text could not be decoded")
    if not _JAPANESE.search(prepared.text):
        found.append("empty: the text is not in Japanese")
    elif not any(f.field not in _STATED and f.value != "not_stated" for f in facts):
        found.append("empty: nothing in the text tells of an incident")
    if _cut_off(prepared):
        found.append("partial: the text ends within a sentence")
    return tuple(found)


def _cut_off(prepared: Prepared) -> bool:
    """Whether the last paragraph ends with a word that cannot end one."""
    if not prepared.sentences or prepared.sentences[-1].kind is not BlockKind.PARAGRAPH:
        return False
    last = prepared.words(prepared.sentences[-1]).rstrip()
    return len(last) >= _SENTENCE and last.endswith(_UNENDED)
