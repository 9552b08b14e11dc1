"""Which page a list goes on with."""

import pytest
from tests.capture.site import Site, html

from jikenbo.capture.fetch import Fetcher
from jikenbo.capture.paging import next_page

ROWS = "<ul>" + "".join(f"<li><a href='/n/{n}.html'>お知らせの{n}番目です</a></li>" for n in range(3)) + "</ul>"
NUMBERS = "<ul class='pager'><li>1</li><li><a href='?p=2'>2</a></li><li><a href='?p=3'>3</a></li></ul>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<head><link rel='next' href='/list?p=2'></head>" + ROWS, "/list?p=2"),
        (ROWS + "<a rel='next nofollow' href='p2.html'>→</a>", "/p2.html"),
        (ROWS + "<a href='?page=2'>次へ</a>", "/list?page=2"),
        (ROWS + "<a href='?page=2'>次の10件 »</a>", "/list?page=2"),
        (ROWS + "<a href='?page=2'>次のページへ &gt;</a>", "/list?page=2"),
        (ROWS + "<a href='/list/2'>Next Page</a>", "/list/2"),
        (ROWS + "<a href='/list/2'>過去のお知らせ</a>", "/list/2"),
        (ROWS + "<a href='/list/2' aria-label='次へ'><svg></svg></a>", "/list/2"),
        (ROWS + NUMBERS, "/list?p=2"),
        (ROWS + "<div><a href='?p=1'>1</a> <span class='current'>2</span> <a href='?p=3'>3</a></div>", "/list?p=3"),
        (ROWS + "<p><a href='?p=1'>1</a><a href='?p=2' aria-current='page'>2</a><a href='?p=3'>3</a></p>", "/list?p=3"),
        (ROWS, ""),
        (ROWS + "<a href='#'>次へ</a>", ""),
        (ROWS + "<a href='https://elsewhere.example.com/2'>次へ</a>", ""),
        (ROWS + "<a href='/n/9.html'>次の10件の事例について</a>", ""),
        (ROWS + "<p>2024年 <a href='/2025/'>2025</a></p>", ""),
        (ROWS + "<ul><li><a href='?p=1'>1</a></li><li><a href='?p=2'>2</a></li><li>3</li></ul>", ""),
    ],
)
def test_the_next_page_is_found_by_what_its_link_says(site: Site, fetcher: Fetcher, body: str, found: str) -> None:
    site.pages["/list"] = html(f"<html>{body}</html>")
    answer = fetcher.fetch(f"{site.root}/list")
    assert next_page(answer) == (site.root + found if found else "")
