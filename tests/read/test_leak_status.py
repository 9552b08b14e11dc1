import pytest

from jikenbo.model.document import Document
from jikenbo.model.fact import Fact
from jikenbo.model.text import Text
from jikenbo.read.leak_status import read_leak_status
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks


def read(content: str) -> Fact:
    made = Document("made-up", Text(content, blocks(content), "test/1"))
    (fact,) = read_leak_status(prepare(made))
    return fact


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("名簿が外部に漏えいしたことを確認しました。", "confirmed"),
        ("データの一部が窃取される被害がありました。", "confirmed"),
        ("名簿が漏えいした可能性があります。", "possible"),
        ("情報漏えいの有無については現在調査中です。", "under_investigation"),
        ("情報の流出は確認されておりませんが、引き続き調査を継続しております。", "under_investigation"),
        ("情報の流出は確認されておりません。", "none_found"),
        ("当社の情報は漏えいしておりません。", "none_found"),
        ("サーバーを停止しました。", "not_stated"),
        ("流出の事実は確認されておりませんが、その可能性を否定することはできません。", "possible"),
    ],
)
def test_the_status_follows_the_predicate(said: str, status: str) -> None:
    assert read(said).value == status


def test_the_strongest_statement_counts() -> None:
    said = "名簿が漏えいした可能性があります。口座番号の漏えいは確認されておりません。"
    assert read(said).value == "possible"


def test_a_noun_alone_is_weaker_than_a_statement() -> None:
    assert read("情報漏えいについてのお知らせです。名簿が漏えいした可能性があります。").value == "possible"


def test_a_heading_takes_its_answer_from_the_sentence_under_it() -> None:
    assert read("2. 情報漏えいの有無について\n現在、詳細を確認中です。").value == "under_investigation"


@pytest.mark.parametrize(
    "said",
    [
        "漏えいした場合はご連絡いたします。",
        "情報漏えいの防止に努めます。",
        "フィッシングメールにより認証情報が窃取されました。",
        "資金が流出しました。",
        "私の情報は漏えいしていますか？",
    ],
)
def test_what_is_supposed_prevented_or_of_other_things_does_not_count(said: str) -> None:
    assert read(said).value in ("not_stated", "under_investigation")


def test_a_release_that_says_nothing_shows_its_first_words() -> None:
    assert read("サーバーを停止しました。").spans == ((0, 12),)


def test_a_text_without_words_has_no_status() -> None:
    assert not list(read_leak_status(prepare(Document("made-up", Text("", (), "test/1")))))


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("職員が偽の画面でパスワードを入力し、アカウント情報が窃取されました。", "not_stated"),
        ("一部のサーバーから外部へのデータ送信が行われたことを確認しております。", "confirmed"),
        ("情報が社外へ持ち出されたかどうかは、いま調べているところです。", "under_investigation"),
        ("情報が外へ漏れたかもしれません。", "possible"),
        ("◆情報流出の可能性：現時点では確認できておりません。", "none_found"),
        ("情報流出は確認されておりませんが、当社を装った不審なメールが届くおそれがございます。", "none_found"),
        ("データの外部流出の可能性含め、被害の調査を進めてまいります。", "under_investigation"),
        ("以下の事実\n・情報の流出\n・ページの改ざん\nは確認されておりません。", "none_found"),
    ],
)
def test_a_leak_is_read_however_it_is_put(said: str, status: str) -> None:
    assert read(said).value == status


def test_the_fear_of_others_is_no_fear_of_the_own_data() -> None:
    said = "株式会社みほんが提供するサービスが不正アクセスを受け、一部の情報が漏えいした可能性があります。"
    assert read(f"{said}当社の情報の漏えいはありません。").value == "none_found"


@pytest.mark.parametrize(
    "said",
    [
        "原因の特定、情報流出の有無、影響範囲等が判明しましたら、ご報告いたします。",
        "個人情報を含む情報資産への影響の有無についても慎重に調査を進めております。",
    ],
)
def test_what_will_be_told_once_it_is_known_is_looked_into(said: str) -> None:
    assert read(said).value == "under_investigation"


def test_what_a_word_means_is_no_leak() -> None:
    assert read("偽サイトとは、個人の情報を搾取する偽のページのことです。").value == "not_stated"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("お客様の情報への直接的な影響は確認されておりません。", "none_found"),
        ("お取引情報への影響につきましては、引き続き調査を継続しております。", "under_investigation"),
        ("システムの停止により、販売情報への影響がありました。", "not_stated"),
    ],
)
def test_an_effect_on_data_counts_where_it_was_looked_for(said: str, status: str) -> None:
    assert read(said).value == status


def test_whether_data_leaked_is_looked_into_though_worded_as_if_it_had() -> None:
    assert read("流出した個人情報の有無やその内容については調査中です。").value == "under_investigation"


def test_a_line_that_is_the_title_of_another_page_says_nothing() -> None:
    assert read("参考\n\n・メールサービスにおけるお客様情報の漏えいについて\n").value == "not_stated"


def test_money_that_went_out_is_no_data() -> None:
    assert read("子会社の資金が不正に流出する事案が発生しました。").value == "not_stated"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("情報漏えいの可能性について、専門会社に詳しい調査を依頼し、検証を続けております。", "under_investigation"),
        ("情報漏えいの有無は調査中ですが、その可能性を否定できません。", "possible"),
        ("名簿の漏えいの有無については、確認されておりません。", "under_investigation"),
        ("名簿の流出については、未だ確認がとれておりません。", "under_investigation"),
        ("流出の有無について調査を進めてまいりました。その結果、流出の事実は確認されておりません。", "none_found"),
        ("鍵の流出経路は現在調査中です。名簿の漏えいは確認されておりません。", "none_found"),
    ],
)
def test_a_leak_that_is_looked_for_is_open_only_while_the_looking_goes_on(said: str, status: str) -> None:
    assert read(said).value == status


def test_what_is_hardly_likely_is_weaker_than_that_no_leak_is_known() -> None:
    assert read("名簿が流出した可能性は極めて低いと考えております。").value == "possible"
    said = "流出の痕跡は確認されておりません。名簿が流出した可能性は極めて低いと考えております。"
    assert read(said).value == "none_found"


def test_a_fear_gives_way_to_what_the_investigation_found_in_the_end() -> None:
    said = (
        "先月、名簿が漏えいした可能性をお知らせしました。その後の調査の結果、名簿の漏えいはなかったことが判明しました。"
    )
    assert read(said).value == "none_found"


def test_a_fear_stays_where_one_kind_of_data_alone_was_found_safe() -> None:
    said = "名簿が漏えいした可能性があります。調査の結果、カード情報の漏えいはなかったことが判明しました。"
    assert read(said).value == "possible"


@pytest.mark.parametrize(
    "said",
    [
        "他社サービスから流出したIDを試す攻撃がありました。",
        "現在はサイトの閲覧が可能な状態です。",
        "原因は、監視用のアカウント情報が漏えいしたことによるものでした。",
        "パスワードの流出があっても安全性が保たれます。",
    ],
)
def test_leaks_elsewhere_pages_and_the_way_in_are_no_leak(said: str) -> None:
    assert read(said).value == "not_stated"


def test_partners_whose_leak_is_found_are_told_and_nothing_is_said_to_have_leaked() -> None:
    said = "名簿の流出は否定できない状況です。流出が確認されたお取引先様には、個別にご連絡します。"
    assert read(said).value == "possible"


def test_data_put_on_a_leak_site_got_out() -> None:
    assert read("当社の名簿がリークサイトと呼ばれる場所に掲載されていることを確認しました。").value == "confirmed"
    said = "リークサイトを見ておりますが、名簿が掲載されていることは確認されておりません。"
    assert read(said).value != "confirmed"


def test_pages_of_members_that_somebody_entered_may_have_been_seen() -> None:
    assert read("第三者により会員情報ページにアクセスされた可能性があります。").value == "possible"


def test_nobody_of_the_publisher_is_touched_by_a_leak_at_a_supplier() -> None:
    said = "委託先への不正アクセスにより名簿が漏えいした可能性があります。当市においては、今回の対象者はいないとの報告を受けております。"
    assert read(said).value == "none_found"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("登録情報が閲覧された形跡があることが判明しました。", "confirmed"),
        ("人事情報を閲覧、保存していたことが分かりました。", "confirmed"),
        ("流出した資金の回収に努めます。", "not_stated"),
    ],
)
def test_traces_and_what_was_kept_show_a_leak_and_money_none(said: str, status: str) -> None:
    assert read(said).value == status


def test_the_misuse_of_what_leaked_may_come_and_the_leak_is_named() -> None:
    assert read("対象のお客様に連絡しました。流出情報が悪用される可能性を踏まえ、体制を保ちます。").value == "confirmed"


def test_money_and_seals_that_went_out_are_no_data() -> None:
    assert read("従業員が届出印を持ち出しました。流出額は精査中です。").value == "not_stated"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("個人情報等への不正アクセスは一切確認されておりません。", "none_found"),
        ("業務データへの不正アクセスが確認されております。", "not_stated"),
        ("流出資金の回収を進めております。", "not_stated"),
        ("「名簿が流出した」という内容のメールが届いております。", "possible"),
    ],
)
def test_entry_to_data_is_a_leak_only_where_it_is_denied_and_hearsay_only_a_fear(said: str, status: str) -> None:
    assert read(said).value == status


def test_data_that_was_written_to_a_file_got_out() -> None:
    assert read("不正にログインされ、予約者の一部のデータがCSV出力されたことが確認されました。").value == "confirmed"
