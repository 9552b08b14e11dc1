from jikenbo.model.document import Document, Doubt, Overview, Stated
from jikenbo.model.text import Text
from jikenbo.read import read
from jikenbo.read.contract import contract
from jikenbo.text.blocks import blocks

WORDS = "権限の棚卸しは毎月行うべきだと筆者は考える。"


def document(*doubts: Doubt, content: str = WORDS) -> Document:
    overview = Overview(number=Stated("2025-030"))
    return Document("blog.txt#2025-030", Text(content, blocks(content), "test/1"), overview, doubts)


def test_a_commentary_says_so_in_its_notes() -> None:
    doubt = Doubt("blog.txt#2025-030", "commentary", "The author speaks.")
    assert read(document(doubt)).notes == ("commentary: The author speaks.",)


def test_other_doubts_are_no_note() -> None:
    assert read(document(Doubt("x", "bent_heading", "A heading is bent."))).notes == ()


def test_an_empty_text_says_so() -> None:
    assert read(document(content=" ")).notes == ("empty: the document has no text",)


def test_the_number_of_the_source_is_in_the_contract() -> None:
    post = document()
    assert contract(post, read(post))["number"] == "2025-030"


def test_a_release_without_a_number_has_none() -> None:
    plain = Document("a.txt", Text(WORDS, blocks(WORDS), "test/1"))
    assert contract(plain, read(plain))["number"] is None
