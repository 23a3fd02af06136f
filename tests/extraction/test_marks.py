"""Which marks pair, which are apostrophes, and where a quotation ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.marks import pair_marks, paragraphs
from tests.timing import within


def found(text, **options):
    return [text[m.start : m.end] for m in pair_marks(text, **options)]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("“It rains,” she said.", ["“It rains,”"]),
        ('"It rains," she said.', ['"It rains,"']),
        ("``It rains,'' she said.", ["``It rains,''"]),
        ("‘It rains,’ she said.", ["‘It rains,’"]),
        ("'It rains,' she said.", ["'It rains,'"]),
        ("„Es regnet“, sagte sie.", ["„Es regnet“"]),
        ("»Es regnet«, sagte sie.", ["»Es regnet«"]),
        ("« Il pleut », dit-elle.", ["« Il pleut »"]),
        ("”Det regnar”, sade hon.", ["”Det regnar”"]),
        ("„Pada”, powiedziała.", ["„Pada”"]),
        ("彼女は「雨だ」と言った。", ["「雨だ」"]),
        ("“It rains“ was typed so.", ["“It rains“"]),
    ],
)
def test_marks_of_every_style_pair(text, quotations):
    assert found(text) == quotations


@pytest.mark.parametrize(
    "text",
    [
        "It's the '90s, and the workers' rights are ours.",
        "Rock 'n' roll; tell 'em it's Tom's.",
        "The dogs’ owners don’t mind, ’tis true.",
        "She is 5'6\" tall and he is 6'2\" tall.",
        "She is 6' 2\" tall.",
    ],
)
def test_apostrophes_and_inches_do_not_pair(text):
    assert found(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them():
    assert found("Reading the 'Guest's Opinion' page") == ["'Guest's Opinion'"]


def test_a_plural_possessive_inside_single_marks_does_not_close_them():
    text = "'We back the workers' rights,' he said."
    assert found(text) == ["'We back the workers' rights,'"]


def test_inner_marks_know_their_outer_quotation():
    outer, inner = pair_marks("“She said ‘go home’ twice,” he said.")
    assert (outer.parent, inner.parent) == (None, 0)
    assert outer.start < inner.start < inner.end < outer.end


def test_a_closing_mark_right_after_an_inner_one_closes_the_outer():
    assert found("“He said ‘no,’” she recalled.") == ["“He said ‘no,’”", "‘no,’"]


def test_an_opening_mark_without_a_partner_reaches_to_the_end_of_its_paragraph():
    text = "“We came early.\n\n“We left late,” she said."
    first, second = pair_marks(text)
    assert (first.closed, second.closed) == (False, True)
    assert text[first.start : first.end] == "“We came early."


def test_a_lost_closing_mark_does_not_turn_the_rest_inside_out():
    assert found('"Well, he said. "It rains."') == ['"It rains."']


def test_marks_in_tags_are_no_quotations():
    assert found('<a href="x y">“Hello there”</a>') == ["“Hello there”"]


def test_doubled_apostrophes_are_read_on_demand_only():
    text = "''It rains,'' she said."
    assert found(text) == []
    assert found(text, all_marks=True) == ["''It rains,''"]


def test_a_line_broken_to_a_column_stays_one_paragraph():
    text = "“It rains all\nday,” she said.\n\nThe End"
    assert [text[s:e] for s, e in paragraphs(text)] == ["“It rains all\nday,” she said.", "The End"]
    assert found(text) == ["“It rains all\nday,”"]


@pytest.mark.parametrize("unit", ['"', '"a ', "“‘", "'a' ", "`a", "''", "<a ", "「『", "’ "])
def test_hostile_rows_of_marks_end_soon(unit):
    text = unit * (24_000 // len(unit))
    assert within(1, lambda: pair_marks(text))


@given(st.text(alphabet="“”‘’\"'`„«»「」『』 ab,.\n\r<>\0\ud800", max_size=80))
def test_spans_lie_in_the_text_and_nest_or_are_disjoint(text):
    marked = pair_marks(text, all_marks=True)
    for index, m in enumerate(marked):
        assert 0 <= m.start < m.end <= len(text)
        for other in marked[:index]:
            assert other.end <= m.start or m.end <= other.end
        if m.parent is not None:
            assert marked[m.parent].start <= m.start
            assert m.end <= marked[m.parent].end
