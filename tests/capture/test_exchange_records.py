import gzip
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from tests.capture.site import Reply, Site, html
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from jikenbo.capture.fetch import Exchange, Fetcher
from jikenbo.capture.records import Earlier, labelled
from jikenbo.capture.warc import WarcFolder, read_back

PAGE = "<h1>不正アクセスに関するお知らせ</h1>" * 20


def accepted(folder: Path) -> int:
    """How many records warcio and FastWARC read and find whole; a failure names the record."""
    files = sorted(folder.glob("*.warc.gz"))
    checker = Checker(type("Command", (), {"inputs": [str(one) for one in files], "verbose": False}))
    checker.process_all()
    assert not checker.exit_value
    count = 0
    for one in files:
        for record in FastIterator(BytesIO(one.read_bytes()), parse_http=False):
            assert record.headers.get("WARC-Type") == "warcinfo" or record.verify_block_digest()
            record.parse_http()
            if record.headers.get("WARC-Type") == "response":
                assert record.verify_payload_digest()
            count += 1
    return count


def records(folder: Path) -> list[Any]:
    """Each record's headers and block."""
    found = []
    for one in sorted(folder.glob("*.warc.gz")):
        for record in ArchiveIterator(BytesIO(one.read_bytes()), no_record_parse=True):
            found += [(record.rec_headers, record.raw_stream.read())]
    return found


def exchange(fetcher: Fetcher, site: Site, reply: Reply) -> Exchange:
    site.pages["/a"] = reply
    return fetcher.fetch(site.root + "/a")


@pytest.mark.parametrize(
    "reply",
    [
        html(PAGE),
        html(PAGE, "euc-jp"),
        Reply(gzip.compress(PAGE.encode()), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}),
        Reply(gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"}, chunked=True),
        Reply(PAGE.encode(), chunked=True),
        Reply(b""),
        Reply(b"gone", 410),
        Reply(b"", 304),
        Reply(raw=lambda c: c.sendall("HTTP/1.1 200 結構\r\nX-Name: 値\r\nContent-Length: 2\r\n\r\nok".encode())),
    ],
)
def test_a_pair_is_written_as_received_and_read_by_two_readers(
    site: Site, fetcher: Fetcher, tmp_path: Path, reply: Reply
) -> None:
    got = exchange(fetcher, site, reply)
    with WarcFolder(tmp_path) as warcs:
        place = warcs.put_exchange(got)
    assert accepted(tmp_path) == 3
    assert read_back(tmp_path, place) == got.content
    (_info, answer, request) = records(tmp_path)
    assert answer[1] == got.head + got.body
    assert request[1] == got.request
    assert request[0].get_header("WARC-Concurrent-To") == answer[0].get_header("WARC-Record-ID")
    assert answer[0].get_header("WARC-IP-Address") == "127.0.0.1"
    assert answer[0].get_header("WARC-Protocol") == "http/1.1"


def test_bytes_that_came_before_become_a_revisit_that_says_where_they_are(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    first = exchange(fetcher, site, html(PAGE))
    again = exchange(fetcher, site, html(PAGE))
    with WarcFolder(tmp_path) as warcs:
        warcs.put_exchange(first)
        warcs.put_exchange(again, Earlier(first.address, first.at - timedelta(days=1), labelled(first.body)))
    assert accepted(tmp_path) == 5
    headers, block = records(tmp_path)[3]
    assert headers.get_header("WARC-Type") == "revisit"
    assert headers.get_header("WARC-Refers-To-Target-URI") == first.address
    assert headers.get_header("WARC-Profile").endswith("1.1/revisit/identical-payload-digest")
    assert headers.get_header("WARC-Payload-Digest") == labelled(PAGE.encode())
    assert block == again.head


def test_an_answer_not_modified_is_a_revisit_of_its_own_profile(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    first = exchange(fetcher, site, html(PAGE))
    again = exchange(fetcher, site, Reply(status=304))
    with WarcFolder(tmp_path) as warcs:
        warcs.put_exchange(first)
        warcs.put_exchange(again, Earlier(first.address, first.at, labelled(first.body)))
    assert accepted(tmp_path) == 5
    headers, _block = records(tmp_path)[3]
    assert headers.get_header("WARC-Profile").endswith("1.1/revisit/server-not-modified")
    assert headers.get_header("WARC-Payload-Digest") == labelled(PAGE.encode())
