"""The page on which a story is named, joined and split."""

import pytest

from articles.models import Story
from tests.factories import make_article, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    story = make_story("Ferry strikes the breakwater", slug="ferry")
    make_article("First", "The ferry struck.", story=story)
    make_article("Second", "It struck again.", story=story)
    return story


@pytest.fixture
def curator(client):
    client.force_login(make_user("articles.change_story"))
    return client


def post(client, address: str, **data) -> str:
    return client.post(f"/stories/{address}/", data, follow=True).content.decode()


def test_only_who_may_change_stories_is_led_to_the_desk(client, story):
    assert "/stories/ferry/desk/" not in client.get("/stories/ferry/").content.decode()
    client.force_login(make_user("articles.change_story"))
    assert "/stories/ferry/desk/" in client.get("/stories/ferry/").content.decode()


@pytest.mark.parametrize("address", ["rename", "join", "put-in", "articles"])
def test_without_the_right_nothing_is_changed(client, story, address):
    answer = client.post(f"/stories/ferry/{address}/")
    assert "login" in answer.url
    client.force_login(make_user())
    assert client.post(f"/stories/ferry/{address}/").status_code == 403
    assert client.get("/stories/ferry/desk/").status_code == 403


def test_a_story_is_named(curator, story):
    assert "Named the story" in post(curator, "ferry/rename", title="The Gannet")
    assert "A story needs a name." in post(curator, "ferry/rename", title=" ")
    assert Story.objects.get().title == "The Gannet"


@pytest.mark.parametrize(
    "other", ["/stories/radar/", "http://testserver/stories/radar/?q=1", "Dark"]
)
def test_another_story_is_joined_by_address_or_title(curator, story, other):
    make_article("Third", story=make_story("Dark", slug="radar"))
    assert "Joined the story" in post(curator, "ferry/join", other=other)
    assert story.articles.count() == 3
    assert curator.get("/stories/radar/").url == "/stories/ferry/"


def test_a_story_that_only_hidden_articles_tell_is_not_found(curator, story):
    make_article("Third", story=make_story("Dark", slug="radar"), status="withheld")
    assert "There is no story of that" in post(curator, "ferry/join", other="radar")
    assert Story.objects.count() == 2


def test_chosen_articles_get_a_story_of_their_own(curator, story):
    first = story.articles.first()
    html = post(curator, "ferry/articles", article=first.pk, title="The tug", action="split")
    assert "Split 1 article off" in html
    assert Story.objects.get(slug="the-tug").articles.get() == first


def test_chosen_articles_are_taken_out(curator, story):
    first = story.articles.first()
    assert "Took 1 article out" in post(
        curator, "ferry/articles", article=first.pk, action="take-out"
    )
    assert story.articles.count() == 1


@pytest.mark.parametrize(
    "form", ["{pk}", "/articles/{pk}/third/", "http://testserver/articles/{pk}/"]
)
def test_an_article_is_put_in_by_address_or_number(curator, story, form):
    third = make_article("Third")
    assert "Put 1 article into" in post(curator, "ferry/put-in", other=form.format(pk=third.pk))
    assert story.articles.count() == 3


def test_words_that_name_no_article_put_nothing_in(curator, story):
    assert "No article was chosen" in post(curator, "ferry/put-in", other="the third one")


def test_what_was_done_is_undone_from_the_desk(curator, story):
    post(curator, "ferry/rename", title="The Gannet")
    html = curator.get("/stories/ferry/desk/").content.decode()
    address = f"/desk/undo/{html.partition('/desk/undo/')[2].partition('/')[0]}/"
    back = {"next": "/stories/ferry/desk/"}
    assert "Undone: Named the story" in curator.post(address, back, follow=True).content.decode()
    assert not Story.objects.get().named_by_hand
    assert "undone already" in curator.post(address, back, follow=True).content.decode()
