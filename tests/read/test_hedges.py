import pytest

from jikenbo.model.document import Document
from jikenbo.model.text import Text
from jikenbo.read.hedges import Hedge, Hedges, governed
from jikenbo.read.prepare import Prepared, prepare
from jikenbo.text.blocks import blocks


def made(content: str) -> Prepared:
    return prepare(Document("made-up", Text(content, blocks(content), "test/1")))


def hedge_of(word: str, content: str) -> Hedge:
    prepared = made(content)
    start = prepared.text.index(word)
    return governed(prepared, start, start + len(word)).hedge


@pytest.mark.parametrize(
    ("said", "hedge"),
    [
        ("名簿が漏えいしたことが判明しました。", Hedge.CONFIRMED),
        ("名簿が漏えいした可能性がございます。", Hedge.POSSIBLE),
        ("名簿の漏えいは完全には否定できません。", Hedge.POSSIBLE),
        ("名簿の漏えいの有無を調査しております。", Hedge.UNDER_INVESTIGATION),
        ("名簿の漏えいは確認されておりません。", Hedge.NOT_CONFIRMED),
        ("名簿が漏えいした事実はございません。", Hedge.NOT_CONFIRMED),
        ("名簿は漏えいしておりません。", Hedge.DENIED),
        ("名簿が漏えいしました。", Hedge.ASSERTED),
    ],
)
def test_the_predicate_of_the_clause_governs_the_words_before_it(said: str, hedge: Hedge) -> None:
    assert hedge_of("漏えい", said) is hedge


def test_a_clause_that_is_closed_before_does_not_take_the_hedge_of_the_next() -> None:
    assert hedge_of("侵入", "外部から侵入を受け、名簿が漏えいした可能性があります。") is Hedge.ASSERTED


def test_a_joining_verb_shares_the_predicate_of_the_next_clause() -> None:
    assert hedge_of("窃取", "名簿を窃取し、売却した可能性があります。") is Hedge.POSSIBLE


def test_a_denial_around_a_possibility_wins() -> None:
    assert hedge_of("漏えい", "名簿が漏えいした可能性は確認されておりません。") is Hedge.NOT_CONFIRMED


def test_a_denied_denial_is_a_possibility() -> None:
    assert hedge_of("漏えい", "漏えいがないとは言い切れません。") is Hedge.POSSIBLE


def test_what_describes_a_noun_is_not_denied_with_what_is_said_of_the_noun() -> None:
    said = "漏えいした名簿に、口座番号は含まれておりません。"
    assert (hedge_of("漏えい", said), hedge_of("口座", said)) == (Hedge.ASSERTED, Hedge.DENIED)


@pytest.mark.parametrize(
    "said",
    [
        "漏えいが判明した場合には、個別にご連絡いたします。",
        "万が一、漏えいが判明しましたらご連絡いたします。",
        "※漏えいとは、情報が外部に出ることをいいます。",
    ],
)
def test_conditions_and_explanations_are_hypothetical(said: str) -> None:
    assert hedge_of("漏えい", said) is Hedge.HYPOTHETICAL


def test_an_apology_is_no_hedge() -> None:
    assert hedge_of("漏えい", "漏えいにつきまして申し訳ございません。") is Hedge.ASSERTED


def test_an_item_takes_the_hedge_of_the_sentence_that_leads_its_list_in() -> None:
    assert hedge_of("住所", "漏えいした可能性のある情報は以下のとおりです。\n・氏名\n・住所") is Hedge.POSSIBLE


def test_an_item_takes_the_hedge_of_its_heading() -> None:
    assert hedge_of("住所", "1. 漏えいのおそれがある情報\n・氏名\n・住所") is Hedge.POSSIBLE


def test_an_item_under_measures_for_the_future_is_planned() -> None:
    assert hedge_of("教育", "3. 再発防止策\n・全職員への教育") is Hedge.PLANNED


def test_the_words_that_make_the_hedge_are_given() -> None:
    prepared = made("名簿の漏えいは確認されておりません。")
    told = governed(prepared, 3, 6)
    assert prepared.text[told.start : told.end] == "確認されておりません"


def test_advice_is_known_for_a_whole_list() -> None:
    prepared = made("以下の点にご注意ください。\n・不審なメールを開く\n・同じパスワードの使用")
    assert prepared.shared(Hedges).advises(prepared.sentences[-1])


def test_what_else_there_might_be_is_denied_and_not_the_thing_itself() -> None:
    assert hedge_of("改ざん", "ページが改ざんされたこと以外の被害は確認されておりません。") is Hedge.ASSERTED


def test_a_time_in_a_sentence_about_the_past_is_no_condition() -> None:
    assert hedge_of("警告", "警告が出た際に、遠隔操作の道具を入れてしまいました。").happened
    assert hedge_of("警告", "警告が出た際に、窓口までご連絡ください。") is Hedge.HYPOTHETICAL


def test_what_nobody_expected_is_not_denied() -> None:
    assert hedge_of("影響", "外部の部品の影響により、想定していない画面が表示されました。").happened


def test_nothing_at_all_is_a_denial() -> None:
    assert hedge_of("漏えい", "名簿の漏えいなどの被害は一切なかったことを確認しております。") is Hedge.DENIED


def test_items_of_good_habits_are_advice() -> None:
    said = "日ごろから対策を心がけましょう。\n・パスワードの使い回しを避ける\n・定期的に変える"
    prepared = made(said)
    assert prepared.shared(Hedges).advises(prepared.sentences[1])


def test_what_stands_apart_from_something_is_not_explained() -> None:
    said = "名簿はメールとは完全に切り離されており、漏えいは確認されておりません。"
    assert hedge_of("漏えい", said) is Hedge.NOT_CONFIRMED
