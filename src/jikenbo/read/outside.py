"""Where an incident happened: at or through somebody else than the publisher."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from jikenbo.lang.ja.patterns import Patterns
from jikenbo.model.text import BlockKind
from jikenbo.read.hedges import Hedge, Hedges, clause_hedge
from jikenbo.read.prepare import Prepared
from jikenbo.text.fold import fold
from jikenbo.text.match import Hit

_P = Patterns("outside.toml")

_REACH = 200
_ENOUGH = 5
# A firm is defined by its bracket within so many characters of a text.
_DEFINED = 4000
# A firm's name that is part of the publisher's has so many characters.
_CORE = 3
_NOTE = r"(?:\([^)\n]{0,60}\))?"


def outside_hits(prepared: Prepared) -> list[Hit]:
    """The words that place the incident at a contractor or in an outside service."""
    name = prepared.shared(publisher)
    hits: list[Hit] = []
    for start, end in _incident_sentences(prepared):
        if hit := _place(prepared, start, end, name) or _told(prepared, start, end, name):
            hits.append(hit)
            if len(hits) == _ENOUGH:
                break
    return hits


def _incident_sentences(prepared: Prepared) -> Iterator[tuple[int, int]]:
    """The sentences that tell of an incident; one cut behind a full stop within brackets is joined to its beginning."""
    text, begun = prepared.text, -1
    places = [match.start() for match in _P["incident"].finditer(text)]
    for sentence in prepared.sentences:
        if sentence.kind is BlockKind.OVERVIEW:
            continue
        start = begun if begun >= 0 else sentence.start
        begun = start if text.startswith("。)", sentence.end - 2) and sentence.end - start < _REACH else -1
        if (
            begun < 0
            and bisect_left(places, start) < bisect_left(places, sentence.end)
            and not prepared.shared(Hedges).advises(sentence)
        ):
            yield start, sentence.end


def _place(prepared: Prepared, start: int, end: int, name: str) -> Hit | None:
    """Somebody else, or a service of theirs, stands before the incident in its sentence."""
    for match in _P["outside"].finditer(prepared.text, start, end):
        incident = _P["incident"].search(prepared.text, match.end() - 4, min(end, match.end() + _REACH))
        if not incident:
            continue
        hedge = clause_hedge(prepared, incident.start(), incident.end()).hedge
        if _real(hedge, incident.group()) and _is_outside(prepared, match, start, name):
            return Hit(match.start(), match.end(), 0)
    return None


def _real(hedge: Hedge, incident: str) -> bool:
    """Whether the incident happened; that no leak is confirmed does not undo the incident behind it."""
    leak = incident in ("漏えい", "漏洩", "流出")
    return hedge.happened or hedge is Hedge.PLANNED or (leak and hedge in (Hedge.NOT_CONFIRMED, Hedge.DENIED))


def _told(prepared: Prepared, start: int, end: int, name: str) -> Hit | None:
    """Another firm told the publisher of the incident, as one does whose own systems were hit."""
    match = _P["tells"].search(prepared.text, start, end)
    if not match or not (teller := _owner(prepared, start, match.start("told"))):
        return None
    words = prepared.text[teller.start : teller.end]
    if _P["no_teller"].search(words) or _P["own"].search(words) or (name and name in words):
        return None
    return teller


def _owner(prepared: Prepared, start: int, end: int) -> Hit | None:
    """The words from the last break before a place up to it: who does what follows."""
    window = max(start, end - 90)
    match = _P["owner"].search(prepared.text[window:end])
    return Hit(window + match.start(), end, 0) if match else None


def _is_outside(prepared: Prepared, match: re.Match[str], start: int, name: str) -> bool:
    """Whether the words mean somebody else's work or service rather than the publisher's own."""
    text, words = prepared.text, match.group()
    if not match["site"] and _own_account(prepared, match):
        return False
    before = re.split(r"[、。\n]", text[max(0, match.start() - 30) : match.start()])[-1]
    if match["run"] or match["firm"]:
        return _by_other(prepared, match, start, name)
    if match["cloud"]:
        offered = _P["own"].search(before[-6:] if not _P["offers"].search(before) else before)
        return not offered and not _P["from"].match(text, match.end())
    if match["used"]:
        ours = _P["own"].search(words) or _P["users"].search(before[-10:]) or _P["broken"].search(words)
        return bool(_P["service"].search(words)) and not ours
    return not _P["told_by"].match(text, match.end())


def _own_account(prepared: Prepared, match: re.Match[str]) -> bool:
    """Whether it was an account of the publisher at the service that was misused, and not the service."""
    text, (start, end) = prepared.text, match.span()
    if _P["own_account"].search(text, start, end + 12):
        return True
    if not (match["cloud"] or match["used"]):
        return False
    last = prepared.sentences[prepared.sentence_at(start)].end
    return "アカウント" in text[end : end + 24] or bool(
        _P["misused_account"].search(text, end, min(last, end + _REACH))
    )


def _by_other(prepared: Prepared, match: re.Match[str], start: int, name: str) -> bool:
    """Whether a service is run by a firm other than the publisher."""
    words, text = match["firm"] or "", prepared.text
    if not words.startswith(("株式", "有限", "合同")) or _P["within"].match(text, match.start("firm") - 1):
        owner = _owner(prepared, start, match.start("run") if match["run"] else match.end("firm") - 1)
        if not owner:
            return False
        words = text[owner.start : owner.end]
    if _of_group(prepared, words, name):
        return False
    known = _P["own"].search(words) or "同社" in words or words.startswith("同") or (name and name in words)
    known = known or _P["served"].search(words)
    return not known and bool(_P["named_outside"].search(words))


def _of_group(prepared: Prepared, words: str, name: str) -> bool:
    """Whether the firm that the words end in is of the publisher's group, by its name or as the text defines it."""
    core = _P["legal"].sub("", words).rstrip("のは")
    if len(core) >= _CORE and core in name:
        return True
    if any(firm in words for firm in prepared.shared(_group_firms)):
        return True
    at = prepared.text.find(words.rstrip("のは")[-12:] + "(", 0, _DEFINED)
    return at >= 0 and bool(_P["of_ours"].match(prepared.text, prepared.text.index("(", at)))


def _group_firms(prepared: Prepared) -> frozenset[str]:
    """The names, long and short, of the firms that the text calls the publisher's subsidiaries or the like."""
    found = _P["of_group"].finditer(prepared.text, 0, min(len(prepared.text), _DEFINED))
    return frozenset(name for match in found for name in match.groups() if name and len(name) > 1)


def publisher(prepared: Prepared) -> str:
    """The name of the publisher as its source states it, without its legal form."""
    stated = prepared.document.overview.organisation
    return _P["legal"].sub("", fold(stated.value)) if stated else ""
