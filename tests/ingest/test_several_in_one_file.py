from pathlib import Path

from jikenbo.capture.files import find_files
from jikenbo.ingest.doubts import all_doubts
from jikenbo.ingest.joining import join
from jikenbo.ingest.taking import Request, take_in
from jikenbo.store import Store, releases

BLOG = """【架空事件簿#2025-031】株式会社くぬぎ堂 不正アクセスに関するお知らせ(第2報) 2025/6/9

当社サーバへの侵入について続報をお知らせします。氏名12件が外部から見られた可能性があります。

リリース文アーカイブ

【2025/6/2リリース分】

リリース文アーカイブ

【架空事件簿#2025-029】ひいらぎ市 住民の名簿を誤って掲載しました

名簿を市のページに載せていました。

リリース文アーカイブ
"""


def taken_in(store: Store, folder: Path, content: str) -> tuple[int, int, int]:
    path = folder / "blog.txt"
    path.write_text(content, encoding="utf-8")
    outcome = take_in(store, Request(found=list(find_files([str(path)])), limit=100_000, processes=1))
    join(store, outcome.fresh)
    return outcome.new, outcome.renewed, outcome.known


def test_each_post_of_a_page_is_a_release(sqlite_store: Store, tmp_path: Path) -> None:
    assert taken_in(sqlite_store, tmp_path, BLOG) == (2, 0, 0)
    with sqlite_store.reading() as connection:
        docs = sorted(one.doc.rpartition("#")[2] for one in releases.every(connection))
    assert docs == ["2025-029", "2025-031"]


def test_a_page_that_grew_renews_its_posts_and_adds_the_new_one(sqlite_store: Store, tmp_path: Path) -> None:
    taken_in(sqlite_store, tmp_path, BLOG)
    post = "【架空事件簿#2025-032】株式会社やなぎ屋 停止について 2025/6/10\n\n店のサーバーを止めました。\n\nリリース文アーカイブ\n\n"
    assert taken_in(sqlite_store, tmp_path, post + BLOG) == (1, 2, 0)


def test_the_same_page_again_is_known(sqlite_store: Store, tmp_path: Path) -> None:
    taken_in(sqlite_store, tmp_path, BLOG)
    assert taken_in(sqlite_store, tmp_path, BLOG) == (0, 0, 1)


def test_an_earlier_release_known_by_its_day_alone_raises_no_doubt(sqlite_store: Store, tmp_path: Path) -> None:
    taken_in(sqlite_store, tmp_path, BLOG)
    assert "missing_link_target" not in {doubt.kind for doubt in all_doubts(sqlite_store)}
