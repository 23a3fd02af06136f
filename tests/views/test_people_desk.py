"""Rename, merge and split from a person's page."""

import pytest

from articles.models import Person
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client):
    client.force_login(make_user("articles.change_person"))
    return client


@pytest.fixture
def person() -> Person:
    person = make_person("Ada Pell")
    for n in range(2):
        make_article(f"Fog {n}", "Ada Pell left.", people=[person])
    return person


def test_readers_have_no_desk(client, person):
    assert client.get("/people/ada-pell/desk/").status_code == 302
    client.force_login(make_user())
    assert client.get("/people/ada-pell/desk/").status_code == 403
    for action in ("rename", "merge", "split"):
        assert client.post(f"/people/ada-pell/{action}/").status_code == 403
    assert "/desk/" not in client.get("/people/ada-pell/").content.decode()


def test_the_desk_shows_articles_that_the_curator_may_see(curator, person):
    make_article("Secret fog", "Ada Pell left.", people=[person], status="withheld")
    html = curator.get("/people/ada-pell/desk/").content.decode()
    assert "Fog 1" in html
    assert "Secret" not in html
    assert "/people/ada-pell/desk/" in curator.get("/people/ada-pell/").content.decode()


def test_a_new_name_leads_to_the_new_address_and_the_old_redirects(curator, person):
    response = curator.post("/people/ada-pell/rename/", {"name": "Ada Wynn"})
    assert response.url == "/people/ada-wynn/"
    old = curator.get("/people/ada-pell/?cue=said")
    assert (old.status_code, old.url) == (301, "/people/ada-wynn/?cue=said")


def test_back_to_the_old_name_is_back_to_the_old_address(curator, person):
    curator.post("/people/ada-pell/rename/", {"name": "Ada Wynn"})
    assert curator.post("/people/ada-wynn/rename/", {"name": "Ada Pell"}).url == "/people/ada-pell/"
    assert curator.get("/people/ada-wynn/").url == "/people/ada-pell/"


def test_a_lone_word_is_no_name(curator, person):
    page = curator.post("/people/ada-pell/rename/", {"name": "Ada"}, follow=True)
    assert "Give the full name" in page.content.decode()


@pytest.mark.parametrize("meant", ["Bo Pell", "bo-pell", "http://testserver/people/bo-pell/"])
def test_another_is_merged_by_name_or_address(curator, person, meant):
    make_article("Bo", "Bo Pell left.", people=["Bo Pell"])
    curator.post("/people/ada-pell/merge/", {"other": meant})
    assert person.mentions.count() == 3
    assert curator.get("/people/bo-pell/").url == "/people/ada-pell/"


@pytest.mark.parametrize("meant", ["", "Nobody Here", "ada-pell", "\0"])
def test_nobody_is_merged_with_nobody(curator, person, meant):
    page = curator.post("/people/ada-pell/merge/", {"other": meant}, follow=True)
    assert "Nobody else" in page.content.decode()


def test_somebody_whom_the_curator_may_not_see_is_not_found(curator, person):
    hidden = make_article("Bo", "Bo Pell left.", people=["Bo Pell"], status="withheld")
    curator.post("/people/ada-pell/merge/", {"other": "Bo Pell"})
    assert hidden.mentions.get().person.name == "Bo Pell"


def test_chosen_articles_go_to_somebody_new(curator, person):
    article = person.mentions.first().article
    response = curator.post(
        "/people/ada-pell/split/",
        {"name": "Ada Pell", "description": "Pilot", "article": [article.pk]},
    )
    assert response.url == "/people/ada-pell-2/"
    assert Person.objects.get(slug="ada-pell-2").description == "Pilot"


def test_a_split_that_is_refused_says_why(curator, person):
    data = {"name": "Ada Pell", "article": [0, "x"]}
    page = curator.post("/people/ada-pell/split/", data, follow=True)
    assert "None of these articles" in page.content.decode()


def test_a_description_longer_than_the_column_is_cut(curator, person):
    article = person.mentions.first().article
    data = {"name": "Ada Pell", "description": "x" * 400, "article": [article.pk]}
    assert curator.post("/people/ada-pell/split/", data).status_code == 302
    assert len(Person.objects.get(slug="ada-pell-2").description) == 300
