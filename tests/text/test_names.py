import pytest

from jikenbo.text.fold import fold
from jikenbo.text.names import find_names, fold_name


def names(text: str) -> list[str]:
    return [mention.name for mention in find_names(fold(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("業務委託先である株式会社ヤマ川のサーバ", "株式会社ヤマ川"),
        ("みどり野株式会社のお客様", "みどり野株式会社"),
        ("このたび、のぞみ山信用金庫は", "のぞみ山信用金庫"),
        ("株式会社すわいらーくフーズお客様相談室", "株式会社すわいらーくフーズ"),
        ("雑貨を展開する株式会社見本計画(東京都", "株式会社見本計画"),
        ("仮名印刷株式会社代表取締役社長", "仮名印刷株式会社"),
        ("委託先見本鑑定株式会社において", "見本鑑定株式会社"),
        ("株式会社東北みちしお銀行では", "株式会社東北みちしお銀行"),
        ("株式会社 ABC Exampleサポート窓口", "株式会社ABC Example"),
        ("当社の親会社 Example & Sons Holdings Co., Ltd.は", "Example & Sons Holdings Co., Ltd."),
        ("台湾見本電子股份有限公司において", "台湾見本電子股份有限公司"),
        ("NPO法人見本サポート協会", "NPO法人見本サポート協会"),
        ("当社子会社Sample Corporation (Thailand) Ltd.において", "Sample Corporation (Thailand) Ltd."),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text: str, name: str) -> None:
    assert names(text) == [name]


def test_two_names_in_a_row_are_kept_apart() -> None:
    assert names("見本商事株式会社および有限会社ヤマ川") == ["見本商事株式会社", "有限会社ヤマ川"]


def test_a_bare_legal_form_is_no_name() -> None:
    assert names("株式会社の場合は、") == []


def test_offsets_are_those_of_the_name() -> None:
    text = fold("弊社（株式会社 見本）は")
    (mention,) = find_names(text)
    assert text[mention.start : mention.end] == mention.name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈱齋藤見本", "株式会社 斎藤見本"),
        ("Example Co., Ltd.", "EXAMPLE"),
        ("キヤノ見本株式会社", "キャノ見本"),
        ("⻄⻑商店", "西長商店"),
        ("見本・ソリューションズ(株)", "見本ソリューションズ株式会社"),
    ],
)
def test_ways_of_writing_one_name_fold_to_one_key(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_a_name_of_form_alone_keeps_a_key() -> None:
    assert fold_name("株式会社")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("アルバム制作会社(株)ヤマ川のサーバ", ["(株)ヤマ川"]),
        ("###2株式会社ヤマ川 取扱分", ["株式会社ヤマ川"]),
        ("###1見本印刷株式会社 取扱分", ["見本印刷株式会社"]),
        ("(参考)株式会社ヤマ川の発表", ["株式会社ヤマ川"]),
        ("業務を行うサンプル企画株式会社が", ["サンプル企画株式会社"]),
        ("導入にあたりサンプル企画株式会社に", ["サンプル企画株式会社"]),
        ("(9月11日)にひかりキャピタル株式会社の", ["ひかりキャピタル株式会社"]),
        ("見本株式会社、およびさくら見本株式会社", ["見本株式会社", "さくら見本株式会社"]),
        ("見本株式会社、みほーとエージェント株式会社", ["見本株式会社", "みほーとエージェント株式会社"]),
        ("サンプルまちおこし株式会社において", ["サンプルまちおこし株式会社"]),
        ("学校法人内における管理と当健康保険組合", []),
    ],
)
def test_what_runs_into_a_name_is_not_the_names(text: str, names: list[str]) -> None:
    assert [mention.name for mention in find_names(text)] == names
