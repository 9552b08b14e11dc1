import pytest

from jikenbo.model.document import Document
from jikenbo.model.text import Block, BlockKind, Text
from jikenbo.read.incident_types import read_incident_types
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks


def types(content: str, title: str = "") -> set[str | int]:
    text = f"{title}\n{content}" if title else content
    begin = len(title) + 1 if title else 0
    head = (Block(BlockKind.TITLE, 0, len(title)),) if title else ()
    made = Document("made-up", Text(text, (*head, *blocks(text, begin)), "test/1"))
    return {fact.value for fact in read_incident_types(prepare(made))}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("当社のサーバーが第三者による不正アクセスを受けました。", "unauthorized_access"),
        ("社内のファイルがランサムウェアに感染しました。", "ransomware"),
        ("サーバー内のデータが暗号化される被害が発生しました。", "ransomware"),
        ("職員の端末がマルウェアに感染したことを確認しました。", "malware"),
        ("職員のメールアカウントが第三者に不正に利用されました。", "account_takeover"),
        ("当該アカウントから大量の迷惑メールが送信されました。", "spam_sent"),
        ("当館のウェブサイトが改ざんされていたことが判明しました。", "web_tampering"),
        ("外部サービスの影響で不審な認証画面が表示される事象を確認しました。", "web_tampering"),
        ("決済画面に不正なプログラムが仕掛けられ、カード情報が窃取されました。", "payment_skimming"),
        ("設定の誤りにより名簿が誰でも閲覧可能な状態になっていました。", "data_exposure"),
        ("応募者の名簿を別の方に誤って送信しました。", "misdelivery"),
        ("宛先をBCCとすべきところCCで送信し、メールアドレスが見える状態でした。", "misdelivery"),
        ("患者様の名簿が入ったUSBメモリを紛失しました。", "loss_theft"),
        ("元従業員が顧客名簿を不正に持ち出していたことが判明しました。", "insider_misuse"),
        ("当社サイトがDDoS攻撃を受けました。", "dos"),
        ("当社を装った不審なメールが届いているとの情報が寄せられています。", "impersonation"),
        ("職員がサポート詐欺に遭い、端末を操作されました。", "support_scam"),
        ("基幹システムの障害により出荷を停止しております。", "service_disruption"),
        ("予約サイトを一時的に停止しております。", "service_disruption"),
        ("機器の故障によりネットワークの不具合が発生しました。", "system_failure"),
    ],
)
def test_what_happened_is_named(said: str, value: str) -> None:
    assert value in types(said)


def test_a_regulators_action_is_told_by_the_title() -> None:
    assert "regulatory_action" in types("本日、通知を受領しました。", title="個人情報保護委員会からの行政指導について")


@pytest.mark.parametrize(
    "said",
    [
        "今回の事象はランサムウェアではありません。",
        "ランサムウェア対策を強化してまいります。",
        "誤送信防止のため手順を見直します。",
        "※ランサムウェアとは、ファイルを暗号化して金銭を求めるものです。",
        "万が一、マルウェアに感染した場合はご連絡ください。",
        "不正アクセスの有無を調査しております。",
        "当社を装った不審なメールが届く可能性がございますのでご注意ください。",
        "当社はサイバー攻撃を受けました。",
    ],
)
def test_what_is_denied_prevented_explained_or_supposed_is_not(said: str) -> None:
    assert types(said) == set()


def test_a_failure_caused_by_an_attack_is_no_system_failure() -> None:
    assert types("サイバー攻撃によりシステム障害が発生しました。") == {"service_disruption"}


def test_ransomware_is_not_also_malware() -> None:
    assert "malware" not in types("ランサムウェアの感染を確認し、感染した端末を隔離しました。")


def test_an_intruders_view_is_no_exposure() -> None:
    said = "不正アクセスにより、名簿が第三者に閲覧可能な状態にあったことが判明しました。"
    assert "data_exposure" not in types(said)


def test_an_employee_whose_account_was_misused_is_no_insider() -> None:
    assert "insider_misuse" not in types("従業員のアカウントが第三者により不正利用されました。")


def test_a_publisher_that_was_not_touched_says_so_beside_the_type() -> None:
    said = "株式会社ほしぞら計算が提供するサービスが不正アクセスを受けました。当社の情報の漏えいはなかったとの報告を受けました。"
    assert types(said) == {"unauthorized_access", "no_incident"}


def test_every_fact_has_a_span() -> None:
    text = "サーバーが不正アクセスを受け、サービスを停止しました。"
    made = Document("made-up", Text(text, blocks(text), "test/1"))
    assert all(fact.spans for fact in read_incident_types(prepare(made)))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("端末の一部からコンピューターウイルスが見つかりました。", "malware"),
        ("不適切なサイトへ遷移する事象が確認されました。", "web_tampering"),
        ("西倉庫で入出荷の業務が止まりました。", "service_disruption"),
        ("サイトをメンテナンス表示にしました。", "service_disruption"),
        ("リスト型の攻撃により会員サイトへのログインがありました。", "account_takeover"),
        ("一部の取引先へ不審なURLが送信されたことを確認しております。", "spam_sent"),
    ],
)
def test_plain_words_name_a_type(said: str, value: str) -> None:
    assert value in types(said)


def test_a_publisher_that_fears_a_leak_was_not_spared() -> None:
    said = "委託先が不正アクセスを受け、当社のお客様の情報が漏えいした可能性があります。当社のシステムへの影響はございません。"
    assert "no_incident" not in types(said)


def test_a_warning_that_led_to_remote_control_is_a_support_scam() -> None:
    told = "画面に警告表示が出て停止しました。表示された先へ連絡したところ、第三者による遠隔操作を受けました。"
    assert "support_scam" in types(told)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("委託先サービスの管理を含めた責任を重く受け止めております。", "service_disruption"),
        ("業務や納期に遅延が生じる見込みはございません。", "service_disruption"),
        ("通常業務は継続しております。", "service_disruption"),
        ("偽サイトへ誘導するメッセージが配信されました。", "web_tampering"),
        ("知人を装ったメッセージからフィッシングサイトへ誘導され、入力しました。", "web_tampering"),
        ("売上金の受領口座が不正に改ざんされました。", "web_tampering"),
        ("ウイルス感染、フィッシング等の危険がありますので、", "malware"),
        ("リンクを開いた結果ウイルスに感染した等の被害の報告はありません。", "malware"),
        ("現在、ホームページの閲覧が可能な状態です。", "data_exposure"),
        ("身代金要求を伴う不正アクセスを受けました。ランサムウェアへの感染はございません。", "ransomware"),
        ("システム上の暗号化された情報の一部が閲覧されました。", "ransomware"),
        ("当該システムの使用を中止しました。", "service_disruption"),
        ("大量のアクセスにより過負荷となりました。", "dos"),
        ("サポート詐欺の画面に、トロイの木馬に感染したと表示されました。", "malware"),
        ("フィッシングメールが送信される、不審な電話がかかってくる可能性があります。", "spam_sent"),
    ],
)
def test_what_only_sounds_like_a_type_is_none(said: str, value: str) -> None:
    assert value not in types(said)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("会員サイトが利用できなくなっております。", "service_disruption"),
        ("全てのページが閲覧不可となっておりました。", "service_disruption"),
        ("マイページへのアクセスを一時的に制限しております。", "service_disruption"),
        ("サーバーから不正なプログラムを排除しました。", "malware"),
        ("設定ファイルへのクラッキングが行われました。", "unauthorized_access"),
        ("通常とは別に認証情報の入力を求める画面が表示される事象が発生しました。", "web_tampering"),
        ("第三者からの虚偽の指示を受け、資金が流出する事案が発生しました。", "impersonation"),
        ("問い合わせフォームの自動返信の仕組みが悪用され、脅迫のメールが送信されました。", "spam_sent"),
        ("問い合わせフォームは現在停止しております。", "service_disruption"),
        ("当館従業員になりすまし、偽のメッセージが送信されたことを確認しました。", "impersonation"),
        ("不正なページが表示されたこと以外の被害は確認されておりません。", "web_tampering"),
    ],
)
def test_types_are_known_in_other_words(said: str, value: str) -> None:
    assert value in types(said)


def test_a_group_of_which_all_but_one_firm_was_spared_is_not_unaffected() -> None:
    said = "子会社のサーバーが不正アクセスを受けました。当社グループの同社以外の各社に影響はありません。"
    assert "no_incident" not in types(said)


def test_a_title_that_says_sorry_for_messages_tells_of_none_that_posed_as_the_publisher() -> None:
    assert "impersonation" not in types("迷惑メールが当校から送信されました。", "迷惑メールに関するお詫びとご注意")
    assert "impersonation" in types("ご注意ください。", "当館を騙る不審なメールに関するお詫びとご注意")


def test_a_wrong_page_to_log_in_is_no_login() -> None:
    assert not {"unauthorized_access", "account_takeover"} & types("アプリに不正なログイン画面が表示されました。")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("検索の結果を押すと、全く無関係のホームページに接続される状況でした。", "web_tampering"),
        ("会員用ページへの不正な書き込みを確認しました。", "web_tampering"),
        ("端末で使っていたアカウントが第三者により不正に利用されました。", "account_takeover"),
    ],
)
def test_pages_that_lead_astray_and_accounts_used_by_others_are_named_by_what_was_done(said: str, value: str) -> None:
    assert value in types(said)


def test_encryption_that_is_planned_is_no_ransomware_and_hindrance_that_is_looked_into_no_disruption() -> None:
    assert "ransomware" not in types("今後、以下の変更を行う予定です。\n- ログインに関わる情報の暗号化\n")
    assert "service_disruption" not in types("現在、業務への支障について確認中です。")
    assert "service_disruption" in types("現在、業務に支障が出ております。")


def test_a_notice_that_leads_to_a_false_site_is_a_message() -> None:
    assert "spam_sent" in types("一部の方に対してフィッシングサイトへ誘導する通知が配信されました。")
