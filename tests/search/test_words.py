import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.words import (
    _WORD,
    LONGEST,
    _folded,
    fold,
    placed_words,
    words,
    words_beginning,
)
from tests.timing import within

# Signs at which the quick ways through a text of plain letters could differ from the general one.
TEXTS = st.text("aB9019.,,..-_'’“”é \n\t\0\x01\x7f\x1c雨กñ\u3000İß\u0301\u00a0", max_size=20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Sea Wall", ["the", "sea", "wall"]),
        ("COVID-19", ["covid", "19"]),
        ("the U.S. fleet", ["the", "u", "s", "fleet"]),
        ("the mayor’s and O'Dell", ["the", "mayor", "s", "and", "o", "dell"]),
        ("1,000 or 12,345,678.50", ["1000", "or", "12345678.50"]),
        ("b1.5 1.5b 12,345,6 9.1,2", ["b1", "5", "1.5b", "12345", "6", "9.1", "2"]),
        ("3.5m tonnes, 2.", ["3.5m", "tonnes", "2"]),
        ("1,2,3 and 1,00", ["1", "2", "3", "and", "1", "00"]),
        ("Café, Łódź, Straße, Ærø", ["cafe", "lodz", "strasse", "aero"]),
        ("e\u0301te\u0301", ["ete"]),
        ("İstanbul", ["istanbul"]),
        ("東京は雨", ["東", "京", "は", "雨"]),
        ("한국은", ["한", "국", "은"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("Ёлка ёлка", ["елка", "елка"]),
        ("snake_case @handle #tag", ["snake", "case", "handle", "tag"]),
        ("\u0301 – … “”", []),
        ("", []),
    ],
)
def test_words_are_cut_and_folded(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize("text", ["Café “U.S.” 1,000", "e\u0301te\u0301 x", "東京は", "ﬁne ½"])
def test_places_lead_to_the_letters_of_each_word(text):
    placed = list(placed_words(text))
    assert [word.text for word in placed] == words(text)
    assert all(words(text[word.start : word.end]) == [word.text] for word in placed)


def test_a_word_never_holds_a_blank():
    assert words("\ufdfa") == ["صلىاللهعليهوسلم"]


def test_an_endless_word_is_cut_the_same_way_everywhere():
    assert words("a" * 1000) == ["a" * LONGEST]


def test_folding_ignores_case_and_accents():
    assert fold("ÉCOLE") == fold("école") == "ecole"


def test_a_mark_that_makes_another_letter_stays():
    assert fold("が") != fold("か")


@given(TEXTS)
def test_the_quick_way_cuts_as_the_general_one(text):
    general = [word for written in _WORD.findall(text) if (word := _folded[written])]
    assert words(text) == general
    assert [word.text for word in placed_words(text)] == general


@given(TEXTS, st.sampled_from(["a", "b9", "9", "0", "ab"]))
def test_words_that_begin_so_are_those_of_all_words(text, begun):
    found = words_beginning(text, [begun])
    if found is not None:
        assert list(found) == [word for word in placed_words(text) if word.text.startswith(begun)]


def test_a_beginning_with_accents_is_left_to_the_general_way():
    assert words_beginning("tide", ["té"]) is None
    assert words_beginning("marée", ["mar"]) is None


@pytest.mark.parametrize(
    "text",
    [
        '"' * 24_000,
        "A" * 24_000,
        "a.1" * 8_000,
        "1,000" * 4_800 + "é",
        "é" + "a\x01" * 9_000,
        "é a" * 8_000,
    ],
)
def test_hostile_text_is_cut_in_little_time(text):
    assert within(0.05, lambda: words(text))
