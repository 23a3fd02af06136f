"""The page that asks curators whether two names are one person."""

import pytest
from django.urls import reverse

from articles.linking.people_pairs import rebuild
from articles.models import Article, Person, PersonPair
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/people/pairs/"


@pytest.fixture
def pair() -> PersonPair:
    """Morikawa Sayo and Sayo Morikawa, each named beside Ada Pell in one article."""
    for name in ("Morikawa Sayo", "Sayo Morikawa"):
        body = f"The fog lifted.\n\nIt was late. {name} met Ada Pell on the quay."
        make_article(f"On {name}", body, people=[make_person(name), "Ada Pell"])
    rebuild()
    return PersonPair.objects.get()


@pytest.fixture
def curator(client):
    client.force_login(make_user("articles.change_person", username="curator"))
    return client


def answer(client, pair, **data):
    return client.post(reverse("articles:person-pair-answer", args=[pair.pk]), data, follow=True)


def test_readers_are_asked_to_sign_in(client, pair):
    assert client.get(ADDRESS).status_code == 302
    assert answer(client, pair, verdict="no").redirect_chain[0][0].startswith(reverse("login"))
    pair.refresh_from_db()
    assert pair.verdict == "open"


def test_those_without_the_right_are_refused(client, pair):
    client.force_login(make_user())
    assert client.get(ADDRESS).status_code == 403
    assert answer(client, pair, verdict="no").status_code == 403


def test_a_pair_shows_evidence_and_a_passage_of_each(curator, pair):
    html = curator.get(ADDRESS).content.decode()
    assert "The same words in another order." in html
    assert "Both are named in articles with Ada Pell." in html
    assert "It was late. <mark>Sayo Morikawa</mark> met Ada Pell on the quay." in html
    assert "The fog lifted" not in html


def test_no_and_unsure_take_a_pair_off_the_list(curator, pair):
    for verdict in ("unsure", "no"):
        answer(curator, pair, verdict=verdict)
        assert not curator.get(ADDRESS).context["questions"]
        assert curator.get(f"{ADDRESS}?verdict={verdict}").context["total"] == 1


def test_yes_merges_into_the_name_that_was_chosen(curator, pair):
    answer(curator, pair, keep=pair.second_id)
    assert not Person.objects.filter(pk=pair.first_id).exists()
    assert pair.second.mentions.count() == 4


def test_an_answer_can_be_undone_on_the_page(curator, pair):
    response = answer(curator, pair, keep=pair.second_id)
    action = response.context["actions"][0]
    curator.post(reverse("articles:desk-undo", args=[action.pk]))
    assert Person.objects.filter(pk=pair.first_id).exists()
    assert [q.pair.pk for q in curator.get(ADDRESS).context["questions"]] == [pair.pk]


def test_undoing_what_cannot_be_undone_says_why(curator, pair):
    action = answer(curator, pair, keep=pair.second_id).context["actions"][0]
    make_person("Sayo the Third", slug="morikawa-sayo")
    address = reverse("articles:desk-undo", args=[action.pk])
    assert "Sayo the Third" in curator.post(address, follow=True).content.decode()


@pytest.mark.parametrize("data", [{}, {"verdict": "open"}, {"verdict": "\0"}, {"keep": "x"}])
def test_an_answer_that_is_none_changes_nothing(curator, pair, data):
    answer(curator, pair, **data)
    pair.refresh_from_db()
    assert pair.verdict == "open"


def test_answers_are_posted_alone(curator, pair):
    assert curator.get(reverse("articles:person-pair-answer", args=[pair.pk])).status_code == 405


def hide(name: str) -> None:
    """Withholds the article on somebody."""
    Article.objects.filter(headline=f"On {name}").update(status="withheld")


def test_a_person_of_hidden_articles_alone_is_not_asked_about(curator, pair):
    hide("Sayo Morikawa")
    assert not curator.get(ADDRESS).context["questions"]
    assert "Sayo Morikawa" not in curator.get(ADDRESS).content.decode()
    assert answer(curator, pair, verdict="no").status_code == 404


def test_evidence_of_articles_that_were_hidden_since_is_not_shown(curator, pair):
    for name in ("Sayo Morikawa", "Morikawa Sayo"):
        person = Person.objects.get(name=name)
        make_article(f"Again {name}", f"{name} left.", people=[person])
        hide(name)
    html = curator.get(ADDRESS).content.decode()
    assert "another order" in html
    assert "Ada Pell" not in html


def test_those_with_the_right_see_what_hidden_articles_say(client, pair):
    for name in ("Sayo Morikawa", "Morikawa Sayo"):
        hide(name)
    rights = ("articles.change_person", "articles.view_hidden_article")
    client.force_login(make_user(*rights))
    assert "Ada Pell" in client.get(ADDRESS).content.decode()


def test_others_actions_are_for_those_who_may_see_hidden_articles(client, curator, pair):
    answer(curator, pair, verdict="no")
    client.force_login(make_user("articles.change_person"))
    assert not client.get(ADDRESS).context["actions"]


def test_more_pairs_take_no_more_queries(curator, pair, django_assert_num_queries):
    curator.get(ADDRESS)
    with django_assert_num_queries(13):
        curator.get(ADDRESS)
    for name in ("Kerekes Ilona", "Ilona Kerekes", "Xu Jinhai", "Jinhai Xu"):
        make_article(f"On {name}", f"{name} met Ada Pell.", people=[name, "Ada Pell"])
    rebuild()
    with django_assert_num_queries(13):
        assert len(curator.get(ADDRESS).context["questions"]) == 3
