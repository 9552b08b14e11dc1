"""Which part of a page is the release: furniture is set aside, then the node that holds its sentences and its title.

Where a page has sentences, they are what tells the release from lists of links, addresses and cards: the innermost
node with nearly all of them is its core, and the part of the page is the node that holds core and title. Where it has
none, it is the innermost node with nearly all words.

Each pass visits every node once and keeps its own stack, so that no page, however deep, takes long or fails.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from jikenbo.extract.page_words import furniture_names, furniture_roles, site_note

_NEVER = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "video", "audio", "nav",
    "button", "select", "textarea", "dialog", "rt", "rp",
))  # fmt: skip
_OUTSIDE = frozenset(("header", "footer", "aside"))
_CONTROLS = frozenset(("input", "textarea", "select"))
_MAY_BE_NAMED = frozenset(("div", "ul", "ol", "section", "table", "p", "td", "center", "span", "dl"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HOLDERS = frozenset(("dl", "dd", "blockquote"))
_CONTAINERS = frozenset(("div", "section", "article", "main", "table", "tbody", "tr", "td", "center", "font"))
_TOKEN = re.compile(r"[A-Z]?[a-z]+")
# Days and marks beside the links of a list of news are no words of its own.
_IDLE = re.compile(r"[\d\s０-９年月日.,/／:：|｜>＞<＜«»・()（）\[\]【】-]")
_SENTENCE = "。"
# A menu is links and hardly anything else, each a few words long.
_LINK_SHARE = 0.8
_LINK_LENGTH = 24
_MENU_LINKS = 3
# The main part is followed inwards for as long as one child holds all words but a signature or a date.
_NEARLY_ALL = 0.9
_MOST = 0.5
# A header or footer may hold more words than a short release, menus with explanations above all.
_NEARLY_THE_PAGE = 0.95
# The core holds so many of a page's sentences; less than so many characters of sentences tell nothing.
_CORE = 0.8
_FEW = 40
# What asks for words or votes has so small a part of a page's words and sentences.
_ASKING = 0.2
# A note that comes with every page of a site is no longer than this.
_NOTE = 160
# Without a title to go by, what stands around the core belongs to it as long as it adds no more than this.
_AROUND = 0.2
# Beside the core, what is a link for so large a part is a list of other pages.
_BESIDE = 0.5


@dataclass(slots=True)
class _Size:
    """How many characters stand below a node: all, those in links, figures and marks outside links, those of sentences.

    `links` counts links, `controls` fields to fill in, `elements` elements of any kind.
    """

    words: int = 0
    linked: int = 0
    links: int = 0
    idle: int = 0
    prose: int = 0
    controls: int = 0
    elements: int = 0

    def add(self, other: "_Size") -> None:
        """Add what stands below a child."""
        self.words += other.words
        self.linked += other.linked
        self.links += other.links
        self.idle += other.idle
        self.prose += other.prose
        self.controls += other.controls
        self.elements += other.elements + 1

    def add_text(self, text: str) -> None:
        """Add a text's own characters."""
        words = sum(not char.isspace() for char in text)
        self.words += words
        self.idle += words - sum(not char.isspace() for char in _IDLE.sub("", text))
        self.prose += words if _SENTENCE in text else 0

    def link_share(self) -> float:
        """How much of the words that say something is links."""
        return self.linked / max(self.words - self.idle, 1)


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


def find_main(body: LexborNode, title: int | None = None) -> Page:
    """The part of a page that holds the release; `title` is the number of the node with its title, if there is one."""
    page = Page(body)
    sizes = _measured(page, body)
    _set_furniture_aside(page, body, sizes)
    sizes = _measured(page, body)
    if sizes[body.mem_id].prose < _FEW:
        page.root = _main(page, body, sizes)
        return page
    above = _above(body, title) if title in sizes else []
    core = _core(page, _about(body, sizes, above), sizes)
    page.root = _around(core, sizes, {node.mem_id for node in above})
    _clear_path(page, core, sizes)
    return page


def _above(body: LexborNode, number: int | None) -> list[LexborNode]:
    """The node of that number and all that hold it, from the inside out, up to the body."""
    node: LexborNode | None = next((one for one in body.traverse() if one.mem_id == number), None)
    found = []
    while node is not None and node.tag != "body":
        found.append(node)
        node = node.parent
    return [*found, body] if found else []


def _about(body: LexborNode, sizes: dict[int, _Size], above: list[LexborNode]) -> LexborNode:
    """The innermost node around the title that has most of the page's sentences, and the parts that are like it.

    What stands outside it are comments, notes on cookies and on shares, words about the author, other people's goods.
    """
    least = sizes[body.mem_id].prose * _MOST
    holding = [node for node in above if sizes.get(node.mem_id, _Size()).prose >= least]
    for node in holding:
        if node.tag == "body" or not _goes_on(node, sizes):
            return node
    return body


def _goes_on(node: LexborNode, sizes: dict[int, _Size]) -> bool:
    """Whether sentences follow in a sister of a node: an element of the same kind and class."""
    sister = node.next
    while sister is not None:
        if sister.tag == node.tag and sizes.get(sister.mem_id, _Size()).prose and _class(sister) == _class(node):
            return True
        sister = sister.next
    return False


def _class(node: LexborNode) -> str:
    return " ".join(sorted((node.attributes.get("class") or "").split()))


def _core(page: Page, body: LexborNode, sizes: dict[int, _Size]) -> LexborNode:
    """The innermost node that holds nearly all sentences."""
    node = body
    least = sizes[body.mem_id].prose * _CORE
    while True:
        elements = (child for child in page.children(node) if child.tag in _CONTAINERS or child.tag in _HOLDERS)
        inner = next((child for child in elements if sizes[child.mem_id].prose >= least), None)
        if inner is None:
            return node
        node = inner


def _around(core: LexborNode, sizes: dict[int, _Size], above: set[int]) -> LexborNode:
    """The node that holds core and title; without a title, the core with the little that stands around it."""
    node = core
    if above:
        while node.parent is not None and node.tag != "body" and node.mem_id not in above:
            node = node.parent
        return node
    most = sizes[core.mem_id].words * (1 + _AROUND)
    # A cell that holds the release is the part of a page made of tables.
    while node.parent is not None and node.tag not in ("body", "td") and sizes[node.parent.mem_id].words <= most:
        node = node.parent
    return node


def _clear_path(page: Page, core: LexborNode, sizes: dict[int, _Size]) -> None:
    """Leave out lists of links that stand beside the core, and headings that head nothing any more."""
    node = core
    while node.mem_id != page.root.mem_id and node.parent is not None:
        for beside in page.children(node.parent):
            size = sizes.get(beside.mem_id, _Size()) if beside.tag != "-text" else _Size()
            if beside.mem_id != node.mem_id and size.links and size.link_share() >= _BESIDE:
                page.left_out.add(beside.mem_id)
        node = node.parent
    _drop_bare_headings(page, sizes)


def _drop_bare_headings(page: Page, sizes: dict[int, _Size]) -> None:
    """Leave out the headings of menus that were left out: nothing follows them but another heading or the end."""
    waiting = [page.root]
    while waiting:
        node = waiting.pop()
        last: LexborNode | None = None
        for child in node.iter(include_text=False):
            if page.holds(child):
                last = child if child.tag in _HEADINGS else None
                waiting.append(child)
            elif last is not None and sizes.get(child.mem_id, _Size(links=_MENU_LINKS)).links >= _MENU_LINKS:
                page.left_out.add(last.mem_id)


def _measured(page: Page, body: LexborNode) -> dict[int, _Size]:
    """The size of every element, from the inside out."""
    sizes: dict[int, _Size] = {body.mem_id: _Size()}
    waiting: list[tuple[LexborNode, _Size | None, bool]] = [(body, None, False)]
    while waiting:
        node, above, leaving = waiting.pop()
        here = sizes[node.mem_id]
        if leaving:
            if node.tag == "a":
                here.linked, here.links, here.idle, here.prose = here.words - here.idle, here.links + 1, here.idle, 0
            if above is not None:
                above.add(here)
            continue
        waiting.append((node, above, True))
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                here.add_text(child.text_content or "")
                continue
            here.controls += child.tag in _CONTROLS and child.attributes.get("type") != "hidden"
            if page.holds(child):
                sizes[child.mem_id] = _Size()
                waiting.append((child, here, False))
    return sizes


def _set_furniture_aside(page: Page, body: LexborNode, sizes: dict[int, _Size]) -> None:
    """Leave out menus, headers, footers and the like, unless they hold most of the page's words."""
    whole = sizes[body.mem_id]
    most = whole.words * _MOST
    waiting = [(body, False)]
    while waiting:
        node, in_main = waiting.pop()
        for child in page.children(node):
            if child.tag == "-text":
                continue
            size = sizes[child.mem_id]
            limit = most * _NEARLY_THE_PAGE / _MOST if child.tag in _OUTSIDE and size.links >= _MENU_LINKS else most
            if size.words < limit and (_is_furniture(child, size, in_main=in_main) or _asks(child, size, whole)):
                page.left_out.add(child.mem_id)
            else:
                waiting.append((child, in_main or child.tag in ("main", "article")))


def _is_furniture(node: LexborNode, size: _Size, *, in_main: bool) -> bool:
    if node.tag in _OUTSIDE:
        return not (node.tag == "header" and in_main)
    return _has_role(node) or (
        node.tag in _MAY_BE_NAMED and (_is_named(node) or _is_menu(size) or _is_note(node, size))
    )


def _asks(node: LexborNode, size: _Size, whole: _Size) -> bool:
    """Whether a part asks for words or votes; a form around the whole page, as some servers set it, does not."""
    if node.tag == "form":
        return 2 * size.prose < whole.prose or not whole.prose
    little = size.words <= _ASKING * whole.words and size.prose <= _ASKING * whole.prose
    return size.controls > 0 and little and node.tag in _MAY_BE_NAMED


def _has_role(node: LexborNode) -> bool:
    return (node.attributes.get("role") or "") in furniture_roles()


def _is_named(node: LexborNode) -> bool:
    names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
    return any(token.lower() in furniture_names() for token in _TOKEN.findall(names))


def _is_note(node: LexborNode, size: _Size) -> bool:
    """Whether a part is a note that every page of a site has: on the program for PDFs, on cookies, on votes."""
    return (
        0 < size.words <= _NOTE
        and size.elements <= _NOTE
        and bool(site_note().search(node.text(deep=True, strip=True)))
    )


def _is_menu(size: _Size) -> bool:
    return size.links >= _MENU_LINKS and size.link_share() >= _LINK_SHARE and size.linked <= size.links * _LINK_LENGTH


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
