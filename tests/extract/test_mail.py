from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import msgforge
import pytest

from jikenbo.errors import UnreadableError
from jikenbo.extract import extract
from jikenbo.extract.mail import extract_mail
from jikenbo.extract.recognise import missing
from jikenbo.model.text import BlockKind

PDF = Path(__file__).resolve().parents[1] / "files" / "pdf" / "release-typst.pdf"


def message(body: str = "サーバーを止めました。\n\n調べています。\n") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "サーバー停止について"
    made["From"] = "くぬぎ堂株式会社 <pr@kunugi.example.jp>"
    made["Date"] = "Thu, 05 Mar 2026 08:30:00 +0900"
    made.set_content(body)
    return made


def test_the_headers_are_the_overview() -> None:
    (document,) = extract_mail("a.eml", message().as_bytes())
    stated = document.overview
    assert [one and one.value for one in (stated.title, stated.organisation, stated.published)] == [
        "サーバー停止について", "くぬぎ堂株式会社", "2026-03-05",
    ]  # fmt: skip


def test_what_the_headers_state_points_at_its_words() -> None:
    (document,) = extract_mail("a.eml", message().as_bytes())
    for stated in (document.overview.title, document.overview.organisation, document.overview.published):
        assert stated is not None
        assert stated.span is not None
        assert document.text.content[stated.span.start : stated.span.end] == stated.value


def test_the_body_follows_the_headers() -> None:
    (document,) = extract_mail("a.eml", message().as_bytes())
    words = [document.text.content[b.start : b.end] for b in document.text.blocks if b.kind is BlockKind.PARAGRAPH]
    assert words == ["サーバーを止めました。", "調べています。"]


def test_a_body_in_html_is_read_as_a_page() -> None:
    made = EmailMessage()
    made["Subject"] = "停止"
    made.set_content("<html><body><p>サーバーを止めました。</p></body></html>", subtype="html", charset="iso-2022-jp")
    assert "サーバーを止めました。" in extract_mail("a.eml", made.as_bytes())[0].text.content


def attach(made: EmailMessage, data: bytes, kind: str, name: str) -> EmailMessage:
    made.add_attachment(data, maintype=kind.split("/", maxsplit=1)[0], subtype=kind.split("/")[1], filename=name)
    return made


def test_each_attachment_that_can_be_read_is_a_document_of_its_own() -> None:
    made = attach(message(), PDF.read_bytes(), "application/pdf", "第1報.pdf")
    attach(made, "続報です。\n\n128名でした。".encode("cp932"), "application/octet-stream", "続報.txt")
    documents = extract_mail("a.eml", made.as_bytes())
    assert [one.doc for one in documents] == ["a.eml", "a.eml#第1報.pdf", "a.eml#続報.txt"]
    assert [one.text.extractor for one in documents] == ["mail/2", "pdf/1", "plain/1"]
    assert documents[1].overview.title
    assert documents[1].overview.title.value == "顧客名簿の誤送信について（第１報）"
    assert "128名でした。" in documents[2].text.content


def test_an_attachment_that_cannot_be_read_is_a_doubt_with_the_reason() -> None:
    made = attach(message(), b"\x89PNG\r\n", "image/png", "ロゴ.png")
    (document,) = extract_mail("a.eml", made.as_bytes())
    (doubt,) = document.doubts
    assert doubt.kind == "attachments"
    assert "The attachment ロゴ.png was not read." in doubt.reason
    assert "is an image" in doubt.reason


def test_a_letter_without_text_is_its_attachment() -> None:
    made = attach(message("\n"), PDF.read_bytes(), "application/pdf", "a/b#c.pdf")
    (document,) = extract_mail("a.eml", made.as_bytes())
    assert document.doc == "a.eml#a_b_c.pdf"


def test_two_attachments_of_one_name_are_two_documents() -> None:
    made = attach(attach(message(), b"one\n", "text/plain", "a.txt"), b"two\n", "text/plain", "a.txt")
    assert [one.doc for one in extract_mail("a.eml", made.as_bytes())] == ["a.eml", "a.eml#a.txt", "a.eml#2-a.txt"]


def test_a_forwarded_letter_is_read_with_its_attachment() -> None:
    made = message("転送します。\n")
    made.add_attachment(attach(message(), PDF.read_bytes(), "application/pdf", "第1報.pdf"), filename="元.eml")
    documents = extract_mail("a.eml", made.as_bytes())
    assert [one.doc for one in documents] == ["a.eml", "a.eml#元.eml", "a.eml#元.eml#第1報.pdf"]


def test_letters_within_letters_end_somewhere() -> None:
    made = message()
    for _ in range(5):
        outer = message()
        outer.add_attachment(made, filename="a.eml")
        made = outer
    documents = extract_mail("a.eml", made.as_bytes())
    assert len(documents) == 3
    assert "within too many others" in documents[2].doubts[0].reason


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_a_scanned_attachment_is_recognised() -> None:
    made = attach(message(), (PDF.parent / "garbled.pdf").read_bytes(), "application/pdf", "a.pdf")
    documents = extract("a.eml", b"MIME-Version: 1.0\n" + made.as_bytes())
    assert [one.text.extractor.partition("/")[0] for one in documents] == ["mail", "scan"]


def outlook(**more: Any) -> bytes:
    made = msgforge.Message(
        subject="サーバー停止について", sender=("pr@kunugi.example.jp", "くぬぎ堂株式会社"), to=["a@example.jp"],
        sent=datetime(2026, 3, 5, 8, 30, tzinfo=UTC), **more,
    )  # fmt: skip
    made.attach(str(PDF), "第1報.pdf")
    return bytes(made.as_bytes())


@pytest.mark.parametrize(
    "body", [{"text_body": "サーバーを止めました。"}, {"html_body": "<p>サーバーを止めました。</p>"}]
)
def test_a_message_of_outlook_is_a_letter_like_any_other(body: dict[str, str]) -> None:
    first, second = extract("a.msg", outlook(**body))
    stated = first.overview
    assert [one and one.value for one in (stated.title, stated.organisation, stated.published)] == [
        "サーバー停止について", "くぬぎ堂株式会社", "2026-03-05",
    ]  # fmt: skip
    assert "サーバーを止めました。" in first.text.content
    assert (second.doc, second.text.extractor) == ("a.msg#第1報.pdf", "pdf/1")


def test_an_old_office_file_is_no_letter() -> None:
    with pytest.raises(UnreadableError, match="an old Office file"):
        extract("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600)


def test_a_mail_without_text_says_so() -> None:
    with pytest.raises(UnreadableError, match="an e-mail without text"):
        extract_mail("a.eml", message("\n").as_bytes())


@pytest.mark.parametrize("doc", ["a.eml", "-"])
def test_a_mail_is_known_by_its_first_line(doc: str) -> None:
    (document,) = extract(doc, b"MIME-Version: 1.0\n" + message().as_bytes())
    assert document.text.extractor == "mail/2"


def test_a_text_that_begins_with_a_subject_is_a_mail_only_by_its_name() -> None:
    data = "Subject: 停止\n\n止めました。\n".encode()
    assert [extract(doc, data)[0].text.extractor for doc in ("a.eml", "a.txt")] == ["mail/2", "plain/1"]
