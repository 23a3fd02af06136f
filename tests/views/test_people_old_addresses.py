"""Old addresses lead to the new ones, where the reader may see what is there."""

import pytest

from articles.models import OldAddress
from tests.factories import make_article, make_person, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    person = make_person("Ada Pell")
    OldAddress.objects.create(kind="person", slug="a-pell", target_id=person.pk)
    return person


def test_an_old_address_redirects_for_good(client, person):
    make_article("A", "Ada Pell left.", people=[person])
    response = client.get("/people/a-pell/?cue=said")
    assert (response.status_code, response.url) == (301, "/people/ada-pell/?cue=said")


def test_whom_a_reader_may_not_see_is_not_found(client, person):
    make_article("A", "Ada Pell left.", people=[person], status="withheld")
    assert client.get("/people/a-pell/").status_code == 404
    client.force_login(make_user("articles.view_hidden_article"))
    assert client.get("/people/a-pell/").status_code == 301


def test_an_address_in_use_is_not_an_old_one(client, person):
    make_article("A", "Ada Pell left.", people=[person])
    other = make_person("Arno Pell", slug="a-pell")
    assert client.get("/people/a-pell/").status_code == 404
    make_article("B", "Arno Pell left.", people=[other])
    assert client.get("/people/a-pell/").context["person"] == other


def test_an_old_address_of_somebody_deleted_is_not_found(client, person):
    person.delete()
    assert client.get("/people/a-pell/").status_code == 404


def test_an_old_address_of_an_outlet_redirects(client):
    article = make_article(source=make_source("Ostrey Post"))
    OldAddress.objects.create(kind="source", slug="post", target_id=article.source_id)
    assert client.get("/sources/post/").url == "/sources/ostrey-post/"


@pytest.mark.parametrize("slug", ["%00", "%F0%9F%92%A9", "a-pell-2"])
def test_what_never_was_is_not_found(client, person, slug):
    assert client.get(f"/people/{slug}/").status_code == 404
