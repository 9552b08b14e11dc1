"""The names with a legal form that stand in a text, found once for publisher and parties."""

from jikenbo.read.prepare import Prepared
from jikenbo.text.names import Mention, find_names


def formal_names(prepared: Prepared) -> list[Mention]:
    """The names with a legal form in a text."""
    return find_names(prepared.text)
