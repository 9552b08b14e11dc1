import pytest

from jikenbo.model.document import Document, Overview, Stated
from jikenbo.model.text import Text
from jikenbo.read.prepare import prepare
from jikenbo.read.vectors import read_vectors
from jikenbo.text.blocks import blocks


def vectors(content: str, publisher: str | None = None) -> set[str | int]:
    overview = Overview(organisation=Stated(publisher)) if publisher else Overview()
    made = Document("made-up", Text(content, blocks(content), "test/1"), overview)
    return {fact.value for fact in read_vectors(prepare(made))}


def test_what_happened_at_a_supplier_came_through_a_supplier() -> None:
    told = (
        "記念誌の印刷を受注していた株式会社ほしぞら印刷において、工場のシステムがランサムウェアの攻撃を受けました。"
        "これにより記念誌の名簿が漏えいした可能性があります。"
    )
    assert "supplier" in vectors(told, "学校法人やなぎ学園")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("VPN機器を経由して社内に侵入されたことが判明しました。", "remote_access_device"),
        ("侵入経路はネットワーク機器と推測されます。", "remote_access_device"),
        ("ソフトウェアの脆弱性を悪用されました。", "software_vulnerability"),
        ("窃取された認証情報を用いてログインされました。", "stolen_credentials"),
        ("総当たり攻撃によりログインされました。", "password_attack"),
        ("職員がフィッシングサイトにIDを入力したことが原因です。", "phishing"),
        ("公開範囲の設定に誤りがありました。", "misconfiguration"),
        ("担当者の確認不足が原因です。", "human_error"),
        ("元社員が名簿を無断で持ち出しました。", "insider"),
        ("原因につきましては現在調査を進めております。", "unknown"),
        ("侵入経路の特定には至っておりません。", "unknown"),
        ("業務委託先のサーバーが不正アクセスを受けました。", "supplier"),
        ("当社が利用しているクラウドサービスが不正アクセスを受けました。", "supplier"),
        ("株式会社ほしぞら計算より、同社のシステムが不正アクセスを受けたとの報告を受けました。", "supplier"),
        ("外部サービス（polyfill.io）を経由して不審な画面が表示されました。", "supplier"),
    ],
)
def test_the_way_in_or_the_cause_is_read(said: str, value: str) -> None:
    assert value in vectors(said)


@pytest.mark.parametrize(
    "said",
    [
        "すべての脆弱性を修正しました。",
        "パスワードの使い回しはお控えください。",
        "脆弱性を利用した侵入ではありませんでした。",
        "原因を特定し、対策を完了しました。",
        "不審なメールの添付ファイルを開かないようお願いいたします。",
        "当社が運営するサイトが不正アクセスを受けました。",
        "当社が契約するレンタルサーバーに不正アクセスがありました。",
        "調査会社より、不正アクセスの痕跡があるとの報告を受けました。",
    ],
)
def test_repairs_advice_and_own_services_are_no_vector(said: str) -> None:
    assert vectors(said) == set()


def test_a_service_that_the_publisher_runs_under_its_own_name_is_no_supplier() -> None:
    said = "株式会社みどり堂が運営する通販サイトが不正アクセスを受けました。"
    assert "supplier" not in vectors(said, publisher="株式会社みどり堂")


def test_a_sentence_cut_within_brackets_keeps_its_firm() -> None:
    said = "本市が利用する株式会社ほしぞら計算（以下「計算社」という。）のシステムが不正アクセスを受けました。"
    assert vectors(said) == {"supplier"}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("フィッシングメールを端緒とする第三者からの不正アクセスを受けました。", "phishing"),
        ("侵入は装置の更新漏れを突いたものと推定しています。", "software_vulnerability"),
        ("一部のファイルを外部からもアクセスできる設定にしていたことが原因です。", "misconfiguration"),
        ("原因はまだ調べている途中です。", "unknown"),
        ("当会が業務委託にて運営するサイトにおいて不正アクセスを受けました。", "supplier"),
        ("侵入手口は、外から操作できるリモートデスクトップでした。", "remote_access_device"),
        ("当施設のログインID及びパスワードを使い、第三者が不正にログインしました。", "stolen_credentials"),
        ("3. 原因\n管理画面のログインID・パスワードが窃取されたため。", "stolen_credentials"),
        ("更新が徹底できていなかったことが一因と考えております。", "software_vulnerability"),
        ("海外からのパスワード総攻撃により入られました。", "password_attack"),
    ],
)
def test_a_way_in_is_read_however_it_is_put(said: str, value: str) -> None:
    assert value in vectors(said)


@pytest.mark.parametrize(
    "said",
    [
        "同社に対し、原因究明や必要な対策を求めてまいります。",
        "原因の調査および必要な対応を行い、サイトは復旧しております。",
        "持ち出される経路としてはVPNが考えられます。",
        "外部委託先への権限設定もさらに絞り込みます。",
    ],
)
def test_what_is_asked_of_others_done_with_or_a_way_out_is_no_way_in(said: str) -> None:
    assert not vectors(said) & {"unknown", "remote_access_device", "supplier"}


def test_what_was_sent_to_others_is_no_phishing_of_the_organisation() -> None:
    assert "phishing" not in vectors("お客様にフィッシングサイトへ誘導するメッセージが配信されました。")


@pytest.mark.parametrize(
    "said",
    [
        "原因を特定しサイトを復旧しましたので報告いたします。",
        "先方は不正なアクセスの経路を特定のうえ、切り離しを実施し、現在は安全な状態です。",
        "停止した原因の特定のため製造元へ調査を依頼した結果、攻撃であることを認識しました。",
        "原因の調査を行い、早期の復旧に向けて対応してまいりました。",
        "発覚直後より原因の調査と影響範囲の特定に努めてまいりました。",
        "原因の特定に至っていることから、委員会の設置は予定しておりません。",
    ],
)
def test_a_cause_that_was_looked_into_is_not_unknown(said: str) -> None:
    assert vectors(said) == set()


def test_an_investigation_that_was_begun_counts_where_no_way_in_is_given() -> None:
    begun = "侵入経路の特定、被害範囲の調査を開始いたしました。"
    assert vectors(begun) == {"unknown"}
    assert vectors(f"{begun}その結果、VPN機器を経由して侵入されたことが判明しました。") == {"remote_access_device"}


@pytest.mark.parametrize(
    "said",
    [
        "## お客様へのお願い\n弊社が、\n- メールのリンクを開くよう求めること\nはございません。\n",
        "改ざんされたページは、閲覧者をフィッシングサイトへ誘導する状態でした。",
        "届いたメッセージは、業務連絡を装ってURLをクリックさせるものでした。",
        "一部のお客様がメッセージに記載されたフィッシングサイトにアクセスし、支払いを行いました。",
    ],
)
def test_what_readers_are_warned_of_or_led_to_is_no_phishing_of_the_organisation(said: str) -> None:
    assert "phishing" not in vectors(said)


@pytest.mark.parametrize(
    "said",
    [
        "当社の連結子会社である株式会社ほしぞら海運のサーバーが不正アクセスを受けました。",
        "海外子会社のHoshizora Marine Ltd(以下「HM社」)で障害がありました。HM社のサーバーへの不正アクセスを確認しました。",
        "株式会社やなぎのサーバーがランサムウェアの被害を受けました。",
        "この度、やなぎホールディングス株式会社の保険システムが不正アクセスを受けました。",
        "当社の提供するサービスの一つである申請クラウドサービスへの不正アクセスが確認されました。",
        "利用しているメールサービスに不正アクセスがあり、弊社アカウントから迷惑メールが送信されました。",
        "各事業者さまが提供するメールサービスの情報が漏えいした可能性があります。",
        "利用していた第三者のソフトウェアの脆弱性を悪用され、本メールサービスの情報が漏えいしました。",
    ],
)
def test_firms_of_the_group_own_services_and_own_accounts_are_no_supplier(said: str) -> None:
    assert "supplier" not in vectors(said, "やなぎホールディングス株式会社")


@pytest.mark.parametrize(
    "said",
    [
        "当社が利用しているカートシステムに不正アクセスがありました。",
        "当館が利用する宿泊予約サイト「やどかり」が不正アクセスを受けました。",
        "講義を依頼している講師の事務所において、名簿が漏えいした可能性があります。",
        "他機関のサーバを介して、研究科のサーバに不正アクセスが行われました。",
    ],
)
def test_carts_booking_sites_and_others_servers_are_suppliers(said: str) -> None:
    assert "supplier" in vectors(said, "学校法人やなぎ学園")


def test_a_mailbox_that_was_misused_is_what_happened_and_no_way_in() -> None:
    assert "stolen_credentials" not in vectors("当社のメールアカウントが不正に利用され、迷惑メールが送信されました。")
    assert "stolen_credentials" in vectors("VPNのアカウントが不正に利用され、社内に侵入されました。")


def test_a_weakness_of_a_setting_is_a_wrong_setting() -> None:
    assert vectors("サーバー設定に起因する脆弱性を突かれて不正アクセスを受けました。") == {"misconfiguration"}


@pytest.mark.parametrize(
    "said",
    [
        "原因箇所の特定と応急措置を完了し、正常にご利用いただけます。",
        "攻撃の経路について事実関係が判明するとともに、流出をお知らせしました。",
        "原因究明と復旧を進め、現在までに不正アクセスの経路等を特定しました。",
        "漏えい原因の調査を行ったところ、倉庫の鍵が開いていました。",
    ],
)
def test_a_cause_that_was_found_is_not_unknown(said: str) -> None:
    assert "unknown" not in vectors(said)


def test_a_warning_that_led_to_remote_control_is_phishing() -> None:
    told = "画面に警告表示が出て停止しました。表示された先へ連絡したところ、第三者による遠隔操作を受けました。"
    assert vectors(told) == {"phishing"}


def test_an_attack_by_mail_is_phishing() -> None:
    assert "phishing" in vectors("端末が第三者からのメール攻撃によりマルウェアに感染しました。")


def test_a_plug_in_that_was_weak_is_no_supplier() -> None:
    assert "supplier" not in vectors("プラグインの脆弱性を放置していたことが原因でした。")


def test_how_stolen_credentials_leaked_is_not_the_way_in() -> None:
    told = "原因はパスワードの漏えいによるものと推定されます。ただし、明確な漏えいの原因は特定されていません。"
    assert vectors(told) == {"stolen_credentials"}


def test_a_cause_whose_investigation_was_taken_up_is_unknown() -> None:
    assert vectors("被害状況・原因等の調査に着手しております。") == {"unknown"}


def test_what_goes_on_counts_under_a_heading_that_asks_readers_for_something() -> None:
    head = "## 会員の皆様へのお願い\n"
    assert "password_attack" in vectors(head + "現在、リスト型攻撃が行われている可能性がございます。")
    assert "password_attack" not in vectors(head + "リスト型攻撃を防ぐため、変更をお願いします。")


def test_mail_addresses_and_passwords_got_by_phishing_are_stolen_credentials() -> None:
    told = "フィッシング等で不正に入手したメールアドレスとパスワードでログインされました。"
    assert vectors(told) == {"phishing", "stolen_credentials"}


def test_sign_ins_tried_over_and_over_are_a_password_attack() -> None:
    assert "password_attack" in vectors("認証情報が、攻撃者による認証試行等により推測されたと推定されます。")


def test_an_employee_who_was_tricked_is_no_insider() -> None:
    told = "虚偽の送金指示を受け、従業員が届出印を持ち出しました。"
    assert "insider" not in vectors(told)


def test_phishing_as_one_of_two_likely_ways_counts() -> None:
    told = "フィッシングサイト攻撃、またはリスト型攻撃による不正アクセスの可能性が高いと考えております。"
    assert vectors(told) == {"phishing", "password_attack"}


def test_a_cause_in_a_list_of_what_is_being_done_is_unknown_and_in_one_of_what_was_done_is_not() -> None:
    assert "unknown" in vectors("現在は、次の対応を進めております。\n- 感染経路の徹底的な調査")
    assert "unknown" not in vectors("次の対応を実施しました。\n- 感染経路の徹底的な調査")


def test_a_network_appliance_by_another_name_is_a_remote_access_device() -> None:
    assert vectors("侵入経路となった一部のネットワーク装置への対策は完了しました。") == {"remote_access_device"}


def test_a_cause_that_is_not_known_but_presumed_in_one_breath_is_not_unknown() -> None:
    assert vectors("原因は現時点で不明ですが、総当たり攻撃による可能性が高いと考えております。") == {"password_attack"}
    assert vectors("原因は現時点で不明です。") == {"unknown"}


def test_a_way_that_is_said_to_be_known_is_not_unknown() -> None:
    assert vectors("侵入経路はほぼ特定されており、引き続き復旧を進めております。") == set()
    assert vectors("侵入経路は特定されておりません。") == {"unknown"}


def test_what_is_only_examined_is_no_way_in() -> None:
    assert "software_vulnerability" not in vectors("不正アクセスの経路の特定や、システムの脆弱性を検証しております。")
    assert vectors("ネットワーク機器の調査(侵入痕跡の有無の調査)を行いました。") == set()


def test_a_mistake_that_is_prevented_was_not_made() -> None:
    assert vectors("作業を自動で点検し、人為的なミスを未然に防ぎます。") == set()
    assert vectors("犯人は個人的な関係を装いました。") == set()
    assert "human_error" in vectors("人為的なミスが原因でした。")


def test_credentials_that_were_used_count_in_a_list_too_unless_it_asks_whether_they_leaked() -> None:
    assert vectors("- 何らかの方法で窃取した管理者アカウントを用いて侵入されました") == {"stolen_credentials"}
    assert vectors("- 流出した認証情報があるかについて、掲示板を調べて利用の形跡を見ました") == set()
