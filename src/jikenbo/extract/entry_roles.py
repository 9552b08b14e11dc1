"""What each line of an overview is: by its form first, then by its place, so that bent orders are understood."""

import re
from dataclasses import dataclass, field

from jikenbo.extract.entry_lines import Item
from jikenbo.extract.entry_links import Found, is_label, label_before, links_in, ordinal
from jikenbo.extract.stated_date import looks_dated
from jikenbo.model.document import Doubt, Link, Stated
from jikenbo.model.text import Span
from jikenbo.text.fold import fold

_ABSENT = re.compile(
    r"\(?(?:確認でき.{0,4}|不明|なし|無し|記載なし|リンク切れ|削除済み?|未確認|未公開|-|—)\)?|(?:URL|アドレス|リンク).{0,6}(?:なし|無し|不明|切れ)"
)
_KEYED = re.compile(r"(?P<key>事案ID|公表種別|公表ID)[\s:：;；]+(?P<value>\S.*)")


@dataclass(slots=True)
class Roles:
    """The lines of an overview by role, in order, and the doubts that came up while they were told apart."""

    doc: str
    names: list[Item] = field(default_factory=list)
    dates: list[Item] = field(default_factory=list)
    addresses: list[Stated] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    case_label: Stated | None = None
    kind_label: Stated | None = None
    before_date: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, kind: str, reason: str, span: Span | None = None) -> None:
        """Note a doubt on the entry."""
        self.doubts.append(Doubt(self.doc, kind, reason, span))


def sort_overview(roles: Roles, items: tuple[Item, ...]) -> None:
    """Sort the lines under 公表概要; the first is the title whatever it looks like."""
    for position, item in enumerate(items):
        if position == 0 and not _is_link(item):
            roles.names.append(item)
        elif keyed := _KEYED.match(item.value):
            _sort_keyed(roles, item, keyed)
        elif _is_link(item):
            _sort_links(roles, item)
        elif looks_dated(item.value) and not roles.dates:
            roles.dates.append(item)
            roles.before_date = len(roles.names)
        elif not item.value or _ABSENT.fullmatch(fold(item.value)):
            said = (
                f"The overview gives no address but “{item.value}”."
                if item.value
                else "A line of the overview is empty."
            )
            roles.doubt("no_address", said, item.span)
        else:
            roles.names.append(item)


def sort_labels(roles: Roles, kind: str, items: tuple[Item, ...]) -> None:
    """Sort the lines under 事案ID or 公表種別: one label, and links."""
    for item in items:
        if links_in(item.value):
            _sort_links(roles, item)
        elif item.value:
            _take_label(roles, kind, Stated(item.value, item.span))


def _is_link(item: Item) -> bool:
    found = links_in(item.value)
    return is_label(item.value) or bool(found and len(item.value) - found[-1].end <= 1)


def _sort_keyed(roles: Roles, item: Item, keyed: re.Match[str]) -> None:
    start = item.span.start + keyed.start("value")
    _take_label(
        roles, "kind" if keyed["key"] == "公表種別" else "case", Stated(keyed["value"], Span(start, item.span.end))
    )


def _take_label(roles: Roles, kind: str, stated: Stated) -> None:
    held = roles.kind_label if kind == "kind" else roles.case_label
    if held is not None:
        roles.doubt("unknown_line", f"“{stated.value}” stands beside “{held.value}” and was left aside.", stated.span)
    elif kind == "kind":
        roles.kind_label = stated
    else:
        roles.case_label = stated


def _sort_links(roles: Roles, item: Item) -> None:
    found = links_in(item.value)
    if not found:
        roles.doubt("link_without_address", f"“{item.value}” leads nowhere: its address is missing.", item.span)
        return
    if len(found) > 1:
        roles.doubt("joined_addresses", "Two addresses stand in one line; they were taken apart.", item.span)
    for one in found:
        _sort_link(roles, item, one, label_before(item.value, found[0]))


def _sort_link(roles: Roles, item: Item, found: Found, label: str) -> None:
    whole = len(item.value) == item.span.end - item.span.start
    span = Span(item.span.start + found.start, item.span.start + found.end) if whole else item.span
    if not label and not found.is_entry and not roles.addresses:
        roles.addresses.append(Stated(item.value[found.start : found.end], span))
        return
    roles.links.append(Link(label, found.target, item.span, ordinal(label)))
