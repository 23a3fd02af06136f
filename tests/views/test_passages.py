"""Marks over a text: cutting, paragraphs, what is marked once, passages around a place."""

from hypothesis import given
from hypothesis import strategies as st

from articles.views.passages import (
    Span,
    around,
    cut,
    paragraph_places,
    paragraphs,
    shifted,
)
from tests.timing import within

KINDS = ("quote", "person", "hit", "removed")
texts = st.text(alphabet="ab “”\néл字", max_size=80)
spans = st.lists(
    st.builds(
        lambda start, length, kind: Span(start, start + length, kind, about=start),
        st.integers(0, 90),
        st.integers(-3, 40),
        st.sampled_from(KINDS),
    ),
    max_size=12,
)


@given(texts, spans)
def test_the_segments_joined_are_the_text(text, given_spans):
    assert "".join(segment.text for segment in cut(text, given_spans)) == text


@given(texts, spans)
def test_every_character_has_exactly_the_spans_that_cover_it(text, given_spans):
    place = 0
    for segment in cut(text, given_spans):
        assert segment.start == place
        for character in range(place, place + len(segment.text)):
            covering = [s for s in given_spans if s.start <= character < s.end]
            assert sorted(map(repr, segment.spans)) == sorted(map(repr, covering))
        place += len(segment.text)


@given(texts, spans)
def test_paragraphs_lose_nothing_but_blank_lines(text, given_spans):
    shown = "".join(s.text for part in paragraphs(text, given_spans) for s in part.segments)
    assert shown == "".join(text[start:end] for start, end in paragraph_places(text))
    assert shown.replace("\n", "") == text.replace("\n", "")


def test_the_outer_of_two_quotes_comes_first():
    text = "“He told me ‘no’ twice,” she said."
    inner, outer = Span(12, 16, "quote", "inner"), Span(0, 24, "quote", "outer")
    assert [
        (segment.text, [span.about for span in segment.of("quote")])
        for segment in cut(text, [inner, outer])
    ] == [
        ("“He told me ", ["outer"]),
        ("‘no’", ["outer", "inner"]),
        (" twice,”", ["outer"]),
        (" she said.", []),
    ]


def test_a_hit_inside_a_name_keeps_the_person():
    segments = cut("Ottoline Farrow left.", [Span(0, 15, "person", "F"), Span(9, 15, "hit")])
    assert [(s.text, bool(s.of("person")), s.hit) for s in segments] == [
        ("Ottoline ", True, False),
        ("Farrow", True, True),
        (" left.", False, False),
    ]


def test_a_person_is_marked_once_in_each_paragraph():
    text = "Farrow spoke. Farrow left.\n\nFarrow came back."
    marks = [Span(start, start + 6, "person", "F") for start in (0, 14, 28)]
    linked = [[s.text for s in part.segments if s.of("person")] for part in paragraphs(text, marks)]
    assert linked == [["Farrow"], ["Farrow"]]


def test_headings_are_told_from_paragraphs():
    text = "One.\n\nWhat next\n\nTwo."
    assert [part.heading for part in paragraphs(text, [], [[6, 15]])] == [False, True, False]


def test_a_quote_over_two_paragraphs_is_marked_in_both():
    text = "“One.\n\nTwo.”"
    parts = paragraphs(text, [Span(0, len(text), "quote", "q")])
    assert [[bool(s.of("quote")) for s in part.segments] for part in parts] == [[True], [True]]


def test_the_passage_around_a_place_is_its_paragraph_and_one_on_each_side():
    text = "A.\n\nB.\n\nC.\n\nD.\n\nE."
    start = text.index("C")
    found = around(text, start, start + 2)
    assert text[slice(*found)] == "B.\n\nC.\n\nD."


def test_the_passage_around_a_place_outside_of_the_text_is_that_place():
    assert around("One.", 50, 60) == (50, 60)


def test_spans_are_shifted_and_cut_where_the_passage_begins():
    assert shifted([Span(2, 8, "quote"), Span(0, 3, "hit"), Span(9, 12, "hit")], 5) == [
        Span(0, 3, "quote"),
        Span(4, 7, "hit"),
    ]


def test_thousands_of_marks_in_one_paragraph_take_no_noticeable_time():
    text = '"a ' * 8000
    marks = [Span(3 * n, 3 * n + 2, "quote", n) for n in range(8000)]
    assert len(paragraphs(text, marks)[0].segments) == 16000
    assert within(0.5, lambda: paragraphs(text, marks))
