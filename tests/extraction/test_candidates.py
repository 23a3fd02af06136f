"""Who could be speaking, and by which verb."""

import pytest

from articles.extraction.candidates import find_candidates
from articles.extraction.marks import pair_marks
from articles.extraction.sentences import tokenise


def ties(text):
    """{words of a candidate: {(verb, relation)}}"""
    quotes = [(i, m.start, m.end) for i, m in enumerate(pair_marks(text)) if m.parent is None]
    tokens = tokenise(text, 0, len(text), quotes)
    return {
        text[tokens.start[c.first] : tokens.end[c.last - 1]]: {
            (tokens.low[verb], relation) for verb, relation in c.links
        }
        for c in find_candidates(tokens)
    }


@pytest.mark.parametrize(
    ("text", "words", "tie"),
    [
        ("“Yes,” Mara Lind said.", "Mara Lind", ("said", "subject")),
        ("“Yes,” said Mara Lind.", "Mara Lind", ("said", "inverted")),
        ("“Yes,” Mara Lind, the mayor of Oslo, said.", "Mara Lind", ("said", "apposition")),
        ("“Yes,” Mara Lind (R-Ohio) said.", "Mara Lind", ("said", "apposition")),
        ("According to Mara Lind, it was “a mess.”", "Mara Lind", ("according", "accord")),
        ("Mara Lind also later said “yes.”", "Mara Lind", ("said", "subject")),
        ("Mara Lind left, calling it “a mess.”", "Mara Lind", ("calling", "participle")),
        ("Mara Lind came and called it “a mess.”", "Mara Lind", ("called", "coordinate")),
        ("Mara Lind, who called it “a mess,” left.", "Mara Lind", ("called", "relative")),
        ("Mara Lind: “Yes, it is.”", "Mara Lind", (":", "label")),
        ("Mara Lind was told “no.”", "Mara Lind", ("told", "passive")),
        ("He told Mara Lind “no.”", "Mara Lind", ("told", "object")),
        ("“Yes,” a regional trade expert said.", "a regional trade expert", ("said", "subject")),
        ("“Yes,” one voter said.", "one voter", ("said", "subject")),
        ("A clerk who asked not to be named said “yes.”", "A clerk", ("said", "apposition")),
        ("In the words of Mara Lind, it is “a mess.”", "Mara Lind", ("words", "accord")),
        ("“Yes,” said one of them.", "one", ("said", "inverted")),
        ("“Yes,” said the 46-year-old.", "the 46-year-old", ("said", "inverted")),
        ("“Yes,” reads a Monday letter.", "a Monday letter", ("reads", "inverted")),
        ("“Yes,” the ruling said.", "the ruling", ("said", "subject")),
        ("A long-time aide to Mara Lind said “yes.”", "A long-time aide", ("said", "subject")),
        ("Oslo and Bergen agreed on “a plan.”", "Oslo and Bergen", ("agreed", "subject")),
    ],
)
def test_a_candidate_is_tied_to_its_verb(text, words, tie):
    assert tie in ties(text)[words]


def test_modifiers_do_not_come_between_a_spokesman_and_the_verb():
    assert ("said", "subject") in ties("“Yes,” a spokesman for the party said.")["a spokesman"]


def test_a_participle_after_be_is_no_noun():
    assert "named" not in ties("A clerk who asked not to be named said “yes.”")


def test_a_sentence_opener_is_no_name():
    assert "Conversely" not in ties("Conversely, Mara Lind said “yes.”")
    assert "Speaking" not in ties("Speaking to reporters, Mara Lind said “yes.”")
