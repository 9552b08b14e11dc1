from email.message import EmailMessage

import pytest

from jikenbo.errors import UnreadableError
from jikenbo.extract import extract
from jikenbo.extract.mail import extract_mail
from jikenbo.model.text import BlockKind


def message(body: str = "サーバーを止めました。\n\n調べています。\n") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "サーバー停止について"
    made["From"] = "くぬぎ堂株式会社 <pr@kunugi.example.jp>"
    made["Date"] = "Thu, 05 Mar 2026 08:30:00 +0900"
    made.set_content(body)
    return made


def test_the_headers_are_the_overview() -> None:
    stated = extract_mail("a.eml", message().as_bytes()).overview
    assert [one and one.value for one in (stated.title, stated.organisation, stated.published)] == [
        "サーバー停止について", "くぬぎ堂株式会社", "2026-03-05",
    ]  # fmt: skip


def test_what_the_headers_state_points_at_its_words() -> None:
    document = extract_mail("a.eml", message().as_bytes())
    for stated in (document.overview.title, document.overview.organisation, document.overview.published):
        assert stated is not None
        assert stated.span is not None
        assert document.text.content[stated.span.start : stated.span.end] == stated.value


def test_the_body_follows_the_headers() -> None:
    document = extract_mail("a.eml", message().as_bytes())
    words = [document.text.content[b.start : b.end] for b in document.text.blocks if b.kind is BlockKind.PARAGRAPH]
    assert words == ["サーバーを止めました。", "調べています。"]


def test_a_body_in_html_is_read_as_a_page() -> None:
    made = EmailMessage()
    made["Subject"] = "停止"
    made.set_content("<html><body><p>サーバーを止めました。</p></body></html>", subtype="html", charset="iso-2022-jp")
    assert "サーバーを止めました。" in extract_mail("a.eml", made.as_bytes()).text.content


def test_attachments_are_named() -> None:
    made = message()
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="第1報.pdf")
    (doubt,) = extract_mail("a.eml", made.as_bytes()).doubts
    assert doubt.kind == "attachments"
    assert "第1報.pdf" in doubt.reason


def test_a_mail_without_text_says_so() -> None:
    with pytest.raises(UnreadableError, match="an e-mail without text"):
        extract_mail("a.eml", message("\n").as_bytes())


@pytest.mark.parametrize("doc", ["a.eml", "-"])
def test_a_mail_is_known_by_its_first_line(doc: str) -> None:
    (document,) = extract(doc, b"MIME-Version: 1.0\n" + message().as_bytes())
    assert document.text.extractor == "mail/1"


def test_a_text_that_begins_with_a_subject_is_a_mail_only_by_its_name() -> None:
    data = "Subject: 停止\n\n止めました。\n".encode()
    assert [extract(doc, data)[0].text.extractor for doc in ("a.eml", "a.txt")] == ["mail/1", "plain/1"]
