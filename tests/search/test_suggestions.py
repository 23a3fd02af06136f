"""What is suggested to a reader who types."""

import pytest

from articles import search
from articles.search import suggestions
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return factories.make_article(
        "Ferry strikes the breakwater at Haldermouth",
        "Ottoline Farrow saw it.",
        source="The Farrowdale Courier",
        people=["Ottoline Farrow"],
        tags=["farming", "harbour"],
        story="Farmers block the port",
    )


def kinds(text, **more):
    return [(found.kind, found.label) for found in suggestions(text, **more)]


def test_names_are_suggested_by_any_word_of_theirs(archive):
    assert kinds("farr") == [("person", "Ottoline Farrow"), ("source", "The Farrowdale Courier")]
    assert kinds("ottoline f") == [("person", "Ottoline Farrow")]
    assert kinds("cour") == [("source", "The Farrowdale Courier")]


def test_each_kind_is_suggested_by_its_beginning(archive):
    assert kinds("farm") == [("tag", "farming"), ("story", "Farmers block the port")]
    assert kinds("the port") == [("story", "Farmers block the port")]


def test_headlines_are_suggested_by_whole_words_and_a_begun_one(archive):
    wanted = ("headline", "Ferry strikes the breakwater at Haldermouth")
    assert wanted in kinds("ferry brea")
    assert wanted not in kinds("fer brea")


def test_values_lead_to_what_is_suggested(archive):
    [person] = suggestions("ottoline")
    assert search.articles("", filters=search.Filters(person=(person.value,))).ids == [archive.pk]
    [headline] = suggestions("ferry")
    assert headline.value == str(archive.pk)


@pytest.mark.parametrize("text", ["", "f", "  ", "*", '"', "%", "_", "\0", "f%", "a" * 5000, "雨"])
def test_whatever_is_typed_suggests_without_an_error(archive, text):
    assert isinstance(suggestions(text), list)


def test_signs_of_a_pattern_stand_for_themselves(archive):
    assert suggestions("f_rr") == []
    assert suggestions("f%rr") == []


def test_nothing_known_from_hidden_articles_alone_is_suggested():
    factories.make_article(
        "Quokka ferry",
        "Quokka Farrow spoke.",
        status="killed",
        source="Quokka Herald",
        people=["Quokka Farrow"],
        tags=["quokka"],
        story="Quokka story",
    )
    assert suggestions("quokka") == []
    user = factories.make_user("articles.view_hidden_article")
    assert {found.kind for found in suggestions("quokka", user)} == {
        "person",
        "source",
        "tag",
        "story",
        "headline",
    }


def test_a_form_of_a_name_that_hidden_articles_alone_have_suggests_nobody():
    person = factories.make_person("Ada Pell", names=["Adalind Quell"])
    factories.make_article(body="Ada Pell spoke.", people=[person])
    hidden = factories.make_article(body="Adalind Quell spoke.", status="withheld")
    factories.make_mentions(hidden, person)
    assert kinds("quell") == []
    user = factories.make_user("articles.view_hidden_article")
    assert [found.label for found in suggestions("quell", user)] == ["Ada Pell"]


def test_the_number_of_queries_is_bounded(archive, django_assert_max_num_queries):
    suggestions("farr")
    with django_assert_max_num_queries(15):
        suggestions("farr")


def test_no_more_than_asked_are_given(archive):
    assert len(suggestions("fa", limit=1)) == 1
    assert suggestions("fa", limit=0) == []


def test_whoever_may_be_seen_is_found_behind_many_who_may_not():
    for number in range(12):
        name = f"Farrow A{chr(97 + number)}"
        hidden = {"people": [name], "tags": [name.lower()], "status": "killed"}
        factories.make_article(f"Report {number}", f"{name} spoke.", **hidden)
    factories.make_article("Seen", "Farrow Zell spoke.", people=["Farrow Zell"], tags=["farrow z"])
    assert kinds("farrow") == [("person", "Farrow Zell"), ("tag", "farrow z")]
