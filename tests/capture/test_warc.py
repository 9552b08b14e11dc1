import errno
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from jikenbo.capture.warc import Place, WarcFolder, digest_of, read_back
from jikenbo.errors import CasebookError, NotFoundError

TAKEN = datetime(2026, 1, 5, 12, 0, 0, tzinfo=UTC)


def put(folder: Path, *payloads: bytes, rotate_at: int = 10**9) -> list[Place]:
    with WarcFolder(folder, rotate_at) as warcs:
        return [warcs.put(f"file:///a/{n}.md", payload, "text/markdown", TAKEN) for n, payload in enumerate(payloads)]


def test_a_payload_is_read_back_from_its_place(tmp_path: Path) -> None:
    places = put(tmp_path, b"first", "二つ目".encode())
    assert [read_back(tmp_path, place) for place in places] == [b"first", "二つ目".encode()]


def test_a_record_says_what_when_and_which_digest(tmp_path: Path) -> None:
    (place,) = put(tmp_path, b"payload")
    with (tmp_path / place.warc).open("rb") as file:
        info, record = list(ArchiveIterator(file))
    assert info.rec_type == "warcinfo"
    assert record.rec_type == "resource"
    headers = record.rec_headers
    assert headers.get_header("WARC-Target-URI") == "file:///a/0.md"
    assert headers.get_header("WARC-Date") == "2026-01-05T12:00:00.000000Z"
    assert headers.get_header("WARC-Payload-Digest") == f"sha256:{digest_of(b'payload')}"


def test_every_record_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    _, second = put(tmp_path, b"one", b"two")
    data = (tmp_path / second.warc).read_bytes()
    assert b"two" in gzip.decompress(data[second.offset :])


def test_a_later_run_goes_on_in_the_same_file(tmp_path: Path) -> None:
    first, second = put(tmp_path, b"one") + put(tmp_path, b"two")
    assert first.warc == second.warc
    assert read_back(tmp_path, first) == b"one"


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    places = put(tmp_path, b"one", b"two", rotate_at=1)
    assert [place.warc for place in places] == ["captures-00001.warc.gz", "captures-00002.warc.gz"]


@pytest.mark.parametrize("kept", [1, 40, -1])
def test_a_torn_last_record_is_cut_off_and_the_rest_kept(tmp_path: Path, kept: int) -> None:
    first, torn = put(tmp_path, b"one", b"two" * 50)
    file = tmp_path / torn.warc
    whole = file.read_bytes()
    file.write_bytes(whole[: torn.offset + kept] if kept > 0 else whole[:kept])
    (again,) = put(tmp_path, b"three")
    assert again.offset == torn.offset
    assert [read_back(tmp_path, place) for place in (first, again)] == [b"one", b"three"]


def test_a_torn_record_is_found_though_its_payload_looks_like_gzip(tmp_path: Path) -> None:
    first, torn = put(tmp_path, b"one", b"\x1f\x8b\x08" * 400_000)
    file = tmp_path / torn.warc
    file.write_bytes(file.read_bytes()[:-3])
    (again,) = put(tmp_path, b"three")
    assert again.offset == torn.offset
    assert read_back(tmp_path, first) == b"one"


def test_two_writers_do_not_meet_in_one_file(tmp_path: Path) -> None:
    with WarcFolder(tmp_path) as one, WarcFolder(tmp_path) as other:
        here = one.put("file:///a", b"one", "text/plain", TAKEN)
        there = other.put("file:///b", b"two", "text/plain", TAKEN)
    assert here.warc != there.warc
    assert read_back(tmp_path, here) + read_back(tmp_path, there) == b"onetwo"


@pytest.mark.parametrize("place", [Place("captures-00009.warc.gz", 0), Place("captures-00001.warc.gz", 7)])
def test_a_record_that_is_not_there_is_told(tmp_path: Path, place: Place) -> None:
    put(tmp_path, b"one")
    with pytest.raises(NotFoundError, match="not there or not whole"):
        read_back(tmp_path, place)


def test_a_full_disk_is_told_and_leaves_no_half_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (first,) = put(tmp_path, b"one")
    size = (tmp_path / first.warc).stat().st_size

    def refuse(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with WarcFolder(tmp_path) as warcs:
        warcs.put("file:///a", b"two", "text/plain", TAKEN)
        size = (tmp_path / first.warc).stat().st_size
        monkeypatch.setattr("warcio.warcwriter.WARCWriter.write_record", refuse)
        with pytest.raises(CasebookError, match="The disk is full"):
            warcs.put("file:///b", b"three", "text/plain", TAKEN)
    assert (tmp_path / first.warc).stat().st_size == size


def test_warcio_s_own_check_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place,) = put(tmp_path, b"payload")
    checker = Checker(type("Command", (), {"inputs": [str(tmp_path / place.warc)], "verbose": False}))
    checker.process_all()
    assert not checker.exit_value
