from datetime import date

import pytest

from articles.search import lexer
from articles.search.query import (
    And,
    Days,
    Everything,
    Named,
    Not,
    Or,
    Text,
    parse,
    write,
)

TODAY = date(2026, 3, 5)


def read(text):
    return parse(text, TODAY)


def t(*words, **more):
    return Text(words, **{"exact": len(words) > 1} | more)


def days(field, first, end):
    first, end = (date.fromisoformat(d).toordinal() if d else None for d in (first, end))
    return Days(field, "", first, end)


TREES = [
    ("", Everything()),
    ("   ", Everything()),
    ("flood", t("flood")),
    ("Flood DEFENCE", And((t("flood"), t("defence")))),
    ("flood AND defence", And((t("flood"), t("defence")))),
    ("flood OR surge", Or((t("flood"), t("surge")))),
    ("sea flood OR surge", Or((And((t("sea"), t("flood"))), t("surge")))),
    ("flood and or not", And((t("flood"), t("and"), t("or"), t("not")))),
    ("flood -river", And((t("flood"), Not(t("river"))))),
    ("flood −river", And((t("flood"), Not(t("river"))))),
    ("flood NOT river", And((t("flood"), Not(t("river"))))),
    ("NOT NOT river", t("river")),
    ("-river", Not(t("river"))),
    ('-"sea wall"', Not(t("sea", "wall", exact=True))),
    ("-(a OR b)", Not(Or((t("a"), t("b"))))),
    ("(a OR b) c", And((Or((t("a"), t("b"))), t("c")))),
    ("((a))", t("a")),
    ('"Sea Wall"', t("sea", "wall", exact=True)),
    ("“sea wall”", t("sea", "wall", exact=True)),
    ("„sea wall“", t("sea", "wall", exact=True)),
    ("«sea wall»", t("sea", "wall", exact=True)),
    ('"flood"', t("flood", exact=True)),
    ('"sea wall"~5', t("sea", "wall", exact=True, slop=5)),
    ('"sea wall"~999', t("sea", "wall", exact=True, slop=100)),
    ('"sea"~5', t("sea", exact=True)),
    ("flo*", t("flo", prefix=True)),
    ('"sea wal*"', t("sea", "wal", exact=True)),
    ('"sea wal"*', t("sea", "wal", exact=True, prefix=True)),
    ("COVID-19", t("covid", "19")),
    ("U.S.", t("u", "s")),
    ("mayor's", t("mayor")),
    ("mayor’s", t("mayor")),
    ('"mayor\'s office"', t("mayor", "s", "office", exact=True)),
    ("don't", t("don", "t")),
    ("1,000", t("1000")),
    ("naïve", t("naive")),
    ("東京", t("東", "京")),
    ("headline:flood", t("flood", field="headline")),
    ("Headline:flood", t("flood", field="headline")),
    ("headline: flood", t("flood", field="headline")),
    ('headline:"sea wall"', t("sea", "wall", field="headline", exact=True)),
    (
        "headline:(flood OR surge) x",
        And((Or((t("flood", field="headline"), t("surge", field="headline"))), t("x"))),
    ),
    ("body:(a headline:b)", And((t("a", field="body"), t("b", field="headline")))),
    ("-headline:flood", Not(t("flood", field="headline"))),
    ("headline:-flood", t("flood", field="headline")),
    ("byline:farrow", t("farrow", field="byline")),
    ("place:Haldermouth", t("haldermouth", field="place")),
    ("quote:tide", t("tide", field="quote")),
    ("cue:warned", t("warned", field="cue")),
    ('person:"Ottoline Farrow"', Named("person", "Ottoline Farrow")),
    ("speaker:farrow", Named("speaker", "farrow")),
    ("source:Courier", Named("source", "Courier")),
    ("tag:harbour", Named("tag", "harbour")),
    ("tag:(harbour OR ferry)", Or((Named("tag", "harbour"), Named("tag", "ferry")))),
    ("story:ferry-strikes", Named("story", "ferry-strikes")),
    ("lang:en", Named("lang", "en")),
    ("status:killed", Named("status", "killed")),
    ("on:2026", days("on", "2026-01-01", "2027-01-01")),
    ("on:2026-01", days("on", "2026-01-01", "2026-02-01")),
    ("on:2026-01-07", days("on", "2026-01-07", "2026-01-08")),
    ("on:today", days("on", "2026-03-05", "2026-03-06")),
    ("after:2026-01-07", days("after", "2026-01-07", None)),
    ("after:-7d", days("after", "2026-02-26", None)),
    ("before:2026", days("before", None, "2026-01-01")),
    ("10:30", t("10", "30")),
    ("https://example.org/a", t("https", "example", "org", "a")),
    ("rock+roll", t("rock", "roll")),
    ("+flood", t("flood")),
    ("- flood", t("flood")),
    ("sea -- wall", And((t("sea"), t("wall")))),
    ("well-known", t("well", "known")),
]


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[text for text, _ in TREES])
def test_a_query_is_read_as(text, tree):
    read_tree = read(text).tree
    assert _without_writing(read_tree) == tree


@pytest.mark.parametrize("text", [text for text, _ in TREES])
def test_what_is_written_again_is_read_the_same_without_repair(text):
    tree = read(text).tree
    again = read(write(tree))
    assert again.tree == tree
    assert again.repaired == ""


REPAIRS = [
    ('"sea wall', '"sea wall"', "quotation mark"),
    ("(a OR b", "a OR b", "bracket was not closed"),
    ("a) b", "a b", "no opening one"),
    ("flood OR", "flood", "OR needs"),
    ("OR flood", "flood", "OR needs"),
    ("AND flood", "flood", "AND needs"),
    ("flood AND", "flood", "AND needs"),
    ("flood NOT", "flood", "NOT needs"),
    ("(a OR) b", "a b", "OR needs"),
    ("flood headline:", "flood", "headline:"),
    ("(((flood", "flood", "bracket was not closed"),
]


@pytest.mark.parametrize(("text", "repaired", "said"), REPAIRS)
def test_a_faulty_query_is_repaired_and_says_so(text, repaired, said):
    parsed = read(text)
    assert parsed.repaired == repaired
    assert any(said in warning for warning in parsed.warnings)
    assert read(repaired).repaired == ""


@pytest.mark.parametrize("text", ["flood", '"sea wall" -river', "headline:(a OR b)", "", "a - b"])
def test_a_sound_query_needs_no_repair(text):
    assert read(text).repaired == ""
    assert read(text).warnings == []


@pytest.mark.parametrize("word", ["OR", "AND", "NOT"])
def test_an_operator_alone_is_a_word(word):
    assert _without_writing(read(word).tree) == t(word.lower())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour:red", "no field “colour”"),
        ("on:2026-13", "is not a date"),
        ("wat*er", "end of a word"),
        ("w*", "at least two letters"),
        ("headline:!!", "no word to search for"),
        ("tag:?!", "no word to search for"),
    ],
)
def test_what_cannot_be_used_is_said(text, said):
    assert any(said in warning for warning in read(text).warnings)


def test_words_to_mark_leave_out_what_was_asked_away():
    parsed = read('flood -river NOT (sea OR "north wind") OR -(-tide) wall')
    assert [words.words for words in parsed.words] == [("flood",), ("wall",)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Searched for everything."),
        ("flood defence", "Searched for “flood” and “defence”."),
        ('"sea wall" -river', "Searched for exactly “sea wall”, without “river”."),
        ("a OR b c", "Searched for either “a” or (“b” and “c”)."),
        ("headline:flood", "Searched for “flood” in the headline."),
        ("flo*", "Searched for words that begin with “flo”."),
        ('"a b"~5', "Searched for “a b” within 5 words."),
        ("person:Farrow on:2026", "Searched for the person “Farrow” and dates in 2026."),
        ("after:2026-01", "Searched for dates from 1 January 2026 on."),
        ("before:2026-01-07", "Searched for dates before 7 January 2026."),
        ("on:2026-02", "Searched for dates in February 2026."),
        ("on:today", "Searched for the date 5 March 2026."),
        ("-river", "Searched for everything without “river”."),
    ],
)
def test_the_page_can_say_how_a_query_was_read(text, sentence):
    assert read(text).read_as == sentence


def test_only_so_many_words_are_read_and_it_is_said():
    parsed = read("tide " * 200)
    assert len(parsed.tree.parts) == lexer.MAX_TERMS
    assert any(str(lexer.MAX_TERMS) in warning for warning in parsed.warnings)


def test_only_so_many_characters_are_read_and_it_is_said():
    parsed = read(" " * lexer.MAX_LENGTH + "tide")
    assert parsed.tree == Everything()
    assert any(str(lexer.MAX_LENGTH) in warning for warning in parsed.warnings)


def test_a_long_phrase_is_cut():
    assert len(read('"' + "a " * 500 + '"').tree.words) == lexer.MAX_TERMS


def test_brackets_nest_only_so_deep():
    parsed = read("(" * 1000 + "tide" + ")" * 1000)
    assert _without_writing(parsed.tree) == t("tide")


@pytest.mark.parametrize("text", ["ti\0de", "ti\ud800de", "\udfff", "\u202etide", "\x1b[31m"])
def test_characters_that_nothing_can_hold_are_blanks(text):
    repr(read(text).tree).encode()


def _without_writing(node):
    """The tree without the dates' own spelling, which the table leaves out."""
    if isinstance(node, Days):
        return Days(node.field, "", node.first, node.end)
    if isinstance(node, Not):
        return Not(_without_writing(node.part))
    if isinstance(node, And | Or):
        return type(node)(tuple(map(_without_writing, node.parts)))
    return node
