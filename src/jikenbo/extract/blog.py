"""A page of a casebook blog: many posts, each with number, organisation, title, date, body and links to archives.

A post begins with 【…事件簿#2025-527】組織 題名 2025/12/11 and holds a release that its author pasted, the words
that led to an archived copy, and below them the earlier releases of the same matter. Some posts are the author's own
commentary, and are marked with a doubt that says so.
"""

import re
from dataclasses import dataclass, replace

from jikenbo.model.document import Document, Doubt, Link, Overview, Stated
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.text.dates import iso
from jikenbo.text.names import find_names

EXTRACTOR = "blog/2"
_POST = re.compile(r"【[^】\n]{0,20}事件簿\s*#\s*(?P<number>\d{4}-\d{1,4})】[ \u3000]*")
_DATE = re.compile(r"[ \u3000]+(?P<year>20\d\d)[/.年](?P<month>\d{1,2})[/.月](?P<day>\d{1,2})日?[ \u3000]*$")
_ARCHIVE = re.compile(r"^リリース文[ (（]*アーカイブ[)）]*$")
_EARLIER = re.compile(r"^【(?P<year>20\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})リリース分】$")
_NAME_ENDS = (
    "会社",
    "法人",
    "大学",
    "学校",
    "高校",
    "病院",
    "委員会",
    "協会",
    "機構",
    "市",
    "町",
    "村",
    "県",
    "府",
    "都",
)
_TWO_OR_MORE = 2
_COMMENTARY = "The post names no publisher and leads to no archived release: it looks like its author's own commentary."


@dataclass(frozen=True, slots=True)
class _Head:
    """What the first line of a post gives."""

    number: Stated
    organisation: Stated | None
    title: Stated
    published: Stated | None


def is_blog(content: str) -> bool:
    """Whether a page holds the heads of two or more posts."""
    return len(_POST.findall(content)) >= _TWO_OR_MORE


def split_posts(page: Document) -> tuple[Document, ...]:
    """Each post of a page as a document of its own, in order; `doc` is the page's with the post's number behind `#`."""
    content, blocks = page.text.content, page.text.blocks
    heads = [n for n, block in enumerate(blocks) if _POST.match(content, block.start, block.end)]
    ends = [*heads[1:], len(blocks)]
    posts = [_post(page, blocks[first:end]) for first, end in zip(heads, ends, strict=True)]
    seen: dict[str, int] = {}
    for n, post in enumerate(posts):
        seen[post.doc] = seen.get(post.doc, 0) + 1
        if seen[post.doc] > 1:
            posts[n] = replace(post, doc=f"{post.doc}-{seen[post.doc]}")
    return tuple(posts)


def _post(page: Document, blocks: tuple[Block, ...]) -> Document:
    start, end = blocks[0].start, blocks[-1].end
    content = page.text.content[start:end]
    moved = [replace(block, start=block.start - start, end=block.end - start) for block in blocks]
    head = _head(content[: moved[0].end])
    links, body, archived = _parted(content, moved[1:])
    overview = Overview(
        title=head.title,
        organisation=head.organisation,
        published=head.published,
        number=head.number,
        address=page.overview.address,
        links=links,
    )
    stated = [s for s in (head.number, head.organisation, head.published) if s]
    above = [Block(BlockKind.OVERVIEW, *s.span) for s in stated if s.span]
    title = Block(BlockKind.TITLE, *(head.title.span or Span(0, 0)))
    text = Text(content, (*sorted([title, *above], key=lambda b: b.start), *body), EXTRACTOR)
    doc = f"{page.doc}#{head.number.value}"
    own = Doubt(doc, "commentary", _COMMENTARY, head.title.span) if not archived and head.organisation is None else None
    return Document(doc, text, overview, (own,) if own else ())


def _head(line: str) -> _Head:
    """The parts of a post's first line."""
    start = _POST.match(line)
    begin = start.end() if start else 0
    number = Stated(start["number"], Span(*start.span("number"))) if start else Stated("", None)
    date = _DATE.search(line)
    published = None
    if date and (day := iso(int(date["year"]), int(date["month"]), int(date["day"]))):
        published = Stated(day, Span(date.start("year"), len(line.rstrip())))
    end = date.start() if date else len(line.rstrip())
    organisation = _organisation(line, begin, end)
    if organisation and organisation.span:
        begin = (
            organisation.span.end
            + len(line[organisation.span.end : end])
            - len(line[organisation.span.end : end].lstrip())
        )
    return _Head(number, organisation, Stated(line[begin:end], Span(begin, end)), published)


def _organisation(line: str, begin: int, end: int) -> Stated | None:
    """The organisation's name before the first space of the head, where what stands there is a name."""
    name = re.split(r"[ \u3000]", line[begin:end], maxsplit=1)[0]
    if len(name) == end - begin or "、" in name or not name:
        return None
    named = name.endswith(_NAME_ENDS) or any(m.start == 0 and m.end == len(name) for m in find_names(name))
    return Stated(name, Span(begin, begin + len(name))) if named else None


def _parted(content: str, blocks: list[Block]) -> tuple[tuple[Link, ...], list[Block], bool]:
    """The links to earlier releases, the body's other blocks, and whether a link led to an archived copy."""
    links: list[Link] = []
    body: list[Block] = []
    archived = False
    for block in blocks:
        words = content[block.start : block.end].strip()
        if match := _EARLIER.match(words):
            day = iso(int(match["year"]), int(match["month"]), int(match["day"]))
            links.append(Link(words.strip("【】"), day or "", Span(block.start, block.end)))
        elif _ARCHIVE.match(words):
            archived = True
        else:
            body.append(block)
    return tuple(links), body, archived
