import pytest

from jikenbo.model.document import Document, Overview, Stated
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import Text
from jikenbo.read import date_roles
from jikenbo.read.dates import read_dates
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks


def facts(content: str, published: str = "2025-07-31") -> list[Fact]:
    made = Document("made-up", Text(content, blocks(content), "test/1"), Overview(published=Stated(published)))
    return list(read_dates(prepare(made)))


def dates(content: str) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for fact in facts(content):
        found.setdefault(fact.field.value, []).extend([str(fact.value), *([fact.until] if fact.until else [])])
    return found


@pytest.mark.parametrize(
    "said",
    [
        "7月3日、当社サーバーへの不正アクセスを検知しました。",
        "当社サーバーが不正アクセスを受けたことを7月3日に確認しました。",
        "7月3日、サーバーが不正アクセスを受け、データが暗号化されていることを確認しました。",
        "7月3日に委託先より、個人情報が漏えいしたおそれがあるとの連絡を受けました。",
        "発覚日：2025年7月3日",
        "当社は7月3日に被害を認識した直後より、専門会社とともに調べてまいりました。",
        "7月3日に本件を把握後、直ちにサーバーを止めました。",
        "7月3日、取引先のシステムが攻撃を受けたとの発表がありました。",
    ],
)
def test_a_day_of_noticing_is_detected_and_nothing_else(said: str) -> None:
    assert dates(said) == {"detected": ["2025-07-03"]}


@pytest.mark.parametrize(
    "said",
    [
        "7月3日、当社サーバーが第三者による不正アクセスを受けました。",
        "調査の結果、7月3日に攻撃者が侵入したことを確認しました。",
        "7月3日に発生した不正アクセスにつきまして、お詫び申し上げます。",
        "発生日時：2025年7月3日 10時",
        "7月3日10:15~11:40頃に当会のアドレスから迷惑メールが送られていたことが判明しました。",
        "7月3日、移行作業中に不正アクセスが発生し、データベースが消去される被害がありました。",
        "7月3日、社員の携帯電話に代表者を装うメールが届きました。",
        "- 7月3日 発生",
        "委託先のシステムが7月3日にランサムウェアの攻撃を受け、情報が漏えいした可能性があることが判明しました。",
    ],
)
def test_a_day_of_the_attack_is_occurred_and_nothing_else(said: str) -> None:
    assert dates(said) == {"occurred": ["2025-07-03"]}


def test_a_dated_failure_is_both() -> None:
    said = "7月3日に発生したサイバー攻撃によるシステム障害について、ご報告いたします。"
    assert dates(said) == {"occurred": ["2025-07-03"], "detected": ["2025-07-03"]}


def test_a_period_has_a_start_and_an_end() -> None:
    said = "7月3日から5日にかけて、第三者が不正にアクセスしていたことが判明しました。"
    assert dates(said) == {"occurred": ["2025-07-03", "2025-07-05"]}


@pytest.mark.parametrize(
    "said",
    [
        "### <期間>\n7月3日午後5時頃~7月5日午後3時頃\n",
        "改ざんされていた期間中(7月3日夕方~7月5日)に閲覧された皆様へお詫びいたします。",
        "本不正アクセスは、7月3日深夜より、7月5日早朝にかけて行われました。",
    ],
)
def test_a_stretch_of_time_is_that_of_the_incident(said: str) -> None:
    assert dates(said) == {"occurred": ["2025-07-03", "2025-07-05"]}


@pytest.mark.parametrize(
    "said",
    [
        "7月5日に、7月3日10時頃より当会のシステムが攻撃を受けた可能性があることが判明しました。",
        "調べた結果、7月3日から不正アクセスが繰り返し行われていたことが7月5日に判明しました。",
    ],
)
def test_what_was_noticed_on_one_day_may_have_taken_place_on_another(said: str) -> None:
    assert dates(said) == {"occurred": ["2025-07-03"], "detected": ["2025-07-05"]}


def test_a_service_that_stopped_by_itself_shows_the_incident() -> None:
    said = "7月3日、メールの送信機能が停止したため、経路を切り替えました。"
    assert dates(said) == {"occurred": ["2025-07-03"], "detected": ["2025-07-03"]}


@pytest.mark.parametrize(
    "said",
    [
        "当社が利用しておりました(2025年3月まで)システムが不正アクセスを受けたとの報告を受けました。",
        "正常に動いていた7月2日以前の状態に戻したことを確認しております。",
        "7月10日より対象の方々に個別にお知らせの書面をお送りいたします。",
        "なお、7月3日に発信されたメールの送り先がこの名簿に含まれていることを確認しています。",
    ],
)
def test_a_date_that_tells_of_something_else_is_no_day_of_noticing(said: str) -> None:
    assert "detected" not in dates(said)


def test_two_days_named_in_one_breath_are_a_period() -> None:
    said = "確認したところ、7月3日及び4日に不審なメールが送信されておりました。"
    assert dates(said)["occurred"] == ["2025-07-03", "2025-07-04"]


def test_a_chronology_gives_one_event_a_day() -> None:
    said = "## 経緯\n- 7月3日 不正アクセスを検知\n- 7月4日 ネットワークを遮断\n- 7月4日 警察に相談\n- 7月7日 対策本部会議\n"
    assert dates(said) == {"detected": ["2025-07-03"], "events": ["2025-07-04", "2025-07-07"]}


def test_a_date_alone_in_a_heading_takes_the_role_of_what_follows() -> None:
    said = "## 経緯\n### 7月3日\n不正アクセスを検知しました。\n### 7月5日\nサービスを再開しました。\n"
    assert dates(said) == {"detected": ["2025-07-03"], "events": ["2025-07-05"]}


def test_an_event_of_the_day_of_noticing_is_not_repeated() -> None:
    said = "7月3日に不正アクセスを検知し、同日、サーバーを停止しました。"
    assert dates(said) == {"detected": ["2025-07-03"]}


def test_the_publication_day_counts_only_where_it_is_dated_outright() -> None:
    assert dates("本日、サービスを再開しました。") == {}
    assert dates("7月31日にサービスを再開しました。") == {"events": ["2025-07-31"]}


def test_a_planned_day_is_an_event() -> None:
    assert dates("8月20日に確報を提出する予定です。") == {"events": ["2025-08-20"]}


@pytest.mark.parametrize(
    "said",
    [
        "2021年4月1日から2025年6月30日までに会員登録されたお客様の情報が対象です。",
        "2025年7月20日時点で、二次被害は確認されておりません。",
        "2019年4月に入社した従業員の情報が含まれます。",
        "2025年5月8日に公表した2026年3月期の業績予想に変更はありません。",
    ],
)
def test_dates_of_data_and_of_how_things_stand_are_left_out(said: str) -> None:
    assert dates(said) == {}


def test_a_period_of_card_payments_that_leaked_is_the_incidents() -> None:
    said = "2024年5月1日～2025年2月3日の期間に商品を購入されたお客様のクレジットカード情報が漏えいしました。"
    assert dates(said) == {"occurred": ["2024-05-01", "2025-02-03"]}


def test_the_earliest_noticing_is_detected_and_a_later_one_an_event() -> None:
    said = "7月3日に不審な通信を検知しました。その後、7月10日に情報の流出が判明しました。"
    assert dates(said) == {"detected": ["2025-07-03"], "events": ["2025-07-10"]}


def test_quoted_words_do_not_govern_a_date() -> None:
    said = "7月3日付「不正アクセスによる情報流出について」で公表いたしました。"
    assert dates(said) == {"events": ["2025-07-03"]}


def test_a_denied_predicate_does_not_govern_a_date() -> None:
    assert dates("7月3日以降、新たな侵入は確認されておりません。") == {}


def test_a_span_shows_the_date_with_its_weekday_and_time() -> None:
    content = "２０２５年７月３日（木）10時頃、不正アクセスを検知しました。"
    span = facts(content)[0].spans[0]
    assert content[span.start : span.end] == "２０２５年７月３日（木）10時頃"


def test_every_rule_explains_itself() -> None:
    rules = (*date_roles.RULES, date_roles.entry, date_roles.before, date_roles.after)
    assert all(rule.__doc__ and rule.__doc__.strip().endswith(".") for rule in rules)


def test_facts_stand_in_the_fields_of_dates_only() -> None:
    fields = {fact.field for fact in facts("7月3日に侵入され、7月4日に検知し、7月5日に復旧しました。")}
    assert fields == {Field.OCCURRED, Field.DETECTED, Field.EVENTS}


def test_a_period_listed_under_a_heading_of_data_is_left_out() -> None:
    said = "### 対象となる個人情報\n- 2023年4月～2024年3月に開催した催しの参加者名簿\n"
    assert dates(said) == {}


def test_a_period_under_a_bare_label_is_the_incidents() -> None:
    assert dates("期間：7月3日～7月5日") == {"occurred": ["2025-07-03", "2025-07-05"]}


def test_a_report_that_came_in_on_a_day_is_noticing() -> None:
    assert dates("委託先より、情報が漏えいしたとの報告が7月3日にありました。") == {"detected": ["2025-07-03"]}


def test_what_came_after_the_noticing_is_a_further_event() -> None:
    said = "7月3日に不正アクセスを検知しました。7月9日に窃取された情報がダークサイトで公開されました。"
    assert dates(said) == {"detected": ["2025-07-03"], "events": ["2025-07-09"]}


def test_another_publishers_notice_of_the_same_day_is_an_event() -> None:
    assert dates("2025年7月31日付 株式会社ひばり例 ニュースリリース") == {"events": ["2025-07-31"]}


def test_a_day_named_in_running_text_is_an_event_where_nothing_speaks_against_it() -> None:
    assert dates("7月9日には、社長が取引先の各社をたずねて回りました。") == {"events": ["2025-07-09"]}


def test_a_day_long_ago_that_nothing_explains_is_left_out() -> None:
    assert dates("2015年4月1日の発足から、皆さまとともに歩んでまいりました。") == {}


def test_words_before_a_date_that_they_single_out_say_what_happened() -> None:
    said = "7月5日に異常を検知しましたが、不正アクセスが最初に発生したのは7月3日でした。"
    assert dates(said) == {"detected": ["2025-07-05"], "occurred": ["2025-07-03"]}


def test_the_entry_of_this_release_in_a_chronology_is_no_event() -> None:
    said = "## 経緯\n- 7月3日 不正アクセスを検知\n- 7月31日 本件を公表（第2報）\n"
    assert dates(said) == {"detected": ["2025-07-03"]}


@pytest.mark.parametrize(
    "said",
    [
        "7月3日早朝、サーバーに対する不正アクセスが発生し、データが暗号化されていることを確認しました。",
        "7月3日午前7時ごろから、予約ページがつながりにくくなっております。",
        "7月3日夜、外部からの不正アクセスによりホームページを閲覧できなくなるという事案が発生しました。",
    ],
)
def test_what_could_not_be_overlooked_was_noticed_on_its_day(said: str) -> None:
    assert dates(said) == {"occurred": ["2025-07-03"], "detected": ["2025-07-03"]}


@pytest.mark.parametrize(
    "said",
    [
        "7月3日以降、第三者から不正にアクセスされたことを確認しています。",
        "不正アクセスは7月3日にのみ発生したことを確認しました。",
        "- 対象期間：7月3日",
    ],
)
def test_the_time_of_the_attack_stands_beside_what_was_noticed_later(said: str) -> None:
    assert dates(said) == {"occurred": ["2025-07-03"]}


def test_the_day_on_which_the_publisher_was_told_comes_before_that_of_the_contractor() -> None:
    told = "7月9日に委託先の株式会社みほんから、同社のサーバーが不正アクセスを受けたとの報告がありました。"
    assert dates(f"同社は7月3日に不正アクセスを検知しました。\n{told}")["detected"] == ["2025-07-09"]


def test_a_note_of_an_update_is_no_event() -> None:
    assert dates("（7月3日更新）よくあるご質問に回答を加えました。") == {}


def test_an_act_found_out_weeks_later_is_dated_by_the_act() -> None:
    said = "5月7日、職員のアカウントを悪用して学内に侵入され、サーバーにアクセスされたことが確認されました。"
    assert dates(f"7月23日に暗号化を検知しました。\n{said}") == {"occurred": ["2025-05-07"], "detected": ["2025-07-23"]}


def test_a_period_of_the_people_concerned_is_none_of_the_incident() -> None:
    said = "対象期間:2010年8月20日~2025年7月3日に本サービスをご利用いただいたお客様"
    assert "occurred" not in dates(said)


@pytest.mark.parametrize(
    "said",
    [
        "7月3日、担当者が資料を本来の宛先とは異なる方へ誤送信しました。",
        "7月3日、BCCとすべきところをTOに入力しておりました。",
        "7月3日、社員が帰宅途中に書類を入れた鞄を置き忘れました。",
        "7月3日に案内と無関係な通販ページへ転送されるなどの事象が発生しました。",
        "ログを調べた結果、最初の侵入は7月3日であったと推定されました。",
        "## 経緯\n- 7月3日:外部から管理画面への不正ログイン",
        "・不審なメッセージの配信(7月3日8時頃)",
        "7月3日の第三者による不正アクセスから今日まで、復旧を進めてまいりました。",
        "7月3日に弊社が受けたサイバー攻撃の調査が完了しました。",
        "7月3日、社員が取引先を名乗るメールの添付ファイルを開き、マルウェアに感染しました。",
        "7月3日、業務用の端末を電車内に忘れました。",
    ],
)
def test_mistakes_and_misdeeds_date_the_incident_however_they_are_told(said: str) -> None:
    assert dates(said)["occurred"] == ["2025-07-03"]


@pytest.mark.parametrize(
    "said",
    [
        "不正アクセスがあったとの報告を同社より7月3日に受けました。",
        "7月3日、通信事業者から警告のメールを受け取りました。",
        "7月3日、お客様からのお問い合わせで事態が明るみに出ました。",
        "7月3日の始業時、社員が異常を認めました。",
        "7月3日の夜間にシステム障害を確認しました。",
        "7月3日に明らかになった不正アクセスの続報です。",
        "覚知の端緒:7月3日",
        "7月3日、社外の方から資料が公開されているとのお知らせをいただきました。",
    ],
)
def test_word_that_came_in_dates_the_noticing(said: str) -> None:
    assert dates(said) == {"detected": ["2025-07-03"]}
