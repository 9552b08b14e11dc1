"""The overview of an archive entry from its sorted lines: title, organisation, date, and what is missing or at odds."""

import re
from pathlib import PurePosixPath

from jikenbo.extract.entry_lines import Item
from jikenbo.extract.entry_roles import Roles
from jikenbo.extract.stated_date import path_date, stated_date
from jikenbo.model.document import Overview, Stated
from jikenbo.model.text import Span
from jikenbo.text.fold import fold

_COPY = re.compile(r"\s*[(（]\d{1,2}[)）]\s*$")
_ENTRY_NAME = re.compile(r"(?:\d{2}|XX|xx)_(?:\d{1,2}_)?(?P<organisation>.+)")
_DAY = len("2026-01-05")


def overview_of(roles: Roles) -> Overview:
    """The overview that sorted lines make, with a doubt for whatever it lacks or the path contradicts."""
    title, organisation = _title_and_organisation(roles)
    published = _published(roles)
    address = roles.addresses[0] if roles.addresses else None
    if address is None and not any(d.kind == "no_address" for d in roles.doubts):
        roles.doubt("no_address", "The overview gives no address.")
    return Overview(title, organisation, published, address, tuple(roles.links), roles.case_label, roles.kind_label)


def _title_and_organisation(roles: Roles) -> tuple[Stated | None, Stated | None]:
    """The title stands first and the organisation after the date, or just before it."""
    cut = roles.before_date if roles.dates else min(len(roles.names), 1)
    before, after = roles.names[:cut], roles.names[cut:]
    if not after and len(before) > 1:
        before, after = before[:-1], before[-1:]
    if len(after) > 1:
        others = "、".join(item.value for item in after[1:])
        reason = f"After “{after[0].value}” the overview also has: {others}."
        roles.doubt("several_organisations", reason, after[1].span)
    if not before:
        roles.doubt("no_title", "The overview gives no title.")
    organisation = Stated(after[0].value, after[0].span) if after else None
    _check_organisation(roles, organisation)
    return _title(before), organisation


def _title(lines: list[Item]) -> Stated | None:
    if not lines:
        return None
    return Stated("".join(item.value for item in lines), Span(lines[0].span.start, lines[-1].span.end))


def _check_organisation(roles: Roles, organisation: Stated | None) -> None:
    name = _ENTRY_NAME.fullmatch(PurePosixPath(roles.doc).stem)
    named = _COPY.sub("", name["organisation"]).strip() if name else ""
    if organisation is None:
        roles.doubt("no_organisation", f"The overview gives no organisation; the file is named “{named}”.")
    elif named and not _one_name(named, organisation.value):
        reason = f"The file is named “{named}” and the overview says “{organisation.value}”."
        roles.doubt("name_differs", reason, organisation.span)


def _one_name(left: str, right: str) -> bool:
    one, other = fold(left).replace(" ", ""), fold(right).replace(" ", "")
    return one in other or other in one or one[:4] == other[:4]


def _published(roles: Roles) -> Stated | None:
    """The stated date; the path's where that is unreadable, less exact, or differs in the year alone."""
    by_path = path_date(roles.doc)
    line = roles.dates[0] if roles.dates else None
    span = line.span if line else None
    value = _read_date(roles, line, by_path)
    if value is None:
        return Stated(by_path) if by_path else None
    if by_path and not by_path.startswith(value[: len(by_path)]):
        taken = by_path if by_path[4:] == value[4:] else value
        roles.doubt("date_differs", f"The overview says {value} and the path {by_path}; {taken} was taken.", span)
        return Stated(taken, span)
    return Stated(by_path if by_path and len(by_path) > len(value) else value, span)


def _read_date(roles: Roles, line: Item | None, by_path: str | None) -> str | None:
    """The date that the overview's line gives, with a doubt unless it is a day and nothing else."""
    if line is None:
        roles.doubt("no_date", f"The overview gives no date; {by_path or 'none'} was taken from the path.")
        return None
    dated = stated_date(line.value)
    if dated.value is None:
        reason = f"“{line.value}” gives no date; {by_path or 'none'} was taken from the path."
        roles.doubt("no_date", reason, line.span)
    elif dated.noted or len(dated.value) < _DAY:
        roles.doubt("date_noted", f"“{line.value}” was taken as {dated.value}.", line.span)
    return dated.value
