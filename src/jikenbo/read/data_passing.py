"""Data that a release names in passing: what an attacker used, misused or wanted, and what a heading is about."""

import re

from jikenbo.model.text import BlockKind
from jikenbo.read.data_mentions import KEYS, UNSPECIFIED, Named
from jikenbo.read.data_scope import Verdict
from jikenbo.text.sentences import Sentence

# A sentence rarely goes on for longer to either side of a list; what bears on the list stands nearer.
_REACH = 300
# That 情報 or 機密情報 is being looked into names no item.
_UNTOLD = {UNSPECIFIED, "business_secret"}
_SIGN_IN = {"email", *KEYS}
_ADDRESSES = {"email", "login_id", "social_account"}
_MISUSED = re.compile(
    r"[がにへので][^。、]{0,16}不正(?:な|に)?(?:アクセス|ログイン|[利使]用)|への不正|を(?:使用|利用|悪用|使っ)"
)
_SENT = {"message"}
_SPAM = re.compile(r"が[^。、]{0,14}(?:送信|配信|送付|投稿)され")
_ADVISED = re.compile(r"推測|パスワード(?:に|を|は)|[(]例[)]")
_WAY_IN = re.compile(
    r"用い|を使(?:用し|い|わ|っ)|[利使]用した不正|利用し、|起因|悪用|契機|経路|経由|侵入|不正(?:に)?(?:アクセスを受|ログイン|入手し|利用し)|考えられ"
)
# Keys and the addresses that go with them, as what somebody signed in with.
_USED = re.compile(
    r"(?:情報|等|など)*(?:[をが](?:不正に)?(?:用い|使(?:用し|い|わ|っ)|利用し|悪用)|で[^。、]{0,12}(?:ログイン|アクセス|乗っ取|侵入))"
)
_LURED = re.compile(r"原因|フィッシング|誘導|偽(?:の|サイト|画面|メール)|詐欺|巧妙")
_OWN_KEYS = re.compile(
    r"(?:システム|画面|サーバー?|VPN|機器|アカウント|従業員|社員|職員|サイト|ため|管理者|GitHub[』」]?(?:※\d)?)の(?:ログイン)?$"
)


def in_passing(text: str, sentence: Sentence, chain: list[Named], said: Verdict) -> bool:
    """Whether a list is of what the attacker used, or only what a heading or an inquiry is about."""
    start, end, values = max(sentence.start, chain[0].start - _REACH), chain[-1].end, values_of(chain)
    if _of_misuse(text, end, values):
        return True
    if _SENT.issuperset(chain[-1].values) and _SPAM.match(text, end) and all(m.weak for m in chain[:-1]):
        return True
    if said is not Verdict.DENIED and values <= KEYS and _of_way_in(text, sentence, chain):
        return True
    if _ADVISED.search(text, start, chain[0].start) and said in (Verdict.LISTED, Verdict.HELD):
        return True
    heading = sentence.kind is BlockKind.HEADING
    if said is Verdict.INQUIRED:
        unnamed = values <= _UNTOLD and text.endswith("情報", 0, end)
        return heading or unnamed or "log" in chain[-1].values
    return heading and values == {UNSPECIFIED}


def _of_misuse(text: str, end: int, values: set[str]) -> bool:
    """Whether a list is of what somebody misused, or signed in with."""
    if values <= _ADDRESSES and _MISUSED.match(text, end):
        return True
    return values <= _SIGN_IN and not values.isdisjoint(KEYS) and _USED.match(text, end) is not None


def values_of(chain: list[Named]) -> set[str]:
    """The kinds of data that a list names."""
    return set(chain[0].values) if len(chain) == 1 else {value for mention in chain for value in mention.values}


def _of_way_in(text: str, sentence: Sentence, chain: list[Named]) -> bool:
    """Whether keys that got out are the attacker's way in rather than data of others."""
    first, last = max(sentence.start, chain[0].start - _REACH), min(sentence.end, chain[-1].end + _REACH)
    if _WAY_IN.search(text, chain[-1].end, last) or _LURED.search(text, first, chain[0].start):
        return True
    return bool(_OWN_KEYS.search(text, max(sentence.start, chain[0].start - 16), chain[0].start))
