"""Where a WARC file that a killed process left behind ends soundly: after its last whole record."""

import zlib
from typing import BinaryIO

_MAGIC = b"\x1f\x8b\x08"
_STEP = 1 << 20
_GZIP = 31


def sound_end(file: BinaryIO) -> int:
    """The offset after the last whole gzip member; looks back from the end, so it costs no more than that member."""
    size = file.seek(0, 2)
    upper = size
    while upper > 0:
        lower = max(upper - _STEP, 0)
        file.seek(lower)
        # Two bytes more, so that a mark that lies over the border is seen.
        window = file.read(upper - lower + len(_MAGIC) - 1)
        at = window.rfind(_MAGIC)
        while at >= 0:
            end = member_end(file, lower + at)
            if end is not None:
                return end
            at = window.rfind(_MAGIC, 0, at + len(_MAGIC) - 1)
        upper = lower
    return 0


def member_end(file: BinaryIO, start: int) -> int | None:
    """Where the gzip member that begins at an offset ends, or None if no whole one begins there."""
    file.seek(start)
    unpacked = zlib.decompressobj(_GZIP)
    read = 0
    try:
        while chunk := file.read(_STEP):
            read += len(chunk)
            unpacked.decompress(chunk)
            if unpacked.eof:
                return start + read - len(unpacked.unused_data)
    except zlib.error:
        return None
    return None
