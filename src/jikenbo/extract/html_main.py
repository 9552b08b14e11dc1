"""Which part of a page is the release: furniture is set aside, then the node with nearly all the words is found.

Each pass visits every node once and keeps its own stack, so that no page, however deep, takes long or fails.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from jikenbo.extract.page_words import furniture_names, furniture_roles

_NEVER = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "video", "audio", "nav",
    "form", "button", "select", "textarea", "dialog", "rt", "rp",
))  # fmt: skip
_OUTSIDE = frozenset(("header", "footer", "aside"))
_MAY_BE_NAMED = frozenset(("div", "ul", "ol", "section", "table", "p", "td", "center", "span", "dl"))
_CONTAINERS = frozenset(("div", "section", "article", "main", "table", "tbody", "tr", "td", "center", "font"))
_TOKEN = re.compile(r"[a-z]+")
# A menu is links and hardly anything else, each a few words long.
_LINK_SHARE = 0.8
_LINK_LENGTH = 24
_MENU_LINKS = 3
# The main part is followed inwards for as long as one child holds all words but a signature or a date.
_NEARLY_ALL = 0.9
_MOST = 0.5


@dataclass(slots=True)
class _Size:
    """How many characters stand below a node, how many of them in links, and how many links."""

    words: int = 0
    linked: int = 0
    links: int = 0


@dataclass(slots=True)
class Page:
    """The part of a page that is its text: `root`, without the nodes `left_out` (by their number in the tree)."""

    root: LexborNode
    left_out: set[int] = field(default_factory=set)

    def holds(self, node: LexborNode) -> bool:
        """Whether a node counts as text, as far as itself goes."""
        return node.tag not in _NEVER and node.mem_id not in self.left_out and not _is_hidden(node)

    def children(self, node: LexborNode) -> Iterator[LexborNode]:
        """The children of a node that count as text, texts among them."""
        return (child for child in node.iter(include_text=True) if child.tag == "-text" or self.holds(child))

    def words(self, node: LexborNode, gap: str = "") -> str:
        """The words below a node; `gap` stands between one element's words and the next's."""
        parts: list[str] = []
        waiting = [node]
        while waiting:
            here = waiting.pop()
            if here.tag == "-text":
                parts.append(here.text_content or "")
            else:
                waiting.extend(reversed(list(self.children(here))))
        return gap.join(parts)


def find_main(body: LexborNode) -> Page:
    """The part of a page that holds the release."""
    page = Page(body)
    sizes = _measured(page, body)
    _set_furniture_aside(page, body, sizes)
    page.root = _main(page, body, _measured(page, body))
    return page


def _measured(page: Page, body: LexborNode) -> dict[int, _Size]:
    """The size of every element, from the inside out."""
    sizes: dict[int, _Size] = {body.mem_id: _Size()}
    waiting: list[tuple[LexborNode, _Size | None, bool]] = [(body, None, False)]
    while waiting:
        node, above, leaving = waiting.pop()
        here = sizes[node.mem_id]
        if leaving:
            if node.tag == "a":
                here.linked, here.links = here.words, here.links + 1
            if above is not None:
                above.words, above.linked, above.links = (
                    above.words + here.words, above.linked + here.linked, above.links + here.links
                )  # fmt: skip
            continue
        waiting.append((node, above, True))
        for child in page.children(node):
            if child.tag == "-text":
                here.words += sum(not char.isspace() for char in child.text_content or "")
            else:
                sizes[child.mem_id] = _Size()
                waiting.append((child, here, False))
    return sizes


def _set_furniture_aside(page: Page, body: LexborNode, sizes: dict[int, _Size]) -> None:
    """Leave out menus, headers, footers and the like, unless they hold most of the page's words."""
    most = sizes[body.mem_id].words * _MOST
    waiting = [(body, False)]
    while waiting:
        node, in_main = waiting.pop()
        for child in page.children(node):
            if child.tag == "-text":
                continue
            size = sizes[child.mem_id]
            if size.words < most and _is_furniture(child, size, in_main=in_main):
                page.left_out.add(child.mem_id)
            else:
                waiting.append((child, in_main or child.tag in ("main", "article")))


def _is_furniture(node: LexborNode, size: _Size, *, in_main: bool) -> bool:
    if node.tag in _OUTSIDE:
        return not (node.tag == "header" and in_main)
    return _has_role(node) or (node.tag in _MAY_BE_NAMED and (_is_named(node) or _is_menu(size)))


def _has_role(node: LexborNode) -> bool:
    return (node.attributes.get("role") or "") in furniture_roles()


def _is_named(node: LexborNode) -> bool:
    names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}".lower()
    return any(token in furniture_names() for token in _TOKEN.findall(names))


def _is_menu(size: _Size) -> bool:
    return (
        size.links >= _MENU_LINKS
        and size.linked >= size.words * _LINK_SHARE
        and size.linked <= size.links * _LINK_LENGTH
    )


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    style = (attributes.get("style") or "").replace(" ", "")
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or "display:none" in style


def _main(page: Page, body: LexborNode, sizes: dict[int, _Size]) -> LexborNode:
    """The innermost node that holds nearly all the words left on the page."""
    named = body.css_first("main, [role=main]")
    whole = sizes[body.mem_id].words
    node = named if named and sizes.get(named.mem_id, _Size()).words >= whole * _MOST else body
    while True:
        least = sizes[node.mem_id].words * _NEARLY_ALL
        elements = (child for child in page.children(node) if child.tag in _CONTAINERS)
        inner = next((child for child in elements if sizes[child.mem_id].words >= least), None)
        if inner is None or not least:
            return node
        node = inner
