"""Places and organisations that an article names, as suggestions for tags."""

import pytest

from articles.extraction import read
from articles.extraction.people import find_people
from articles.extraction.topics import MOST, find_organisations, find_places, find_topics
from articles.formats.raw import RawArticle
from tests.timing import within


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He flew from Paris to New York.", ["Paris", "New York"]),
        ("The U.S. and the UK agreed.", ["United States", "United Kingdom"]),
        ("Paris slept. In Lyon, as in Lyon’s suburbs, Paris was blamed; Lyon sighed.",
         ["Lyon", "Paris"]),
        ("The wreck lies on Gull Ledge, near Selmer Bay.", ["Gull Ledge", "Selmer Bay"]),
        ("The turbines stand on the Ternholm Bank.", ["Ternholm Bank"]),
        ("PARIS sleeps", ["Paris"]),
        ("The University of Lund and the Paris Port Authority agreed.", []),
        ("It was Monday in March.", []),
        ("", []),
    ],
)  # fmt: skip
def test_places_come_from_the_gazetteer_and_from_words_for_places(text, found):
    assert find_places(text) == found


def test_a_place_that_no_list_knows_stands_after_in_and_once_more():
    text = "The ferry left Ostholm. In Ostholm the mayor waited; the way from Ostholm is long."
    assert find_places(text) == ["Ostholm"]
    assert find_places("The ferry left Ostholm. In Ostholm nobody knew.") == []


def test_a_person_named_like_a_place_is_none():
    text = "Anna Jordan spoke in Oslo. Mrs. Jordan was brief."
    assert find_places(text, find_people(text)) == ["Oslo"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Ostholm Harbour Authority said so.", ["Ostholm Harbour Authority"]),
        ("They left Lund University and the University of Ostholm behind.", ["Lund University",
         "University of Ostholm"]),
        ("It went from the Ministry of Trade and Industry to Professor Holm.",
         ["Ministry of Trade and Industry"]),
        ("Norway’s Trade Ministry refused.", ["Trade Ministry"]),
        ("On that day the Ostholm Dockworkers’ Union was silent.", ["Ostholm Dockworkers’ Union"]),
        ("The White House and Congress agreed.", ["White House", "Congress"]),
        ("The Republican-held Senate voted.", ["Senate"]),
        ("The EU told Reuters.", ["European Union", "Reuters"]),
        ("The university said that its council met.", []),
        ("She crossed Harbour Street and High Bridge.", []),
        ("", []),
    ],
)  # fmt: skip
def test_organisations_are_told_by_a_word_for_a_body(text, found):
    assert find_organisations(text) == found


def test_an_acronym_in_brackets_counts_as_the_name_before_it():
    text = "The Ostholm Sea Watch (OSW) met in Paris. The Lund Bank did not. OSW said why."
    assert find_organisations(text) == ["Ostholm Sea Watch", "Lund Bank"]


def test_brackets_with_other_letters_are_no_acronym():
    assert find_organisations("The Ostholm Sea Watch (ABC) met.") == []


def test_people_are_no_part_of_an_organisation():
    text = "President Anna Lindqvist University staff. Mayor Anna Guardian spoke."
    assert "Guardian" not in " ".join(find_organisations(text, find_people(text)))


def test_a_headline_in_capitals_makes_no_organisation():
    text = "Mayor Rejects Plans Of Harbour Authority\n\nThe Harbour Authority was silent."
    assert find_organisations(text) == ["Harbour Authority"]


def test_no_more_than_a_dozen_are_suggested():
    text = "It was so. " + " and ".join(f"the {c}orholm Authority" for c in "BDFGHJKLMNPRSTV")
    assert len(find_organisations(text)) == MOST


def test_an_article_carries_both_with_the_place_of_its_dateline():
    body = (
        "OSTHOLM, March 3, 2026 — The Harbour Authority closed the port on Tuesday.\n\n"
        "Ships were sent to Bergen, the Harbour Authority said in a statement.\n"
    )
    article = read(RawArticle(body=body))
    assert article.places == ["Bergen", "Ostholm"]
    assert article.organisations == ["Harbour Authority"]


@pytest.mark.parametrize(
    "text",
    [
        "Bank of " * 3000,
        "A (BC) " * 3400,
        "Paris " * 4000,
        "Gull Ledge, " * 2000,
        "Ab’ Union " * 2400,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_takes_no_long_time(text):
    assert within(0.2, lambda: find_topics(text))
