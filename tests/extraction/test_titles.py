"""Titles before and after a name, and what they tell."""

import pytest

from articles.extraction.capitals import read_runs, split_run
from articles.extraction.titles import gender_of, is_kin, offices, title_after, title_before


def before(text):
    pieces = [piece for start, run in read_runs(text) for piece in split_run(text, start, run)]
    return title_before(text, pieces[-1])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Former U.S. President Anna Holm", "Former U.S. President"),
        ("the former U.S. President Anna Holm", "former U.S. President"),
        ("the North Korean leader Kim Do-hyun", "North Korean leader"),
        ("Lund Municipal Party Secretary Anna Holm", "Lund Municipal Party Secretary"),
        ("a Democratic presidential candidate Anna Holm", "Democratic presidential candidate"),
        ("His wife, Anna Holm, came", "wife"),
        ("the vote, Anna Holm said", ""),
        ("with Anna Holm", ""),
    ],
)
def test_title_before(text, title):
    assert before(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (", Lund Municipal Party secretary, came", "Lund Municipal Party secretary"),
        (", 54, the mayor of Lund, came", "mayor of Lund"),
        (", chief economist at the bank, came", "chief economist"),
        (", a lawyer who lives in Lund, came", "lawyer"),
        (", tired and cold, came", ""),
        (" is a lawyer", ""),
        (", said the lawyer", ""),
    ],
)
def test_title_after(text, title):
    assert title_after(text, 0, []) == title


def test_a_title_after_ends_before_another_name():
    text = ", chief of staff to Anna Holm, came"
    assert title_after(text, 0, [text.index("Anna")]) == "chief of staff"


@pytest.mark.parametrize(
    ("title", "name", "gender"),
    [
        ("Mr.", "", "m"),
        ("Ms", "", "f"),
        ("British Queen", "", "f"),
        ("chairwoman", "Robin Holm", "f"),
        ("President", "Margaret Holm", "f"),
        ("President", "Robin Holm", ""),
        ("President", "Margaret", ""),
        ("", "Takaichi Sanae", "f"),
    ],
)
def test_gender(title, name, gender):
    assert gender_of(title, name) == gender


def test_an_office_is_known_by_its_short_form():
    assert offices("Sen.") == offices("Former Senator") == {"senator"}
    assert not offices("Mrs.")


def test_kin_is_known():
    assert is_kin("eldest daughter")
    assert not is_kin("President")
