import time

import pytest

from jikenbo.model.document import Document
from jikenbo.model.text import Text
from jikenbo.read.measures import read_measures
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks
from jikenbo.vocab import vocabulary

PLAIN = [
    ("直ちに当該サーバーをネットワークから切り離しました。", "isolate"),
    ("オンラインストアの公開を一時停止いたしました。", "isolate"),
    ("当該メールアカウントを無効化しました。", "account_disable"),
    ("全職員のパスワードを変更しました。", "password_reset"),
    ("VPN接続に多要素認証を導入しました。", "mfa"),
    ("修正パッチを適用しました。", "patch"),
    ("業務用端末をすべて初期化しました。", "rebuild"),
    ("6月3日に受注システムを復旧しました。", "restore"),
    ("バックアップ体制を見直しました。", "backup"),
    ("外部の専門会社にフォレンジック調査を依頼しました。", "forensics"),
    ("アクセスログの解析を進めています。", "log_review"),
    ("全端末にEDRを導入しました。", "edr"),
    ("24時間の監視体制を整えました。", "monitoring"),
    ("管理画面へのアクセスを社内からに制限しました。", "access_control"),
    ("持ち出すファイルの暗号化を徹底します。", "encryption"),
    ("誤って送信した方々に、メールの削除をお願いしました。", "takedown"),
    ("対象となるお客様には、個別に書面でご連絡いたします。", "notify"),
    ("本件に関するお問い合わせは、下記の窓口で承ります。", "contact_desk"),
    ("心当たりのないメールは開封せずに削除してください。", "warn"),
    ("全従業員に情報セキュリティの研修を行います。", "training"),
    ("送信前のダブルチェックを手順に加えました。", "rules"),
    ("委託先の監督を強化します。", "supplier_oversight"),
    ("第三者による脆弱性診断を実施しました。", "assessment"),
    ("社長を長とする対策本部を設置しました。", "task_force"),
    ("関与した職員を懲戒処分といたしました。", "legal"),
]


def document(content: str) -> Document:
    return Document("made-up", Text(content, blocks(content), "test/1"))


def values(content: str) -> set[str | int]:
    return {fact.value for fact in read_measures(prepare(document(content)))}


@pytest.mark.parametrize(("said", "value"), PLAIN)
def test_each_measure_is_read_from_plain_words(said: str, value: str) -> None:
    assert value in values(said)


def test_the_list_of_measures_is_covered_by_the_plain_words() -> None:
    assert {value for _, value in PLAIN} == set(vocabulary("measures"))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("多要素認証の導入を検討しております。", "mfa"),
        ("監視体制の強化も視野に入れております。", "monitoring"),
        ("## 検討中の対策\n脆弱性診断サービスの利用", "assessment"),
    ],
)
def test_what_is_only_considered_is_not_taken(said: str, value: str) -> None:
    assert value not in values(said)


def test_a_measure_beside_one_that_is_considered_is_taken() -> None:
    assert values("全端末にEDRを導入し、多要素認証は導入を検討しております。") == {"edr"}


def test_a_list_that_ends_in_the_study_of_further_steps_is_taken() -> None:
    assert "monitoring" in values("監視体制の強化および再発防止策の検討を進めています。")


def test_what_readers_are_asked_to_do_is_a_warning() -> None:
    assert values("お客様におかれましては、パスワードの変更をお願いいたします。") == {"warn"}


def test_what_a_supplier_is_asked_to_do_is_oversight_alone() -> None:
    assert values("あおぞら社に対し、不正な通信の検知の強化を求めてまいります。") == {"supplier_oversight"}


def test_the_closing_promise_of_a_stronger_organisation_is_no_rule() -> None:
    assert values("今後はより一層のセキュリティ体制の強化に努めてまいります。") == set()


def test_a_stronger_administration_under_prevention_is_a_rule() -> None:
    assert values("## 再発防止策\n情報管理体制の強化に努めてまいります。") == {"rules"}


def test_conditional_notice_to_people_counts() -> None:
    assert "notify" in values("漏えいが判明した場合には、対象のお客様に速やかにご連絡いたします。")


def test_a_promise_of_news_on_the_site_is_no_notice_to_people() -> None:
    assert "notify" not in values("新たな事実が判明した場合には、速やかにホームページでお知らせいたします。")


def test_stronger_authentication_without_a_second_factor_is_not_mfa() -> None:
    assert values("認証の強化を行いました。") == {"access_control"}


def test_a_heading_for_inquiries_is_a_desk() -> None:
    assert values("## 5.お問い合わせ\n(省略)") == {"contact_desk"}


def test_inquiries_as_a_kind_of_data_are_no_desk() -> None:
    assert values("お客様からのお問い合わせに関する情報の一部が含まれていました。") == set()


def test_a_system_that_stopped_by_itself_was_not_cut_off() -> None:
    assert values("攻撃の影響で社内システムが停止しております。") == set()


def test_resumption_as_a_mere_condition_is_no_recovery() -> None:
    assert values("サイトが復旧しましたら改めてお知らせします。") == set()


def test_every_fact_points_at_its_words() -> None:
    made = document("直ちに当該サーバーを隔離しました。")
    (fact,) = read_measures(prepare(made))
    start, end = fact.spans[0]
    assert made.text.content[start:end] == "隔離"


def test_a_long_text_without_ends_is_read_in_linear_time() -> None:
    prepared = prepare(document("復旧と監視の強化、" * 40_000))
    assert prepared.hits
    begun = time.perf_counter()
    list(read_measures(prepared))
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("障害の起きた機器はすべてネットワークから外しました。", "isolate"),
        ("対象の方には封書でお知らせしています。", "notify"),
        ("送信前に2人で宛先を確かめる手順に改めます。", "rules"),
        ("別環境を立ち上げて業務を続けております。", "rebuild"),
        ("受託者へ詳しい報告を求めています。", "supplier_oversight"),
        ("当社をかたる電話にはご用心ください。", "warn"),
        ("バックアップの二重化を行いました。", "backup"),
    ],
)
def test_plain_words_name_a_measure(said: str, value: str) -> None:
    assert value in {fact.value for fact in read_measures(prepare(document(said)))}


def test_what_stood_before_the_incident_is_no_measure() -> None:
    said = "当社では従前よりウイルス対策ソフトを導入しておりました。"
    assert not list(read_measures(prepare(document(said))))


def test_a_heading_over_a_request_to_readers_is_no_measure() -> None:
    said = "3. パスワードの変更について\nお手数ですが、速やかにご変更くださいますようお願いいたします。"
    assert "password_reset" not in {fact.value for fact in read_measures(prepare(document(said)))}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("登録のアドレス宛に個別のご連絡を差し上げております。", "contact_desk"),
        ("不正に用いられたIPアドレスを遮断しました。", "isolate"),
        ("店舗の再開に向け、関係先と調整しています。", "restore"),
        ("5. 再発防止策\n今後も管理体制の強化に取り組み、信頼回復に努めてまいります。", "rules"),
    ],
)
def test_what_sounds_like_a_measure_and_is_another_or_none(said: str, value: str) -> None:
    assert value not in {fact.value for fact in read_measures(prepare(document(said)))}


def test_what_the_topic_of_a_clause_says_does_not_cancel_the_measure() -> None:
    said = "期間中にご利用いただきましたお客様につきましては、電子メールにて個別にご連絡申し上げます。"
    assert "notify" in {fact.value for fact in read_measures(prepare(document(said)))}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("本サイトは基幹の仕組みとは物理的に隔離された環境で動いています。", "isolate"),
        ("## お客様へのお願い\n- 端末をネットワークから切り離す\n- 全体のスキャンを実施する\n", "isolate"),
        ("## お客様へのお願い\n- 端末をネットワークから切り離す\n- 全体のスキャンを実施する\n", "edr"),
        ("定期的な研修により適切な管理に努めてまいりましたが、このような事態となりました。", "training"),
        ("今後も管理体制の強化と意識の向上に全力で取り組んでまいります。", "rules"),
        ("ウイルス駆除の費用を名目に金銭を求められました。", "edr"),
        ("今まで以上に厳重なセキュリティ体制の構築と強化徹底を図り、再発防止に取り組んでまいります。", "rules"),
        ("障害とは無関係の機器は、もともと別の環境で運用しております。", "rebuild"),
        ("### ②緊急連絡先\n- 項目：氏名、電話番号\n", "contact_desk"),
        ("業務の復旧に時間を要しております。", "restore"),
        ("サービス再開の見通しは、改めてお知らせします。", "restore"),
        ("委託先に再発防止策を講じるよう指導しました。", "training"),
        ("サーバー内の不審なファイルの削除を行いました。", "warn"),
    ],
)
def test_how_things_stand_stood_or_might_be_done_by_readers_is_no_measure(said: str, value: str) -> None:
    assert value not in values(said)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("セキュリティ体制の見直しや社員教育の徹底を図り、再発防止に努めてまいります。", "rules"),
        ("対象となるお取引先様へ速やかにご報告とお詫びを申し上げる所存です。", "notify"),
        ("該当の受講生へは、当協会から別途ご連絡を差し上げます。", "notify"),
        ("個人情報の管理について公社を指導します。", "supplier_oversight"),
        ("現在は別のサーバーにて運用を再開しております。", "rebuild"),
        ("安全のため、店の営業を一時停止しました。", "isolate"),
        ("なお、メールの送信先全てに注意喚起を行いました。", "notify"),
        ("各端末のウイルス感染チェックを実施しました。", "edr"),
        ("確かめる回数を社内で規程化しました。", "rules"),
        ("切り離した後、別の環境において控えのデータの復元を行いました。", "rebuild"),
        ("同社グループに対しては、より強力な再発防止策の実施を求めます。", "supplier_oversight"),
        ("損害調査の委託を停止しました。", "isolate"),
        ("従前より点検を続けておりますが、これに加え、従業員教育を強化します。", "training"),
        ("外部の記録媒体の使用制限を厳しくします。", "access_control"),
        ("お預かりするデータを暗号化管理いたします。", "encryption"),
        ("対応マニュアルの更新", "rules"),
        ("漏えいが確認された株主さまに対しては、速やかに謝罪いたします。", "notify"),
        ("外部からの接続を断ち、ネットワーク監視を強化しました。", "monitoring"),
        ("## お客様へのお願い\n- 念のため、端末をネットワークから切り離しました。\n", "isolate"),
    ],
)
def test_what_is_promised_or_done_is_a_measure_however_it_is_put(said: str, value: str) -> None:
    assert value in values(said)


def test_a_warning_asks_for_something() -> None:
    assert "warn" not in values("原因は従業員がフィッシングメールへアクセスしたことでした。")
    assert "warn" not in values("保険金のご請求に関する事実確認を委託しておりました。")
    assert "warn" in values("不審なメールを開封しないようお願いいたします。")


def test_experts_that_examine_or_teach_afterwards_are_no_forensics() -> None:
    assert "forensics" not in values("第三者機関による脆弱性診断を毎年実施いたします。")
    assert "forensics" not in values("専門家による研修を行います。")
    assert "forensics" in values("専門家による調査を行います。")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("不審な挙動がないかを監視し、対策を強化します。", "monitoring"),
        ("システムの脆弱性を検証します。", "assessment"),
        ("直ちに調査チームを設置しました。", "task_force"),
        ("各種パスワードの見直しを実施しました。", "password_reset"),
        ("事業者の指導監督を行います。", "supplier_oversight"),
    ],
)
def test_measures_are_known_by_verbs_that_join_clauses_and_by_their_other_names(said: str, value: str) -> None:
    assert value in values(said)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("対象のお客様に個別にご報告すると共に、関係省庁と警察への報告を行いました。", "notify"),
        ("委員会の指導の下、対象となる方々へは個別に謝罪を行っております。", "notify"),
        ("内容に心当たりがないメールでは、URLのクリックは行わず、削除していただくようお願いいたします。", "warn"),
    ],
)
def test_a_clause_ends_where_another_begins_beside_it(said: str, value: str) -> None:
    assert value in values(said)


@pytest.mark.parametrize(
    "said",
    [
        "脆弱性の監視を社内規程化いたしました。",
        "社内での情報保護に関わるルールの周知徹底",
        "安全管理措置の見直しを行います。",
    ],
)
def test_rules_that_are_made_known_or_looked_at_anew_are_rules(said: str) -> None:
    assert "rules" in values(said)


def test_what_staff_are_told_again_or_how_weaknesses_are_kept_is_no_rule() -> None:
    assert "rules" not in values("機器の脆弱性管理体制の強化を予定しております。")
    assert "rules" not in values("職員に対し、機器の適切な取扱いについて改めて周知徹底を行います。")
