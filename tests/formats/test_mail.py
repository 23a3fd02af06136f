"""Mail: the text part, the headers, and mailboxes of many."""

from email.message import EmailMessage

import pytest

from articles.formats import mail
from articles.formats.raw import Published, RawArticle
from tests.formats.samples import one, verdict

TEXT = "The council voted to rebuild\nthe old pier.\n\nThe cost is four million.\n\n-- \nDesk 7\n"


def message(**headers: str) -> EmailMessage:
    built = EmailMessage()
    given = {
        "From": "Ann Wharton <ann@hn.example>",
        "To": "desk@hn.example",
        "Subject": "Fwd: Pier vote – at last",
        "Date": "Mon, 03 Mar 2025 09:15:00 +0100",
        "Message-ID": "<1@hn.example>",
        "Keywords": "harbour, money",
    }
    for name, value in (given | headers).items():
        built[name] = value
    built.set_content(TEXT)
    return built


def test_the_fields_of_a_message():
    data = message().as_bytes()
    article = one(mail, data)
    assert article.body == "The council voted to rebuild the old pier.\n\nThe cost is four million."
    assert (article.headline, article.byline) == ("Pier vote – at last", ["Ann Wharton"])
    assert article.published == Published("2025-03-03T09:15:00+01:00", "second", "metadata")
    assert (article.external_id, article.tags) == ("1@hn.example", ["harbour", "money"])
    assert article.data == data


def test_a_sender_who_is_no_person_is_the_source():
    article = one(mail, message(From="Reuters <wire@hn.example>").as_bytes())
    assert (article.byline, article.source) == ([], "Reuters")


def test_html_is_read_where_there_is_no_plain_text():
    built = message()
    built.set_content("<p>The council voted.</p><h2>The cost</h2><p>Four million.</p>", "html")
    article = one(mail, built.as_bytes())
    assert article.body == "The council voted.\n\nThe cost\n\nFour million."
    assert article.headings == ["The cost"]


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_each_transfer_encoding_is_undone(encoding):
    built = message()
    built.set_content("The café stays.\n", charset="iso-8859-1", cte=encoding)
    assert one(mail, built.as_bytes()).body == "The café stays."


def test_attachments_are_no_text():
    built = message()
    built.add_attachment("Not this.", filename="a.txt")
    assert "Not this" not in one(mail, built.as_bytes()).body


def test_a_mailbox_gives_each_message():
    line = b"From ann@hn.example Mon Mar  3 09:15:00 2025\n"
    other = message(**{"Message-ID": "<2@hn.example>"}).as_bytes()
    data = line + message().as_bytes() + b"\n>From here on\n\n" + line + other
    first, second = mail.read(data, "a.mbox")
    assert mail.accepts(data)
    assert (first.external_id, second.external_id) == ("1@hn.example", "2@hn.example")
    assert (first.item, second.item, second.data) == (0, 1, other)
    assert isinstance(first, RawArticle)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"From: a\nSubject: b\nMIME-Version: 1.0\n\n", "empty"),
        (b"From: a\nDate: b\nContent-Type: image/png\nContent-Disposition: attachment\n\nx",
         "no-article"),
    ],
)  # fmt: skip
def test_a_message_without_text_says_why(data, reason):
    assert verdict(mail, data).reason == reason


@pytest.mark.parametrize(
    "headers",
    [
        b"Subject: =?utf-8?b?!!!?=\nDate: yesterday\nFrom: <<<>>>,@\nMIME-Version: 1\n\nText.",
        b"Subject: \xff\xfe\nDate: 99 Foo 2025\nFrom: \xff\nMIME-Version: 1.0\n\nText.",
        b"Subject: x\nFrom: a\nContent-Type: text/plain; charset=unheard-of\n\nText.",
    ],
)
def test_broken_headers_cost_nothing_else(headers):
    assert one(mail, headers).body == "Text."


def test_parts_nested_too_deep_are_a_verdict():
    head = b"From: a\nSubject: b\nMIME-Version: 1.0\n"
    part = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(3_000)
    )
    assert verdict(mail, head + part).reason in ("invalid", "empty")


@pytest.mark.parametrize(
    "data",
    [
        b"From: the council\n\nThe council voted.",
        b"Subject: pier\nFrom: Ann\nDate: today\n\nThe council voted.",
        b"From here on the council voted.",
        b"",
    ],
)
def test_a_text_that_only_looks_like_mail_is_not_accepted(data):
    assert not mail.accepts(data)
