"""Where a release stands among the reports of its case: the first, one that follows, or the last, and its number."""

import re
from collections.abc import Iterator
from functools import cache

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind, Span
from jikenbo.read.date_roles import own_notices
from jikenbo.read.prepare import Prepared
from jikenbo.text.dates import number
from jikenbo.text.fold import fold
from jikenbo.text.match import Matcher, pattern
from jikenbo.vocab import vocabulary

_ORDINAL = re.compile(r"第 ?(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?報|(?P<first>初報)|その(?P<part>[2-9])(?![0-9])")
_COUNT = re.compile(r"[（(] ?(?P<n>[2-9]) ?[)）] *$")
_LINK = re.compile(r"(?:^|\n)[-*・ ]*(?:第 ?(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?報|(?P<first>初報|前報))[:;、 ]*(?=https?:|\[|[(<]|[0-9]{4}/)")
_LATER = re.compile(r"[^。\n]{0,18}(?:次第|改めて|あらためて|予定|まいります|参ります|いたします|続報にて|場合)|(?:次第|後、|後は|後に|まで|時期|には|予定|する|すれば|したら|した場合|し次第|した段階|した後)")
_KINDS = ("final", "followup", "initial")
# A title of a text without an overview is looked for in so many characters at its head.
_HEAD = 160

Found = tuple[str, Span, str]


def read_report(prepared: Prepared) -> Iterator[Fact]:
    """The kind of report that the release is, and its number where the text gives or implies one."""
    own, own_span = _own_ordinal(prepared)
    linked, link_span = _linked_ordinal(prepared)
    found = [*_in_title(prepared), *_in_overview(prepared), *_in_body(prepared)]
    if link_span:
        found.append(("followup", link_span, "report.linked"))
    if own is not None and own > 1 and own_span:
        found.append(("followup", own_span, "report.numbered"))
    kinds = {kind for kind, _, _ in found}
    kind = "initial"
    if "followup" in kinds or ("final", "report.title") in {(k, rule) for k, _, rule in found}:
        kind = "final" if "final" in kinds else "followup"
    ordinal = own if own is not None else (linked + 1 if linked else None)
    if ordinal is None and kind == "initial" and "initial" in kinds:
        ordinal = 1
    if kind != "initial" and ordinal == 1:
        ordinal = None
    shown = [(span, rule) for k, span, rule in found if k == kind] or [(_head(prepared), "report.no_earlier")]
    yield Fact(field=Field.REPORT, value=kind, number=ordinal, spans=(shown[0][0],), rule=shown[0][1])


@cache
def _titles() -> Matcher:
    terms = vocabulary("report_kinds")
    return Matcher(pattern(fold(cue), n) for n, kind in enumerate(_KINDS) for cue in terms[kind].get("title"))


def _title_range(prepared: Prepared) -> tuple[int, int]:
    """Where the title stands in the folded text: its block, or the head of a text that has none."""
    for sentence in prepared.sentences:
        if sentence.kind is BlockKind.TITLE:
            last = max(s.end for s in prepared.sentences if s.kind is BlockKind.TITLE)
            return sentence.start, last
    return prepared.body, min(prepared.body + _HEAD, len(prepared.text))


def _head(prepared: Prepared) -> Span:
    start, end = _title_range(prepared)
    return prepared.span(start, end)


def _in_title(prepared: Prepared) -> Iterator[Found]:
    """The title says so."""
    start, end = _title_range(prepared)
    for hit in _titles().find(prepared.text[start:end], []):
        yield _KINDS[hit.tag], prepared.span(start + hit.start, start + hit.end), "report.title"


def _in_overview(prepared: Prepared) -> Iterator[Found]:
    """The source of the release states the kind of report."""
    for sentence in prepared.sentences:
        if sentence.start >= prepared.body:
            break
        if sentence.kind is BlockKind.OVERVIEW and sentence.end - sentence.start <= 8:
            words = prepared.words(sentence).strip(" -*・")
            for hit in _titles().find(words, []):
                yield _KINDS[hit.tag], prepared.span(sentence.start, sentence.end), "report.stated"


def _in_body(prepared: Prepared) -> Iterator[Found]:
    """The body refers to an earlier release, or says that the investigation is complete."""
    for hit, kind in prepared.hits["report_kinds"]:
        if hit.start >= prepared.body and not _LATER.match(prepared.text, hit.end):
            yield kind, prepared.span(hit.start, hit.end), "report.body"
    for start, end in own_notices(prepared):
        yield "followup", prepared.span(start, end), "report.earlier_notice"


def _own_ordinal(prepared: Prepared) -> tuple[int | None, Span | None]:
    start, end = _title_range(prepared)
    title = prepared.text[start:end]
    match = _ORDINAL.search(title) or _COUNT.search(title)
    if not match:
        return None, None
    groups = match.groupdict()
    written = groups.get("n") or groups.get("part")
    return (_number(written) if written else 1), prepared.span(start + match.start(), start + match.end())


def _linked_ordinal(prepared: Prepared) -> tuple[int | None, Span | None]:
    """The highest number of the earlier reports to which the overview links, and its place."""
    found = [(link.ordinal, link.span) for link in prepared.document.overview.links if link.ordinal]
    for match in _LINK.finditer(prepared.text, 0, prepared.body):
        ordinal = _number(match["n"]) if match["n"] else 1
        found.append((ordinal, prepared.span(match.start("n") - 1 if match["n"] else match.start(), match.end())))
    return max(found, default=(None, None), key=lambda pair: pair[0] or 0)


def _number(written: str) -> int | None:
    try:
        return number(written)
    except ValueError:
        return None
