"""What an answer is when it is not the page asked for: gone, blocked, out of order, or a page that only says so.

That a page is gone is said only where something shows it: a status, words, or another whole page in its place. What
cannot be told is told as blocked or unreachable, which says nothing of the page.
"""

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from jikenbo.capture.fetch import Exchange
from jikenbo.capture.markup import parsed
from jikenbo.capture.places import lies_above, same_place
from jikenbo.lang.ja.answer_words import answer_words

_GONE = frozenset((404, 410))
_SHUT = frozenset((401, 402, 403, 405, 406, 407, 409, 418, 421, 423, 425, 429, 430, 431, 451, 495, 496, 497, 498, 499))
# A page with more words than this is not a notice that there is none, nor a challenge.
_SHORT = 400
# A page with fewer words of its own is none that took another one's place: a door, a notice, a page without its text.
_FEW = 250
# A page with so many fields is a form; one with a field or two may be any page with a search.
_FORM = 5
_ASKS = "input[type=radio],input[type=checkbox],input[type=text],input[type=email],input:not([type]),select,textarea"
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_LETTER = re.compile(r"[A-Za-z]")
_CLOSED = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
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
    if said := _says("failing", words):
        return Trouble("unreachable", f"it says “{said}” in place of the release")
    if said := _says("not_found", words):
        return Trouble("soft_404", f"it says “{said}” with status 200")
    return None


def standing_in(asked: str, answer: Exchange, text: str, before: bytes) -> Trouble:
    """What a page is that has hardly a word of the release: another page in its place, or one that tells nothing.

    `asked` is the release's address, `text` the release's, `before` the bytes of its page; what the two pages share is
    the site's own furniture.
    """
    if answer.content[:5] == b"%PDF-":
        return Trouble("unreachable", "it is a PDF without the release's text now")
    tree = parsed(answer)
    if tree.css("input[type=password]"):
        return Trouble("blocked", "it asks to log in")
    if len(tree.css(_ASKS)) >= _FORM:
        return Trouble("blocked", "it asks to fill in a form")
    words = _own_words(answer, before)
    if len(_KANA.findall(text)) > len(_LETTER.findall(text)) and len(_KANA.findall(words)) < len(words) / 50:
        return Trouble("blocked", "it answers in another language")
    where = "" if same_place(answer.address, asked) else f" at {answer.address}"
    if len(words) < (_FEW // 3 if where and lies_above(answer.address, asked) else _FEW):
        return Trouble("unreachable", "it answers with few words, and none of the release")
    return Trouble("soft_404", f"another page stands{where} in its place")


def says_little(answer: Exchange) -> bool:
    """Whether a page has so few words that it may be a door which nobody knows yet."""
    return "html" in answer.header("content-type") and len(" ".join(_pieces(parsed(answer)))) < _SHORT


def breaks_off(answer: Exchange, before: bytes) -> bool:
    """Whether a page ends before its end, where its earlier version had one."""
    return bool(_CLOSED.search(before[-2000:])) and not _CLOSED.search(answer.content[-2000:])


def _own_words(answer: Exchange, before: bytes) -> str:
    """The words of a page that its earlier version did not have, whatever they were in."""
    known = set(_pieces(parsed(replace(answer, content=before))))
    return " ".join(piece for piece in _pieces(parsed(answer)) if piece not in known)


def _pieces(tree: LexborHTMLParser) -> list[str]:
    for node in tree.css("script,style,noscript,template,nav,header,footer,aside"):
        node.decompose()
    lines = tree.body.text(separator="\n").split("\n") if tree.body else []
    return [words for line in lines if (words := _SPACE.sub(" ", line).strip())]


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
