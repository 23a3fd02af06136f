"""JSON Lines: the archive's own export and what others call the fields."""

import json

import pytest

from articles.formats.jsonl import accepts, read
from articles.formats.raw import Dateline, Published, RawArticle, Unreadable

EXPORTED = {
    "headline": "Pier vote",
    "standfirst": "A vote ends the dispute.",
    "byline": ["Ann Wharton", "Tom Kerr"],
    "dateline": {"place": "HARBOUR TOWN", "date": "March 3"},
    "source": "The Harbour Gazette",
    "url": "https://example.org/pier",
    "language": "en",
    "published": "2025-03-03",
    "published_precision": "day",
    "published_from": "line",
    "status": "usable",
    "headings": ["The cost"],
    "body": "The council voted.\n\nThe cost\n\nFour million.",
    "people": [{"name": "Ines Calloway", "slug": "ines-calloway", "mentions": []}],
    "quotes": [],
    "tags": ["harbour", "money"],
    "story": None,
    "import": {"path": "pier.txt", "item": 0, "sha256": "0"},
}


def line(**fields) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def one(data: bytes) -> RawArticle:
    (item,) = read(data, "a.jsonl")
    assert isinstance(item, RawArticle), item.sentence
    return item


def verdict(data: bytes) -> Unreadable:
    (item,) = read(data, "a.jsonl")
    assert isinstance(item, Unreadable)
    assert item.sentence.startswith("Line 1: ")
    return item


def test_the_archives_own_export_is_taken_back():
    data = line(**EXPORTED)
    article = one(data)
    assert article.structured
    assert article.headline == "Pier vote"
    assert article.standfirst == "A vote ends the dispute."
    assert article.byline == ["Ann Wharton", "Tom Kerr"]
    assert article.dateline == Dateline("HARBOUR TOWN", "March 3")
    assert article.source == "The Harbour Gazette"
    assert article.published == Published("2025-03-03", "day", "line")
    assert article.headings == ["The cost"]
    assert article.tags == ["harbour", "money"]
    assert (article.path, article.item, article.data) == ("a.jsonl", 1, data)


def test_other_names_of_the_fields_are_understood():
    article = one(
        line(
            title="Pier vote",
            content="The council voted.",
            author="By Ann Wharton and Tom Kerr",
            outlet="The Harbour Gazette",
            date="January 8, 2026",
            link="https://example.org/pier",
            id=7,
            keywords="harbour, money",
            lang="en",
        )
    )
    assert article.headline == "Pier vote"
    assert article.body == "The council voted."
    assert article.byline == ["Ann Wharton", "Tom Kerr"]
    assert article.source == "The Harbour Gazette"
    assert article.published == Published("2026-01-08", "day", "metadata")
    assert (article.url, article.external_id) == ("https://example.org/pier", "7")
    assert article.tags == ["harbour", "money"]


def test_names_may_be_objects_and_text_may_be_a_list_of_paragraphs():
    article = one(
        line(text=["One.", "Two."], authors=[{"name": "Ann Wharton"}], source={"name": "Gazette"})
    )
    assert article.body == "One.\n\nTwo."
    assert (article.byline, article.source) == (["Ann Wharton"], "Gazette")


def test_the_rest_of_the_fields():
    article = one(
        line(
            body="The council voted.",
            status="Withheld",
            embargoed_until="2026-01-07T09:30+09:00",
            corrects="42",
            ednote="Corrects the price.",
            slugline="PIER-VOTE/",
            external_id="urn:a:1",
        )
    )
    assert article.status == "withheld"
    assert article.embargoed_until == "2026-01-07T09:30+09:00"
    assert (article.corrects, article.ednote) == ("42", "Corrects the price.")
    assert (article.slugline, article.external_id) == ("PIER-VOTE/", "urn:a:1")


def test_a_bad_line_does_not_lose_the_others():
    data = line(body="One.") + b"\n{bad\n\n" + line(body="Two.") + b"\r\n"
    first, bad, last = read(data, "a.jsonl")
    assert (first.body, first.item) == ("One.", 1)
    assert bad.reason == "invalid"
    assert bad.sentence.startswith("Line 2: ")
    assert (last.body, last.item, last.data) == ("Two.", 4, line(body="Two."))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{bad", "invalid"),
        (b"[1]", "invalid"),
        (b'"text"', "invalid"),
        (b"[" * 100_000, "invalid"),
        (b'{"body": ' + b"9" * 5_000 + b"}", "invalid"),
        (line(body=5), "invalid"),
        (line(body="x", headline=["a"]), "invalid"),
        (line(body="x", byline=7), "invalid"),
        (line(body="x", headings="a"), "invalid"),
        (line(body="x", dateline=7), "invalid"),
        (line(body="x", status="secret"), "invalid"),
        (line(body="x", embargoed_until="soon"), "invalid"),
        (line(body="x", embargoed_until="2026-01-07"), "invalid"),
        (line(headline="x"), "empty"),
        (line(headline="x", body="  "), "empty"),
        (line(body="x" * 2_000_001), "too-large"),
        (b'{"body": "\xff\xfe\xfa\xfb\xfc\xfd"}', "encoding"),
    ],
)
def test_a_line_that_holds_no_article_says_why(data, reason):
    assert verdict(data).reason == reason


@pytest.mark.parametrize("date", ["yesterday", 5, "2026-13-01"])
def test_a_date_that_cannot_be_understood_is_unknown(date):
    assert one(line(body="x", published=date)).published is None


def test_a_coarser_precision_shortens_the_date():
    article = one(line(body="x", published="2026-01-07", published_precision="month"))
    assert article.published == Published("2026-01", "month", "metadata")


def test_lone_surrogates_and_nul_become_the_replacement_sign():
    assert one(b'{"body": "a\\ud800b\\u0000c", "title": "\\udfff"}').body == "a\ufffdb\ufffdc"


def test_no_line_at_all_is_empty():
    with pytest.raises(Unreadable) as refused:
        read(b"\n\n", "a.jsonl")
    assert refused.value.reason == "empty"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (line(title="x", text="y"), True),
        (b"\xef\xbb\xbf" + line(body="y"), True),
        (b"{bad\n" + line(body="y"), True),
        (line(title="x", text="y" * 100_000) + b"\n" + line(body="z"), True),
        (line(a=1), False),
        (b'{\n "body": "x"\n}', False),
        (b"[1, 2]", False),
        (b"The council {voted}.", False),
        (b"", False),
    ],
)
def test_lines_of_json_objects_with_a_known_field_are_accepted(data, expected):
    assert accepts(data) is expected
