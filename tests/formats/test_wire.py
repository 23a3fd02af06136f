"""IPTC 7901 and ANPA 1312: headers, marked lines, trailers, several messages in one file."""

import pytest

from articles.formats import wire
from articles.formats.raw import Published
from tests.formats.samples import needs_samples, one, read_samples, verdict

IPTC = (
    "\x01hn062 4 i 211 ccccb   reuters 061\r\n\r\nPier-vote/\r\n\x02Harbour: Council votes on "
    "pier =\r\nBy Ann Wharton =\r\n\r\n   Tarnwick (HN) - The council voted to rebuild the old "
    "pier after\r\na debate of four hours.\r\n\r\n   The cost is put at\r\nfour million.\r\n\r\n"
    "# HN Notebook\r\n* * * *\r\nThe following is not for publication\r\nDesk: 123\r\n"
    "\x03031137 GMT Mar 25 \r\n\x7f\x04"
)
ANPA = (
    "\x16\x16\x01W2870\x1f_harbour\r\nf l\x13\x11BC-HN--PierB     03-03 0123\r\n"
    "\x02^BC-HN--Pier Vote,123<\r\n^Council votes on ``pier''<\r\n^Eds: Adds price.<\r\n"
    "^By ANN WHARTON=\r\n^Associated Press=\r\n\t   TARNWICK (AP) _ The council voted.\r\n \r\n"
    "\t   ``At last,'' said the chair. \r\n\r\n\x03AP-WF-03-03-25 1509GMT<\r\n\x04"
)


def test_the_fields_of_a_7901_message():
    article = one(wire, IPTC.encode())
    assert article.headline == "Harbour: Council votes on pier"
    assert article.byline == ["Ann Wharton"]
    assert article.body == (
        "Tarnwick (HN) - The council voted to rebuild the old pier after a debate of four hours."
        "\n\nThe cost is put at four million."
    )
    assert article.published == Published("2025-03-03T11:37Z", "minute", "metadata")
    assert (article.slugline, article.urgency, article.genre) == ("Pier-vote/", "4", "i")
    assert article.source == "reuters"
    assert "not for publication Desk: 123" in article.ednote


def test_the_fields_of_an_anpa_message():
    article = one(wire, ANPA.encode())
    assert article.headline == "Council votes on “pier”"
    assert article.byline == ["Ann Wharton"]
    assert article.body == "TARNWICK (AP) — The council voted.\n\n“At last,” said the chair."
    assert article.published == Published("2025-03-03T15:09Z", "minute", "metadata")
    assert (article.slugline, article.ednote) == ("BC-HN--Pier Vote", "Eds: Adds price.")
    assert (article.source, article.urgency, article.genre) == ("Associated Press", "1", "l")


def test_several_messages_are_read_each_with_its_own_bytes():
    first, second = wire.read((IPTC + ANPA).encode(), "a")
    assert first.data.startswith(b"\x01hn062")
    assert second.data.startswith(b"\x01W2870")
    assert (first.item, second.item) == (0, 1)


def test_latin_1_is_read():
    article = one(wire, IPTC.replace("old pier", "café").encode("latin-1"))
    assert "café" in article.body
    assert "café" in article.data.decode(article.encoding)


def test_a_zone_that_is_not_known_for_certain_gives_no_offset():
    article = one(wire, IPTC.replace("GMT", "EST").encode())
    assert article.published.value == "2025-03-03T11:37"


def test_a_message_without_text_is_empty():
    assert verdict(wire, b"\x01hn062 4 i 2\r\n\x02\r\n\x03031137 GMT Mar 25").reason == "empty"


@pytest.mark.parametrize(
    "data", [b"", b"text\x01\x02\x03", b"\x01header\x02text", b"\x02text\x03", b"The council."]
)
def test_what_is_not_framed_is_not_accepted(data):
    assert not wire.accepts(data)


@needs_samples
def test_the_samples_are_read():
    first, second = read_samples(wire, "wire")
    assert first.headline
    assert first.published
    assert second.headline
    assert len(second.byline) == 2
    assert second.published
