"""What an answer is when it is not the page asked for: gone, blocked, out of order, or a page that only says so."""

import re
from dataclasses import dataclass

from jikenbo.capture.fetch import Exchange
from jikenbo.capture.markup import parsed
from jikenbo.lang.ja.answer_words import answer_words

_GONE = frozenset((404, 410))
_SHUT = frozenset((401, 402, 403, 405, 406, 407, 409, 418, 421, 423, 425, 429, 430, 431, 451, 495, 496, 497, 498, 499))
# A page with more words than this is not a notice that there is none, nor a challenge.
_SHORT = 600
_SPACE = re.compile(r"\s+")
# Headers that only a wall sets on its own pages.
_WALLS = (("cf-mitigated", "challenge"), ("x-amzn-waf-action", ""), ("x-datadome", "blocked"), ("x-sucuri-block", ""))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an answer is not the page: `kind` is removed, soft_404, blocked or unreachable; the reason in words."""

    kind: str
    reason: str


def trouble(answer: Exchange) -> Trouble | None:
    """What is wrong with an answer, or None if it may be the page asked for."""
    status = answer.status
    if _walled(answer):
        return Trouble("blocked", f"it is a challenge to the reader (status {status})")
    if status in _GONE:
        return Trouble("removed", f"it answers that it is gone (status {status})")
    if status in _SHUT:
        return Trouble("blocked", f"it refuses to be read (status {status})")
    return _hollow(answer) if status == 200 else _failing(answer)


def _failing(answer: Exchange) -> Trouble:
    status = answer.status
    if status == 503 and _says("challenge", _words(answer)):
        return Trouble("blocked", f"it is a challenge to the reader (status {status})")
    why = "its server is in trouble" if status >= 500 else "it gives no page"
    return Trouble("unreachable", f"{why} (status {status})")


def _hollow(answer: Exchange) -> Trouble | None:
    """What a page of status 200 says of itself in its title and headings, or as a whole where it is short."""
    if not answer.content.strip():
        return Trouble("unreachable", "it is empty")
    if "html" not in answer.header("content-type") and answer.content.lstrip()[:1] != b"<":
        return None
    words = _words(answer)
    if said := _says("challenge", words):
        return Trouble("blocked", f"it says “{said}” in place of the release")
    if said := _says("not_found", words):
        return Trouble("soft_404", f"it says “{said}” with status 200")
    return None


def _walled(answer: Exchange) -> bool:
    return any((value := answer.header(name)) and wanted in value.lower() for name, wanted in _WALLS)


def _says(kind: str, words: str) -> str:
    return next((cue for cue in answer_words()[kind] if cue in words), "")


def _words(answer: Exchange) -> str:
    """The title and first headings of a page, and all its words where they are few."""
    tree = parsed(answer)
    for node in tree.css("script,style,noscript,nav,header,footer,aside"):
        node.decompose()
    heads = [node.text() for node in tree.css("title,h1")[:4]]
    whole = _SPACE.sub(" ", tree.body.text(separator=" ")) if tree.body else ""
    return _SPACE.sub(" ", " ".join([*heads, whole if len(whole) <= _SHORT else ""])).lower()
