"""Tagging one article, and the chosen ones of a list."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from articles.models import Tagging
from tests.factories import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db
BULK = "/articles/tags/"


@pytest.fixture
def tagger(client):
    """A client of somebody who may put tags on and take them off."""
    user = make_user("articles.add_tagging", "articles.delete_tagging")
    client.force_login(user)
    client.user = user
    return client


def tags_of(article) -> list[str]:
    return list(article.tags.values_list("name", flat=True))


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_tag_is_put_on_by_hand_under_the_user_s_name(tagger):
    article = make_article()
    response = tagger.post(
        reverse("articles:tagging-add", args=[article.pk]), {"tag": " Fog  bank "}
    )
    assert response.url == article.get_absolute_url() + "#tags"
    assert tags_of(article) == ["Fog bank"]
    tagging = Tagging.objects.get()
    assert (tagging.user, tagging.origin) == (tagger.user, Tagging.Origin.HAND)


def test_a_tag_that_is_there_already_is_said_to_be(tagger):
    article = make_article(tags=["harbour"])
    response = tagger.post(reverse("articles:tagging-add", args=[article.pk]), {"tag": "HARBOUR"})
    assert tags_of(article) == ["harbour"]
    assert "there already" in said(response)[0]


@pytest.mark.parametrize("name", ["", "   ", "…", "x" * 101, "a\0b"])
def test_what_is_no_tag_changes_nothing_and_says_why(tagger, name):
    article = make_article()
    response = tagger.post(reverse("articles:tagging-add", args=[article.pk]), {"tag": name})
    assert response.status_code == 302
    assert tags_of(article) == []
    assert len(said(response)) == 1


def test_a_tag_is_taken_off(tagger):
    article = make_article(tags=["harbour", "fog"])
    tagger.post(reverse("articles:tagging-remove", args=[article.pk]), {"tag": "harbour"})
    assert tags_of(article) == ["fog"]


def test_taking_off_a_tag_that_there_is_not_is_not_found(tagger):
    article = make_article()
    address = reverse("articles:tagging-remove", args=[article.pk])
    assert tagger.post(address, {"tag": "nonsense"}).status_code == 404
    assert tagger.post(address).status_code == 404


def test_a_new_tag_is_found_by_the_next_search(tagger):
    article = make_article()
    tagger.get("/articles/")
    tagger.post(reverse("articles:tagging-add", args=[article.pk]), {"tag": "fog"})
    assert tagger.get("/articles/?tag=fog").context["results"].total == 1


def test_the_chosen_articles_are_tagged_at_once(tagger):
    chosen, other = [make_article("A"), make_article("B")], make_article("C")
    response = tagger.post(
        BULK,
        {
            "article": [a.pk for a in chosen],
            "tag": "fog",
            "action": "add",
            "next": "/articles/?q=x",
        },
    )
    assert response.url == "/articles/?q=x"
    assert [tags_of(article) for article in (*chosen, other)] == [["fog"], ["fog"], []]
    assert said(response) == ["2 articles tagged “fog”."]


def test_a_tag_is_taken_off_the_chosen_articles(tagger):
    articles = [make_article(name, tags=["fog"]) for name in "ABC"]
    chosen = [article.pk for article in articles[:2]]
    response = tagger.post(BULK, {"article": chosen, "tag": "Fog", "action": "remove"})
    assert [tags_of(article) for article in articles] == [[], [], ["fog"]]
    assert said(response) == ["“fog” was taken off 2 articles."]
    assert response.url == "/articles/"


def test_taking_off_an_unknown_tag_makes_none(tagger):
    response = tagger.post(BULK, {"article": [make_article().pk], "tag": "fog", "action": "remove"})
    assert "no tag “fog”" in said(response)[0]


@pytest.mark.parametrize("ids", [[], ["x", "-1"], ["99999999999999999999999"]])
def test_nothing_chosen_changes_nothing(tagger, ids):
    response = tagger.post(BULK, {"article": ids, "tag": "fog", "action": "add"})
    assert "nothing was changed" in said(response)[0]
    assert not Tagging.objects.exists()


def test_hidden_articles_are_not_tagged_by_those_who_do_not_see_them(tagger):
    hidden = make_article(status="withheld")
    tagger.post(BULK, {"article": [hidden.pk], "tag": "fog", "action": "add"})
    assert tags_of(hidden) == []
    address = reverse("articles:tagging-add", args=[hidden.pk])
    assert tagger.post(address, {"tag": "fog"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_the_way_back_never_leaves_the_site(tagger, address):
    response = tagger.post(BULK, {"article": [make_article().pk], "tag": "fog", "next": address})
    assert response.url == "/articles/"


def test_those_without_the_right_may_not(client):
    article = make_article(tags=["harbour"])
    client.force_login(make_user("articles.add_tagging"))
    remove = reverse("articles:tagging-remove", args=[article.pk])
    assert client.post(remove, {"tag": "harbour"}).status_code == 403
    bulk = {"article": [article.pk], "tag": "harbour", "action": "remove"}
    assert client.post(BULK, bulk).status_code == 403
    client.force_login(make_user("articles.delete_tagging"))
    add = reverse("articles:tagging-add", args=[article.pk])
    assert client.post(add, {"tag": "fog"}).status_code == 403
    assert client.post(BULK, {**bulk, "action": "add"}).status_code == 403
    assert tags_of(article) == ["harbour"]


def test_those_without_an_account_are_asked_to_sign_in(client):
    article = make_article()
    for address in (
        BULK,
        reverse("articles:tagging-add", args=[article.pk]),
        reverse("articles:tagging-remove", args=[article.pk]),
    ):
        response = client.post(address, {"tag": "fog", "article": [article.pk]})
        assert response.status_code == 302
        assert response.url.startswith(reverse("login"))
    assert tags_of(article) == []


def test_a_form_from_another_site_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("articles.add_tagging"))
    response = client.post(BULK, {"article": [make_article().pk], "tag": "fog"})
    assert response.status_code == 403
    assert "too old" in response.content.decode()


def test_tags_are_changed_by_post_alone(tagger):
    article = make_article()
    assert tagger.get(BULK).status_code == 405
    assert tagger.get(reverse("articles:tagging-remove", args=[article.pk])).status_code == 405


def test_an_article_headlined_tags_keeps_its_address(tagger):
    article = make_article("Tags")
    assert article.get_absolute_url() == reverse("articles:tagging-add", args=[article.pk])
    assert tagger.get(article.get_absolute_url()).status_code == 200


def test_places_and_organisations_of_the_text_are_offered_as_tags(client):
    suggested = [
        {"name": "Tarnwick", "kind": "place"},
        {"name": "Brannoch", "kind": "place"},
        {"name": "Harbour Board", "kind": "organisation"},
    ]
    article = make_article(suggested_tags=suggested)
    Tagging.objects.create(article=article, tag=make_tag("tarnwick"))
    client.force_login(make_user("articles.add_tagging"))
    page = client.get(article.get_absolute_url()).content.decode()
    assert 'name="tag" value="Brannoch"' in page
    assert 'name="tag" value="Harbour Board"' in page
    assert 'value="Tarnwick"' not in page


def test_readers_are_offered_no_tags(client):
    article = make_article(suggested_tags=[{"name": "Brannoch", "kind": "place"}])
    assert 'value="Brannoch"' not in client.get(article.get_absolute_url()).content.decode()


def test_subjects_places_and_people_take_turns_as_suggestions(client, tagger):
    article = make_article(
        body="Ada Pell came.",
        people=["Ada Pell"],
        subjects=[{"code": "medtop:1", "name": "transport"}, {"code": "medtop:2", "name": "fog"}],
        suggested_tags=[{"name": "Brannoch", "kind": "place"}, {"name": "Fog", "kind": "place"}],
    )
    shown = client.get(article.get_absolute_url()).context["suggestions"]
    assert shown == ["transport", "Brannoch", "Ada Pell", "fog"]


def test_tagging_leads_back_to_the_article_with_its_search(client, tagger):
    article = make_article()
    back = f"{article.get_absolute_url()}?q=fog&at=1#tags"
    answer = client.post(f"/articles/{article.pk}/tags/", {"tag": "fog", "next": back})
    assert answer.url == back


def test_tagging_can_lead_on_to_the_next_result(client, tagger):
    first, second = make_article("Fog one", "Fog."), make_article("Fog two", "Fog.")
    page = client.get(first.get_absolute_url(), {"q": "fog", "at": "1"})
    following = page.context["trail"].following
    if following is None:
        page = client.get(second.get_absolute_url(), {"q": "fog", "at": "1"})
        following = page.context["trail"].following
    assert f'name="next" value="{following.url.replace("&", "&amp;")}"' in page.content.decode()


def test_tagging_leads_to_no_other_site(client, tagger):
    article = make_article()
    answer = client.post(
        f"/articles/{article.pk}/tags/", {"tag": "fog", "next": "https://elsewhere.example/"}
    )
    assert answer.url == f"{article.get_absolute_url()}#tags"


def test_a_tagging_just_made_can_be_undone_from_its_message(client, tagger):
    article = make_article()
    html = client.post(
        f"/articles/{article.pk}/tags/", {"tag": "Deep fog"}, follow=True
    ).content.decode()
    assert 'form="untag-deep-fog">Undo</button>' in html
    assert '<form id="untag-deep-fog" method="post"' in html


def test_all_results_of_a_search_can_be_edited_by_those_who_may(client, tagger):
    make_article("Fog", "Fog.")
    html = client.get("/articles/?q=fog").content.decode()
    assert 'href="/bulk/?q=fog"' in html
    assert "Edit all 1 result" in html
    client.logout()
    assert "/bulk/" not in client.get("/articles/?q=fog").content.decode()


def test_the_form_for_all_results_begins_with_what_the_address_says(client, tagger):
    make_article("Fog", "Fog.")
    html = client.get("/bulk/?q=fog&do=tag&to=deep+fog").content.decode()
    assert 'value="deep fog"' in html
    assert 'value="tag" required checked' in html
