import pytest

from jikenbo.model.document import Document
from jikenbo.model.fact import Fact
from jikenbo.model.text import Text
from jikenbo.read.counts import read_counts
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks


def read(content: str) -> list[Fact]:
    return list(read_counts(prepare(Document("a.md", Text(content, blocks(content), "test")))))


def figures(content: str, *roles: str) -> set[tuple[int | str, str | None]]:
    return {(fact.value, fact.unit) for fact in read(content) if fact.role in (roles or ("affected", "sent"))}


def test_people_and_records_touched_are_affected() -> None:
    assert figures("会員48,120名の氏名が漏えいした可能性があります。内訳は店舗12店です。") == {
        (48120, "人"),
        (12, "店"),
    }


def test_a_total_and_its_parts_are_all_counted() -> None:
    assert figures("対象は計90件（うち、口座を含むもの31件、含まないもの59件）です。") == {
        (90, "件"),
        (31, "件"),
        (59, "件"),
    }


def test_a_figure_stated_twice_is_one_count_with_two_places() -> None:
    (fact,) = read("職員77名の情報が流出しました。\n\n該当する77名には個別に通知します。")
    assert len(fact.spans) == 2


@pytest.mark.parametrize(
    "text",
    [
        "迷惑メール3,400件が外部へ送信されました。",
        "不審メールの送信件数：3,400件",
        "約3,400アドレスに配信されていました。",
    ],
)
def test_mails_sent_out_are_sent(text: str) -> None:
    assert {fact.role for fact in read(text)} == {"sent"}


@pytest.mark.parametrize(
    "text",
    [
        "不正アクセスが確認されなかった14校は利用を続けています。",
        "残る14校については影響はございません。",
        "国内14拠点におきましては、被害は確認されておりません。",
        "## アクセスが無いことを確認した情報\n- 会員の表示名 14名",
    ],
)
def test_what_is_said_to_be_safe_is_excluded(text: str) -> None:
    assert {fact.role for fact in read(text)} == {"excluded"}


def test_shops_closed_are_told_and_not_affected() -> None:
    assert figures("そのため、直営6店舗が営業を見合わせています。", "other") == {(6, "店舗")}


@pytest.mark.parametrize(
    "text",
    [
        "全62校のうち、調査を終えました。",
        "例えば同じ方が二つの名で登録された場合は2件と数えます。",
        "従業員数：310名",
        "専任の担当3名を置きました。",
        "個人情報を取り扱う体制として委員5名を選任",
        "今回の問題は大きく2点です。",
        "お客様お一人おひとりにご連絡します。",
    ],
)
def test_numbers_that_are_no_size_of_the_incident_stay_out(text: str) -> None:
    assert figures(text) == set()


@pytest.mark.parametrize(
    ("text", "value", "previous"),
    [
        ("管理者IDの対象は905ID→41IDに変更しました。", 41, 905),
        ("対象者を120名から134名に訂正いたします。", 134, 120),
        ("|区分|第2報件数|第3報件数|\n|---|---|---|\n|会員|約7万件|約5万件|", 50000, 70000),
        ("漏えいのおそれのある方は、当初公表した1,800名から2,500名に増えました。", 2500, 1800),
    ],
)
def test_a_corrected_figure_keeps_what_it_was(text: str, value: int, previous: int) -> None:
    assert [(fact.value, fact.previous) for fact in read(text)] == [(value, previous)]


def test_what_an_earlier_report_said_is_not_counted_again() -> None:
    assert figures("前回の公表件数は310件でしたが、今回の調査で298件の漏えいと判明しました。") == {(298, "件")}


@pytest.mark.parametrize(
    "text",
    ["対象者数：2,045", "|対象|人数|\n|---|---|\n|教職員|2,045|", "|対象|数量(名)|\n|---|---|\n|教職員|約2,045|"],
)
def test_a_bare_figure_is_counted_by_its_label(text: str) -> None:
    assert figures(text) == {(2045, "人")}


def test_a_count_shows_the_words_it_came_from() -> None:
    text = "約1,500社の取引情報が流出した可能性"
    (fact,) = read(text)
    assert [text[a:b] for a, b in fact.spans] == ["約1,500社"]


@pytest.mark.parametrize(
    "text",
    [
        "対象は6,530人ではなく6,488人でした。",
        "第2報で「6,530人」とした対象者の数を、6,488人に改めます。",
        "先日「最大6,530人」とお伝えした対象は、6,488人と確定しました。",
        "対象は6,488人です。第2報時点の「6,530人」から減りました。",
    ],
)
def test_a_figure_that_the_release_takes_back_is_no_count(text: str) -> None:
    assert figures(text) == {(6488, "人")}


def test_a_difference_and_a_back_reference_are_no_counts() -> None:
    assert figures("委託元51団体（第2報の47団体から4団体増）が対象です。上記2社が受託しました。") == {(51, "団体")}


def test_checks_done_by_two_people_are_no_count() -> None:
    assert figures("今後は2人で確認します。") == set()


def test_what_was_got_back_and_what_is_left_are_told_and_not_affected() -> None:
    assert figures("21世帯分を回収しました。残る2世帯とも連絡を取っています。", "other") == {(21, "世帯"), (2, "世帯")}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("お客さま最大18,400先の氏名が漏えいしました。", (18400, "先")),
        ("PC30台が暗号化されました。", (30, "台")),
        ("2つの口座から送金されました。", (2, "口座")),
    ],
)
def test_clients_machines_and_accounts_are_counted_as_written(text: str, count: tuple[int, str]) -> None:
    assert figures(text) == {count}


@pytest.mark.parametrize(
    "heading", ["## ３　メールアドレスの用途", "■2　サーバーに保管していた情報", "## １　学校の概要"]
)
def test_the_number_of_a_section_is_no_count(heading: str) -> None:
    assert not figures(f"{heading}\n会員の氏名です。")


def test_a_figure_that_was_told_before_is_no_count() -> None:
    assert figures("先に171名とお伝えしておりましたが、重複を除くと168名の氏名が漏えいしました。") == {(168, "人")}


def test_contractors_to_whom_work_is_spread_are_no_size_of_the_incident() -> None:
    assert not figures("現在5社の発送業者に業務を分散して委託しており、特定の1社に依存しておりません。漏えい")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- 漏えいのおそれのある個人情報：9,987\n- 項目：氏名", {(9987, "件")}),
        ("隔離したメール（利用中のメールアドレス数984）", {(984, "アドレス")}),
        ("- 対象のデータ：2025\n", set()),
    ],
)
def test_a_bare_figure_is_counted_by_what_stands_before_it(text: str, found: set[tuple[int, str]]) -> None:
    assert figures(text) == found


def test_a_label_on_a_line_of_its_own_counts_the_figure_on_the_next() -> None:
    assert figures("漏えいの件数\n1,234\n氏名です。") == {(1234, "件")}


def test_a_range_is_one_count() -> None:
    assert figures("漏えいの対象は60名～70名です。") == {(70, "人")}


@pytest.mark.parametrize(
    "said",
    [
        "対象は171名ではなく、重複していた方が3名いらっしゃいました。",
        "調べた結果、以下の3点が判明しました。",
        "対象の方のうち、3名の方に対し連絡済みです。",
    ],
)
def test_doubles_points_of_a_list_and_people_told_so_far_are_no_size(said: str) -> None:
    assert 3 not in {value for value, _ in figures(said)}


def test_people_whose_data_are_counted_may_be_speakers() -> None:
    assert figures("名簿に受講生421名分の氏名、講師17名分の氏名がありました。") == {(421, "人"), (17, "人")}
