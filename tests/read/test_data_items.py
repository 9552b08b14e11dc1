import time

import pytest

from jikenbo.model.document import Document
from jikenbo.model.text import Text
from jikenbo.read import data_scope
from jikenbo.read.data_items import read_data_items
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks
from jikenbo.vocab import vocabulary


def read(content: str) -> tuple[set[str], set[str]]:
    facts = list(read_data_items(prepare(Document("a.md", Text(content, blocks(content), "test")))))
    by_status = {s: {str(f.value) for f in facts if f.status == s} for s in ("included", "excluded")}
    return by_status["included"], by_status["excluded"]


NAMED = [
    ("ご芳名", {"name"}),
    ("メールアドレス", {"email"}),
    ("会社名", {"employer"}),
    ("クレジットカード番号", {"credit_card"}),
    ("ログイン情報", {"login_id", "password"}),
    ("学籍番号", {"identifier"}),
    ("購入履歴", {"transaction"}),
    ("傷病名", {"health"}),
    ("マイナンバー", {"my_number"}),
    ("運転免許証の写し", {"id_document"}),
    ("振込先口座", {"bank_account"}),
    ("職務経歴書", {"hr"}),
    ("お問い合わせ内容", {"message"}),
    ("IPアドレス", {"log"}),
    ("顔写真", {"photo"}),
    ("ご家族の氏名", {"family"}),
]


@pytest.mark.parametrize(("words", "values"), NAMED)
def test_the_longest_word_says_what_kind_of_data_it_is(words: str, values: set[str]) -> None:
    assert read(f"## 漏えいした情報\n- {words}") == (values, set())


@pytest.mark.parametrize(
    "text",
    [
        "会員の氏名と住所が外部に流出しました。",
        "会員の氏名、住所が閲覧された可能性を否定できません。",
        "漏えいした情報は、会員の氏名・住所であり、口座番号は含まれておりません。",
        "当該端末には氏名及び住所が保存されており、流出のおそれがあります。",
        "以下の情報が漏えいした可能性があります。\n・氏名\n・住所",
        "|対象|漏えいした項目|\n|---|---|\n|会員|氏名、住所|",
    ],
)
def test_data_that_leaked_or_may_have_is_included(text: str) -> None:
    assert read(text)[0] == {"name", "address"}


@pytest.mark.parametrize(
    "text",
    [
        "なお、クレジットカード情報は含まれておりません。",
        "なお、クレジットカード情報は当社では保有していません。",
        "クレジットカード情報の漏えいは確認されておりません。",
        "クレジットカード情報が流出した可能性はございません。",
        "クレジットカード情報は外部の決済会社が保管しています。",
        "## 漏えいした情報\n- 会員名簿(クレジットカード情報を除く)",
        "## 漏えいした情報\n- クレジットカード情報(漏えいは確認されておりません)",
        "以下の情報は含まれておりません。\n・クレジットカード情報",
    ],
)
def test_data_said_to_be_safe_is_excluded(text: str) -> None:
    assert "credit_card" in read(text)[1]


def test_an_item_included_for_one_group_and_excluded_for_another_is_included_only() -> None:
    included, excluded = read("会員の電話番号が流出しました。店員の電話番号は流出していません。")
    assert (included, excluded) == ({"phone"}, set())


@pytest.mark.parametrize(
    "text",
    [
        "## 問い合わせ先\n電話番号：03-0000-0000\nメールアドレス：desk@example.jp",
        "## お客様へのお願い\n不審なメールに記載のURLでパスワードを入力しないようご注意ください。",
        "## 再発防止策\n全職員のパスワードを変更しました。",
        "当社のメールアドレスが第三者に不正に利用されました。",
        "盗まれた認証情報が原因で、機器の認証情報が窃取され侵入されました。",
        "届いた電話番号には折り返さないでください。",
    ],
)
def test_desks_advice_measures_and_ways_in_name_no_leaked_data(text: str) -> None:
    assert read(text)[0] == set()


def test_unspecified_personal_data_counts_only_where_nothing_more_specific_does() -> None:
    assert read("お客様の個人情報が流出したおそれがあります。")[0] == {"personal_unspecified"}
    assert read("個人情報（氏名、性別）が流出したおそれがあります。")[0] == {"name", "gender"}


def test_a_final_denial_outweighs_what_was_feared() -> None:
    text = "会員の個人情報が流出した可能性を公表しました。\n\n調査の結果、個人情報の流出はなかったことを確認しました。"
    assert read(text)[0] == set()


def test_what_a_system_held_is_safe_where_all_that_is_told_is_that_nothing_leaked() -> None:
    text = "端末には氏名、住所が保存されておりました。\n\n解析の結果、外部への流出は確認されませんでした。"
    assert read(text) == (set(), {"name", "address"})


def test_a_school_beside_a_company_is_where_a_person_belongs() -> None:
    assert read("## 漏えいした情報\n団体名、学校名")[0] == {"employer"}


def test_the_look_ahead_of_the_scope_words_loses_none_of_them() -> None:
    first = set(data_scope.FIRST)
    samples = [cue for term in vocabulary("data_scope").values() for cue in term.cues]
    plain = {cue[0] for cue in samples if cue[0] not in r"(\[" and not cue.startswith("お?")}
    assert plain <= first


@pytest.mark.parametrize("filler", ["氏名、", "氏名(", "漏えい", "|", "※"])
def test_endless_lists_are_read_in_linear_time(filler: str) -> None:
    prepared = prepare(Document("a.md", Text(filler * 20_000, blocks(filler * 20_000), "test")))
    begun = time.process_time()
    list(read_data_items(prepared))
    assert time.process_time() - begun < 3
