import pytest

from jikenbo.model.document import Document, Overview, Stated
from jikenbo.model.fact import Fact
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.read.organisation import read_organisation
from jikenbo.read.prepare import prepare
from jikenbo.text.blocks import blocks


def document(content: str, overview: Overview | None = None) -> Document:
    end = content.find("\n")
    text = Text(content, (Block(BlockKind.TITLE, 0, end), *blocks(content, end)), "test")
    return Document("example.txt", text, overview or Overview())


def facts(content: str) -> list[Fact]:
    return list(read_organisation(prepare(document(content))))


def publisher(content: str) -> str | int | None:
    found = facts(content)
    return found[0].value if found else None


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("株式会社見本（以下、「当社」といいます。）のサーバが攻撃を受けました。", "株式会社見本"),
        ("海山学院（以下「本学院」という。）において確認しました。", "海山学院"),
        ("このたび、弊社（ヤマ川電機株式会社）のサイトが改ざんされました。", "ヤマ川電機株式会社"),
        (
            "見本化学株式会社（本社：東京都架空区、代表取締役社長：山田太郎）は、障害を確認しました。",
            "見本化学株式会社",
        ),
        ("この度、見本市立海山図書館では、端末の感染を確認しました。", "見本市立海山図書館"),
        ("平素より、Sample&Partners Groupをご利用いただき、ありがとうございます。", "Sample&Partners Group"),
        ("当サイトは南見本酪農株式会社の臨時ホームページです。弊社の情報が流出しました。", "南見本酪農株式会社"),
        ("仙台市文化観光局文化振興課が設置したサイトが改ざんされました。", "仙台市"),
        ("改ざんを確認しました。再開時期は埼玉県公式ホームページでお知らせします。", "埼玉県"),
        ("平素より一般社団法人見本協会をご利用いただき、ありがとうございます。", "一般社団法人見本協会"),
        ("当社のサーバで障害が起きました。\n\n令和7年1月1日\n株式会社見本\n代表取締役 山田太郎", "株式会社見本"),
        ("当社のサーバで障害が起きました。\n\nお問い合わせ先\n株式会社見本 個人情報お問い合わせ窓口", "株式会社見本"),
    ],
)
def test_the_publisher_is_named_in_its_own_text(body: str, name: str) -> None:
    assert publisher(f"不正アクセスについて\n\n{body}\n") == name


@pytest.mark.parametrize(
    "body",
    [
        "当社のメールサーバで不正アクセスが確認されました。お問い合わせは info@example.jp まで。",
        "当社の業務委託先である株式会社見本において、不正アクセスが確認されました。",
        "株式会社見本（以下「見本社」といいます。）より、本市に報告がありました。",
        "本件は個人情報保護委員会に報告しました。",
        "株式会社見本(MHN社)のメールシステムについて、当行は不正アクセスの報告を受けました。",
        "当社は保険を扱っております。株式会社見本（以下、見本）において不正アクセスがありました。",
        "弊社の取引先で架空県の株式会社見本（本社：架空市）のサーバが攻撃を受けました。",
        "発覚後速やかに埼玉県警察本部に相談しました。",
    ],
)
def test_another_organisation_or_a_mere_address_is_no_publisher(body: str) -> None:
    assert publisher(f"不正アクセスについて\n\n{body}\n") is None


def test_a_release_whose_source_states_the_publisher_is_not_asked() -> None:
    content = "お知らせ\n\n株式会社見本（以下「当社」）は障害を確認しました。\n"
    stated = Overview(organisation=Stated("株式会社見本", Span(6, 12)))
    assert not list(read_organisation(prepare(document(content, stated))))


def test_the_spans_show_the_name() -> None:
    content = "お知らせ\n\n株式会社 見本（以下「当社」）は障害を確認しました。\n"
    (fact,) = facts(content)
    assert [content[span.start : span.end] for span in fact.spans] == ["株式会社 見本"]
    assert fact.rule == "publisher.defined_as_we"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("全国見本共済連合会の業務委託先である株式会社ヤマ川が攻撃を受けました。", "全国見本共済連合会"),
        ("端末の感染が判明しました。詳しくは架空大学情報部・情報センターからご連絡します。", "架空大学"),
        ("県公式サイトの改ざんが判明し、岡山県のサイトを止めました。", "岡山県"),
        ("卒業アルバムの情報が漏えいし、写真館より架空市教育委員会に報告がありました。", "架空市教育委員会"),
    ],
)
def test_a_body_that_only_speaks_is_the_publisher(body: str, name: str) -> None:
    assert publisher(f"お知らせ\n{body}") == name


def test_a_prefecture_named_beside_another_is_not_the_publisher() -> None:
    assert publisher("お知らせ\n県公式サイトを止めました。岡山県と広島県で端末が感染しました。") is None
