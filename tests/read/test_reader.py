from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from jikenbo.model.document import Document
from jikenbo.model.text import Text
from jikenbo.read import read, read_all
from jikenbo.text.blocks import blocks


def document(number: int, content: str) -> Document:
    return Document(f"{number}.txt", Text(content, blocks(content), "text/plain"))


SENTENCES = (
    "2031年4月2日、見本商事株式会社のサーバーが不正アクセスを受け、お客様1,200名の氏名と住所が漏えいしました。",
    "個人情報保護委員会に報告し、警察に相談いたしました。",
    "■再発防止策\n・多要素認証を導入します。",
    "",
)


@given(st.lists(st.lists(st.sampled_from(SENTENCES), max_size=5).map("\n".join), max_size=40))
def test_documents_read_side_by_side_are_read_as_each_alone(contents: list[str]) -> None:
    documents = [document(number, content) for number, content in enumerate(contents)]
    assert list(read_all(documents)) == [read(one) for one in documents]


def test_readings_come_before_all_documents_are_there() -> None:
    given_out: list[int] = []

    def endless() -> Iterator[Document]:
        for number in range(1000):
            given_out.append(number)
            yield document(number, SENTENCES[0])

    next(read_all(endless()))
    assert len(given_out) < 100
