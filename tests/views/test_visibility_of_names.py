"""Names that only hidden articles give are told to nobody who may not see these articles."""

import pytest

from articles.models import Mention, Person, PersonName
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    """A person whom a shown article calls Marlo Quensby and a withheld one Márlo Quensby."""
    person = make_person("Marlo Quensby", names=["Márlo Quensby", "Marlo J. Quensby"])
    for status, form in (("usable", "Marlo Quensby"), ("withheld", "Márlo Quensby")):
        article = make_article(status=status, body=f"{form} spoke.", headline="Talk")
        Mention.objects.filter(article=article).delete()
        Mention.objects.create(
            article=article, person=person, field="body", start=0, end=len(form), text=form
        )
    return person


def names(user) -> set[str]:
    return set(PersonName.objects.visible_to(user).values_list("name", flat=True))


def test_a_form_of_a_hidden_article_alone_is_hidden(person):
    assert names(None) == {"Marlo Quensby", "Marlo J. Quensby"}


def test_those_with_the_right_see_every_form(person):
    assert "Márlo Quensby" in names(make_user("articles.view_hidden_article"))


def test_the_page_and_the_list_do_not_tell_it(client, person):
    assert "Márlo" not in client.get(person.get_absolute_url()).content.decode()
    client.force_login(make_user("articles.view_hidden_article"))
    assert "Márlo" in client.get(person.get_absolute_url()).content.decode()
