import pytest

from jikenbo.model.document import Document, Overview, Stated
from jikenbo.model.text import Text
from jikenbo.read.dates import read_dates
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks


def dates(content: str) -> dict[str, list[str | None]]:
    made = Document("made-up", Text(content, blocks(content), "test/1"), Overview(published=Stated("2025-07-31")))
    found: dict[str, list[str | None]] = {}
    for fact in read_dates(prepare(made)):
        found.setdefault(fact.field.value, []).extend([str(fact.value), *([fact.until] if fact.until else [])])
    return found


def test_what_was_noticed_after_the_public_was_told_is_an_event() -> None:
    said = "7月10日に公表いたしました不正アクセスにつきまして、7月20日、窃取された情報の公開を確認しました。"
    assert dates(said) == {"events": ["2025-07-10", "2025-07-20"]}


def test_nothing_was_noticed_on_a_day_to_come() -> None:
    assert dates("調査は8月20日に終える見込みである旨、委託先より報告を受けております。") == {"events": ["2025-08-20"]}


@pytest.mark.parametrize(
    "said",
    [
        "7月3日、画面が動作不良となり異常を覚知しました。",
        "7月3日に外部からの不正アクセスがあり、サーバーの暗号化を確認しました。",
        "7月3日に社内システムに動作不良が発生、調査の結果、侵入が確認されました。",
        "7月3日から4日にかけて、第三者が不正に入手した鍵を使うログインを検知しました。",
    ],
)
def test_an_occurrence_that_the_sentence_goes_on_from_is_noticed_on_its_day(said: str) -> None:
    found = dates(said)
    assert found["occurred"][0] == "2025-07-03"
    assert found["detected"] == ["2025-07-03"]


@pytest.mark.parametrize(
    "said",
    [
        "7月3日より社内で調べましたところ、調査を進める中で侵入された痕跡が確認されました。",
        "7月3日に社内で調査をしましたところ、第三者に侵入された痕跡が確認されました。",
        "7月3日、当館で公開する「見本の部屋」が悪用された結果、別の内容が表示される状態になっていたことが判明しました。",
        "## 個人情報の漏えいが判明した日\n2025年7月3日\n",
        "7月3日に攻撃を検知し、同日、攻撃を受けた機器を外部から遮断する措置を講じました。",
    ],
)
def test_what_was_found_out_is_dated_by_the_finding(said: str) -> None:
    assert dates(said) == {"detected": ["2025-07-03"]}


@pytest.mark.parametrize(
    "said",
    [
        "7月3日に安全性を確認した上で営業を再開しました。",
        "7月3日に、名簿に載る方のうち宛先が確認できたお客様へ書面を配信しました。",
        "7月3日に情報が漏えいした可能性についてご説明いたしましたが、漏えいはなかったことが確認されました。",
    ],
)
def test_that_all_is_well_or_what_only_describes_people_is_no_noticing(said: str) -> None:
    assert "detected" not in dates(said)


@pytest.mark.parametrize(
    "said",
    [
        "・不正ログインが確認された期間：7月3日～7月5日",
        "・同社が攻撃を受けた期間（2025年7月3日～7月5日）に在籍した方",
        "上記のほか、7月3日および7月5日の2回、当該機器から外部への通信が行われていたこと。",
        "調査の結果、7月3日から7月5日までの期間、不正アクセスにより機器が侵害されたことが判明しました。",
    ],
)
def test_a_time_said_to_be_the_incidents_is_no_time_of_data(said: str) -> None:
    assert dates(said)["occurred"] == ["2025-07-03", "2025-07-05"]


def test_an_attack_that_goes_on_has_a_beginning() -> None:
    assert dates("本年4月以降、予約の仕組みに大量の不正アクセスが続いております。") == {"occurred": ["2025-04"]}


def test_the_day_on_which_the_publisher_was_told_may_stand_under_a_heading() -> None:
    contractor = "## 委託先の株式会社みほんのサーバーで漏えいの可能性が発覚した日\n7月3日\n"
    said = f"委託先のサーバーが攻撃を受けました。\n{contractor}## 当館が報告を受けた日\n7月9日\n"
    assert dates(said)["detected"] == ["2025-07-09"]


def test_the_title_of_a_notice_before_a_date_in_brackets_makes_it_an_event() -> None:
    assert dates("・不正アクセスの可能性についてのお知らせとお詫び（2025年7月9日）") == {"events": ["2025-07-09"]}


def test_a_heading_of_days_in_the_course_of_events_is_an_event_whatever_it_tells() -> None:
    said = "## 経緯\n### 7月3日\n不正アクセスを検知しました。\n### 7月8日～10日\n覚えのない品がいくつも届く。\n"
    assert dates(said) == {"detected": ["2025-07-03"], "events": ["2025-07-08", "2025-07-10"]}


def test_days_listed_one_after_another_are_told_apart() -> None:
    said = "監督官庁への報告\n①第1報：2025年7月3日、②第2報：2025年7月8日、③第3報：2025年7月10日\n"
    assert dates(said) == {"events": ["2025-07-03", "2025-07-08", "2025-07-10"]}


def test_a_day_whose_own_clause_is_told_takes_no_role_from_the_next() -> None:
    assert dates("調べは7月3日より行われ、7月9日に委託先から報告を受けました。") == {
        "detected": ["2025-07-09"],
        "events": ["2025-07-03"],
    }


def test_a_notice_is_told_on_the_line_below_its_day_too() -> None:
    assert dates("※2025年7月9日付\n株式会社ひばり例 漏えいについてのお詫びとご報告\n") == {"events": ["2025-07-09"]}


def test_a_day_in_figures_of_a_notice_is_an_event() -> None:
    assert dates("なお、7/9 公表の内容に変わりはございません。") == {"events": ["2025-07-09"]}


def test_a_day_of_delivery_is_none_of_the_incident() -> None:
    assert dates("7月3日に不正アクセスを検知しました。最短翌日のお届けが可能です。") == {"detected": ["2025-07-03"]}


def test_what_was_reported_to_have_happened_is_dated_by_the_report() -> None:
    said = "7月3日に、印刷を請け負う会社の機器が攻撃を受け、写真が漏えいしたおそれがあると報告がありました。"
    assert dates(said) == {"detected": ["2025-07-03"]}


def test_an_act_with_its_hour_is_dated_by_itself() -> None:
    said = "7月3日未明に機器が攻撃を受け、写真が漏えいした可能性があることが判明しました。"
    assert dates(said) == {"occurred": ["2025-07-03"]}


def test_what_was_answered_at_once_had_been_noticed() -> None:
    said = "7月3日 攻撃と思われる通信が発生したため、安全を考えて接続を遮断しました。"
    assert dates(said) == {"occurred": ["2025-07-03"], "detected": ["2025-07-03"]}


def test_a_label_of_filing_is_none_of_the_incident() -> None:
    assert dates("- 事故報告書届出日：2025年7月3日") == {"events": ["2025-07-03"]}


def test_a_day_on_its_own_line_in_the_course_of_events_is_an_event() -> None:
    said = "## 経緯\n7月3日\n理事長、各園をたずねる\n"
    assert dates(said) == {"events": ["2025-07-03"]}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("7月31日 (木 )時点で、二次被害は確認されておりません。", {}),
        (
            "7月3日、当会が利用しておりました（2025年2月まで）窓口が攻撃を受けた旨の報告を受けました。",
            {"detected": ["2025-07-03"]},
        ),
        ("## 経過\n令和6年（2024年）7月 事故発生\n", {"occurred": ["2024-07"]}),
        ("## 経過\n7月3日 写真館より事故があった旨の報告が入る\n", {"detected": ["2025-07-03"]}),
        ("令和6(2024)年12月30日に不正アクセスを受けました。", {"occurred": ["2024-12-30"]}),
        ("7月8日までのところ、情報が公開されている事実は確認されておりません。", {}),
    ],
)
def test_dates_as_chronologies_and_offices_write_them(said: str, found: dict[str, list[str | None]]) -> None:
    assert dates(said) == found


def test_what_goes_on_from_a_day_began_on_it() -> None:
    assert dates("7月3日から予約ページが接続しにくい状態です。")["occurred"] == ["2025-07-03"]


@pytest.mark.parametrize(
    "said",
    [
        "7月3日、保険会社の見本海上から、社内の仕組みに不正アクセスが発生し、情報が漏えいしたとの報告がありました。",
        "7月3日付で東京都より、本市が参加している、共同の窓口が攻撃を受けた旨の報告がありました。",
        "## 経緯\n### 7月3日\n同社より被害の発生について報告があったため、調べるよう指示した。\n",
    ],
)
def test_the_day_of_a_report_is_that_of_noticing_whatever_it_reports(said: str) -> None:
    assert dates(said)["detected"] == ["2025-07-03"]
    assert "occurred" not in dates(said)


def test_a_period_in_a_list_is_of_what_the_heading_above_says() -> None:
    said = "## 被害が生じた可能性のある期間\n時刻は日本時間です。\n- 2025年7月3日 11:39 ～ 2025年7月5日 05:50\n"
    assert dates(said) == {"occurred": ["2025-07-03", "2025-07-05"]}


def test_the_day_on_which_an_act_was_answered_is_that_of_noticing_though_others_came_before() -> None:
    act = "7月3日から第三者による不正アクセスがあった痕跡があります。"
    said = f"7月8日 攻撃と思われる通信が発生し、安全を考えて接続を遮断しました。\n{act}\n"
    assert dates(said)["detected"] == ["2025-07-08"]
