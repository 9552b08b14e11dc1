"""Where an incident happened: at or through somebody else than the publisher."""

import re
from collections.abc import Iterator

from jikenbo.model.text import BlockKind
from jikenbo.read.hedges import Hedge, clause_hedge
from jikenbo.read.prepare import Prepared
from jikenbo.text.fold import fold
from jikenbo.text.match import Hit

_REACH = 200
_ENOUGH = 5
_INCIDENT = re.compile(
    r"不正(?:な)?(?:アクセス|侵入|ログイン|に)|ランサム|サイバー攻撃|インシデント|漏えい|漏洩|流出|暗号化|マルウェア|ウイルス|改ざん|誤送信|紛失|に起因"
)
_NOTE = r"(?:\([^)\n]{0,60}\))?"
_OUTSIDE = re.compile(
    r"(?P<agent>委託(?:先|業者|会社|事業者|企業|した|して|する|しており|を(?:し|受け|行)|元|により|で開発)|再委託|受託(?:会社|者|事業者|業者)|下請|外注|代理店|印刷会社|"
    r"制作会社|取引先企業(?=における|において|で発生|のサーバ|の自社)|取引先の自社|制作業者|運営会社|運用会社|(?:作成|制作|受注)した(?:事業者|業者|会社))|"
    r"(?P<cloud>(?:クラウド|外部|他社)の?(?:サービス|ベンダー?))|"
    r"(?P<used>(?:利用|使用|導入|採用|契約|活用|委嘱)(?:して(?:いる|いた|おります|おり)|する|中の)[^。\n]{0,90}?(?:サービス|システム|クラウド|ツール|プラットフォーム|ASP|フォーム))|"
    r"(?P<run>[がの](?:提供|運営|運用|管理|開発)(?:する|している|していた|・運[営用]する|元))|(?P<made>社提供|社製)|"
    rf"(?P<firm>(?:株式|有限|合同)会社[^、。\n(「」]{{1,20}}{_NOTE}の|社{_NOTE}の)[^、。\n]{{0,16}}(?:システム|サービス|サーバ|ネットワーク|フォーム|データベース|環境|セキュア)"
)
_TELLS = re.compile(
    rf"(?:(?:株式|有限|合同)会社[^、。\n(「」]{{1,20}}?|社|委託(?:会社|業者|先|事業者)|ベンダー?|提供元|運営元|事業者){_NOTE}(?P<told>より|から)(?:受け|[^。\n]{{0,200}}?(?:報告|連絡|発表|通知|公表|説明)書?(?:を受|が(?:あ|ご)|により|いただ|が公))"
)
_OWNER = re.compile(rf"[^、。\n「」(]{{1,30}}{_NOTE}$")
_NO_TELLER = re.compile(
    r"(?:調査|専門|カード|代行|セキュリティ|警備|管理|保守|システム|通信|銀行|信販|取引先|お得意|顧客|グループ|子|監視|保険)(?:会社|社|企業|業者|会社様)|調査機関|警察|社員"
)
_OWN = re.compile(
    r"当社|弊社|自社|本学|当組合|当協会|当財団|当法人|当院|当校|本校|当行|当金庫|当会|当市|本市|当機構|当店|当グループ|当サイト|子会社|グループ会社|"
    r"関連会社|我が社|私ども|当ホテル|協議会|当団体|本会|当所|当クリニック|当施設|当館"
)
_TOLD_BY = re.compile(
    r"(?:の)?(?:事業者|業者|会社|企業|担当者|様|各社|\([^)\n]{0,40}\)|である[^、。\n]{0,30}){0,2}(?:から|より|へ(?!の)|と(?:連携|協力|とも)|に(?:依頼|調査|連絡|確認|相談|報告))"
)
_FROM = re.compile(r"(?:など|等)?(?:から|より|で利用|と同)")
_USERS = re.compile(r"お客|会員|利用者|ユーザ|皆様|皆さま|生徒|学生")
_OWN_ACCOUNT = re.compile(r"Booking|ブッキング|Expedia|エクスペディア|Agoda|アカウント|環境")
_NAMED_OUTSIDE = re.compile(r"社|業者|提供|クラウド(?!環境)|外部|ベンダ|委託|ASP|SaaS")
_SERVICE = re.compile(
    r"サービス|株式会社|有限会社|合同会社|社|提供|クラウド(?!環境)|外部|ベンダ|委託|ASP|SaaS|プラットフォーム"
)
_LEGAL = re.compile(
    r"株式会社|有限会社|合同会社|一般社団法人|一般財団法人|公益財団法人|公益社団法人|学校法人|医療法人|社会福祉法人|独立行政法人|国立大学法人|\(株\)|\s"
)


def outside_hits(prepared: Prepared) -> list[Hit]:
    """The words that place the incident at a contractor or in an outside service."""
    name = _publisher(prepared)
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
    for sentence in prepared.sentences:
        if sentence.kind is BlockKind.OVERVIEW:
            continue
        start = begun if begun >= 0 else sentence.start
        begun = start if text.startswith("。)", sentence.end - 2) and sentence.end - start < _REACH else -1
        if begun < 0 and _INCIDENT.search(text, start, sentence.end) and not prepared.hedges.advises(sentence):
            yield start, sentence.end


def _place(prepared: Prepared, start: int, end: int, name: str) -> Hit | None:
    """Somebody else, or a service of theirs, stands before the incident in its sentence."""
    for match in _OUTSIDE.finditer(prepared.text, start, end):
        incident = _INCIDENT.search(prepared.text, match.end() - 4, min(end, match.end() + _REACH))
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
    match = _TELLS.search(prepared.text, start, end)
    if not match or not (teller := _owner(prepared, start, match.start("told"))):
        return None
    words = prepared.text[teller.start : teller.end]
    if _NO_TELLER.search(words) or _OWN.search(words) or (name and name in words):
        return None
    return teller


def _owner(prepared: Prepared, start: int, end: int) -> Hit | None:
    """The words from the last break before a place up to it: who does what follows."""
    window = max(start, end - 90)
    match = _OWNER.search(prepared.text[window:end])
    return Hit(window + match.start(), end, 0) if match else None


def _is_outside(prepared: Prepared, match: re.Match[str], start: int, name: str) -> bool:
    """Whether the words mean somebody else's work or service rather than the publisher's own."""
    text, words = prepared.text, match.group()
    if _OWN_ACCOUNT.search(text, match.start(), match.end() + 12):
        return False
    before = re.split(r"[、。\n]", text[max(0, match.start() - 30) : match.start()])[-1]
    if match["run"] or match["firm"]:
        return _by_other(prepared, match, start, name)
    if match["cloud"]:
        return not _OWN.search(before[-6:]) and not _FROM.match(text, match.end())
    if match["used"]:
        return bool(_SERVICE.search(words)) and not (_OWN.search(words) or _USERS.search(before[-10:]))
    return not _TOLD_BY.match(text, match.end())


def _by_other(prepared: Prepared, match: re.Match[str], start: int, name: str) -> bool:
    """Whether a service is run by a firm other than the publisher."""
    words = match["firm"] or ""
    if not words.startswith(("株式", "有限", "合同")):
        owner = _owner(prepared, start, match.start("run") if match["run"] else match.end("firm") - 1)
        if not owner:
            return False
        words = prepared.text[owner.start : owner.end]
    known = _OWN.search(words) or "同社" in words or words.startswith("同") or (name and name in words)
    return not known and bool(_NAMED_OUTSIDE.search(words))


def _publisher(prepared: Prepared) -> str:
    stated = prepared.document.overview.organisation
    return _LEGAL.sub("", fold(stated.value)) if stated else ""
