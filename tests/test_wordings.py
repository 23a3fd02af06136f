"""The wordings of an utterance side by side, who had it first, and the sides of a disagreement."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from articles.wordings import first_of, side, wordings


def said(text: str, day: int | None = None, hour: int | None = None) -> SimpleNamespace:
    """A quote of an article of that day of September 2025, with the hour where it is known."""
    precision = "unknown" if day is None else "day" if hour is None else "minute"
    return SimpleNamespace(
        text=text,
        article=SimpleNamespace(
            published_precision=precision,
            published_on=date(2025, 9, day) if day else None,
            published_at=datetime(2025, 9, day, hour, tzinfo=UTC) if hour else None,
        ),
    )


WHOLE = "“The fog came at six and nobody saw the eleven boats,”"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“Nobody saw the eleven boats,”", "cut"),
        ("“The fog fell at six and nobody saw the eleven boats,”", "reworded"),
        ("“There was no seeing anything,”", "retold"),
    ],
)
def test_a_wording_is_told_by_how_it_differs_from_the_longest(text, kind):
    assert [form.kind for form in wordings([said(WHOLE), said(text)])] == ["longest", kind]


def test_the_same_words_with_other_marks_are_one_wording():
    forms = wordings([said(WHOLE), said("‘the fog came at six, and nobody saw the eleven boats’")])
    assert [len(form.quotes) for form in forms] == [2]


def test_the_marks_of_a_wording_hold_its_text_and_what_it_left_out():
    _, cut = wordings([said(WHOLE), said("“Nobody saw the boats,”")])
    assert [(run.kind, run.text.strip()) for run in cut.runs] == [
        ("left_out", "“The fog came at six and"),
        ("same", "“Nobody saw the"),
        ("left_out", "eleven"),
        ("same", "boats,”"),
    ]


def test_a_number_or_a_name_that_differs_is_told_apart_from_other_words():
    forms = wordings([said(WHOLE), said(WHOLE.replace("eleven", "twelve").replace("came", "fell"))])
    assert [(a.strip(), b.strip()) for a, b in forms[1].figures] == [("eleven", "twelve")]


def test_who_was_first_is_known_by_the_time():
    early, late = said(WHOLE, 24, 9), said(WHOLE, 24, 11)
    assert first_of([late, early]).quotes == [early]
    assert first_of([late, early]).known == "time"


def test_an_hour_that_is_not_known_leaves_the_day():
    quotes = [said(WHOLE, 24), said(WHOLE, 24, 9), said(WHOLE, 25), said(WHOLE)]
    found = first_of(quotes)
    assert (found.quotes, found.known) == (quotes[:2], "day")


def test_an_earlier_day_with_a_time_is_first_whatever_came_later():
    quotes = [said(WHOLE, 25), said(WHOLE, 24, 9)]
    assert first_of(quotes).quotes == [quotes[1]]


def test_without_dates_nobody_was_first():
    assert first_of([said(WHOLE)]).known == ""


def test_a_side_is_the_sentence_around_the_words():
    text = "It rained.\n\nA gale rose. Seventeen boats sank at once. It ended."
    start = text.index("Seventeen")
    found = side(text, "body", start, start + len("Seventeen"))
    assert (found.before, found.words, found.after) == ("", "Seventeen", " boats sank at once.")
    assert found.paragraph == 2
    assert side(text, "standfirst", start, start + 3).paragraph == 0


def test_a_very_long_sentence_is_cut_between_words():
    text = "word " * 200 + "17" + " word" * 200
    start = text.index("17")
    found = side(text, "body", start, start + 2)
    assert found.before.startswith("… word")
    assert found.after.endswith("word …")
    assert len(found.before) < 300
