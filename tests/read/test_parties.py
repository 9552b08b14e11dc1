import pytest

from jikenbo.model.document import Document, Overview, Stated
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.read import parties as module
from jikenbo.read.explain import sentence_of
from jikenbo.read.parties import read_parties
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks


def document(body: str) -> Document:
    head = "お知らせ\n見本商事株式会社\n"
    content = f"{head}{body}\n"
    over = (Block(BlockKind.TITLE, 0, 4), Block(BlockKind.OVERVIEW, 5, 13))
    text = Text(content, (*over, *blocks(content, len(head))), "test")
    return Document("example.md", text, Overview(organisation=Stated("見本商事株式会社", Span(5, 13))))


def parties(body: str) -> list[tuple[str | int, str | None]]:
    return [(fact.value, fact.role) for fact in read_parties(prepare(document(body)))]


@pytest.mark.parametrize(
    ("body", "party"),
    [
        (
            "当社の業務委託先である株式会社ヤマ川（以下、ヤマ川社）において、不正アクセスが確認されました。",
            ("株式会社ヤマ川", "supplier"),
        ),
        ("ヤマ川社より、同社のサーバがランサムウェアに感染したとの報告を受けました。", ("ヤマ川社", "supplier")),
        (
            "当社の連結子会社であるEXAMPLE VIETNAM CO., LTD.のサーバが攻撃を受けました。",
            ("EXAMPLE VIETNAM CO., LTD.", "affiliate"),
        ),
        (
            "当社が架空市より業務を受託しております。架空市から受託した業務の情報が漏えいしました。",
            ("架空市", "client"),
        ),
        (
            "調査会社である株式会社見本フォレンジックにより不正アクセスの原因を調べました。",
            ("株式会社見本フォレンジック", "investigator"),
        ),
        ("弊社のFortiGateの脆弱性が悪用され、不正アクセスを受けました。", ("FortiGate", "product")),
    ],
)
def test_the_words_that_govern_a_name_give_its_part(body: str, party: tuple[str, str]) -> None:
    assert party in parties(body)


def test_a_quoted_service_of_another_is_a_product() -> None:
    body = "当社が利用する株式会社ヤマ川（以下「ヤマ川社」）の「ヤマメール」が不正アクセスを受けました。"
    assert parties(body) == [("株式会社ヤマ川", "supplier"), ("ヤマメール", "product")]


@pytest.mark.parametrize(
    "body",
    [
        "見本商事株式会社の「見本ショップ」が不正アクセスを受けました。",
        "本件は個人情報保護委員会および一般財団法人日本情報経済社会推進協会に報告しました。",
        "再発防止のためMicrosoft 365への移行を進めます。",
        "当社の子会社である株式会社見本物流への影響はございません。",
    ],
)
def test_the_publisher_authorities_and_bystanders_are_no_parties(body: str) -> None:
    assert parties(body) == []


def test_a_subsidiary_of_the_supplier_is_no_affiliate() -> None:
    body = "株式会社ヤマ川の子会社である株式会社ヤマ川物流において、不正アクセスが確認されました。"
    assert ("株式会社ヤマ川物流", "supplier") in parties(body)


def test_a_subsidiary_of_our_group_company_is_an_affiliate() -> None:
    body = (
        "当社のグループ会社であるサンプル株式会社の米国子会社であるSample USA Corporationで不正アクセスがありました。"
    )
    assert ("Sample USA Corporation", "affiliate") in parties(body)


def test_names_joined_to_a_contractor_share_its_part() -> None:
    body = "委託先の株式会社ヤマ川及び有限会社海谷写真から報告を受けました。"
    assert parties(body) == [("株式会社ヤマ川", "supplier"), ("有限会社海谷写真", "supplier")]


def test_the_spans_show_name_and_alias() -> None:
    body = "委託先である株式会社 ヤマ川（以下「ヤマ」）で障害が起き、ヤマが復旧しました。"
    doc = document(body)
    (fact,) = read_parties(prepare(doc))
    assert next(doc.text.content[s.start : s.end] for s in fact.spans) == "株式会社 ヤマ川"
    assert fact.rule == "party_roles.governed"


def test_a_sentence_goes_on_after_a_bracket_that_holds_a_full_stop() -> None:
    body = "当社の子会社であるExample Technology, Ltd.（以下「当該子会社」といいます。）において、不正アクセスがありました。"
    assert parties(body) == [("Example Technology, Ltd.", "affiliate")]


@pytest.mark.parametrize("filler", ["1", "(", "第", "「"])
def test_a_long_run_of_one_character_is_passed_over(filler: str) -> None:
    assert parties(filler * 200_000) == []


@pytest.mark.parametrize(
    ("body", "party"),
    [
        ("外部専門機関（Sample）による調査の結果、不正アクセスが判明しました。", ("Sample", "investigator")),
        ("グループ会社「見本精機」のサイトが改ざんされました。", ("見本精機", "affiliate")),
        ("入力業務で使うツール（製品名：サンプルOCR）のサーバが攻撃を受けました。", ("サンプルOCR", "product")),
        (
            "人事業務は株式会社ヤマ川（以下、協力会社）が構築したサーバで行っておりましたが、不正アクセスを受けました。",
            ("株式会社ヤマ川", "supplier"),
        ),
        (
            "架空図書館様から受託した業務で使う端末が不正アクセスを受けました。",
            ("架空図書館", "client"),
        ),
        (
            "## 影響を受けた可能性のあるグループ会社\n株式会社見本運輸\n## 対応\n不正アクセスを遮断しました。",
            ("株式会社見本運輸", "affiliate"),
        ),
        ("以下の不正アクセスがありました。\n- 当該アカウントのOutlookへのログイン", ("Outlook", "product")),
    ],
)
def test_brackets_quotes_headings_and_lists_give_a_part(body: str, party: tuple[str, str]) -> None:
    assert party in parties(body)


@pytest.mark.parametrize(
    "body",
    [
        "不正アクセスを受けたOutlook以外のサービス（Teams、OneDriveなど）に影響はありません。",
        "## 再発防止策\n不正アクセスを防ぐためMicrosoft 365の設定を見直します。",
        "構成する機器のベンダーである株式会社ヤマ川と不正アクセスの対応を進めております。",
    ],
)
def test_what_is_spared_planned_or_only_made_by_another_is_no_party(body: str) -> None:
    assert ("OneDrive", "product") not in parties(body)
    assert ("Microsoft 365", "product") not in parties(body)
    assert ("株式会社ヤマ川", "supplier") not in parties(body)


@pytest.mark.parametrize(
    ("body", "party"),
    [
        (
            "業務委託先である日本見本振興会より、サーバがランサムウェア攻撃を受けたとの報告がありました。",
            ("日本見本振興会", "supplier"),
        ),
        (
            "アルバムの制作を発注した会社（サンプルコロ印刷）への不正アクセスが判明しました。",
            ("サンプルコロ印刷", "supplier"),
        ),
        ("米国子会社ミホン アメリカにおいて、不正アクセスが確認されました。", ("ミホン アメリカ", "affiliate")),
        (
            "本年4月、不正アクセスを受けました。\n## 【当該事業者】\n株式会社ヤマ川（本社：架空市）",
            ("株式会社ヤマ川", "supplier"),
        ),
        ("不正アクセスを受けた受託者\n(1) 社名 株式会社ヤマ川", ("株式会社ヤマ川", "supplier")),
        (
            "利用しているサンプルイニシアティブ（SI社）のメールシステムが不正アクセスを受けました。",
            ("サンプルイニシアティブ", "supplier"),
        ),
        ("SI社メールシステムへの不正アクセスについて、続報をお知らせします。", ("SI社", "supplier")),
        (
            "当社は株式会社ヤマ川および株式会社海谷に業務を委託しており、不正アクセスの報告を受けました。",
            ("株式会社ヤマ川", "supplier"),
        ),
        (
            "海外グループ会社であるAlpha Sample LTD.（注1）、Beta Sample LTD.（注2）に対するサイバー攻撃がありました。",
            ("Beta Sample LTD.", "affiliate"),
        ),
        ("サンプル社（弊社台湾子会社）より、ランサムウェア感染の連絡を受けました。", ("サンプル社", "affiliate")),
        (
            "子会社のAlpha Sample LTD.が不正アクセスを受けました。Gamma Sample LTD.でもネットワークを遮断しました。",
            ("Gamma Sample LTD.", "affiliate"),
        ),
        (
            "有限会社海谷堂の委託先業者 株式会社ヤマ川への不正アクセスがありました。",
            ("有限会社海谷堂", "supplier"),
        ),
    ],
)
def test_names_without_a_form_in_headings_and_in_lists_have_a_part(body: str, party: tuple[str, str]) -> None:
    assert party in parties(body)


def test_a_name_and_its_short_form_are_one_party() -> None:
    body = "Sample Yonder社（以下「SY社」）のサーバが不正アクセスを受けました。SY社より報告がありました。"
    assert parties(body) == [("Sample Yonder", "supplier")]


@pytest.mark.parametrize(
    "body",
    [
        "委託先の卒業アルバム制作会社のサーバが不正アクセスを受けました。",
        "子会社のネットワークが不正アクセスを受けました。",
        "当社（Mihon Shoji, Inc.）が提供するサービスで不正アクセスがありました。",
        "不正アクセスがありました。なお、株式会社ヤマ川が提供する契約は対象外です。",
        "お問い合わせが増えております。株式会社ヤマ川が運営する施設で催しを行います。",
    ],
)
def test_common_nouns_ourselves_and_the_untouched_are_no_parties(body: str) -> None:
    assert parties(body) == []


@pytest.mark.parametrize(
    ("body", "party"),
    [
        (
            "申請に「サンプルフォーム」（以下「本ツール」という。）を利用しています。\n本ツールが不正アクセスを受けました。",
            ("サンプルフォーム", "product"),
        ),
        (
            "当社および見本商事ネットワーク株式会社の社員の情報が流出しました。",
            ("見本商事ネットワーク株式会社", "affiliate"),
        ),
        ("本校の情報が漏えいしました。\n## お問い合わせ先\n株式会社ヤマ川", ("株式会社ヤマ川", "supplier")),
        ("不正アクセスがありました。\n<委託元保険会社>\n海谷生命保険株式会社", ("海谷生命保険株式会社", "client")),
        ("問合せ受付 : 株式会社ヤマ川(サーバ管理会社)\n不正アクセスがありました。", ("株式会社ヤマ川", "supplier")),
        (
            "集計業務を株式会社ヤマ川を通じて海谷株式会社に再委託し、海谷株式会社から漏えいの報告がありました。",
            ("株式会社ヤマ川", "supplier"),
        ),
    ],
)
def test_desks_brackets_and_namesakes_give_a_part(body: str, party: tuple[str, str]) -> None:
    assert party in parties(body)


def test_who_runs_a_service_where_an_account_was_misused_is_no_supplier() -> None:
    body = "Chatworkのアカウントが不正アクセスを受けました。Chatwork運営会社（株式会社ヤマ川）が注意を促しています。"
    assert parties(body) == [("Chatwork", "product")]


def test_who_provides_a_service_where_an_account_was_misused_is_no_supplier() -> None:
    body = "株式会社ヤマ川の提供するチャット「Chatwork」の当社アカウントが不正アクセスを受けました。"
    assert parties(body) == [("Chatwork", "product")]


def test_the_untouched_subsidiary_of_another_is_no_party() -> None:
    body = "株式会社ヤマ川の子会社である株式会社海谷以外において、影響は確認されておりません。"
    assert ("株式会社海谷", "supplier") not in parties(body)


def test_a_name_with_its_english_form_is_one_party() -> None:
    body = "台湾子会社である見本精密股份有限公司（Mihon Precision Corp.）が不正アクセスを受けました。"
    assert parties(body) == [("見本精密股份有限公司", "affiliate")]


def test_a_short_product_name_within_another_word_is_none() -> None:
    assert parties("サンプルBASEとexample-base.jpが不正アクセスを受けました。") == []


@pytest.mark.parametrize(
    "body",
    [
        "委託先の株式会社ヤマ川及び海谷株式会社のOutlookが不正アクセスを受けました。",
        "架空市から受託した業務の情報が漏えいしました。",
        "株式会社ヤマ川（以下「委託先」）のサーバが不正アクセスを受けました。",
        "株式会社見本商事物流のサーバが不正アクセスを受けました。",
    ],
)
def test_each_rule_says_a_sentence_of_its_own(body: str) -> None:
    rules = [fact.rule for fact in read_parties(prepare(document(body)))]
    assert rules
    for rule in rules:
        assert sentence_of(rule)
        assert sentence_of(rule) != (module.__doc__ or "").strip()
        assert not sentence_of(rule).startswith(("Products that", "The part that an organisation"))


@pytest.mark.parametrize(
    ("body", "party"),
    [
        (
            "当社が利用する株式会社ヤマネット社（以下YN社）のメールサービスに関する情報漏えいについてお知らせします。",
            ("株式会社ヤマネット", "supplier"),
        ),
        (
            "株式会社ヤマ川「弊社工場へのランサムウェア攻撃に関するお知らせ」（外部サイト）",
            ("株式会社ヤマ川", "supplier"),
        ),
        ("指定管理者である架空県住宅公社が不正アクセスを受けました。", ("架空県住宅公社", "supplier")),
        (
            "システム障害により子会社の海外工場（ヤマ川有限公司）が一週間停止しました。",
            ("ヤマ川有限公司", "affiliate"),
        ),
        ("ランサムウェアは『Gray Sample』と呼ばれるものと推定されます。", ("Gray Sample", "product")),
        (
            "株式会社ヤマサービスが運営している配信サービス「ヤマサービス」において、不正アクセスが確認されました。",
            ("ヤマサービス", "product"),
        ),
    ],
)
def test_the_words_around_a_name_give_its_part(body: str, party: tuple[str, str]) -> None:
    assert party in parties(body)


def test_names_before_the_last_of_a_list_have_its_part() -> None:
    body = (
        "調査を委託した株式会社ヤマ川が、谷川印刷株式会社（以下TP）および海野社（以下UN）へその一部を委託していました。"
        "入力を担当した海野社において、不正アクセスの被害を受けました。"
    )
    assert {("谷川印刷株式会社", "supplier"), ("海野社", "supplier")} <= set(parties(body))


@pytest.mark.parametrize(
    "body",
    [
        "当社が運営するカートシステム「たまごリピート」の一部サーバーにおいて、不正アクセスが確認されました。",
        "弊社が提供する電子申請サービス「LoGoフォーム」が不正アクセスを受けました。",
    ],
)
def test_the_publishers_own_service_is_no_party(body: str) -> None:
    assert parties(body) == []


def test_an_account_of_the_publishers_at_a_service_makes_that_service_a_party() -> None:
    body = "弊社が運営するChatworkのアカウントが不正アクセスを受けました。"
    assert parties(body) == [("Chatwork", "product")]


@pytest.mark.parametrize("held", ["見本屋", "見本屋フーズ"])
def test_a_company_of_the_group_is_a_party_where_the_holding_company_publishes(held: str) -> None:
    name = "株式会社見本屋ホールディングス"
    head = f"お知らせ\n{name}\n"
    content = f"{head}本日、株式会社{held}の一部サーバーに対して攻撃を受けました。\n"
    over = (Block(BlockKind.TITLE, 0, 4), Block(BlockKind.OVERVIEW, 5, len(head) - 1))
    text = Text(content, (*over, *blocks(content, len(head))), "test")
    stated = Document("a.md", text, Overview(organisation=Stated(name, Span(5, len(head) - 1))))
    facts = list(read_parties(prepare(stated)))
    assert [(fact.value, fact.role) for fact in facts] == [(f"株式会社{held}", "affiliate")]


def test_subsidiaries_that_publish_with_their_parent_are_parties() -> None:
    names = ("見本株式会社", "ヤマ川株式会社", "谷川株式会社")
    overview = "、".join(names)
    head = f"お知らせ\n{overview}\n"
    content = f"{head}{names[0]}（以下「当社」）のサーバが不正アクセスを受けました。当社のグループ会社である{names[1]}、{names[2]}においても、不正アクセス被害を受けました。\n"
    over = (Block(BlockKind.TITLE, 0, 4), Block(BlockKind.OVERVIEW, 5, len(head) - 1))
    text = Text(content, (*over, *blocks(content, len(head))), "test")
    stated = Document("a.md", text, Overview(organisation=Stated(overview, Span(5, len(head) - 1))))
    facts = list(read_parties(prepare(stated)))
    assert {(fact.value, fact.role) for fact in facts} == {(name, "affiliate") for name in names[1:]}


def test_a_space_within_a_name_in_katakana_does_not_end_it() -> None:
    body = "当社は、株式会社サンプル イニシアティブ（以下「SI社」）のメールサービスを利用しています。今般、SI社から不正アクセスを受けたとの報告を受けました。"
    assert parties(body) == [("株式会社サンプル イニシアティブ", "supplier")]


def test_two_writings_of_a_product_are_one() -> None:
    body = "当店のInstagramアカウントが乗っ取られました。インスタグラムの乗っ取りは運営会社に報告しました。"
    assert parties(body) == [("Instagram", "product")]


def test_a_known_service_keeps_its_name_before_its_short_form() -> None:
    body = "弊社が利用していた見本社のメールサービス「セキュアMXサービス（SMX）」が不正アクセスを受けました。"
    assert ("SMX", "product") not in parties(body)


def test_software_beside_malicious_programs_is_a_product() -> None:
    assert parties("WordPressの正規構成にない不正なファイルが設置されていました。") == [("WordPress", "product")]


def test_a_product_of_several_words_may_be_written_as_one() -> None:
    assert parties("不正アクセスによりActiveDirectoryを含むサーバが停止しました。") == [("ActiveDirectory", "product")]
