"""Making the links across articles anew."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.linking.relink import STEPS, company, difference
from articles.models import Article, Story
from tests.factories import make_article, make_story

pytestmark = pytest.mark.django_db(transaction=True)

MILL = (
    "A fire gutted the paper mill at Brannoch before dawn and forty workers were led out. "
    "The roof of the drying hall fell in, the fire brigade said."
)


@pytest.fixture
def reports() -> list[Article]:
    """Two reports of one event, not linked yet, and one that a curator put into a story."""
    held = make_article("Choir sings", "The choir sang a cantata.", story=make_story("Choir"))
    Article.objects.filter(pk=held.pk).update(story_by_hand=True)
    return [
        make_article("Fire guts paper mill at Brannoch", MILL),
        make_article("Brannoch paper mill burns", MILL + " Nobody was hurt."),
    ]


def relink(*arguments: str) -> str:
    out = StringIO()
    call_command("relink", *arguments, stdout=out)
    return out.getvalue()


def test_reports_of_one_event_become_a_story(reports):
    assert "stories: 3 articles linked, 2 linked." in relink("--only", "stories")
    assert {report.story for report in Article.objects.filter(story_by_hand=False)} == {
        Story.objects.exclude(title="Choir").get()
    }


def test_a_second_time_nothing_changes(reports):
    relink()
    before = list(Article.objects.order_by("pk").values_list("story", "copies"))
    assert all(line.endswith("nothing changed.") for line in relink().splitlines())
    assert [row[0] for row in before] == list(
        Article.objects.order_by("pk").values_list("story", flat=True)
    )


def test_a_dry_run_says_what_would_change_and_changes_nothing(reports):
    assert "2 linked" in relink("--only", "stories", "--dry-run")
    assert Story.objects.count() == 1


def test_a_story_that_no_article_tells_goes(reports):
    make_story("Nothing")
    relink("--only", "stories")
    assert not Story.objects.filter(title="Nothing").exists()


def test_an_unknown_step_is_refused():
    with pytest.raises(CommandError, match="invalid choice"):
        relink("--only", "weather")


def test_every_step_can_be_compared():
    assert all(isinstance(step.derived(), dict) for step in STEPS)


def test_groups_are_compared_by_company_and_not_by_id(reports):
    story = make_story("Fire")
    Article.objects.filter(pk__in=[row.pk for row in reports]).update(story=story)
    before = company(Article, "story")
    Article.objects.filter(story=story).update(story=make_story("Another id"))
    assert difference(before, company(Article, "story")) == "nothing changed"


def test_a_difference_is_said_in_numbers():
    assert difference({1: 1, 2: 1, 3: 3}, {1: 1, 2: 2, 4: 4}) == (
        "1 linked, 1 let go, 1 in other company"
    )
