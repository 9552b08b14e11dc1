"""Secondary damage: whether what leaked is known to have been misused."""

import re
from collections.abc import Iterator

from jikenbo.model.fact import Fact, Field
from jikenbo.read.hedges import Hedge, governed
from jikenbo.read.leak_status import title_span
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit

_SYSTEMS = re.compile(
    r"(?:サーバー?|システム|基盤|ホームページ|ネットワーク|アカウント|端末|機器)(?:等|など)?(?:へ|に対する|から)?の(?:不正アクセスや)?$"
)
_SCOPE = re.compile(r"対象外|範囲外|除")
_NONE = {Hedge.NOT_CONFIRMED, Hedge.DENIED}


def read_secondary_damage(prepared: Prepared) -> Iterator[Fact]:
    """The text says whether misuse of what leaked is known."""
    places = [
        (hit.start, hit.end)
        for hit, value in prepared.hits["leaks"]
        if value == "misused" and _none_known(prepared, hit)
    ]
    status = "none_confirmed" if places else "not_stated"
    spans = tuple(prepared.span(*p) for p in places[:5]) or (title_span(prepared),)
    yield Fact(field=Field.SECONDARY_DAMAGE, value=status, spans=spans, rule="secondary_damage.known")


def _none_known(prepared: Prepared, hit: Hit) -> bool:
    """Whether a mention of misuse is denied, and is of data rather than of systems."""
    if _SYSTEMS.search(prepared.text, max(0, hit.start - 16), hit.start):
        return False
    said = governed(prepared, hit.start, hit.end)
    return said.hedge in _NONE and not _SCOPE.match(prepared.text, said.start)
