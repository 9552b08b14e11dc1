from jikenbo.extract.blog import is_blog, split_posts
from jikenbo.model.document import Document
from jikenbo.model.text import Text
from jikenbo.text.blocks import blocks

PAGE = """ラベル 情報漏えい の投稿を表示しています。

【架空事件簿#2025-031】株式会社くぬぎ堂 不正アクセスに関するお知らせ(第2報) 2025/6/9

当社サーバへの侵入について続報をお知らせします。

氏名12件が外部から見られた可能性があります。

リリース文アーカイブ

【2025/6/2リリース分】

リリース文アーカイブ

【架空事件簿#2025-030】退職者の権限が残っていた町の話、そこから学べること

権限の棚卸しは毎月行うべきだと筆者は考える。

【架空事件簿#2025-029】ひいらぎ市 住民の名簿を誤って掲載しました

名簿を市のページに載せていました。

リリース文(アーカイブ)
"""


def posts() -> tuple[Document, ...]:
    return split_posts(Document("blog.txt", Text(PAGE, blocks(PAGE), "test/1")))


def test_a_page_with_several_heads_is_a_blog() -> None:
    assert is_blog(PAGE)


def test_a_page_with_one_head_is_none() -> None:
    assert not is_blog("【架空事件簿#2025-031】株式会社くぬぎ堂 お知らせ")


def test_each_post_is_a_document_named_by_its_number() -> None:
    assert [post.doc for post in posts()] == ["blog.txt#2025-031", "blog.txt#2025-030", "blog.txt#2025-029"]


def test_a_head_gives_number_organisation_title_and_date() -> None:
    overview = posts()[0].overview
    stated = (overview.number, overview.organisation, overview.title, overview.published)
    assert [one and one.value for one in stated] == [
        "2025-031", "株式会社くぬぎ堂", "不正アクセスに関するお知らせ(第2報)", "2025-06-09",
    ]  # fmt: skip


def test_what_a_head_gives_points_at_its_words() -> None:
    post = posts()[0]
    for stated in (post.overview.number, post.overview.organisation, post.overview.title):
        assert stated is not None
        assert stated.span is not None
        assert post.text.content[stated.span.start : stated.span.end] == stated.value


def test_a_post_without_a_date_has_none() -> None:
    assert posts()[2].overview.published is None


def test_earlier_releases_are_links_and_no_part_of_the_text() -> None:
    post = posts()[0]
    (link,) = post.overview.links
    assert (link.label, link.target) == ("2025/6/2リリース分", "2025-06-02")
    assert "リリース文" not in "".join(post.text.content[b.start : b.end] for b in post.text.blocks)


def test_the_authors_own_commentary_is_told_from_a_release() -> None:
    assert [[doubt.kind for doubt in post.doubts] for post in posts()] == [[], ["commentary"], []]


def test_a_number_that_comes_twice_still_names_each_post() -> None:
    twice = PAGE.replace("2025-029", "2025-031")
    found = split_posts(Document("b", Text(twice, blocks(twice), "test/1")))
    assert [post.doc for post in found] == ["b#2025-031", "b#2025-030", "b#2025-031-2"]
