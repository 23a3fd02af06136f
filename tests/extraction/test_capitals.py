"""Runs of capitals and the pieces that could name a person."""

import pytest

from articles.extraction import capitals
from articles.extraction.capitals import read_runs, split_run


def pieces(text):
    return [
        text[piece.start : piece.end]
        for start, run in read_runs(text)
        for piece in split_run(text, start, run)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("But Prime Minister Anna Holm’s plan", ["Anna Holm"]),
        ("Swedish Anna Holm and the Danish Queen Karin", ["Anna Holm", "Karin"]),
        ("Sweden’s Anna Holm", ["Anna Holm"]),
        ("R. J. Holm Jr. and A.B. Lund, III, came", ["R. J. Holm Jr.", "A.B. Lund, III"]),
        ("T.O’Hara", ["T.O’Hara"]),
        ("Willem van der Sande", ["Willem van der Sande"]),
        ("Prime Minister van der Sande", ["van der Sande"]),
        ("Bashar al-Harbi", ["Bashar al-Harbi"]),
        ('Walter "Big Boy" Hansen', ['Walter "Big Boy" Hansen']),
        ("María Ruiz y José Lema", ["María Ruiz", "José Lema"]),
        ("José Ruiz y Lema", ["José Ruiz y Lema"]),
        ("Bundeskanzler Erik Holm", ["Erik Holm"]),
        ("Ontario-based Holm", ["Holm"]),
        ("Queen Karin I ruled", ["Karin I"]),
        ("When I saw A Holm", ["Holm"]),
        ("The Rev. Anna Holm", ["Anna Holm"]),
        ("e-mail: anna.Holm@example.org", []),
    ],
)
def test_a_run_is_cut_where_a_name_ends(text, found):
    assert pieces(text) == found


def test_a_phrase_of_a_place_is_one_thing():
    (_, run), *_ = read_runs("Hong Kong-based Holm")
    assert run[0].kind == run[1].kind


def test_a_function_word_alone_is_no_run():
    assert [start for start, _ in read_runs("The boat. It left Holm.")] == [18]


def test_a_run_does_not_cross_a_line():
    assert pieces("Anna Holm\nErik Lund") == ["Anna Holm", "Erik Lund"]


def test_a_run_that_was_met_before_is_cut_anew_at_its_place():
    assert pieces("Dr. Anna Holm saw Dr. Anna Holm") == ["Anna Holm", "Anna Holm"]
    (_, first), (_, second) = read_runs("Anna Holm saw Anna Holm")
    assert [word.start for word in first + second] == [0, 5, 14, 19]


def test_kinds_given_to_one_run_do_not_reach_the_next():
    (_, run), *_ = read_runs("Anna Holm")
    run[0].kind = 0
    (_, again), *_ = read_runs("Anna Holm")
    assert again[0].kind


def test_runs_met_before_are_bounded(monkeypatch):
    monkeypatch.setattr(capitals, "_MOST_CUTS", 3)
    for name in ("Holm", "Lund", "Berg", "Dahl", "Ruiz"):
        assert pieces(f"and {name} left") == [name]
    assert len(capitals._CUTS) <= 3
