import time

import pytest

from articles.search.marks import hit_spans, marked, snippet
from articles.search.query import parse

TEXT = (
    "The sea wall at Haldermouth gave way. “The walls of the sea,” said Farrow, “are U.S. built.”"
)


def hits(query, text=TEXT, field=""):
    return [text[start:end] for start, end in hit_spans(text, parse(query), field)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("wall", ["wall", "walls"]),
        ('"wall"', ["wall"]),
        ('"sea wall"', ["sea wall"]),
        ("sea wall", ["sea", "wall", "walls", "sea"]),
        ("hald*", ["Haldermouth"]),
        ("U.S.", ["U.S"]),
        ('"sea walls"~5', ["walls", "sea"]),
        ('"sea walls"~1', []),
        ('"sea haldermouth"~2', ["sea", "Haldermouth"]),
        ("-wall sea", ["sea", "sea"]),
        ("WALL", ["wall", "walls"]),
        ("tide", []),
        ("", []),
        ("on:2026 tag:sea", []),
    ],
)
def test_words_that_were_searched_for_are_marked(query, expected):
    assert hits(query) == expected


def test_accents_do_not_keep_a_word_from_being_marked():
    assert hits("cafe", "Le Café, le café, le cafe\u0301.") == ["Café", "café", "cafe\u0301"]


def test_a_phrase_of_an_unspaced_script_is_marked_as_one():
    assert hits("東京", "昨日、東京で雨") == ["東京"]


def test_a_phrase_is_not_marked_across_its_parts():
    assert hits('"sea wall"', "sea and wall") == []


def test_a_word_asked_for_in_the_headline_is_marked_there_alone():
    assert hits("headline:wall", field="headline") == ["wall", "walls"]
    assert hits("headline:wall", field="body") == []


def test_words_of_a_quotation_are_marked_in_the_body_too():
    assert hits("quote:sea", field="body") == ["sea", "sea"]
    assert hits("quote:sea", field="quote") == ["sea", "sea"]


@pytest.mark.parametrize("query", ["wall sea", '"sea wall"', "x", "", "U.S. hald*"])
@pytest.mark.parametrize("text", [TEXT, "", " ", "wall", "\ud800 wall \0 <b>wall</b>"])
def test_the_pieces_joined_are_the_text(query, text):
    assert "".join(piece.text for piece in marked(text, parse(query))) == text


def test_a_snippet_is_the_passage_with_most_of_the_words():
    text = "Word " * 200 + "the tide rose and the harbour flooded. " + "Word " * 200 + "tide."
    pieces = snippet(text, parse("tide harbour"), 80)
    joined = "".join(piece.text for piece in pieces)
    assert "tide rose and the harbour" in joined
    assert joined.startswith("… ")
    assert joined.endswith(" …")
    assert len(joined) <= 80 + 4
    assert [piece.text for piece in pieces if piece.hit] == ["tide", "harbour"]


def test_a_snippet_without_a_hit_is_the_beginning():
    pieces = snippet("One two three four five six seven.", parse("absent"), 15)
    assert "".join(piece.text for piece in pieces) == "One two three …"


def test_a_short_text_is_its_own_snippet():
    pieces = snippet("A short text.", parse("short"), 240)
    assert "".join(piece.text for piece in pieces) == "A short text."


@pytest.mark.parametrize("text", ["", " ", "x" * 1000, "\n\n\n", "tide" * 300])
def test_a_snippet_of_an_odd_text_is_never_longer_than_asked(text):
    joined = "".join(piece.text for piece in snippet(text, parse("tide"), 50))
    assert len(joined) <= 50 + 4


def test_marking_a_long_text_of_hits_takes_little_time():
    text = "tide " * 20_000
    begun = time.thread_time()
    hit_spans(text, parse('tide "tide tide" "tide tide tide"~50 ti*'))
    snippet(text, parse("tide"), 240)
    assert time.thread_time() - begun < 2
