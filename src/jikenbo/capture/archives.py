"""WARC and WACZ files as sources: the pages in them, with the time and the bytes that their records state."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from jikenbo.capture.addresses import Fetched
from jikenbo.capture.fetch import Exchange
from jikenbo.capture.files import LeftOut
from jikenbo.capture.imported import address_of, exchange_of, is_page, name_of, repeated
from jikenbo.capture.visiting import Visit
from jikenbo.errors import FetchError, UnreadableError

_ENDS = (".warc", ".warc.gz", ".wacz")
_KINDS = ("response", "resource", "revisit")
# What warcio says of a file that was packed as a whole, and not record by record.
_WHOLE = "non-chunked gzip"
_HINT = "Give a .warc, .warc.gz or .wacz file."


def is_archive(path: str) -> bool:
    """Whether a file's name says that it is a WARC or WACZ."""
    return path.lower().endswith(_ENDS)


def read_archive(path: Path, limit: int) -> Iterator[Fetched | LeftOut]:
    """The pages of an archive, in its order, those that came again last; what is broken is named and the rest read on.

    Raises UnreadableError where the file is no archive at all.
    """
    try:
        yield from _Archive(path, limit).pages()
    except (OSError, zipfile.BadZipFile, EOFError, zlib.error) as cause:
        raise UnreadableError(f"{path} cannot be read as an archive.", _HINT) from cause


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a record is: which WARC of the archive, whether that is packed as a whole, and the offset."""

    part: str
    whole: bool
    offset: int


@dataclass(slots=True)
class _Archive:
    """One archive while it is read: where its pages are, by digest and by address and time, and what repeats them."""

    path: Path
    limit: int
    seen: dict[tuple[object, ...], _Place] = field(default_factory=dict)
    again: list[Any] = field(default_factory=list)
    records: int = 0

    def pages(self) -> Iterator[Fetched | LeftOut]:
        """All pages; UnreadableError if there is no record in the file at all."""
        for part in self._parts():
            try:
                yield from self._records(part, whole=False)
            except ArchiveLoadFailed as cause:
                yield from self._unpacked(part) if _WHOLE in str(cause) else self._broken(part, cause)
        for record in self.again:
            found = self._repeated(record)
            if found is not None:
                yield found

    def _parts(self) -> list[str]:
        """The WARC files in a WACZ, or one without a name for a WARC."""
        if not self.path.name.lower().endswith(".wacz"):
            return [""]
        with zipfile.ZipFile(self.path) as packed:
            return [name for name in sorted(packed.namelist()) if name.startswith("archive/") and is_archive(name)]

    @contextmanager
    def _opened(self, part: str, *, whole: bool) -> Iterator[IO[bytes]]:
        with ExitStack() as stack:
            if part:
                file = stack.enter_context(stack.enter_context(zipfile.ZipFile(self.path)).open(part))
            else:
                file = stack.enter_context(self.path.open("rb"))
            yield cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=file))) if whole else file

    def _unpacked(self, part: str) -> Iterator[Fetched | LeftOut]:
        """The pages of a WARC that was packed as a whole."""
        try:
            yield from self._records(part, whole=True)
        except (ArchiveLoadFailed, OSError, EOFError, zlib.error) as cause:
            yield from self._broken(part, cause)

    def _broken(self, part: str, cause: Exception) -> Iterator[LeftOut]:
        named = f"{self.path}!{part}" if part else str(self.path)
        if not self.records:
            raise UnreadableError(f"{named} holds no records of a web archive.", _HINT) from cause
        said = str(cause).strip().partition("\n")[0]
        yield LeftOut(named, f"It is broken after {self.records:,} records: {said}")

    def _records(self, part: str, *, whole: bool) -> Iterator[Fetched | LeftOut]:
        with self._opened(part, whole=whole) as file, closing(ArchiveIterator(file, check_digests=True)) as records:
            for record in records:
                self.records += 1
                if record.rec_type not in _KINDS or not is_page(record):
                    continue
                place = _Place(part, whole, records.offset)
                if record.rec_type == "revisit":
                    self.again.append(record)
                    continue
                exchange = self._exchange(record)
                if isinstance(exchange, Exchange):
                    self.seen.update(dict.fromkeys(_keys(record), place))
                    yield _fetched(exchange)
                else:
                    yield exchange

    def _exchange(self, record: Any) -> Exchange | LeftOut:
        try:
            return exchange_of(record, self.limit)
        except (FetchError, ValueError) as raised:
            return LeftOut(address_of(record), f"Its record is left out. {raised}")

    def _repeated(self, record: Any) -> Fetched | LeftOut | None:
        """The page of a revisit record: the bytes of the record that it refers to, at its own address and time."""
        head = record.rec_headers
        digest, uri = head.get_header("WARC-Payload-Digest"), head.get_header("WARC-Refers-To-Target-URI")
        keys = (("digest", digest), ("uri", _bare(uri), head.get_header("WARC-Refers-To-Date")))
        place = next((self.seen[key] for key in keys if key in self.seen), None)
        if place is None:
            # One of a picture says as little of itself as one of a page.
            if record.http_headers is None:
                return None
            return LeftOut(address_of(record), "It came again unchanged, and what it repeats is not in this file.")
        with self._opened(place.part, whole=place.whole) as file:
            file.seek(place.offset)
            found = self._exchange(next(iter(ArchiveIterator(file))))
        try:
            return _fetched(repeated(record, found)) if isinstance(found, Exchange) else found
        except ValueError as raised:
            return LeftOut(address_of(record), f"Its record is left out. {raised}")


def _keys(record: Any) -> list[tuple[object, ...]]:
    """What a revisit record may know a page by."""
    head = record.rec_headers
    digest = head.get_header("WARC-Payload-Digest")
    named = ("uri", _bare(head.get_header("WARC-Target-URI")), head.get_header("WARC-Date"))
    return [("digest", digest), named] if digest else [named]


def _bare(uri: str | None) -> str:
    return (uri or "").strip().strip("<>")


def _fetched(exchange: Exchange) -> Fetched:
    return Fetched(name_of(exchange), exchange.header("content-type"), Visit(exchange.address, (exchange,)))
