"""What a server packed, unpacked within a limit: a small answer that unpacks to gigabytes is ended."""

import zlib
from collections.abc import Sequence

import brotli

from jikenbo.errors import FetchError

# What is asked for; br is what browsers ask for too, and so what their archives hold. Others are refused by name.
ACCEPTED = "gzip, deflate"
_STEP = 1 << 20
_GZIP, _ZLIB, _RAW = 31, 15, -15
_CODINGS = frozenset(("gzip", "x-gzip", "deflate", "br"))


def unpack(data: bytes, codings: Sequence[str], limit: int) -> bytes:
    """The content of a body after its Content-Encoding; FetchError if it is broken, unknown, or larger than `limit`."""
    for coding in reversed([one.strip().lower() for one in codings if one.strip()]):
        if coding == "identity":
            continue
        if coding not in _CODINGS:
            raise FetchError(f"The answer is packed as {coding}, which was not asked for.", kind="unreadable")
        if data:
            data = _unbrotli(data, limit) if coding == "br" else _unzip(data, coding, limit)
    return data


def _unbrotli(data: bytes, limit: int) -> bytes:
    out = bytearray()
    unpacker = brotli.Decompressor()
    try:
        while not unpacker.is_finished():
            part = unpacker.process(data, output_buffer_limit=min(_STEP, limit + 1 - len(out)))
            out += part
            if len(out) > limit:
                raise _too_large(limit)
            if not part and not data:
                raise _broken()
            data = b""
    except brotli.error as cause:
        raise _broken() from cause
    return bytes(out)


def _unzip(data: bytes, coding: str, limit: int) -> bytes:
    wraps = (_GZIP,) if coding != "deflate" else (_ZLIB, _RAW)
    for last, wrap in enumerate(wraps, start=1):
        try:
            return _unzip_as(data, wrap, limit)
        except zlib.error as cause:
            if last == len(wraps):
                raise _broken() from cause
    raise AssertionError


def _unzip_as(data: bytes, wrap: int, limit: int) -> bytes:
    out = bytearray()
    while data:
        unpacker = zlib.decompressobj(wrap)
        while data and not unpacker.eof:
            out += unpacker.decompress(data, min(_STEP, limit + 1 - len(out)))
            if len(out) > limit:
                raise _too_large(limit)
            data = unpacker.unconsumed_tail
        if not unpacker.eof:
            raise zlib.error
        # Several members in a row are one content; padding after the last one is none.
        data = unpacker.unused_data if wrap == _GZIP and unpacker.unused_data.startswith(b"\x1f\x8b") else b""
    return bytes(out)


def _too_large(limit: int) -> FetchError:
    return FetchError(f"The answer unpacks to more than {limit / 1e6:,.0f} MB.", kind="too_large")


def _broken() -> FetchError:
    return FetchError("The answer's packing is broken.", "Try again later.", kind="unreadable")
