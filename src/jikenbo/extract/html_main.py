"""Which part of a page is the release: furniture is taken away, then the node with nearly all the words is found."""

import re

from selectolax.lexbor import LexborNode

from jikenbo.extract.page_words import furniture_names, furniture_roles

_NEVER = (
    "script, style, noscript, template, svg, iframe, object, embed, canvas, video, audio, nav, form, button, select, "
    "textarea, dialog, rt, rp, [hidden], [aria-hidden=true]"
)
_OUTSIDE = "header, footer, aside"
_TOKEN = re.compile(r"[a-z]+")
# A menu is links and hardly anything else, each a few words long.
_LINK_SHARE = 0.8
_LINK_LENGTH = 24
_MENU_LINKS = 3
# The main part is followed inwards for as long as one child holds all words but a signature or a date.
_NEARLY_ALL = 0.9
_MOST = 0.5


def remove_furniture(body: LexborNode) -> None:
    """Take scripts, menus, headers, footers and the like out of a page, unless they hold most of its words."""
    for node in body.css(_NEVER):
        node.decompose()
    whole = _length(body)
    for node in body.css(_OUTSIDE):
        if not (node.tag == "header" and _within(node, ("main", "article"))) and _length(node) < whole * _MOST:
            node.decompose()
    for node in body.css("div, ul, ol, section, table, p, td, center, [role]"):
        if node.parent is not None and _length(node) < whole * _MOST and (_is_named(node) or _is_menu(node)):
            node.decompose()


def _within(node: LexborNode, tags: tuple[str, ...]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _is_named(node: LexborNode) -> bool:
    attributes = node.attributes
    if (attributes.get("role") or "") in furniture_roles():
        return True
    if "display:none" in (attributes.get("style") or "").replace(" ", ""):
        return True
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".lower()
    return any(token in furniture_names() for token in _TOKEN.findall(names))


def _is_menu(node: LexborNode) -> bool:
    links = node.css("a")
    if len(links) < _MENU_LINKS:
        return False
    linked = sum(_length(link) for link in links)
    return linked >= _length(node) * _LINK_SHARE and linked <= len(links) * _LINK_LENGTH


def _length(node: LexborNode) -> int:
    return sum(1 for c in node.text(deep=True) if not c.isspace())


def main_node(body: LexborNode) -> LexborNode:
    """The innermost node that holds nearly all the words left on the page."""
    node = body.css_first("main, [role=main]") or body
    if _length(node) < _length(body) * _MOST:
        node = body
    while True:
        whole = _length(node)
        inner = next((c for c in node.iter() if c.tag in _CONTAINERS and _length(c) >= whole * _NEARLY_ALL), None)
        if inner is None or not whole:
            return node
        node = inner


_CONTAINERS = frozenset(("div", "section", "article", "main", "table", "tbody", "tr", "td", "center", "font"))
