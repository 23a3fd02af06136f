"""The nearest queries of a search that finds nothing."""

from time import perf_counter

import pytest

from articles import search
from articles.search.nearest import distance
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive():
    factories.make_article("Harbour closed", "The harbour master closed the long breakwater.")
    factories.make_article("Ferry late", "The ferry waited for the fog over the harbour.")
    factories.make_article("Ferry sold", "The ferry was sold, and its crew wept.", tags=["sales"])


def near(text, user=None, **filters):
    parsed = search.parse(text)
    found = search.nearby(parsed, user=user, filters=search.Filters(**filters))
    return {one.query: one.count for one in found}


def test_a_slip_of_the_pen_is_offered_in_its_right_spelling():
    assert near("feryr") == {"ferry": 2}
    assert near("braekwater") == {"breakwater": 1}
    assert near("efrry") == {"ferry": 2}


def test_it_says_how_the_query_differs():
    filters = search.Filters()
    [spelled] = search.nearby(search.parse("feryr"), filters=filters)
    assert spelled.differs == "with “ferry” for “feryr”"
    [shorter] = search.nearby(search.parse("ferry 12345"), filters=filters)
    assert shorter.differs == "without “12345”"


def test_a_phrase_is_offered_as_words():
    assert near('"fog ferry"') == {"fog ferry": 1}


def test_words_of_a_field_are_offered_anywhere():
    assert near("headline:breakwater") == {"breakwater": 1}


def test_the_rarest_word_goes():
    assert near("ferry 12345") == {"ferry": 2}
    assert near("ferry harbour master fog") == {"ferry harbour fog": 1}


def test_unknown_names_go():
    assert near("ferry person:nobody") == {"ferry": 2}


def test_of_words_that_never_meet_any_is_offered():
    assert near("breakwater crew") == {"breakwater": 1, "crew": 1}


def test_what_is_not_wanted_stays_unwanted():
    assert near("ferry 12345 -fog") == {"ferry -fog": 1}


def test_a_slip_beside_a_word_that_nothing_has():
    filters = search.Filters()
    [one] = search.nearby(search.parse("feryr 12345"), filters=filters)
    assert (one.query, one.differs) == ("ferry", "with “ferry” for “feryr”, without “12345”")


def test_the_filters_stay_on():
    assert near("feryr", tag=("sales",)) == {"ferry": 1}


def test_a_word_of_hidden_articles_alone_is_not_offered():
    factories.make_article("Secret", "The zeppelin landed.", status="withheld")
    assert near("zepelin") == {}
    editor = factories.make_user("articles.view_hidden_article")
    assert near("zepelin", editor) == {"zeppelin": 1}


def test_nothing_is_near_nonsense():
    assert near("xqzvw") == {}
    assert near("-ferry -harbour -fog") == {}


def test_what_is_offered_is_what_the_query_finds():
    for text in ("feryr", '"fog ferry"', "headline:breakwater", "ferry 12345"):
        for query, count in near(text).items():
            assert search.articles(query).total == count


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("ferry", "ferry", 0), ("feryr", "ferry", 1), ("fery", "ferry", 1), ("ferry", "fog", 3)],
)
def test_letters_between_words(one, other, letters):
    assert distance(one, other, 2) == letters


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"zzword{chr(97 + n)}" for n in range(20)) + " ferry",
        '"' + "quorn " * 60 + '"',
        "a" * 4000,
        "(" * 40 + "feryr",
        "person:x source:y tag:z " * 20,
        "-" * 50 + "feryr OR OR NOT",
    ],
)
def test_hostile_queries_are_answered_soon(text):
    seconds = min(timed(text) for _ in range(2))
    assert seconds < 1


def timed(text):
    start = perf_counter()
    near(text)
    return perf_counter() - start
