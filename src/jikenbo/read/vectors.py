"""Vectors: the way in or the cause that the release gives, even if only presumed."""

from collections.abc import Callable, Iterator

from jikenbo.lang.ja.patterns import Patterns
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.hedges import Hedges, clause_hedge, window
from jikenbo.read.outside import outside_hits
from jikenbo.read.parties import read_parties
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence

_P = Patterns("vectors.toml")

_SPANS = 5
_TOLD = (BlockKind.PARAGRAPH, BlockKind.ITEM)
# What leads a list in stands at most so many items before one.
_ITEMS = 20
_CREDENTIAL_REACH = 24


def read_vectors(prepared: Prepared) -> Iterator[Fact]:
    """The text gives it as the way in or the cause, and its clause does not deny, suppose or merely repair it."""
    found = {value: (hits, "vectors.read_vectors") for value, hits in prepared.shared(ways).items()}
    if outside := prepared.shared(outside_hits):
        known, rule = found.get("supplier", ([], "outside.outside_hits"))
        found["supplier"] = ([*known, *outside], rule)
    for value, (hits, rule) in found.items():
        spans = tuple(prepared.span(hit.start, hit.end) for hit in hits[:_SPANS])
        yield Fact(field=Field.VECTORS, value=value, spans=spans, rule=rule)
    if "supplier" not in found:
        yield from at_supplier(prepared)


def ways(prepared: Prepared) -> dict[str, list[Hit]]:
    """Where the words of a text give each way in or cause."""
    found: dict[str, list[Hit]] = {}
    for hit, value in prepared.hits["vectors"]:
        if _stands(prepared, hit, value):
            found.setdefault(value, []).append(hit)
    others = {value: hits for value, hits in found.items() if value != "unknown"}
    if others and "unknown" in found:
        found["unknown"] = [hit for hit in found["unknown"] if not _told_after_all(prepared, hit, others)]
    if "phishing" not in found and (led_on := prepared.shared(fake_support)):
        found["phishing"] = led_on
    if not found and (
        begun := [hit for hit, value in prepared.hits["vectors"] if value == "unknown" and _begun(prepared, hit)]
    ):
        found["unknown"] = begun
    return {value: hits for value, hits in found.items() if hits}


def _told_after_all(prepared: Prepared, hit: Hit, others: dict[str, list[Hit]]) -> bool:
    """Whether a cause that is said to be unknown is told beside it, or is that of a leak by which somebody came in."""
    return _presumed(prepared, hit, others) or ("stolen_credentials" in others and _of_their_leak(prepared, hit))


def _presumed(prepared: Prepared, hit: Hit, others: dict[str, list[Hit]]) -> bool:
    """Whether the cause is not known for sure, and the sentence that says so presumes one."""
    text, sentence = prepared.text, prepared.sentences[prepared.sentence_at(hit.start)]
    if not _P["unsure"].match(text, hit.end, sentence.end):
        return False
    return any(hit.end < other.start < sentence.end for hits in others.values() for other in hits)


def _of_their_leak(prepared: Prepared, hit: Hit) -> bool:
    """Whether the cause that was not found is that of a leak of credentials, by which somebody came in."""
    text, end = prepared.text, prepared.sentences[prepared.sentence_at(hit.start)].end
    leak = _P["of_their_leak"].search(text, max(0, hit.start - 6), hit.start)
    return bool(leak) and bool(_P["not_found"].match(text, hit.end, end))


def fake_support(prepared: Prepared) -> list[Hit]:
    """A warning on the screen led to somebody who then worked the machine from afar, or support was only feigned."""
    if not any(word in prepared.text for word in ("遠隔操作", "詐欺サイト", "サポート")):
        return []
    match = _P["fake_support"].search(prepared.text, prepared.body)
    return [Hit(match.start(), match.end(), 0)] if match else []


def at_supplier(prepared: Prepared) -> Iterator[Fact]:
    """The text gives another organisation the part of a supplier, at which or through which the incident happened."""
    suppliers = [party for party in read_parties(prepared) if party.role == "supplier"]
    if suppliers:
        yield Fact(field=Field.VECTORS, value="supplier", spans=suppliers[0].spans, rule="vectors.at_supplier")


def _stands(prepared: Prepared, hit: Hit, value: str) -> bool:
    """Whether the text gives what stands at a place as the way in or the cause."""
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if sentence.kind is BlockKind.OVERVIEW or prepared.shared(Hedges).advises(sentence):
        return False
    if value == "unknown":
        return _looked_into(prepared, hit)
    if _under_advice(prepared, sentence):
        return False
    if _P["repaired"].match(prepared.text, hit.end) or not clause_hedge(prepared, hit.start, hit.end).hedge.happened:
        return False
    check = _CHECKS.get(value)
    return check is None or check(prepared, hit)


def _under_advice(prepared: Prepared, sentence: Sentence) -> bool:
    """Whether a sentence stands under a heading that asks readers for something, and tells of nothing that goes on."""
    if not sentence.headings or not _P["advice"].search(prepared.words(prepared.sentences[sentence.headings[-1]])):
        return False
    return not _P["goes_on"].match(prepared.text, sentence.start, sentence.end)


def _looked_into(prepared: Prepared, hit: Hit) -> bool:
    """The cause is being looked into, or could not be found."""
    text = prepared.text
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if sentence.kind in (BlockKind.HEADING, BlockKind.TITLE):
        return False
    if _P["asked_of"].match(text, hit.end, sentence.end):
        return False
    if _P["not_found"].match(text, hit.end, sentence.end):
        return True
    looks = _P["looks"].match(text, hit.end, sentence.end)
    if not looks or _P["given"].search(text, hit.end, looks.end()) or _P["done"].match(text, looks.end(), sentence.end):
        return False
    if sentence.kind is BlockKind.ITEM and _P["noun_ends"].match(text, looks.end(), sentence.end):
        return _in_hand(prepared, hit)
    going = _P["going"].match(text, looks.end(), sentence.end)
    return going is not None and not _P["until_now"].match(text, going.end(), sentence.end)


def _in_hand(prepared: Prepared, hit: Hit) -> bool:
    """Whether what leads a list in tells of what is being done, or will be."""
    number = prepared.sentence_at(hit.start)
    for n in range(number - 1, max(number - _ITEMS, -1), -1):
        before = prepared.sentences[n]
        if before.kind is not BlockKind.ITEM:
            return _P["in_hand"].search(prepared.text, before.start, before.end) is not None
    return False


def _begun(prepared: Prepared, hit: Hit) -> bool:
    """The looking for the cause was begun, and nothing says what came of it."""
    end = prepared.sentences[prepared.sentence_at(hit.start)].end
    looks = _P["looks"].match(prepared.text, hit.end, end)
    return bool(looks and _P["begun"].match(prepared.text, looks.end(), end))


def _credentials_used(prepared: Prepared, hit: Hit) -> bool:
    """Credentials were taken and used to get in, rather than leaked as data."""
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    words = prepared.text[hit.start : hit.end]
    if (
        len(words) > _CREDENTIAL_REACH
        or "、" in words
        or _P["whether"].match(prepared.text, hit.end)
        or _of_a_mailbox(prepared, hit, sentence)
        or (sentence.kind not in _TOLD and not _of_cause(prepared, hit, sentence))
    ):
        return False
    if _P["used"].search(prepared.text, hit.end - 6, min(sentence.end, hit.end + 80)):
        return True
    return bool(_P["lost"].match(prepared.text, hit.end, sentence.end)) and _of_cause(prepared, hit, sentence)


def _of_a_mailbox(prepared: Prepared, hit: Hit, sentence: Sentence) -> bool:
    """Whether an account that sends or holds messages was misused: what happened, and no way into a system."""
    if not _P["account"].match(prepared.text, hit.start, hit.end):
        return False
    return not _P["opens"].search(prepared.text, *window(sentence, hit.start, hit.end))


def _of_cause(prepared: Prepared, hit: Hit, sentence: Sentence) -> bool:
    """Whether a sentence stands under a heading of causes, or names the cause itself."""
    start, end = window(sentence, hit.start, hit.end)
    words = prepared.text[start:end]
    return "原因" in words or "要因" in words or "原因" in prepared.heading_words(prepared.sentence_at(sentence.start))


def _of_software(prepared: Prepared, hit: Hit) -> bool:
    """The weakness is of software and not of a password or a setting."""
    return not _P["no_software"].search(prepared.text, max(0, hit.start - 24), hit.end)


def _untricked(prepared: Prepared, hit: Hit) -> bool:
    """Whether an employee did it by their own will."""
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    return not _P["tricked"].search(prepared.text, *window(sentence, hit.start, hit.end))


def _made(prepared: Prepared, hit: Hit) -> bool:
    """Whether a mistake was made, rather than is prevented."""
    if _P["prevented"].match(prepared.text, hit.end):
        return False
    return not _P["personal"].search(prepared.text, max(0, hit.start - 1), hit.start)


def _tainted(prepared: Prepared, hit: Hit) -> bool:
    """What was brought in from outside was itself tampered with, rather than weak."""
    return "脆弱" not in prepared.text[hit.start : hit.end]


def _inwards(prepared: Prepared, hit: Hit) -> bool:
    """The way is one in, not one by which data went out."""
    return not _P["way_out"].search(prepared.text, max(0, hit.start - 12), hit.start)


def _by_phishing(prepared: Prepared, hit: Hit) -> bool:
    """Somebody of the organisation was phished, rather than others by what was sent from it."""
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if _P["made_to"].match(prepared.text, hit.end) or _of_customers(prepared, hit, sentence):
        return False
    if not _P["led_on"].search(prepared.text, hit.start, hit.end + 4):
        return True
    start, end = window(sentence, hit.start, hit.end)
    sent_on = _P["sent_on"].match(prepared.text, hit.end)
    return not sent_on and bool(_P["entered"].search(prepared.text, start, end))


def _of_customers(prepared: Prepared, hit: Hit, sentence: Sentence) -> bool:
    """Whether customers were phished by what came of the incident, and not for accounts of theirs."""
    start, end = window(sentence, hit.start, hit.end)
    of_them = _P["customers"].search(prepared.text, start, hit.start)
    return bool(of_them) and not _P["their_accounts"].search(prepared.text, start, end)


_CHECKS: dict[str, Callable[[Prepared, Hit], bool]] = {
    "stolen_credentials": _credentials_used,
    "software_vulnerability": _of_software,
    "remote_access_device": _inwards,
    "phishing": _by_phishing,
    "supplier": _tainted,
    "human_error": _made,
    "insider": _untricked,
}
