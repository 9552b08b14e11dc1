"""Sentences that hold a full stop within brackets."""

from jikenbo.read.prepare import Prepared

# A sentence is rarely longer to either side; what a rule looks for stands nearer.
_REACH = 400
# How a sentence goes on after a bracket that held a full stop.
_GOES_ON = frozenset("はがのにをでとへもや、より")


def whole_sentence(prepared: Prepared, at: int) -> tuple[int, int]:
    """The sentence of an offset; one that seems to end within brackets, 「…といいます。」, goes on after them."""
    number = prepared.sentence_at(at)
    first = last = prepared.sentences[number]
    while number and prepared.text[first.start] in _GOES_ON and first.block == prepared.sentences[number - 1].block:
        number -= 1
        first = prepared.sentences[number]
    for following in prepared.sentences[prepared.sentence_at(at) + 1 : number + 6]:
        if following.block != last.block or prepared.text[following.start] not in _GOES_ON:
            break
        last = following
    return max(first.start, at - _REACH), min(last.end, at + _REACH)
