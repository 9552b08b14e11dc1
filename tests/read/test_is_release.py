from pathlib import Path

import pytest

from jikenbo.read.is_release import is_release

FILES = Path(__file__).parents[1] / "files" / "is_release"
OWN = "不正アクセスに関するお詫びとご報告\n弊社のサーバーが第三者による不正アクセスを受けたことが5月2日に判明しました。深くお詫び申し上げます。"


def _accuracy() -> float:
    pages = [(path, kind == "positive") for kind in ("positive", "negative") for path in (FILES / kind).glob("*.txt")]
    right = sum(is_release(path.read_text(encoding="utf-8")).verdict == want for path, want in pages)
    return right / len(pages)


def test_pages_written_for_it_are_told_apart() -> None:
    assert _accuracy() >= 0.97


def test_a_notice_of_ones_own_incident_is_a_release() -> None:
    assert is_release(OWN).verdict


def test_the_reason_names_the_strongest_evidence() -> None:
    reason = is_release(OWN).reason
    assert reason.startswith("It is a release: ")
    assert "it dates the incident or its discovery" in reason


@pytest.mark.parametrize(
    "text",
    [
        "【ひな形】不正アクセスのお詫び\n○○株式会社は○年○月○日、不正アクセスを受けたことが判明しました。お詫び申し上げます。",
        "ランサムウェア対策セミナーのご案内\n講師を招き、感染を防ぐ方法を学びます。定員30名、参加費無料。",
        "不正アクセスとは?5つの対策を解説\nこの記事では不正アクセスの手口と対策をわかりやすく紹介します。",
        "システムメンテナンスのお知らせ\nメンテナンス日時は5月2日2時から4時です。ご不便をおかけします。",
        "プライバシーポリシー\n当社は個人情報の漏えいを防ぐため安全管理措置を講じます。利用目的は次のとおりです。",
    ],
    ids=["template", "seminar", "explainer", "maintenance", "policy"],
)
def test_what_only_speaks_of_incidents_is_no_release(text: str) -> None:
    assert not is_release(text).verdict


def test_an_apology_for_anything_else_is_no_release() -> None:
    said = "部品の無償点検のお知らせとお詫び\n充電器が発熱するおそれがあることが判明しました。深くお詫び申し上げます。"
    assert not is_release(said).verdict


def test_what_the_reader_finds_counts_beside_words() -> None:
    names = {finding.name for finding in is_release(OWN).findings}
    assert {"dated", "kinds_read"} <= names


def test_an_empty_text_is_no_release_and_says_so() -> None:
    found = is_release("")
    assert not found.verdict
    assert found.reason == "It is no release: nothing on the page tells of an incident."


def test_a_very_long_text_is_read_in_bounded_time() -> None:
    assert not is_release("数字\n" + "1" * 3_000_000).verdict
