"""Two people of one name: which of them a later article means."""

import pytest

from articles.curation import actions
from articles.curation.people import split
from articles.importing.rows import spans, write_spans
from articles.linking.people_pairs import rebuild
from articles.models import Mention, Person, PersonPair
from tests.factories import make_article, make_person, make_user
from tests.linking.readings import reading_of

pytestmark = pytest.mark.django_db


def imported(body: str, people: dict[str, str], **fields) -> set[str]:
    """Imports an article with these people; the slugs of those it names."""
    article = make_article("Later", body, **fields)
    write_spans([(article, reading_of(article, people))])
    return set(article.mentions.values_list("person__slug", flat=True))


@pytest.fixture
def held_apart():
    """Tobias Renn, mayor beside Ada Pell, and Tobias Renn, pilot beside Bo and Cy Pell."""
    mayor = make_person("Tobias Renn")
    company = [make_person(f"{name} Pell") for name in ("Ada", "Bo", "Cy")]
    make_article("A", "Mayor Tobias Renn met Ada Pell.", people=[mayor, company[0]])
    flight = make_article(
        "B", "Tobias Renn flew with Bo Pell and Cy Pell.", people=[mayor, *company[1:]]
    )
    Mention.objects.filter(article__headline="A", person=mayor).update(title="Mayor")
    user = make_user("articles.view_hidden_article")
    action = split(mayor, [flight.pk], "Tobias Renn", user)
    return action, user, flight


def test_company_tells_who_is_meant(held_apart):
    people = {"Tobias Renn": "", "Bo Pell": "", "Cy Pell": ""}
    body = "Tobias Renn landed; Bo Pell and Cy Pell did too."
    assert "tobias-renn-2" in imported(body, people)


def test_a_title_tells_who_is_meant(held_apart):
    assert imported("Mayor Tobias Renn spoke.", {"Tobias Renn": "Mayor"}) == {"tobias-renn"}


def test_where_nothing_is_clear_the_first_is_meant(held_apart):
    assert imported("Tobias Renn spoke.", {"Tobias Renn": ""}) == {"tobias-renn"}


def test_an_article_that_was_split_off_stays_so_when_it_is_read_again(held_apart):
    _, _, flight = held_apart
    flight.mentions.all().delete()
    write_spans([(flight, reading_of(flight, {"Tobias Renn": "Mayor"}))])
    assert flight.mentions.get().person.slug == "tobias-renn-2"


def test_an_article_that_a_split_left_stays_so_when_it_is_read_again(held_apart):
    left = Mention.objects.filter(article__headline="A").first().article
    left.mentions.all().delete()
    left.body = "Tobias Renn met Bo Pell and Cy Pell."
    people = {"Tobias Renn": "", "Bo Pell": "", "Cy Pell": ""}
    write_spans([(left, reading_of(left, people))])
    assert "tobias-renn" in set(left.mentions.values_list("person__slug", flat=True))


def test_the_two_are_not_asked_about_again(held_apart):
    rebuild()
    assert PersonPair.objects.get().verdict == "no"


def test_once_the_split_is_undone_there_is_one_again(held_apart):
    action, user, _ = held_apart
    actions.undo(action, user)
    people = {"Tobias Renn": "", "Bo Pell": "", "Cy Pell": ""}
    slugs = imported("Tobias Renn, Bo Pell, Cy Pell.", people)
    assert "tobias-renn" in slugs
    assert Person.objects.filter(name="Tobias Renn").count() == 1


def test_the_queries_do_not_grow_with_the_articles(held_apart, django_assert_max_num_queries):
    people = {"Tobias Renn": "", "Bo Pell": ""}
    articles = [make_article(f"L{n}", "Tobias Renn met Bo Pell.") for n in range(12)]
    with django_assert_max_num_queries(8):
        made = spans([(article, reading_of(article, people)) for article in articles])
    assert len(made.mentions) == 24
