import pytest

from jikenbo.model.document import Document, Link, Overview, Stated
from jikenbo.model.fact import Fact
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.read.prepare import prepare
from jikenbo.read.report import read_report
from jikenbo.text.blocks import blocks

TITLE = "不正アクセスに関するお知らせ"


def report(title: str, body: str = "", links: tuple[Link, ...] = (), label: Stated | None = None) -> Fact:
    content = f"{title}\n{body}"
    cut = (Block(BlockKind.TITLE, 0, len(title)), *blocks(content, len(title)))
    overview = Overview(published=Stated("2025-07-31"), links=links, kind_label=label)
    return next(iter(read_report(prepare(Document("made-up", Text(content, cut, "test/1"), overview)))))


def kind(title: str, body: str = "") -> tuple[str | int, int | None]:
    fact = report(title, body)
    return fact.value, fact.number


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (TITLE, ("initial", None)),
        (f"{TITLE}（第１報）", ("initial", 1)),
        (f"{TITLE}【初報】", ("initial", 1)),
        (f"{TITLE}（第２報）", ("followup", 2)),
        (f"{TITLE}(第三報)", ("followup", 3)),
        (f"{TITLE}（２）", ("followup", 2)),
        (f"（続報）{TITLE}", ("followup", None)),
        (f"{TITLE}（最終報）", ("final", None)),
        (f"{TITLE}（第4報・最終報）", ("final", 4)),
    ],
)
def test_the_title_gives_kind_and_number(title: str, expected: tuple[str, int | None]) -> None:
    assert kind(title) == expected


@pytest.mark.parametrize(
    "body",
    [
        "7月3日に公表いたしました不正アクセスの件につきまして、ご報告いたします。",
        "2025年7月3日付「不正アクセスについて」にてお知らせしたとおり、調査を進めております。",
        "既報のとおり、当社のサーバーが攻撃を受けました。",
        "前回のご報告以降の状況をお知らせします。",
    ],
)
def test_a_body_that_speaks_of_an_earlier_notice_makes_a_followup(body: str) -> None:
    assert kind(TITLE, body) == ("followup", None)


@pytest.mark.parametrize(
    "body",
    [
        "7月3日に個人情報保護委員会へ報告いたしました。",
        "7月3日に委託先の株式会社ひばり例が「不正アクセスについて」を公表しました。",
        "続報が入り次第、改めてお知らせいたします。",
        "調査が完了次第、ご報告いたします。",
    ],
)
def test_what_others_published_and_what_is_to_come_make_no_followup(body: str) -> None:
    assert kind(TITLE, body) == ("initial", None)


def test_a_followup_whose_investigation_is_complete_is_final() -> None:
    body = "7月3日に公表いたしました件につきまして、外部専門機関による調査が完了しましたのでご報告いたします。"
    assert kind(TITLE, body) == ("final", None)


def test_a_complete_investigation_without_an_earlier_notice_is_initial() -> None:
    assert kind(TITLE, "7月20日に調査機関による調査が完了しました。") == ("initial", None)


def test_a_link_of_the_overview_implies_the_number() -> None:
    fact = report(TITLE, links=(Link("第2報", "https://example.jp/2", Span(0, 3), 2),))
    assert (fact.value, fact.number, fact.rule) == ("followup", 3, "report.linked")


def test_the_kind_that_the_source_states_counts() -> None:
    fact = report(TITLE, label=Stated("初報", Span(0, 2)))
    assert (fact.value, fact.number) == ("initial", 1)


def test_a_stated_first_report_loses_to_a_body_that_speaks_of_an_earlier_one() -> None:
    fact = report(TITLE, "7月3日に公表いたしました件のご報告です。", label=Stated("初報", Span(0, 2)))
    assert fact.value == "followup"


def test_an_investigation_that_goes_on_makes_no_last_report() -> None:
    body = "7月3日に公表いたしました件です。一次調査が完了しました。現在も調査を継続しております。"
    assert kind(TITLE, body) == ("followup", None)


def test_the_part_of_an_investigation_that_is_complete_makes_no_last_report() -> None:
    body = "7月3日に公表いたしました件につき、現時点で調査が完了した内容は以下のとおりです。"
    assert kind(TITLE, body) == ("followup", None)


def test_a_further_report_that_comes_if_need_be_shows_no_earlier_one() -> None:
    assert kind(TITLE, "必要に応じて続報をお知らせいたします。") == ("initial", None)


def test_a_title_that_was_changed_on_the_day_of_publication_follows_an_earlier_notice() -> None:
    assert kind("不審な画面の表示について(7月31日更新)") == ("followup", None)
    assert kind("不審な画面の表示について(7/31更新)") == ("followup", None)


def test_a_title_that_was_changed_afterwards_shows_no_earlier_notice() -> None:
    assert kind("不審な画面の表示について(8月2日更新)") == ("initial", None)


def test_a_release_that_calls_itself_the_first_and_promises_more_is_the_first() -> None:
    body = "本お知らせは、分かったことをまとめた第一報です。詳細は続報として公表してまいります。"
    assert kind("不正アクセスについて", body) == ("initial", None)


def test_a_day_on_which_an_authority_was_told_shows_no_earlier_notice() -> None:
    body = "県警本部の対策課には2025年7月15日に報告済みであり、捜査に協力しております。調査が完了しました。"
    assert kind("不正アクセスについて", body) == ("initial", None)


def test_a_notice_that_was_put_up_before_makes_a_followup() -> None:
    assert kind("交換の停止について", "以前掲示したお知らせはこちらです。")[0] == "followup"


def test_an_authority_before_a_colon_was_told_no_earlier_notice() -> None:
    body = "個人情報保護委員会:法律に基づき、2025年7月18日付で報告済み"
    assert kind("不正アクセスについて", body) == ("initial", None)


def test_a_first_look_that_is_over_makes_no_last_report() -> None:
    assert (
        kind("接続の制限について(第3報)", "社内の担当による初期調査は完了しており、詳細調査に移ります。")[0]
        == "followup"
    )


def test_a_release_with_which_the_reports_end_is_the_last() -> None:
    assert kind("復旧状況について(第18報)", "定期のご報告は本リリースで終了いたします。")[0] == "final"


def test_a_report_handed_to_an_authority_is_no_earlier_notice() -> None:
    assert kind("不正アクセスについて", "監督官庁に第1報を提出しました。") == ("initial", None)


def test_the_last_report_of_whoever_investigated_makes_a_follow_up_the_last() -> None:
    assert (
        kind("(続報)不正アクセスについて", "調査会社から最終報告書を受領しましたので、お知らせします。")[0] == "final"
    )


def test_a_body_that_calls_itself_the_first_report_follows_none_and_one_that_kept_telling_does() -> None:
    assert kind("不正アクセスについて(第1報)", "とりいそぎ、第一報をご報告いたします。") == ("initial", 1)
    assert kind("サイトの再開について", "本件の状況は随時お知らせしてまいりました。")[0] == "followup"
