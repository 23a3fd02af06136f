"""Records of the desk in the admin: to be looked up, by those who may know of them."""

import pytest
from django.urls import reverse

from articles.models import Collection, DeskAction, Note, OldAddress, ReviewDecision
from tests.admin.test_admin import page
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
VIEW = [
    f"articles.view_{name}"
    for name in ("deskaction", "reviewdecision", "oldaddress", "note", "collection")
]


@pytest.fixture
def nora(client):
    user = make_user(*VIEW, username="nora", is_staff=True)
    client.force_login(user)
    return user


def listed(client, model: type) -> str:
    return client.get(page(model, "changelist")).content.decode()


def test_who_sees_nothing_hidden_sees_their_own_decisions_alone(client, nora):
    cora = make_user(username="cora")
    for user in (cora, nora):
        DeskAction.objects.create(kind="x", sentence=f"Merged by {user}.", user=user)
        ReviewDecision.objects.create(kind=f"of-{user}", object_id=1, verdict="unsure", user=user)
    assert "Merged by nora." in listed(client, DeskAction)
    assert "cora" not in listed(client, DeskAction) + listed(client, ReviewDecision)


def test_old_addresses_are_for_those_who_see_what_is_hidden(client, nora, admin_client):
    OldAddress.objects.create(kind="tag", slug="ebb", target_id=1)
    assert client.get(page(OldAddress, "changelist")).status_code == 403
    assert "ebb" in listed(admin_client, OldAddress)


def test_private_notes_and_collections_are_nobody_elses(client, nora):
    cora, article = make_user(username="cora"), make_article()
    for user in (cora, nora):
        Note.objects.create(article=article, text=f"Note of {user}", user=user)
        Collection.objects.create(title=f"Things of {user}", user=user)
    told = listed(client, Note) + listed(client, Collection)
    assert "Note of nora" in told
    assert "Things of nora" in told
    assert "of cora" not in told


def test_nothing_of_it_is_changed_here(admin_client):
    action = DeskAction.objects.create(kind="x", sentence="Merged.")
    address = reverse("admin:articles_deskaction_change", args=[action.pk])
    assert admin_client.post(address, {"sentence": "Split."}).status_code == 403
