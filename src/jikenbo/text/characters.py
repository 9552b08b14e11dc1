"""Classes of characters for regular expressions over folded text.

They are written by what they leave out of the letters that Unicode knows: Python 3.11 compiles a class of twenty
thousand Chinese characters one by one, in every pattern anew, which was a sixth of the start-up.
"""

# Figures and letters in circles mark the items of lists.
_LISTS = "①-⓿❶-➓㉑-㉟㊱-㊿"
HIRAGANA = "ぁ-ゖゝゞ"
# Letters, figures, kana and Chinese characters.
LETTER = rf"[^\W_{_LISTS}]"
# What names are written in: letters, figures, katakana and Chinese characters.
SOLID = rf"[^\W_{HIRAGANA}{_LISTS}]"
# A Chinese character, or one of the marks that stand for one.
KANJI = rf"[^\W\d_A-Za-z{HIRAGANA}ァ-ヺー{_LISTS}]"
# Either of katakana and Chinese characters.
KATAKANA_KANJI = rf"[^\W\d_A-Za-z{HIRAGANA}{_LISTS}]"
