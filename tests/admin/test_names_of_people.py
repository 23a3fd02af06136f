"""People, outlets and tags in the admin: old addresses and suggested pairs."""

import pytest
from django.urls import reverse

from articles.models import DeskAction, OldAddress, PersonPair
from tests.factories import make_article, make_person, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db

NO_NAMES = {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
NO_ROWS = {
    f"{inline}-{count}_FORMS": 0
    for inline in ("aliases", "rules")
    for count in ("TOTAL", "INITIAL")
}


def change(model: str, row) -> str:
    return reverse(f"admin:articles_{model}_change", args=[row.pk])


def test_a_new_name_and_address_of_a_person_can_be_undone(admin_client):
    person = make_person("Ada Pell", description="Mayor")
    data = {"name": "Ada Pell-Wynn", "slug": "ada-pell-wynn", "description": "Harbour master"}
    response = admin_client.post(change("person", person), data | NO_NAMES)
    assert response.status_code == 302
    person.refresh_from_db()
    assert (person.slug, person.description) == ("ada-pell-wynn", "Harbour master")
    assert OldAddress.objects.get(slug="ada-pell").target_id == person.pk
    assert DeskAction.objects.get().sentence == "Renamed Ada Pell to Ada Pell-Wynn."


def test_a_description_alone_is_no_new_name(admin_client):
    person = make_person("Ada Pell")
    data = {"name": "Ada Pell", "slug": person.slug, "description": "Harbour master"}
    admin_client.post(change("person", person), data | NO_NAMES)
    assert not DeskAction.objects.exists()
    person.refresh_from_db()
    assert person.description == "Harbour master"


@pytest.mark.parametrize(("model", "make"), [("source", make_source), ("tag", make_tag)])
def test_the_old_address_of_an_outlet_or_tag_is_kept(admin_client, model, make):
    row = make("Harbour Wire")
    data = {"name": row.name, "slug": "wire", "homepage": "", "description": ""} | NO_ROWS
    response = admin_client.post(change(model, row), data)
    assert response.status_code == 302
    old = OldAddress.objects.get()
    assert (old.kind, old.slug, old.target_id) == (model, "harbour-wire", row.pk)


def test_a_new_outlet_has_no_old_address(admin_client):
    data = {"name": "Harbour Wire", "slug": "wire", "homepage": "", "description": ""} | NO_ROWS
    assert admin_client.post(reverse("admin:articles_source_add"), data).status_code == 302
    assert not OldAddress.objects.exists()


def test_pairs_of_hidden_people_are_for_those_with_the_right(client):
    people = [make_person("Morikawa Sayo"), make_person("Sayo Morikawa")]
    PersonPair.objects.create(first=people[0], second=people[1], evidence=["One."])
    make_article("A", "Morikawa Sayo left.", people=people[:1])
    make_article("B", "Sayo Morikawa left.", people=people[1:], status="withheld")
    address = reverse("admin:articles_personpair_changelist")
    client.force_login(make_user("articles.view_personpair", is_staff=True))
    assert "Morikawa" not in client.get(address).content.decode()
    rights = ("articles.view_personpair", "articles.view_hidden_article")
    client.force_login(make_user(*rights, is_staff=True))
    assert "Morikawa" in client.get(address).content.decode()
