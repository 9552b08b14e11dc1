"""Postings as bytes: ascending numbers kept as differences in the narrowest width, with a frequency each."""

import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Frequencies = NDArray[np.uint8]
# Below this many bytes compression saves less than its own header costs.
_WORTH_IT = 64
_SQUEEZED = 8
_WIDTHS: dict[int, np.dtype[np.unsignedinteger]] = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}


def pack(numbers: Numbers, frequencies: Frequencies) -> bytes:
    """One posting list as bytes: the width, the first number, the differences, the frequencies."""
    return next(packed(numbers, frequencies, np.array([len(numbers)])))


def packed(numbers: Numbers, frequencies: Frequencies, ends: NDArray[np.int64]) -> Iterator[bytes]:
    """Many posting lists, none empty, that stand one after the other in two arrays; `ends` is where each ends."""
    if not len(ends):
        return
    # What stands between two lists wraps round, and is never cut out.
    steps = np.diff(numbers, append=numbers[:1])
    cut = {width: steps.astype(kind).tobytes() for width, kind in _WIDTHS.items()}
    often, firsts = frequencies.tobytes(), numbers.astype("<u4").tobytes()
    start = 0
    for end, width in zip(ends.tolist(), _widths(steps, ends), strict=True):
        plain = cut[width][start * width : (end - 1) * width] + often[start:end]
        squeezed = len(plain) > _WORTH_IT
        head = (width | _SQUEEZED if squeezed else width).to_bytes(1, "little") + firsts[4 * start : 4 * start + 4]
        yield head + (zlib.compress(plain, 1) if squeezed else plain)
        start = end


def _widths(steps: Numbers, ends: NDArray[np.int64]) -> list[int]:
    """The narrowest width in bytes that holds each list's differences."""
    inner = steps.copy()
    inner[ends - 1] = 0
    widest = np.maximum.reduceat(inner, np.concatenate(([0], ends[:-1])))
    widths: list[int] = np.where(widest < 1 << 8, 1, np.where(widest < 1 << 16, 2, 4)).tolist()
    return widths


def unpack(packed: bytes) -> tuple[Numbers, Frequencies]:
    """The numbers and frequencies of a posting list."""
    width, first, plain = packed[0] & 7, int.from_bytes(packed[1:5], "little"), packed[5:]
    if packed[0] & _SQUEEZED:
        plain = zlib.decompress(plain)
    many = (len(plain) + width) // (width + 1)
    steps = np.frombuffer(plain, _WIDTHS[width], many - 1)
    numbers = np.empty(many, np.uint32)
    numbers[0] = first
    np.cumsum(steps, out=numbers[1:], dtype=np.uint32)
    numbers[1:] += np.uint32(first)
    return numbers, np.frombuffer(plain, np.uint8, many, (many - 1) * width)
