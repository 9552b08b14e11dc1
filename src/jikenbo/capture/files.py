"""Files and folders as sources: what is found in them, what is left out and why, and bytes within a limit."""

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jikenbo.errors import NotFoundError, UnreadableError

_TAKEN = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".eml": "message/rfc822",
    ".msg": "application/vnd.ms-outlook",
}
# What a repository says of itself is no release.
_ABOUT = frozenset(("readme", "license", "licence", "changelog", "contributing", "code_of_conduct", "notice"))
_OTHER = "application/octet-stream"
_WHY = {
    errno.EACCES: ("may not be read", "Check its permissions."),
    errno.EPERM: ("may not be read", "Check its permissions."),
    errno.EISDIR: ("is a folder", "Give the folder itself as a source."),
    errno.ENOENT: ("is not there", "Check the path; it may have been moved meanwhile."),
    errno.ELOOP: ("is a link that leads to itself", "Remove the link."),
}
MEGABYTE = 1_000_000
STDIN = "-"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to take in: `doc` is its path as given, `media_type` what its name says that it is."""

    doc: str
    path: Path
    media_type: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was found and not taken, and why."""

    doc: str
    reason: str


def find_files(sources: Iterable[str]) -> Iterator[FoundFile | LeftOut]:
    """Every file of some files and folders, in order of path; NotFoundError for a source that is not there.

    In a folder only names that end as texts, Markdown, web pages, PDF, Word, Excel and e-mails do are taken; a file
    given by itself always is.
    """
    for source in sources:
        path = Path(source)
        if source == STDIN:
            yield FoundFile(STDIN, path, _OTHER)
        elif path.is_dir():
            yield from _in_folder(source, path)
        elif path.exists() or path.is_symlink():
            yield FoundFile(_written(source), path, media_type(source))
        else:
            raise _not_there(source)


def _not_there(source: str) -> NotFoundError:
    if "://" in source:
        return NotFoundError(f"{source} is no address that is fetched here.", "Give an http or https address to add.")
    return NotFoundError(f"{_written(source)} is not there.", "Check the path.")


def media_type(name: str) -> str:
    """The media type that a file's name stands for."""
    return _TAKEN.get(Path(name).suffix.lower(), _OTHER)


def _in_folder(source: str, folder: Path) -> Iterator[FoundFile | LeftOut]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            path = Path(parent) / name
            doc = _written(os.path.join(source, path.relative_to(folder)))  # noqa: PTH118  (Path would drop a leading ./)
            yield found_file(doc, path)


def found_file(doc: str, path: Path) -> FoundFile | LeftOut:
    """A file of a folder as one to take in, or why it is none, by its name."""
    reason = _why_not(path)
    return LeftOut(doc, reason) if reason else FoundFile(doc, path, media_type(path.name))


def _why_not(path: Path) -> str:
    if path.suffix.lower() not in _TAKEN:
        return f"Files that end in {path.suffix or 'nothing'} are not read yet."
    return "It is about the collection and no release." if path.stem.lower() in _ABOUT else ""


def _written(path: str) -> str:
    """A path as text: names that are not in the system's encoding keep what can be shown of them."""
    return os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")


def read_file(found: FoundFile, limit: int) -> bytes:
    """The bytes of a file; UnreadableError if it has more than `limit`, is no plain file, or may not be read."""
    if found.doc == STDIN:
        return _within(found.doc, sys.stdin.buffer.read(limit + 1), limit)
    try:
        status = found.path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise UnreadableError(f"{found.doc} is a device or pipe, not a file.", "Give the file itself.")
        if status.st_size > limit:
            raise _too_large(found.doc, status.st_size, limit)
        with found.path.open("rb") as file:
            return _within(found.doc, file.read(limit + 1), limit)
    except OSError as cause:
        said, hint = _WHY.get(cause.errno or 0, (f"cannot be read: {cause.strerror}", "Check the disk it is on."))
        raise UnreadableError(f"{found.doc} {said}.", hint) from cause


def _within(doc: str, data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise _too_large(doc, len(data), limit)
    return data


def _too_large(doc: str, size: int, limit: int) -> UnreadableError:
    message = f"{doc} has {size / MEGABYTE:,.0f} MB; releases of up to {limit / MEGABYTE:,.0f} MB are taken in."
    return UnreadableError(message, "If it is one release, raise JIKENBO_MAX_FILE_MB.")
