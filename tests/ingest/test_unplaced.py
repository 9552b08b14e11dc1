from jikenbo.errors import JikenboError
from jikenbo.ingest.preparing import prepare
from jikenbo.model.document import Doubt

TEXT = "サーバーへの不正アクセスについて\n\nサーバーに不正アクセスがあり、お客様の氏名が漏えいしたおそれがあります。\n"


def doubts(content: str) -> list[Doubt]:
    found = prepare([("release.txt", content.encode(), "text/plain", "0" * 64)])[0]
    assert not isinstance(found, JikenboError)
    return [doubt for one in found for doubt in one.doubts if doubt.kind == "unplaced"]


def test_a_release_without_publisher_and_day_is_told() -> None:
    assert "No publisher and no day" in doubts(TEXT)[0].reason


def test_a_release_with_both_is_not() -> None:
    assert not doubts("株式会社見本商会\n2026年2月3日\n\n" + TEXT)
