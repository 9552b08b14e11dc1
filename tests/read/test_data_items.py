import time

import pytest

from jikenbo.model.document import Document
from jikenbo.model.text import Text
from jikenbo.read.data_items import read_data_items
from jikenbo.read.data_zones import Zones
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks


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
        "クレジットカード情報は影響を受けません。",
        "クレジットカード情報は伏せ字にして保管しており、対象外です。",
        "クレジットカード情報が流出した可能性は極めて低いと考えております。",
        "クレジットカード情報は、漏えいを否定できない情報には含まれておりません。",
        "|漏えいした項目|氏名|\n|---|---|\n|含まれないもの|クレジットカード情報|",
        "## 影響を受けた情報\n・クレジットカード情報\n\nなお、これらの情報が外部に流出した事実は確認されておりません。",
        "一方で、\n\n- クレジットカード情報が閲覧された事実\n\nは確認されておりません。",
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
        "職員がフィッシングの画面で入力し、アカウント情報を窃取されました。",
        "## 原因\n外部の第三者がパスワードを窃取しました。",
        "不正に入手した認証情報を使用して侵入されました。",
        "サーバーの通信記録を調査した結果、侵入の痕跡が見つかりました。",
        "「フィッシング」とは、偽の画面でカード番号を盗み出す詐欺のことです。",
        "氏名や生年月日はパスワードに設定しないでください。",
        "画面にユーザー名やパスワードは絶対に入力せず、閉じてください。",
        "当社のメールアドレスを使用して迷惑メールが送信されました。",
        "お取引先の機密情報の流出の有無については、調査中です。",
        "マイページの注文履歴の閲覧",
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


def test_what_a_form_took_is_no_desk() -> None:
    assert read("## お問い合わせフォームの入力データ\n- 氏名、メールアドレス")[0] == {"name", "email"}


def test_a_list_numbered_in_circles_is_one_list() -> None:
    assert read("漏えいした情報は次のとおりです。\n\n会員の①氏名 ②性別 ③年代")[0] == {"name", "gender", "age"}


def test_a_short_paragraph_that_lists_data_is_no_heading_of_a_desk() -> None:
    text = "## 漏えいした情報\n\n氏名、電話番号等の連絡先\n\n所有者の住所、生年月日"
    assert read(text)[0] == {"name", "phone", "address", "birth_date"}


def test_a_list_that_no_desk_would_ask_for_is_of_the_incident() -> None:
    text = "## 問い合わせ窓口\n- 患者番号、氏名、性別、診療科\n\n窓口へは氏名、電話番号をお知らせください。"
    assert read(text)[0] == {"identifier", "name", "gender", "health"}


def test_what_is_thought_to_have_leaked_is_included() -> None:
    assert read("調査中ですが、氏名、住所が考えられます。")[0] == {"name", "address"}


def test_a_bracket_spares_the_entries_joined_before_it() -> None:
    assert read("## 漏えいした情報\n- 氏名\n- 住所・電話番号（対象ではございません）") == (
        {"name"},
        {"address", "phone"},
    )


def test_a_bracket_with_an_entry_of_its_own_spares_only_that() -> None:
    text = "## 漏えいした情報\n- お名前（会社名は含みません）"
    assert read(text) == ({"name"}, {"employer"})


def test_data_that_may_have_got_out_as_a_guess_is_included() -> None:
    assert read("カード情報が漏れているかもしれません。")[0] == {"credit_card"}


def test_what_remains_of_a_list_is_no_part_of_what_is_denied_after_it() -> None:
    text = "漏えいした情報は、氏名、住所など、お届けの記録の一部で、口座番号は含まれておりません。"
    assert read(text) == ({"name", "address"}, {"bank_account"})


def test_the_zone_of_a_sentence_is_the_same_however_many_are_asked_for() -> None:
    text = "## 漏えいした情報\n- 氏名\n\n## 問い合わせ先\n電話番号\n\n## 対象外の情報\n- 住所"
    prepared = prepare(Document("a.md", Text(text, blocks(text), "test")))
    one, every = Zones(prepared), Zones(prepared)
    last = len(prepared.sentences) - 1
    assert [every.at(number) for number in range(last + 1)][last] == one.at(last)


def test_a_school_beside_a_company_is_where_a_person_belongs() -> None:
    assert read("## 漏えいした情報\n団体名、学校名")[0] == {"employer"}


@pytest.mark.parametrize("filler", ["氏名、", "氏名(", "氏名は不明", "パスワードを使", "漏えい", "|", "※"])
def test_endless_lists_are_read_in_linear_time(filler: str) -> None:
    prepared = prepare(Document("a.md", Text(filler * 20_000, blocks(filler * 20_000), "test")))
    begun = time.process_time()
    list(read_data_items(prepared))
    assert time.process_time() - begun < 3


def test_a_katakana_word_that_goes_on_is_another_word() -> None:
    assert read("検知のためのパスワードロックの仕組みがないことが分かりました。") == (set(), set())


def test_an_everyday_word_that_ends_a_sentence_is_of_its_list() -> None:
    assert "employer" in read("漏えいのおそれのある情報は、氏名、メールアドレス及び所属です。")[0]


def test_advice_not_to_open_mails_denies_no_leak() -> None:
    assert read("当該メールを受け取られた方は、メール本文中のリンクのクリックを行わず、削除してください。") == (
        set(),
        set(),
    )


def test_what_will_not_leak_later_takes_nothing_back() -> None:
    text = (
        "会員様の個人情報が流出した可能性があります。\n\n遮断したため、今後、個人情報が流出する可能性はございません。"
    )
    assert read(text)[0] == {"personal_unspecified"}


def test_a_heading_on_the_possibility_of_a_leak_fears_none_that_the_text_denies() -> None:
    assert not read("## 情報漏えいの可能性について\n現時点で個人情報の漏えいは確認されておりません。")[0]


@pytest.mark.parametrize("entry", ["学修番号", "組織コード", "統合認証ID"])
def test_a_number_of_an_unknown_kind_in_a_list_is_an_identifier(entry: str) -> None:
    assert read(f"## 漏えいした情報\n氏名、{entry}、住所")[0] == {"name", "identifier", "address"}


@pytest.mark.parametrize(
    "text",
    [
        "ID認証情報入力画面が表示される事象が漏えいの原因です。",
        "口座番号およびパスワードを第三者に教えないでください。",
        "旅行情報誌の編集部が閲覧されました。",
    ],
)
def test_pages_magazines_and_advice_are_no_data(text: str) -> None:
    assert read(text) == (set(), set())


def test_qualifications_beside_data_of_people_are_no_keys() -> None:
    assert read("## 漏えいした情報\n経歴書（氏名、生年月日、学歴及び資格情報）")[0] >= {"hr"}
    assert not read("## 漏えいした情報\n経歴書（氏名、生年月日、学歴及び資格情報）")[0] & {"login_id", "password"}


def test_a_clause_that_rules_no_leak_out_outweighs_that_it_is_looked_into() -> None:
    text = "現時点では個人情報の漏えいの有無について調査中ですが、可能性を否定できない状況です。"
    assert read(text)[0] == {"personal_unspecified"}


def test_a_list_that_was_feared_stays_so_where_the_sentence_goes_on_that_no_leak_was_found() -> None:
    text = "漏えいのおそれがある個人情報は、氏名、住所、口座情報等となっておりますが、現時点で漏えいの事実は確認されておりません。"
    assert read(text) == ({"name", "address", "bank_account"}, set())


def test_what_was_feared_is_safe_where_the_end_says_that_it_did_not_leak() -> None:
    text = "メール本文が外部に流出した可能性があるとの連絡を受けておりました。\n\n調査の結果、メール本文の流出はなかったことが確認されました。"
    assert read(text) == (set(), {"message"})


def test_what_is_not_held_is_safe() -> None:
    text = "## 漏えいした情報\n氏名、住所\n\nクレジットカード情報に関しましては、当施設のシステムでは取り扱っておりません。"
    assert read(text) == ({"name", "address"}, {"credit_card"})


@pytest.mark.parametrize(
    "text",
    [
        "外部で流出したメールアドレスおよびパスワードを使ったリスト型攻撃による不正ログインが確認されました。",
        "お客様のクレジットカード情報を詐取するためのフィッシングサイトへ誘導するメッセージが送信されました。",
        "弊会とメールのやり取りのあった方へ、閲覧された可能性をお知らせしております。",
        "漏えいした情報は、登録データと紐づけられる可能性があるため、企業情報と紐づけてのお電話にご注意ください。",
    ],
)
def test_what_the_attacker_used_or_wanted_is_no_leaked_data(text: str) -> None:
    assert not read(text)[0] & {"email", "password", "credit_card", "message", "business_secret"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("## 漏えいした情報\n- 生徒及び教職員の写真\n- 氏名", {"photo", "name"}),
        ("## 漏えいした情報\n- 弊社が付した回答者ID\n- 氏名", {"identifier", "name"}),
        ("## 漏えいした情報と二次被害のおそれ\n氏名、住所", {"name", "address"}),
        ("## 漏えいした情報\n見本市でいただいた名刺情報", {"name", "employer"}),
        ("## 漏えいした情報\n採用選考にご応募いただいた方の個人情報", {"hr"}),
        ("## 漏えいした情報\n氏名、通学する小学校名", {"name", "education"}),
        ("## 漏えいした情報\n株主様の氏名、所有株数", {"name"}),
        ("## 漏えいした情報\n会員番号に紐づくパスワード、氏名", {"identifier", "password", "name"}),
    ],
)
def test_entries_of_a_list_of_what_leaked(text: str, values: set[str]) -> None:
    assert read(text)[0] == values


def test_headings_that_are_entries_are_data_beside_others() -> None:
    text = "## 漏えいした情報\n### ◆ 学籍番号または教職員番号\n### ◆ 漢字氏名\nほかに住所、電話番号が流出しました。"
    assert read(text)[0] == {"identifier", "name", "address", "phone"}


def test_the_predicate_of_a_list_in_brackets_may_stand_far_behind() -> None:
    text = "記念誌のデータ(氏名・写真)が、記念誌を制作した事業者である見本印刷株式会社(本社・見本市)に対し昨年七月に行われたランサムウェア攻撃を原因として漏えいした可能性があります。"
    assert read(text)[0] == {"name", "photo"}


def test_what_a_system_cannot_hold_or_show_is_safe() -> None:
    text = "氏名が閲覧された可能性があります。\n\nクレジットカード情報につきましては、画面上では保持・閲覧できない仕様のため、流出の可能性はございません。"
    assert read(text) == ({"name"}, {"credit_card"})


def test_people_who_are_left_out_spare_no_data() -> None:
    assert read("## 漏えいした情報\n- 社員氏名\n- 会社メールアドレス（退職者除く）") == ({"name", "email"}, set())


def test_an_entry_with_a_remark_behind_it_is_one() -> None:
    assert read("## 漏えいした情報\n- 回答者ID（弊社が任意で付した番号）\n- 氏名")[0] == {"identifier", "name"}


def test_the_title_of_another_notice_behind_a_leak_takes_nothing_back() -> None:
    text = "記念誌の情報(顔写真及び氏名)が漏えいしたおそれがあると報告があり、「工場への攻撃に関するお知らせ及びお詫び」を受け取りました。"
    assert read(text)[0] == {"photo", "name"}


@pytest.mark.parametrize(
    "text",
    [
        "## 被処分者\n- 所属部署　総務課\n- 年齢　四十歳",
        "当会を装ったメールが、当方も知り得ないメールアドレスへ送信されています。",
        "同社からは、当社のメールアドレス、メール本文の漏洩に関する具体的な説明はございません。",
    ],
)
def test_other_mentions_of_data_tell_of_no_leak(text: str) -> None:
    assert read(text) == (set(), set())


def test_mails_to_an_account_that_was_seen_are_messages() -> None:
    assert read("当該アカウント宛メールが第三者に閲覧された可能性があります。")[0] == {"message"}


def test_what_an_attacked_system_held_is_not_safe_where_a_leak_cannot_be_ruled_out() -> None:
    text = "攻撃を受けたサーバ内にお客様のお名前とご住所が保存されていました。\n\n漏洩の可能性が否定できないため調査しましたが、現時点で情報漏洩は確認されておりません。"
    assert read(text) == ({"name", "address"}, set())


@pytest.mark.parametrize(
    "said",
    [
        "誤って送ったメールには、参加者の氏名が記された一覧が添付されていました。",
        "会員の氏名がダウンロードされていました。",
        "閲覧されたおそれのあるファイルには、患者様の氏名が記されていました。",
    ],
)
def test_what_was_written_in_what_got_out_is_included(said: str) -> None:
    assert read(said) == ({"name"}, set())


def test_what_is_called_safe_is_excluded() -> None:
    said = "氏名が漏えいしたおそれがあります。パスワードについては暗号化しているため安全です。"
    assert read(said) == ({"name"}, {"password"})


def test_a_leak_that_is_looked_into_with_others_names_no_item() -> None:
    said = "個人情報の流出については外部の専門家と連携して調査を進めております。"
    assert read(said) == (set(), set())


def test_what_somebody_took_an_account_over_with_did_not_leak() -> None:
    said = "不正に入手したメールアドレスとパスワードでメールが乗っ取られた可能性があります。"
    assert read(said) == (set(), set())
