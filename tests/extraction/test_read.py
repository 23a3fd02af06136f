"""One article from what its format gives to what the archive stores of it."""

import pickle

import pytest

from articles.extraction import read, spans
from articles.extraction.attribution import Draft
from articles.extraction.reading import FIELDS, PersonSpan, ReadArticle
from articles.formats.raw import Dateline, Published, RawArticle, Unreadable

PAGE = """Calloway: the pier is ‘worth every crown’

A vote ends two years of dispute.

By Ann Wharton

March 3, 2025

HARBOUR TOWN — The council voted on Monday to rebuild the old pier.

“It will be done by May,” said Ines Calloway, who leads the council’s works. “I promise it.”

A ‘miracle’ on the quay

Calloway said that the price was fair.

Leave a Reply
"""


def spans_text(article, kind):
    return {
        name: [
            getattr(article, name)[span.start : span.end] for span in getattr(article, kind)[name]
        ]
        for name in getattr(article, kind)
    }


def test_a_page_is_read_whole():
    article = read(RawArticle(body=PAGE, path="pier.txt"))
    assert article.headline == "Calloway: the pier is ‘worth every crown’"
    assert article.standfirst == "A vote ends two years of dispute."
    assert article.byline == ["Ann Wharton"]
    assert article.dateline == Dateline("HARBOUR TOWN", "")
    assert article.published == Published("2025-03-03", "day", "line")
    assert article.language == "en"
    assert article.headings == ["A ‘miracle’ on the quay"]
    assert article.body.startswith("The council voted")
    assert "Reply" not in article.body


def test_spans_index_the_field_they_are_listed_under():
    article = read(RawArticle(body=PAGE))
    assert "“It will be done by May,”" in spans_text(article, "quotes")["body"]
    assert "Ines Calloway" in spans_text(article, "people")["body"]
    for name, quotes in article.quotes.items():
        text = getattr(article, name)
        for quote in quotes:
            if quote.speaker_start is not None:
                assert text[quote.speaker_start : quote.speaker_end] == quote.speaker_mention
            if quote.cue_start is not None:
                assert text[quote.cue_start : quote.cue_end]
            for other in (quote.nested_in, quote.continues):
                assert other is None or 0 <= other < len(quotes)


def test_a_lone_family_name_in_the_headline_is_joined_to_the_full_name_in_the_body():
    article = read(RawArticle(body=PAGE))
    assert {span.name for span in article.people["headline"]} == {"Ines Calloway"}


def test_marks_in_a_heading_without_a_speaker_are_scare():
    article = read(RawArticle(body=PAGE))
    heading = next(p for p in article.paragraphs if p.heading)
    inside = [q for q in article.quotes["body"] if heading.start <= q.start < heading.end]
    assert [quote.kind for quote in inside] == ["scare"]


def test_what_the_format_gave_is_not_overruled():
    article = read(
        RawArticle(
            body=PAGE,
            headline="Pier vote",
            byline=["Tom Kerr"],
            source="The Harbour Gazette",
            published=Published("2024", "year", "metadata"),
            dateline=Dateline("QUAYSIDE", ""),
            language="de",
        )
    )
    assert (article.headline, article.byline) == ("Pier vote", ["Tom Kerr"])
    assert (article.source, article.language) == ("The Harbour Gazette", "de")
    assert article.published == Published("2024", "year", "metadata")
    assert article.dateline == Dateline("QUAYSIDE", "")


def test_a_structured_article_keeps_its_fields():
    article = read(
        RawArticle(
            body="The council voted.\n\nThe cost\n\nIt is four million crowns, said the mayor.",
            structured=True,
            headline=" The  pier ",
            headings=["The cost"],
            url="https://example.org/2025/03/04/pier",
        )
    )
    assert article.headline == "The pier"
    assert article.headings == ["The cost"]
    assert article.url == "https://example.org/2025/03/04/pier"
    assert article.published == Published("2025-03-04", "day", "url")


def test_reading_its_own_body_again_changes_nothing():
    once = read(RawArticle(body=PAGE))
    again = read(
        RawArticle(
            body=once.body,
            structured=True,
            headline=once.headline,
            standfirst=once.standfirst,
            headings=once.headings,
            dateline=once.dateline,
        )
    )
    assert again.body == once.body
    assert again.paragraphs != []
    assert again.headings == once.headings


@pytest.mark.parametrize(
    "body", ["Home\nNews\nSport\nscroll to top", "Leave a Reply", "\u200b\n\n", "Share", "hello"]
)
def test_a_page_without_an_article_is_refused(body):
    with pytest.raises(Unreadable) as refused:
        read(RawArticle(body=body))
    assert refused.value.reason == "no-article"
    assert refused.value.sentence.endswith(".")


def test_an_article_above_two_million_characters_is_refused():
    with pytest.raises(Unreadable) as refused:
        read(RawArticle(body="a" * 2_000_001))
    assert refused.value.reason == "too-large"


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\u202e", "\u2066"])
def test_signs_that_no_page_can_show_are_not_in_the_fields(sign):
    article = read(
        RawArticle(body=f"The pi{sign}er\n\nThe council vo{sign}ted to rebuild the pier.")
    )
    assert sign not in "".join(getattr(article, name) for name in FIELDS)


def test_the_result_can_be_sent_between_processes():
    article = read(RawArticle(body=PAGE))
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301 - its own bytes


def test_a_page_of_more_lines_than_an_article_has_is_refused():
    with pytest.raises(Unreadable) as refused:
        read(RawArticle(body="a\n" * 50_001))
    assert refused.value.reason == "too-large"


def test_spans_across_fields_are_dropped_and_indices_follow(monkeypatch):
    text = "Pier vote\n\nThe council voted."
    found = [
        Draft(0, 4, "direct"),
        Draft(5, 14, "direct"),  # from the headline into the body
        Draft(11, 22, "direct", speaker_mention="Pier", speaker_start=0, speaker_end=4),
        Draft(15, 20, "nested", nested_in=2, continues=1),
    ]
    monkeypatch.setattr(spans, "find_people", lambda text: [PersonSpan(8, 12, "x")])
    monkeypatch.setattr(spans, "draft_quotes", lambda *inputs: found)
    article = ReadArticle(headline=text[:9], body=text[11:])
    spans.read_spans(article)
    assert [(q.start, q.end, q.kind) for q in article.quotes["headline"]] == [(0, 4, "scare")]
    outer, inner = article.quotes["body"]
    assert (outer.start, outer.end) == (0, 11)
    assert (outer.speaker_mention, outer.speaker_start, outer.speaker_end) == ("Pier", None, None)
    assert (inner.nested_in, inner.continues) == (0, None)
    assert article.people == {"headline": [], "body": []}
