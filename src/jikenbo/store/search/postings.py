"""Postings as bytes: ascending numbers kept as differences in the narrowest width, with a frequency each."""

import zlib

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
    steps = np.diff(numbers)
    widest = int(steps.max(initial=0))
    width = 1 if widest < 1 << 8 else 2 if widest < 1 << 16 else 4
    plain = steps.astype(_WIDTHS[width]).tobytes() + frequencies.tobytes()
    squeezed = len(plain) > _WORTH_IT
    head = bytes([width | (_SQUEEZED if squeezed else 0)]) + int(numbers[0]).to_bytes(4, "little")
    return head + (zlib.compress(plain, 1) if squeezed else plain)


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
