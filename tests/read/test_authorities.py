import pytest

from jikenbo.model.document import Document, Overview, Stated
from jikenbo.model.text import Text
from jikenbo.read.authorities import read_authorities
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks


def told(content: str) -> set[tuple[str | int, str | None]]:
    made = Document("made-up", Text(content, blocks(content), "test/1"))
    return {(fact.value, fact.status) for fact in read_authorities(prepare(made))}


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("個人情報保護委員会に報告しました。", "ppc"),
        ("所轄の警察署に被害届を提出しました。", "police"),
        ("本件について警察と連携しております。", "police"),
        ("総務省へ報告いたしました。", "ministry"),
        ("監督官庁への報告を完了しております。", "ministry"),
        ("JPCERTコーディネーションセンターに情報を提供し、助言を受けております。", "jpcert"),
        ("情報処理推進機構(IPA)に届け出ました。", "ipa"),
        ("現地のデータ保護当局へ報告しております。", "foreign_dpa"),
        ("東京証券取引所に報告しました。", "exchange"),
        ("関係機関への報告を行っております。", "other"),
    ],
)
def test_an_authority_that_was_told_is_reported(said: str, who: str) -> None:
    assert (who, "reported") in told(said)


@pytest.mark.parametrize(
    "said",
    ["個人情報保護委員会への報告を予定しております。", "今後は個人情報保護委員会へ報告し、適切に対応してまいります。"],
)
def test_an_authority_to_be_told_is_planned(said: str) -> None:
    assert told(said) == {("ppc", "planned")}


def test_a_report_under_way_is_reported() -> None:
    assert told("個人情報保護委員会への報告手続きを進めております。") == {("ppc", "reported")}


def test_a_report_made_outranks_one_to_come() -> None:
    said = "個人情報保護委員会に速報を提出しました。確報も個人情報保護委員会に提出する予定です。"
    assert told(said) == {("ppc", "reported")}


def test_a_conditional_report_does_not_count() -> None:
    assert told("必要に応じて警察に相談いたします。") == set()


def test_being_told_by_the_police_is_no_report() -> None:
    assert told("警察からの連絡により判明しました。") == set()


def test_someone_posing_as_the_police_is_no_report() -> None:
    assert told("警察を名乗る電話に関する相談が増えています。") == set()


def test_asking_readers_to_call_the_police_is_no_report() -> None:
    assert told("不審な電話は最寄りの警察署に相談してください。") == set()


def test_an_unnamed_body_counts_only_where_none_is_named() -> None:
    assert told("警察に相談しました。関係機関とも連携しております。") == {("police", "reported")}


def test_a_named_body_counts_beside_an_authority() -> None:
    said = "警察に相談しました。また情報経済社会推進協会へ報告しました。"
    assert told(said) == {("police", "reported"), ("other", "reported")}


def test_the_commission_called_a_supervising_office_is_the_commission_alone() -> None:
    assert told("監督官庁である個人情報保護委員会に報告済みです。") == {("ppc", "reported")}


def test_a_question_about_a_report_is_none() -> None:
    assert told("Q. 警察には報告したのですか。") == set()


def test_what_comes_after_the_inquiry_is_planned() -> None:
    assert told("今後の調査結果を踏まえ、関係機関への報告を進めてまいります。") == {("other", "planned")}


def test_an_authority_that_gave_instructions_was_told() -> None:
    said = "個人情報保護委員会(内閣府所管)からの指示に基づき、以下のとおりご報告いたします。"
    assert told(said) == {("ppc", "reported")}


@pytest.mark.parametrize(
    "said",
    [
        "JPCERTコーディネーションセンター（JPCERT/CC）から、漏えいの懸念について連絡を受けました。",
        "所轄警察署への届け出も検討しております。",
        "7月3日に本県へ報告がありました。",
        "関係各所と連携のうえ、復旧に努めております。",
    ],
)
def test_who_told_who_may_be_told_and_who_tells_here_were_not_told(said: str) -> None:
    assert told(said) == set()


def test_that_telling_another_is_considered_does_not_undo_a_report() -> None:
    assert told("個人情報保護委員会へ報告済みであり、警察署への届け出も検討しております。") == {("ppc", "reported")}


@pytest.mark.parametrize(
    "said",
    [
        "引き続き警察および外部専門家による調査を継続しております。",
        "警察からの問い合わせに対し、継続して協力しております。",
        "警察に相談し、捜査をお願いしています。",
        "警察による調査の結果、経路は特定できませんでした。",
    ],
)
def test_the_police_that_look_into_the_matter_were_told(said: str) -> None:
    assert told(said) == {("police", "reported")}


def test_places_of_schools_are_no_authority() -> None:
    assert told("全国約30都道府県の学校の写真が漏えいしたおそれがあると報告がありました。") == set()


def test_a_ministry_that_publishes_was_not_told() -> None:
    content = "見本省が主催した催しの申込者について、報告がありました。消費者庁が委託先の報告を受けました。"
    text = Text(content, blocks(content), "test/1")
    made = Document("made-up", text, Overview(organisation=Stated("消費者庁")))
    assert not list(read_authorities(prepare(made)))


def test_police_that_were_consulted_were_told_though_a_complaint_is_only_prepared() -> None:
    assert told("警察へ相談し、被害届提出の準備を進めております。") == {("police", "reported")}
