"""MinHash of a text: two texts that share most of their words have mostly equal fingerprints (Broder 1997)."""

import re
from array import array
from operator import eq
from zlib import crc32

from rensa import RMinHash

SIZE = 48
_BAND = 3
_NOISE = re.compile(r"[^\w]|_")


def fingerprint(text: str) -> tuple[int, ...]:
    """The fingerprint of a folded text by its runs of five characters; empty for a text too short to tell."""
    plain = _NOISE.sub("", text)
    if len(plain) < 60:
        return ()
    shingles = list({plain[at : at + 5] for at in range(min(len(plain), 20_000) - 4)})
    minhash = RMinHash(num_perm=SIZE, seed=7)
    minhash.update(shingles)
    return tuple(minhash.digest())


def likeness(left: tuple[int, ...], right: tuple[int, ...]) -> float:
    """The estimated share of common runs of two texts, 0 to 1."""
    if not left or not right:
        return 0.0
    alike: int = sum(map(eq, left, right))
    return alike / len(left)


def bands(signature: tuple[int, ...]) -> tuple[str, ...]:
    """Keys that two texts share almost surely from a likeness of 0.6 on, 9 times in 10 at 0.5 (16 bands of 3 rows)."""
    return tuple(
        f"{at // _BAND}:{crc32(array('Q', signature[at : at + _BAND]).tobytes()):x}"
        for at in range(0, len(signature) - _BAND + 1, _BAND)
    )
