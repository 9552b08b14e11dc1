"""Slips that every recogniser of Japanese print makes, put right where what stands around leaves no doubt."""

import re

_KANJI = r"[\u4e00-\u9fff々]"
_KATAKANA = r"[\u30a1-\u30fa]"
_JAPANESE = r"[\u3040-\u30ff\u4e00-\u9fff々、。「」『』【】・]"
# Kanji that look like katakana, and the other way round.
_AS_KATAKANA = dict(zip("一二口力夕工卜八へ", "ーニロカタエトハヘ", strict=True))
# カ stands between kanji in its own right: 数カ月.
_AS_KANJI = dict(zip("ーニロタエ", "一二口夕工", strict=True))

_IN_KATAKANA = re.compile(f"(?<=[\u30a1-\u30fc])[{''.join(_AS_KATAKANA)}](?={_KATAKANA})")
_IN_KANJI = re.compile(f"(?<={_KANJI})[{''.join(_AS_KANJI)}](?={_KANJI})")
# A figure's thousands: 1.234名, 1,.234件, 1, 234人.
_THOUSANDS = re.compile(f"(?<![\\d.,])[1-9]\\d{{0,2}}(?:[.,]{{1,2}} ?\\d{{3}})+(?={_JAPANESE})")
_SEPARATOR = re.compile(r"[.,]+ ?")
_STOP = re.compile(r"(?<=[ぁ-ん])[oO](?=$|[\s」）\u3040-\u30ff\u4e00-\u9fff])")
_OPENING = re.compile(f"(?<={_JAPANESE})\\(|\\((?={_JAPANESE})")
_CLOSING = re.compile(f"(?<={_JAPANESE})\\)|\\)(?={_JAPANESE})")


def mended(words: str) -> str:
    """The words with look-alikes, full stops, thousands and brackets as they were printed."""
    words = _IN_KATAKANA.sub(lambda found: _AS_KATAKANA[found[0]], words)
    words = _IN_KANJI.sub(lambda found: _AS_KANJI[found[0]], words)
    words = _THOUSANDS.sub(lambda found: _SEPARATOR.sub(",", found[0]), words)
    words = _STOP.sub("。", words)
    return _brackets(words)


def _brackets(words: str) -> str:
    """Brackets beside Japanese words full-width, both of a pair alike."""
    wide = _CLOSING.sub("）", _OPENING.sub("（", words))
    return re.sub(r"（([^（）()]*)\)", r"（\1）", re.sub(r"\(([^（）()]*)）", r"（\1）", wide))
