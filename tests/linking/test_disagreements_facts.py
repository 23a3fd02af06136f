"""What a text states: numbers with their units, dates, years and places."""

import pytest

from articles.linking.facts import facts, sentence_around, sentences
from tests.timing import within


def stated(text: str) -> list[tuple]:
    return [(fact.kind, fact.value, fact.unit) for fact in facts(text)]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The board bought 46 trawlers.", ("number", 46, "trawl")),
        ("The board bought forty-six trawlers.", ("number", 46, "trawl")),
        ("A crowd of 12,500 people came.", ("number", 12_500, "person")),
        ("The quay costs 1.6 billion crowns.", ("number", 1.6e9, "crown")),
        ("The quay costs $2.5 million.", ("number", 2.5e6, "dollar")),
        ("The tide rose by 4%.", ("number", 4, "percen")),
        ("Seventeen passengers were injured.", ("number", 17, "hurt")),
        ("The gale threw down and injured 17 of them.", ("number", 17, "hurt")),
        ("Nineteen hurt as ferry hits pier", ("number", 19, "hurt")),
        ("The wave killed three residents.", ("number", 3, "dead")),
        ("Bo Tarn, 34, a pilot, came.", ("number", 34, "age")),
        ("A 34-year-old pilot came.", ("number", 34, "age")),
        ("The brig sank in 1743.", ("date", 1743, "year")),
        ("The town’s 2016 purchase of the brig failed.", ("date", 2016, "year")),
        ("The brig sails on 14 October 2025.", ("date", "10-14", "day")),
        ("The brig sails on October 14.", ("date", "10-14", "day")),
        ("The brig was built in Lisbon.", ("place", "lisbon", "cities")),
    ],
)
def test_a_fact_has_its_value_and_unit(text, fact):
    assert stated(text) == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "The vote was 31-24.",
        "She sailed from 2016-19 and left.",
        "It struck at 8.22 am.",
        "It struck at 14:30 and sank.",
        "He carried an AK-47 rifle.",
        "Two thirds of it burnt.",
        "One of them laughed.",
        "This was their second meeting.",
        "Lisbon’s mayor spoke in Lisbon’s favour.",
        "The two of it all.",
    ],
)
def test_what_another_article_could_not_contradict_is_no_fact(text):
    assert stated(text) == []


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("about 400", "about"),
        ("more than 400", "least"),
        ("at least 400", "least"),
        ("up to 400", "most"),
        ("400", ""),
    ],
)
def test_a_rough_number_is_known_as_one(words, bound):
    assert facts(f"The board bought {words} trawlers.")[0].bound == bound


def test_a_fact_keeps_its_place_and_its_words():
    text = "It rained. The board bought forty-six trawlers."
    [fact] = facts(text)
    assert text[fact.start : fact.end] == fact.words == "forty-six"


def test_sentences_do_not_end_at_titles_and_initials():
    text = "Dr. Ada J. Pell left. It rained!\nA gale rose."
    assert [text[start:end] for start, end in sentences(text)] == [
        "Dr. Ada J. Pell left.",
        "It rained!",
        "A gale rose.",
    ]


def test_the_sentence_around_a_place_is_found():
    text = "It rained. A gale rose. It sank."
    assert text[slice(*sentence_around(text, 13, 17))] == "A gale rose."


@pytest.mark.parametrize(
    "text",
    ['"' * 24_000, '"a ' * 8_000, "A" * 24_000, "1," * 12_000, "in A " * 4_800, "two " * 6_000],
)
def test_no_text_takes_long(text):
    assert within(0.1, lambda: facts.__wrapped__(text))
