"""Naming, joining and splitting stories, moving articles, and taking each back."""

import pytest

from articles.curation import actions, stories
from articles.curation.actions import CannotUndo
from articles.linking.stories import link
from articles.models import Article, DeskAction, OldAddress, Story
from tests.factories import make_article, make_story, make_user

pytestmark = pytest.mark.django_db

TABLES = (Story, OldAddress)


@pytest.fixture
def user():
    return make_user("articles.change_story", "articles.view_hidden_article")


@pytest.fixture
def ferry() -> Story:
    """A story of three articles."""
    story = make_story("Ferry strikes the breakwater", slug="ferry")
    for number in range(3):
        make_article(f"Ferry {number}", f"The ferry struck {number} times.", story=story)
    return story


@pytest.fixture
def radar() -> Story:
    """A story of one article."""
    story = make_story("Radar was dark", slug="radar")
    make_article("Radar", "The radar was dark.", story=story)
    return story


def contents() -> list[list[dict]]:
    """Every row that a change of a story touches."""
    articles = Article.objects.order_by("pk").values("pk", "story", "story_by_hand")
    return [list(articles), *(list(model.objects.order_by("pk").values()) for model in TABLES)]


def ids(story: Story, number: int = 99) -> list[int]:
    return list(story.articles.order_by("pk").values_list("pk", flat=True)[:number])


def test_a_name_stays_and_the_address_too(ferry, user):
    action = stories.rename(ferry, "  The  Gannet ", user)
    ferry.refresh_from_db()
    assert (ferry.title, ferry.slug, ferry.named_by_hand) == ("The Gannet", "ferry", True)
    assert action.user == user
    assert stories.rename(ferry, "The Gannet", user) is None


@pytest.mark.parametrize("title", ["", " \0 ", "x" * 301])
def test_a_name_that_is_none_is_refused(ferry, user, title):
    with pytest.raises(stories.Refused):
        stories.rename(ferry, title, user)


def test_joining_moves_articles_and_address(ferry, radar, user):
    stories.join(ferry, radar, user)
    assert len(ids(ferry)) == 4
    assert not Story.objects.filter(pk=radar.pk).exists()
    assert OldAddress.objects.get(kind="story", slug="radar").target_id == ferry.pk
    assert not ferry.articles.filter(story_by_hand=False).exists()


def test_an_address_that_led_to_the_story_that_goes_leads_to_the_other(ferry, radar, user):
    OldAddress.objects.create(kind="story", slug="dark", target_id=radar.pk)
    stories.join(ferry, radar, user)
    assert OldAddress.objects.get(slug="dark").target_id == ferry.pk


def test_a_story_is_not_joined_to_itself(ferry, user):
    with pytest.raises(stories.Refused):
        stories.join(ferry, ferry, user)


def test_splitting_makes_a_story_named_as_told(ferry, user):
    chosen = ids(ferry, 2)
    action = stories.split(ferry, chosen, "The tug", user)
    made = Story.objects.get(pk=action.details["made"])
    assert (made.title, made.slug, made.named_by_hand) == ("The tug", "the-tug", True)
    assert ids(made) == chosen
    assert len(ids(ferry)) == 1


def test_a_part_without_a_name_takes_one_of_its_headlines(ferry, user):
    action = stories.split(ferry, ids(ferry, 1), " ", user)
    made = Story.objects.get(pk=action.details["made"])
    assert (made.title, made.slug, made.named_by_hand) == ("Ferry 0", "ferry-0", False)


def test_a_split_of_all_or_of_none_is_refused(ferry, radar, user):
    for chosen in (ids(ferry), [], ids(radar)):
        with pytest.raises(stories.Refused):
            stories.split(ferry, chosen, "The tug", user)


def test_no_import_joins_what_was_split(ferry, user):
    stories.split(ferry, ids(ferry, 1), "The tug", user)
    before = contents()
    link(Article.objects.all())
    assert contents() == before


def test_an_article_is_put_in_and_the_story_it_leaves_empty_goes(ferry, radar, user):
    moved = ids(radar)
    stories.put_in(ferry, moved, user)
    assert set(moved) <= set(ids(ferry))
    assert not Story.objects.filter(pk=radar.pk).exists()
    with pytest.raises(stories.Refused):
        stories.put_in(ferry, moved, user)


def test_an_article_that_was_taken_out_stays_out(ferry, user):
    [out] = ids(ferry, 1)
    stories.take_out(ferry, [out], user)
    link(Article.objects.all())
    assert Article.objects.get(pk=out).story is None


def test_articles_that_the_user_may_not_see_are_not_moved(ferry):
    hidden = make_article("Hidden", story=ferry, status="withheld")
    with pytest.raises(stories.Refused):
        stories.take_out(ferry, [hidden.pk], make_user("articles.change_story"))


def change_name(ferry, radar, user):
    return stories.rename(ferry, "The Gannet", user)


def change_join(ferry, radar, user):
    return stories.join(ferry, radar, user)


def change_put_in(ferry, radar, user):
    return stories.put_in(ferry, ids(radar), user)


def change_take_out(ferry, radar, user):
    return stories.take_out(ferry, ids(ferry, 2), user)


@pytest.mark.parametrize("change", [change_name, change_join, change_put_in, change_take_out])
def test_undoing_brings_everything_back(ferry, radar, user, change):
    for story in (ferry, radar):
        Story.objects.filter(pk=story.pk).update(named_by_hand=True)
    before = contents()
    action = change(ferry, radar, user)
    assert contents() != before
    actions.undo(action, user)
    assert contents() == before


def test_undoing_a_split_leaves_the_address_of_the_part(ferry, user):
    Story.objects.filter(pk=ferry.pk).update(named_by_hand=True)
    before = contents()[:2]
    actions.undo(stories.split(ferry, ids(ferry, 1), "The tug", user), user)
    assert contents()[:2] == before
    assert OldAddress.objects.get(slug="the-tug").target_id == ferry.pk


def test_what_arrived_since_stays_where_it_is_when_a_join_is_undone(ferry, radar, user):
    action = stories.join(ferry, radar, user)
    late = make_article("Late", story=ferry)
    actions.undo(action, user)
    late.refresh_from_db()
    assert late.story == ferry


def test_what_was_done_since_is_to_be_undone_first(ferry, radar, user):
    first = stories.join(ferry, radar, user)
    second = stories.split(ferry, ids(ferry, 1), "The tug", user)
    with pytest.raises(CannotUndo, match="Undo this first: Split 1 article off"):
        actions.undo(first, user)
    actions.undo(second, user)
    actions.undo(first, user)
    assert Story.objects.filter(pk=radar.pk).exists()


def test_what_was_done_to_a_story_is_listed_latest_first(ferry, radar, user):
    stories.rename(radar, "Dark", user)
    stories.rename(ferry, "The Gannet", user)
    stories.join(ferry, radar, user)
    kinds = [action.kind for action in stories.actions_on(ferry, 5)]
    assert kinds == ["story-join", "story-rename"]
    assert DeskAction.objects.count() == 3
