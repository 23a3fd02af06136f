"""The desk: the latest decisions, who may know of them, and how each is taken back."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from articles.curation import actions, imports, merging
from articles.models import DeskAction, Tag
from articles.views import desk
from tests.factories import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db
DESK = "/desk/"
SEES = ["articles.view_deskaction", "articles.view_hidden_article", "articles.change_tag"]


@pytest.fixture
def cora(client):
    user = make_user(*SEES, username="cora")
    client.force_login(user)
    return user


def merged(user, name: str = "quay") -> DeskAction:
    make_article(name, tags=[name, "harbour"])
    return merging.merge(make_tag("harbour"), make_tag(name), user)


def undo(client, action: DeskAction, **form):
    return client.post(reverse("articles:desk-undo", args=[action.pk]), form)


def test_the_latest_actions_are_listed_with_who_did_them(client, cora):
    merged(cora)
    page = client.get(DESK).content.decode()
    assert "Merged quay into harbour." in page
    assert "cora" in page


def test_an_action_is_undone_and_leads_back(client, cora):
    action = merged(cora)
    answer = undo(client, action, next="/tags/")
    assert (answer.status_code, answer.url) == (302, "/tags/")
    assert Tag.objects.filter(name="quay").exists()
    assert "undone by cora" in client.get(DESK).content.decode()


def test_it_leads_to_no_other_site(client, cora):
    assert undo(client, merged(cora), next="https://example.org/").url == DESK


def test_what_cannot_be_undone_says_why(client, cora):
    action = merged(cora)
    undo(client, action)
    page = client.post(reverse("articles:desk-undo", args=[action.pk]), follow=True)
    assert "undone already" in page.content.decode()


def test_each_kind_takes_the_right_of_its_room(client, cora):
    action = merged(cora)
    client.force_login(make_user(*SEES[:2]))
    assert undo(client, action).status_code == 403
    assert "/desk/undo/" not in client.get(DESK).content.decode()
    rights = {kind: actions.right_of(kind) for kind in actions.kinds()}
    assert rights["person-merge"] == "articles.change_person"
    assert rights["story-join"] == "articles.change_story"
    assert rights["source-merge"] == "articles.change_source"


def test_those_who_see_nothing_hidden_see_their_own_actions_alone(client, cora):
    others = merged(cora)
    nora = make_user(SEES[0], SEES[2], username="nora")
    own = merged(nora, "pier")
    client.force_login(nora)
    page = client.get(DESK).content.decode()
    assert "pier" in page
    assert "quay" not in page
    assert "cora" not in page
    assert undo(client, others).status_code == 404
    assert undo(client, own).status_code == 302


def test_actions_are_found_by_kind_and_person(client, cora):
    merged(cora)
    DeskAction.objects.create(kind="story-join", sentence="Joined two.", user=None)
    assert "Joined two." not in client.get(DESK, {"kind": "tag-merge"}).content.decode()
    assert "Merged" not in client.get(DESK, {"kind": "story-join"}).content.decode()
    assert "Joined two." not in client.get(DESK, {"by": "cora"}).content.decode()


def test_many_actions_come_in_pages_that_take_as_many_queries_each(
    client, cora, django_assert_max_num_queries
):
    for number in range(60):
        DeskAction.objects.create(kind="tag-merge", sentence=f"Step {number}.", user=cora)
    with django_assert_max_num_queries(8):
        page = client.get(DESK)
    assert "Step 10." in page.content.decode()
    older = client.get(page.context["older"]).content.decode()
    assert "Step 9." in older
    assert "Step 10." not in older


@pytest.mark.parametrize("query", ["before=x", "before=99999999999999999999", "kind=%00", "by=%00"])
def test_addresses_that_make_no_sense_are_answered(client, cora, query):
    assert client.get(f"{DESK}?{query}").status_code == 200


def test_every_kind_of_action_has_words():
    assert desk.KINDS.keys() >= {*actions.kinds(), imports.KIND}


def test_a_record_is_written_in_english_on_a_page_of_another_language():
    with override("ko"):
        assert gettext("January") != "January"  # as Django's own catalogue has it
        with actions.in_english():
            assert gettext("January") == "January"
        assert gettext("January") != "January"
