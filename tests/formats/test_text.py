"""Plain text files: what they are decoded to, and why some are refused."""

import codecs

import pytest

from articles.formats.raw import REASONS, Unreadable
from articles.formats.text import MAX_BYTES, read

TEXT = "Pier vote\r\n\r\nThe council’s vote – “at last” – cost 3 € in tea at the café."


def refusal(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        read(data, "pier.txt")
    assert refused.value.reason in REASONS
    assert refused.value.sentence.endswith(".")
    return refused.value


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf-32"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("windows-1252"), "windows-1252"),
    ],
)
def test_each_encoding_gives_the_same_text(data, encoding):
    (article,) = read(data, "pier.txt")
    assert article.body == TEXT
    assert article.encoding == encoding
    assert article.data == data
    assert data.decode(encoding) == TEXT  # what the archive keeps leads to the same characters
    assert not article.structured
    assert (article.path, article.item) == ("pier.txt", 0)


@pytest.mark.parametrize(
    "text", ["Der Rat stimmt für die Brücke", "naïve œuvre, piñata", "¿Qué? «No»"]
)
def test_western_text_without_utf_8_is_windows_1252(text):
    assert read(text.encode("windows-1252"), "a.txt")[0].body == text


@pytest.mark.parametrize(
    "data",
    [
        "Городской совет решил построить причал".encode("windows-1251"),
        "Το συμβούλιο αποφάσισε να χτίσει".encode("windows-1253"),
        "市议会星期一决定重建码头".encode("gb18030"),
        "市議会は桟橋を建て直す".encode("shift-jis"),
        "Rada miasta zdecydowała, że molo będzie odbudowane, więc władze są zadowolone".encode(
            "cp1250"
        ),
        codecs.BOM_UTF16_LE + b"a\x00\x00\xd8",
        b"caf\x81\x8d \x90 nothing that decodes \x9d\x81\n" * 3,
    ],
)
def test_text_in_an_encoding_that_cannot_be_told_is_refused(data):
    assert refusal(data).reason == "encoding"


def test_utf_8_with_one_broken_character_is_read():
    data = ("„Brücke“ – ‚Käse‘ " * 3).encode() + b"\xe2\x80"
    (article,) = read(data, "a.txt")
    assert article.body.startswith("„Brücke“")
    assert article.body.endswith("\ufffd")


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", b"\x00\x00\x1a", codecs.BOM_UTF8, codecs.BOM_UTF16_LE]
)
def test_a_file_without_text_is_empty(data):
    assert refusal(data).reason == "empty"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        b"\xd0\xcf\x11\xe0\xa1",
        b"{\\rtf1 Pier}",
        b"text\x00with\x00zero bytes in odd places",
        bytes(range(1, 32)) * 9,
    ],
)
def test_a_file_that_is_not_text_is_binary(data):
    assert refusal(data).reason == "binary"


def test_padding_of_old_transfers_is_no_reason_to_refuse():
    assert read(b"The council voted.\x1a\x00\x00\x00", "a.txt")[0].body == "The council voted."


def test_a_file_larger_than_an_article_is_refused():
    assert refusal(b"a" * (MAX_BYTES + 1)).reason == "too-large"


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><p>The council voted.",
        b"<?xml version='1.0'?><a/>",
        b'{\n "body": "The council voted."\n}',
        b'["The council voted."]',
    ],
)
def test_markup_and_json_are_not_taken_for_an_article(data):
    assert refusal(data).reason == "invalid"


@pytest.mark.parametrize("data", [b"[Photo] The council voted.", b"{voted}", b"<b>The council</b>"])
def test_text_that_begins_with_a_bracket_is_text(data):
    assert read(data, "a.txt")[0].body == data.decode()
