import pytest

from jikenbo.model.document import Document
from jikenbo.model.text import Text
from jikenbo.read.prepare import prepare
from jikenbo.read.secondary_damage import read_secondary_damage
from jikenbo.text.blocks import blocks


def status(content: str) -> str | int:
    made = Document("made-up", Text(content, blocks(content), "test/1"))
    (fact,) = read_secondary_damage(prepare(made))
    return fact.value


@pytest.mark.parametrize(
    "said",
    [
        "現時点で二次被害は確認されておりません。",
        "名簿が不正に利用された事実は確認されておりません。",
        "情報が悪用されたとの報告は受けておりません。",
        "お取引先様からの被害のご報告は受けておりません。",
        "これに関連する被害のお申し出も確認されておりません。",
        "3. 二次被害の有無\n現時点では確認されておりません。",
    ],
)
def test_misuse_that_is_not_known_is_said(said: str) -> None:
    assert status(said) == "none_confirmed"


def test_misuse_that_is_known_is_said() -> None:
    assert status("漏えいした情報による二次被害が確認されました。") == "confirmed"


@pytest.mark.parametrize(
    "said",
    [
        "二次被害を防止するため、ご注意ください。",
        "今後、情報が悪用される可能性があります。",
        "当該アカウントの不正利用は現在確認されておりません。",
        "サーバーを停止しました。",
    ],
)
def test_warnings_and_misuse_of_systems_say_nothing(said: str) -> None:
    assert status(said) == "not_stated"


def test_a_heading_that_asks_to_beware_says_nothing_of_misuse() -> None:
    assert status("2. 二次被害へのご注意\n不審な電話は確認されておりません。") == "not_stated"


def test_data_that_was_misused_is_misuse_unless_somebody_came_in_by_it() -> None:
    assert status("当該情報が不正に利用され、国際電話が発信されたことを確認しております。") == "confirmed"
    assert status("認証情報が不正に利用され、社内に侵入されたことを確認しております。") == "not_stated"


def test_harm_that_is_not_known_is_misuse_that_is_not_known_unless_it_is_of_places() -> None:
    assert status("現時点において被害の発生は確認されておりません。") == "none_confirmed"
    assert status("現時点において、他のグループ会社において被害は発生しておりません。") == "not_stated"
    assert status("その他のサービスにおいて不正利用は確認されておりません。") == "not_stated"


def test_misuse_that_was_reported_under_its_heading_or_as_such_is_confirmed() -> None:
    assert status("2. 二次被害\n偽の画面で支払いを行ったとの報告を受けております。") == "confirmed"
    assert status("2. 二次被害の有無\n暗号化されたデータに名簿が含まれることを確認しました。") == "not_stated"
    assert status("二次被害として、一部の方が入力した結果、被害を受けていることを確認しております。") == "confirmed"
