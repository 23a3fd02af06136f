"""Which articles are told to be one story."""

import pytest

from articles.linking import stories
from articles.models import Article, Mention, Story
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db

FERRY = (
    "The ferry Gannet struck the breakwater in fog and eleven passengers were hurt. "
    "Captain Orla Fenn said the radar had failed before the breakwater came into view."
)
FERRY_AGAIN = (
    "Eleven passengers were hurt when the Gannet, a ferry, ran into the breakwater. "
    "Orla Fenn, her captain, said fog had hidden the breakwater and the radar was dark."
)
CHOIR = (
    "Orla Fenn sang the solo in the chapel on Sunday. The choir has rehearsed the cantata "
    "since autumn, and the organ was tuned for the concert."
)


def told(headline: str, body: str, day: str, person) -> Article:
    """An article that names the person, put into its story."""
    article = make_article(headline=headline, body=body, published=day)
    start = body.index(person.name)
    end = start + len(person.name)
    Mention.objects.get_or_create(
        article=article,
        person=person,
        field="body",
        start=start,
        defaults={"end": end, "text": person.name},
    )
    stories.link([article])
    article.refresh_from_db()
    return article


@pytest.fixture
def captain(db):
    return make_person("Orla Fenn")


def test_two_reports_of_one_event_are_a_story_named_after_the_first(captain):
    one = told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    assert one.story is None
    two = told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain)
    one.refresh_from_db()
    assert one.story == two.story == Story.objects.get()
    assert two.story.title == "Ferry strikes breakwater"


def test_another_event_with_the_same_person_stays_apart(captain):
    told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    assert told("Cantata in the chapel", CHOIR, "2025-10-03", captain).story is None


def test_the_same_words_weeks_apart_are_not_one_story(captain):
    told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    assert told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-11-20", captain).story is None


def test_without_a_date_people_and_words_decide(captain):
    told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    assert told("Eleven hurt on the Gannet", FERRY_AGAIN, "", captain).story is not None


def test_the_story_takes_its_name_from_no_hidden_article(captain):
    hidden = told("Canaryword on the Gannet", FERRY, "2025-10-02", captain)
    Article.objects.filter(pk=hidden.pk).update(status="withheld")
    two = told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain)
    assert two.story.title == "Eleven hurt on the Gannet"


def test_a_title_given_by_hand_stays(captain):
    told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    two = told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain)
    Story.objects.update(title="The Gannet accident", named_by_hand=True)
    stories.retitle(Story.objects.get())
    assert Story.objects.get(pk=two.story_id).title == "The Gannet accident"


def test_likeness_runs_from_0_to_1():
    one = stories.vector(stories.words("", FERRY), stories.words("", ""), 1)
    other = stories.vector(stories.words("", CHOIR), stories.words("", ""), 1)
    assert stories.likeness(one, one) == pytest.approx(1)
    assert 0 <= stories.likeness(one, other) < stories.ALIKE


def test_the_address_of_a_story_tells_of_no_hidden_article(captain):
    hidden = told("Canaryword on the Gannet", FERRY, "2025-10-02", captain)
    Article.objects.filter(pk=hidden.pk).update(status="withheld")
    told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain)
    assert Story.objects.get().slug == "eleven-hurt-on-the-gannet"
