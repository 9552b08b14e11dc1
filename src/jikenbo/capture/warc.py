"""Captures as WARC records: written once, found again by file and offset, checked by their SHA-256.

The format is ISO 28500:2017; what the records hold is in `records`.
"""

import errno
import fcntl
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import BufferedRandom
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from jikenbo import __version__
from jikenbo.capture.coding import unpack
from jikenbo.capture.fetch import Exchange
from jikenbo.capture.records import Earlier, digest_of, labelled, pair, resource
from jikenbo.capture.tail import sound_end
from jikenbo.errors import CasebookError, FetchError, NotFoundError

__all__ = ["Place", "WarcFolder", "content_of", "digest_of", "read_back"]

# Large enough to be few, small enough to copy and check.
ROTATE_AT = 256_000_000
_PATTERN = "captures-*.warc.gz"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is: the name of its WARC file in the folder, and its offset there."""

    warc: str
    offset: int


class WarcFolder:
    """The WARC files of a casebook, open for writing; a file that another process writes to is left alone."""

    def __init__(self, folder: Path, rotate_at: int = ROTATE_AT) -> None:
        self._folder = folder
        self._rotate_at = rotate_at
        self._file: BufferedRandom | None = None
        self._name = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the open file, if there is one."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def put(self, address: str, data: bytes, media_type: str, taken_at: datetime) -> Place:
        """Write one payload as a resource record and say where it is. CasebookError if the disk refuses."""
        return self._put(resource(address, data, media_type, taken_at))

    def put_exchange(self, exchange: Exchange, earlier: Earlier | None = None) -> Place:
        """Write an answer and its request, and say where the answer is; `earlier` is what its bytes repeat."""
        return self._put(*pair(exchange, earlier))

    def _put(self, *records: Any) -> Place:
        try:
            return self._write(records)
        except OSError as cause:
            raise _refused(self._folder, cause) from cause

    def _write(self, records: tuple[Any, ...]) -> Place:
        """Write records one after the other, whole or not at all, and see them on the disk before a row names them."""
        file = self._ready()
        offset = file.tell()
        try:
            writer = WARCWriter(file, gzip=True, warc_version="1.1")
            for record in records:
                writer.write_record(record)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            self._undo(offset)
            raise
        return Place(self._name, offset)

    def _undo(self, offset: int) -> None:
        """Take a record that could not be finished out of the file."""
        file, self._file = self._file, None
        if file is not None:
            # What was buffered has nowhere to go; the file is cut below.
            with suppress(OSError):
                file.close()
            with (self._folder / self._name).open("r+b") as again:
                again.truncate(offset)

    def _ready(self) -> BufferedRandom:
        if self._file is not None and self._file.tell() >= self._rotate_at:
            self.close()
        if self._file is None:
            self._file = self._newest() or self._new()
        return self._file

    def _newest(self) -> BufferedRandom | None:
        """The newest file, if it has room and nobody else writes to it; a torn last record is cut off."""
        names = sorted(self._folder.glob(_PATTERN))
        if not names or names[-1].stat().st_size >= self._rotate_at:
            return None
        file = names[-1].open("r+b")
        if not _locked(file):
            file.close()
            return None
        file.truncate(sound_end(file))
        file.seek(0, 2)
        self._name = names[-1].name
        return file

    def _new(self) -> BufferedRandom:
        self._folder.mkdir(parents=True, exist_ok=True)
        number = len(list(self._folder.glob(_PATTERN))) + 1
        while True:
            path = self._folder / f"captures-{number:05}.warc.gz"
            try:
                file = path.open("x+b")
                break
            except FileExistsError:
                number += 1
        _locked(file)
        self._name = path.name
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        about = {"software": f"jikenbo/{__version__}", "format": "WARC File Format 1.1"}
        writer.write_record(writer.create_warcinfo_record(path.name, about))
        return file


def _locked(file: BufferedRandom) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _refused(folder: Path, cause: OSError) -> CasebookError:
    if cause.errno in (errno.ENOSPC, errno.EDQUOT):
        hint = "Free some space, then run the same command again: it goes on where it was."
        return CasebookError("The disk is full.", hint)
    return CasebookError(f"The captures in {folder} cannot be written: {cause.strerror}.", "Check the folder.")


def read_back(folder: Path, place: Place, limit: int = ROTATE_AT) -> bytes:
    """The content of a record, unpacked; NotFoundError if there is no such file or no whole record at that offset."""
    try:
        with (folder / place.warc).open("rb") as file:
            file.seek(place.offset)
            return content_of(next(iter(ArchiveIterator(file))), limit)
    except (OSError, StopIteration, ArchiveLoadFailed, FetchError, zlib.error) as cause:
        message = f"The capture at {place.offset} in {place.warc} is not there or not whole."
        raise NotFoundError(message, "Restore the captures folder from a backup.") from cause


@dataclass(frozen=True, slots=True)
class Held:
    """What a whole record holds: its kind, content (of a revisit its head), address and time."""

    kind: str
    content: bytes
    address: str
    at: datetime


def check_record(folder: Path, place: Place, limit: int = ROTATE_AT) -> tuple[Held | None, str]:
    """A record whose block and payload have the digests that it states, as its request has; else None and why not."""
    try:
        with (folder / place.warc).open("rb") as file:
            file.seek(place.offset)
            records = iter(ArchiveIterator(file, check_digests=True))
            record = next(records)
            block = _all_of(record.raw_stream, limit)
            head = record.rec_headers
            # warcio does not check what revisit records say of themselves; theirs is their head alone.
            revisit = record.rec_type == "revisit"
            if not (_says_of_itself(file, place) if revisit else record.digest_checker.passed is True):
                return None, f"the record at {place.offset} in {place.warc} is not as it was written"
            if not revisit and not _sound_request(records, head.get_header("WARC-Record-ID"), limit):
                return None, f"the request of the record at {place.offset} in {place.warc} is not as it was written"
            at = datetime.fromisoformat(head.get_header("WARC-Date") or "")
    except FileNotFoundError:
        return None, f"the file {place.warc} is not there"
    except (OSError, StopIteration, ArchiveLoadFailed, FetchError, ValueError, zlib.error):
        return None, f"there is no whole record at {place.offset} in {place.warc}"
    content = block if revisit else read_back(folder, place, limit)
    return Held(record.rec_type, content, head.get_header("WARC-Target-URI") or "", at), ""


def _sound_request(records: Iterator[Any], answer: str, limit: int) -> bool:
    """Whether the request that follows an answer, if it has one, has the digest that it states."""
    try:
        record = next(records)
    except (StopIteration, ArchiveLoadFailed, ValueError):
        # What follows is of another record, whose own check names it.
        return True
    if record.rec_type != "request" or record.rec_headers.get_header("WARC-Concurrent-To") != answer:
        return True
    _all_of(record.raw_stream, limit)
    return record.digest_checker.passed is True


def _says_of_itself(file: BinaryIO, place: Place) -> bool:
    """Whether a record's block has the digest that its head states."""
    file.seek(place.offset)
    record = next(iter(ArchiveIterator(file, no_record_parse=True)))
    stated = record.rec_headers.get_header("WARC-Block-Digest") or ""
    return not stated.startswith("sha256:") or stated == labelled(record.raw_stream.read())


def content_of(record: Any, limit: int) -> bytes:
    """The content of a record as it was captured: without chunks and packing. FetchError beyond a limit."""
    stream = record.raw_stream
    headers = record.http_headers
    if headers is None:
        return _all_of(stream, limit)
    if "chunked" in (headers.get_header("Transfer-Encoding") or "").lower():
        stream = ChunkedDataReader(stream)
    codings = ",".join(value for key, value in headers.headers if key.lower() == "content-encoding")
    return unpack(_all_of(stream, limit), codings.split(","), limit)


def _all_of(stream: Any, limit: int) -> bytes:
    data = bytearray()
    while part := stream.read(1 << 16):
        data += part
        if len(data) > limit:
            raise FetchError(f"The record holds more than {limit / 1e6:,.0f} MB.", kind="too_large")
    return bytes(data)
