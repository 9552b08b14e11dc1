"""Incident types: what kind of incident the release tells of."""

from collections.abc import Callable, Iterator

from jikenbo.lang.ja.patterns import Patterns
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.hedges import Hedge, Hedges, clause_hedge, governed, window
from jikenbo.read.leak_status import leak_said
from jikenbo.read.outside import outside_hits
from jikenbo.read.prepare import Prepared
from jikenbo.read.vectors import fake_support, ways
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence

_P = Patterns("incident_types.toml")

Found = dict[str, list[Hit]]

# Whoever used one of these came in; the others can also be given for what was only attempted or reached.
_USED = ("software_vulnerability", "stolen_credentials")
_WAYS_IN = ("remote_access_device", "software_vulnerability", "stolen_credentials")
_SPANS = 5


def read_incident_types(prepared: Prepared) -> Iterator[Fact]:
    """A word of the type's list stands in the release, and its clause does not deny, suppose or prevent it."""
    found: Found = {}
    for hit, value in prepared.hits["incident_types"]:
        if _stands(prepared, hit, value):
            found.setdefault(value, []).append(hit)
    named = set(found)
    for rule in RULES:
        rule(prepared, found)
    for value, hits in found.items():
        if hits:
            spans = tuple(prepared.span(hit.start, hit.end) for hit in hits[:_SPANS])
            rule_of = "read_incident_types" if value in named else _FOLLOWS[value]
            yield Fact(field=Field.INCIDENT_TYPES, value=value, spans=spans, rule=f"incident_types.{rule_of}")


def _stands(prepared: Prepared, hit: Hit, value: str) -> bool:
    """Whether the text holds the thing to have happened, or possibly so."""
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if sentence.kind is BlockKind.OVERVIEW or _P["prevents"].match(prepared.text, hit.end):
        return False
    if "防止" in prepared.text[hit.start : hit.end]:
        return False
    if sentence.kind is not BlockKind.TITLE and prepared.shared(Hedges).advises(sentence):
        return False
    if value == "no_incident":
        return _denied(prepared, hit)
    if (veto := _VETOES.get(value)) and veto(prepared, hit, sentence):
        return False
    hedge = clause_hedge(prepared, hit.start, hit.end).hedge
    return hedge.happened or hedge in (Hedge.PLANNED, Hedge.CONSIDERED)


def _denied(prepared: Prepared, hit: Hit) -> bool:
    """Whether a thing that could have touched the publisher is denied outright."""
    said = clause_hedge(prepared, hit.start, hit.end - 1).hedge
    return said is Hedge.DENIED and not _P["not_all"].search(prepared.text, hit.start, hit.end)


def _only_a_way(prepared: Prepared, hit: Hit, sentence: Sentence) -> bool:
    """侵入 is part of 侵入経路 or the like, or 不正なログイン is a page."""
    if prepared.text.startswith("侵入", hit.end - 2):
        return bool(_P["way"].match(prepared.text, hit.end, sentence.end))
    return prepared.text.startswith("な", hit.end - 5) and bool(_P["login_page"].match(prepared.text, hit.end))


def _other_stop(prepared: Prepared, hit: Hit, _: Sentence) -> bool:
    """What stopped is an account, an outside service or the attack, or whether anything did is looked into."""
    if (
        prepared.text.startswith(("支障", "影響"), hit.end - 2)
        and clause_hedge(prepared, hit.start, hit.end).hedge is Hedge.UNDER_INVESTIGATION
    ):
        return True
    return bool(_P["other_stop"].search(prepared.text, max(0, hit.start - 16), hit.end + 6))


def _yet_to_come(prepared: Prepared, hit: Hit, _: Sentence) -> bool:
    """The messages may only come."""
    return bool(_P["yet_to_come"].match(prepared.text, hit.end))


def _by_message(prepared: Prepared, hit: Hit, _: Sentence) -> bool:
    """A message led to the pages, no site of the publisher; or what was altered is an account at a bank."""
    if _P["message"].match(prepared.text, hit.end):
        return True
    return _P["by_message"].search(prepared.text, max(0, hit.start - 40), hit.start) is not None


def _of_pages(prepared: Prepared, hit: Hit, _: Sentence) -> bool:
    """What could be seen are the publisher's own pages."""
    return bool(_P["own_pages"].search(prepared.text, hit.start, hit.end))


def _safely_stored(prepared: Prepared, hit: Hit, _: Sentence) -> bool:
    """The data was stored encrypted before anybody saw it, or will be."""
    if _P["stored"].match(prepared.text, hit.end):
        return True
    if prepared.text.find("ランサム", hit.start, hit.end) >= 0 or prepared.text.find("暗号化", hit.start, hit.end) < 0:
        return False
    return governed(prepared, hit.start, hit.end).hedge is Hedge.PLANNED


def _of_data(prepared: Prepared, hit: Hit, _: Sentence) -> bool:
    """Data was stolen, no thing."""
    return bool(_P["of_data"].search(prepared.text, max(0, hit.start - 8), hit.start))


def _not_the_title(_: Prepared, __: Hit, sentence: Sentence) -> bool:
    """Only the title says what a release is."""
    return sentence.kind is not BlockKind.TITLE


def _only_warns(prepared: Prepared, hit: Hit, sentence: Sentence) -> bool:
    """Readers are warned of what may come, and nothing came; or the publisher says sorry for what it sent itself."""
    if sentence.kind is BlockKind.TITLE:
        return _P["sorry"].search(prepared.text, hit.start, hit.end) is not None
    return not _told_of(prepared, hit, sentence)


def _may_infect(prepared: Prepared, hit: Hit, _: Sentence) -> bool:
    """An infection is a danger that is spoken of, not one that is suspected."""
    if _P["danger"].match(prepared.text, hit.end):
        return True
    hedge = clause_hedge(prepared, hit.start, hit.end).hedge
    return hedge is Hedge.POSSIBLE and not _P["infected"].match(prepared.text, hit.end)


def _told_of(prepared: Prepared, hit: Hit, sentence: Sentence) -> bool:
    """Whether a sentence tells of messages or sites that came, rather than warns of some that may come."""
    if sentence.kind is BlockKind.HEADING:
        return False
    text, (start, end) = prepared.text, window(sentence, hit.start, hit.end)
    return bool(_P["came"].search(text, start, end)) and not _P["may_come"].search(text, start, end)


def entered(prepared: Prepared, found: Found) -> None:
    """A way in is stated, so somebody came in."""
    if found.get("unauthorized_access"):
        return
    stated = prepared.shared(ways)
    used = [hit for value in _USED for hit in stated.get(value, ())]
    if not used and found.get("ransomware"):
        used = [hit for hit, value in prepared.hits["vectors"] if value in _WAYS_IN and _way_stated(prepared, hit)]
    found["unauthorized_access"] = used


def _way_stated(prepared: Prepared, hit: Hit) -> bool:
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    start, end = window(sentence, hit.start, hit.end)
    said = "侵入" in prepared.text[start:end] and sentence.kind is not BlockKind.OVERVIEW
    return said and clause_hedge(prepared, hit.start, hit.end).hedge.happened


def scammed(prepared: Prepared, found: Found) -> None:
    """A warning on the screen led to somebody who then worked the machine from afar, or support was only feigned."""
    if not found.get("support_scam"):
        found["support_scam"] = prepared.shared(fake_support)


def _no_failure_by_attack(prepared: Prepared, found: Found) -> None:
    """A failure that an attack is said to have caused is a disruption of service, no system failure."""
    attacks = ("unauthorized_access", "ransomware", "malware", "dos")
    if any(found.get(value) for value in attacks) or _P["attack"].search(prepared.text, prepared.body):
        found.pop("system_failure", None)


def _no_other_malware(prepared: Prepared, found: Found) -> None:
    """Where ransomware or a fake warning is named, words of infection mean it, unless other malware is named."""
    if found.get("support_scam"):
        found.pop("malware", None)
    if found.get("ransomware"):
        found["malware"] = [
            h for h in found.get("malware", ()) if _P["other_malware"].search(prepared.text, h.start, h.end)
        ]


def _only_asked_for_ransom(prepared: Prepared, found: Found) -> None:
    """A ransom was asked for, and nothing is said to have been encrypted."""
    hits, text = found.get("ransomware", ()), prepared.text
    asked = all(text.startswith("身代金", hit.start) and not text.startswith("型", hit.end) for hit in hits)
    if hits and asked and "暗号化" not in text:
        found.pop("ransomware")


def _no_exposure_by_attack(prepared: Prepared, found: Found) -> None:
    """What an intruder could see is no exposure, unless a setting or a mistake left it open."""
    if not (found.get("unauthorized_access") or found.get("ransomware")):
        return
    kept = []
    for hit in found.get("data_exposure", ()):
        sentence = prepared.sentences[prepared.sentence_at(hit.start)]
        if _P["by_mistake"].search(prepared.text, *window(sentence, hit.start, hit.end)) and not _P["pages"].search(
            prepared.text, hit.start, hit.end
        ):
            kept.append(hit)
    found["data_exposure"] = kept


def _insiders_alone(prepared: Prepared, found: Found) -> None:
    """An employee whose account a third party misused is no insider."""
    kept = []
    for hit in found.get("insider_misuse", ()):
        sentence = prepared.sentences[prepared.sentence_at(hit.start)]
        if not (
            _P["by_others"].search(prepared.text, hit.start, hit.end)
            or _P["tricked"].search(prepared.text, *window(sentence, hit.start, hit.end))
        ):
            kept.append(hit)
    found["insider_misuse"] = kept


def accounts_taken(prepared: Prepared, found: Found) -> None:
    """A third party entered and messages went out from an account of the organisation: the account was taken."""
    hits = found.get("account_takeover", ())
    found["account_takeover"] = [h for h in hits if not _P["system_entered"].search(prepared.text, h.start, h.end)]
    if not found["account_takeover"]:
        found["account_takeover"] = [h for h in found.get("unauthorized_access", ()) if _logged_in(prepared, h)]
    entry = found.get("unauthorized_access")
    sent = bool(found.get("spam_sent")) and bool(_P["an_account"].search(prepared.text, prepared.body))
    if not found["account_takeover"] and entry and sent:
        found["account_takeover"] = entry


def _logged_in(prepared: Prepared, hit: Hit) -> bool:
    """Whether what was entered by logging in was the account of a member or a mail user."""
    if not _P["login"].search(prepared.text, hit.start, hit.end):
        return False
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    start, end = window(sentence, hit.start, hit.end)
    words = prepared.text[start:end]
    return bool(_P["members"].search(words)) and not _P["systems"].search(words)


def _unaffected(prepared: Prepared, found: Found) -> None:
    """The publisher says outright that an incident elsewhere did not touch it, and fears no leak of its data."""
    if not found.get("no_incident"):
        return
    elsewhere = prepared.shared(outside_hits) or _P["elsewhere"].search(prepared.text, 0, prepared.body + 400)
    if not elsewhere or prepared.shared(leak_said)[0] in ("possible", "confirmed"):
        found.pop("no_incident")


_FOLLOWS = {"support_scam": "scammed", "account_takeover": "accounts_taken", "unauthorized_access": "entered"}
_VETOES: dict[str, Callable[[Prepared, Hit, Sentence], bool]] = {
    "unauthorized_access": _only_a_way,
    "account_takeover": _only_a_way,
    "service_disruption": _other_stop,
    "regulatory_action": _not_the_title,
    "impersonation": _only_warns,
    "loss_theft": _of_data,
    "spam_sent": _yet_to_come,
    "web_tampering": _by_message,
    "data_exposure": _of_pages,
    "ransomware": _safely_stored,
    "malware": _may_infect,
}
RULES: tuple[Callable[[Prepared, Found], None], ...] = (
    entered,
    scammed,
    _no_failure_by_attack,
    _only_asked_for_ransom,
    _no_other_malware,
    _no_exposure_by_attack,
    _insiders_alone,
    accounts_taken,
    _unaffected,
)
