import pytest

from jikenbo.errors import UnreadableError
from jikenbo.extract.encoding import decode

WORDS = "このたび、弊社のサーバーに不正なアクセスがありました。①対象は高橋様ほか二十名です。" * 3
VARIANT = WORDS.replace("高", "髙")
SIMPLE = "このたび、弊社のサーバーに不正なアクセスがありました。" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jis_2004", "utf-16", "utf-32"])
def test_japanese_encodings_are_known_without_being_told(encoding: str) -> None:
    assert decode("a.txt", WORDS.encode(encoding)).content == WORDS


def test_iso_2022_jp_is_known_by_its_escapes() -> None:
    assert decode("a.txt", SIMPLE.encode("iso-2022-jp")).content == SIMPLE


@pytest.mark.parametrize("declared", ["Shift_JIS", "x-sjis", "windows-31j"])
def test_a_page_that_says_shift_jis_may_hold_what_only_microsoft_s_form_has(declared: str) -> None:
    assert decode("a.html", VARIANT.encode("cp932"), declared).content == VARIANT


@pytest.mark.parametrize("encoding", ["cp932", "euc_jis_2004"])
def test_a_wrong_declaration_does_not_mislead(encoding: str) -> None:
    assert decode("a.html", WORDS.encode(encoding), "utf-8").content == WORDS


def test_one_broken_character_is_kept_and_counted() -> None:
    data = SIMPLE.encode("cp932")
    broken = data * 10 + b"\x81\n" + data
    decoded = decode("a.txt", broken)
    assert decoded.broken == 1
    assert decoded.content.count("\ufffd") == 1


@pytest.mark.parametrize("data", [b"\x00\x01\x02" * 50, bytes(range(1, 9)) * 40])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="binary data"):
        decode("a.md", data)


def test_an_unknown_encoding_is_refused_with_the_ones_that_are_read() -> None:
    with pytest.raises(UnreadableError, match="Shift_JIS"):
        decode("a.txt", bytes(range(0xA0, 0xFF)) * 40)
