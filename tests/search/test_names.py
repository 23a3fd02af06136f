import pytest

from articles.search import names
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    """Someone who sees all names, those that no article bears too."""
    return factories.make_user("articles.view_hidden_article")


def labels(kind, name, user):
    return [row.label for row in names.find(kind, name, user)]


@pytest.mark.parametrize(
    "name", ["Lee Jae-myung", "lee jae myung", "LEE JAE‑MYUNG", "lee-jae-myung", "Jae-myung Lee"]
)
def test_a_person_is_found_by_every_form_of_the_name(user, name):
    factories.make_person("Lee Jae-myung", names=["Jae-myung Lee"])
    assert labels("person", name, user) == ["Lee Jae-myung"]


def test_a_whole_name_goes_before_a_part_of_one(user):
    factories.make_person("Tom Farrow")
    factories.make_person("Farrow")
    assert labels("person", "farrow", user) == ["Farrow"]


def test_a_part_of_a_name_is_whole_words(user):
    for name in ("Tom Farrow", "Farrow Ellery", "Ann Farrow Lisle", "Jo Farrowby"):
        factories.make_person(name)
    expected = ["Ann Farrow Lisle", "Farrow Ellery", "Tom Farrow"]
    assert labels("speaker", "farrow", user) == expected


def test_a_person_with_many_forms_is_one(user):
    factories.make_person("Tom Farrow", names=["Thomas Farrow", "Sir Tom Farrow"])
    assert labels("person", "farrow", user) == ["Tom Farrow"]


@pytest.mark.parametrize("name", ["%", "_", "100%", "tom_farrow", "\\", "'", ""])
def test_signs_of_the_database_are_no_wild_cards(user, name):
    factories.make_person("Tom Farrow")
    assert labels("person", name, user) in ([], ["Tom Farrow"][: name == "tom_farrow"])


def test_outlets_and_tags_are_found_by_name_and_slug(user):
    factories.make_source("The Haldermouth Courier")
    factories.make_tag("Sea défence")
    assert labels("source", "the haldermouth courier", user) == ["The Haldermouth Courier"]
    assert labels("source", "courier", user) == ["The Haldermouth Courier"]
    assert labels("tag", "sea defence", user) == ["Sea défence"]
    assert labels("tag", "sea-defence", user) == ["Sea défence"]


def test_a_story_is_found_by_title_slug_and_words(user):
    factories.make_story("Ferry strikes the breakwater, again")
    for name in ("Ferry strikes the breakwater, again", "ferry-strikes-the-breakwater-again"):
        assert labels("story", name, user) == ["Ferry strikes the breakwater, again"]
    assert labels("story", "breakwater", user) == ["Ferry strikes the breakwater, again"]


def test_names_that_only_hidden_articles_bear_are_not_found_by_readers(user):
    factories.make_article(people=["Tom Farrow"], body="Tom Farrow", status="killed")
    assert labels("person", "farrow", None) == []
    assert labels("person", "farrow", user) == ["Tom Farrow"]


def test_a_name_may_be_begun(user):
    for name in ("Tom Farrow", "Jo Farrowby", "Farah Ellery"):
        factories.make_person(name)
    factories.make_story("Farrow Bridge falls")
    assert [r.label for r in names.find("person", "farrow", user, begun=True)] == [
        "Jo Farrowby",
        "Tom Farrow",
    ]
    assert [r.label for r in names.find("story", "farr", user, begun=True)] == [
        "Farrow Bridge falls"
    ]
    assert names.find("person", "arrow", user, begun=True) == []
    assert names.find("story", "…", user, begun=True) == []


def test_a_form_that_stands_in_hidden_articles_alone_names_nobody_to_readers(user):
    person = factories.make_person("Ada Pell", names=["Adalind Quell"])
    factories.make_article(body="Ada Pell spoke.", people=[person])
    hidden = factories.make_article(body="Adalind Quell spoke.", status="withheld")
    factories.make_mentions(hidden, person)
    for form in ("Adalind Quell", "quell"):
        assert names.find("person", form, None) == []
        assert [row.label for row in names.find("person", form, user)] == ["Ada Pell"]
    assert [row.label for row in names.find("person", "ada-pell", None)] == ["Ada Pell"]
