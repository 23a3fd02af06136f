"""Which texts, and which articles of the archive, are told to be one story."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from articles.linking import stories
from articles.models import Article, Mention, OldAddress, Story
from tests.factories import make_article, make_person

ROOT = Path(__file__).resolve().parents[2]
FERRY = (
    "The ferry Gannet struck the breakwater in fog and eleven passengers were hurt. "
    "Captain Orla Fenn said the radar had failed before the breakwater came into view."
)
FERRY_AGAIN = (
    "Eleven passengers were hurt when the Gannet, a ferry, ran into the breakwater. "
    "Orla Fenn, her captain, said fog had hidden the breakwater and the radar was dark."
)
FERRY_LATER = (
    "The radar of the Gannet was dark when the ferry struck the breakwater in fog, Orla Fenn said. "
    "Her captain counted eleven passengers who were hurt."
)
CHOIR = (
    "Orla Fenn sang the solo in the chapel on Sunday. The choir has rehearsed the cantata "
    "since autumn, and the organ was tuned for the concert."
)
MILL = (
    "A fire gutted the paper mill at Brannoch before dawn and forty workers were led out. "
    "The roof of the drying hall fell in, the fire brigade said."
)
MILL_AGAIN = (
    "Forty workers left the paper mill at Brannoch unhurt when fire took the drying hall, "
    "whose roof fell in, according to the fire brigade."
)


def told(headline: str, body: str, day: str, *people, link: bool = True, **fields) -> Article:
    """An article that names the people, put into its story."""
    article = make_article(headline=headline, body=body, published=day, **fields)
    for person in people:
        start = body.index(person.name)
        end = start + len(person.name)
        place = {"field": "body", "start": start, "end": end, "text": person.name}
        Mention.objects.get_or_create(article=article, person=person, defaults=place)
    if link:
        stories.link([article])
        article.refresh_from_db()
    return article


def story_of(article: Article) -> Story | None:
    article.refresh_from_db()
    return article.story


@pytest.fixture
def captain(db):
    return make_person("Orla Fenn")


# Texts alone.


def test_texts_on_one_event_have_one_label():
    labels = stories.group([FERRY, MILL, FERRY_AGAIN, CHOIR, MILL_AGAIN])
    assert labels == [0, 1, 0, 3, 1]


def test_the_order_of_the_texts_changes_no_group():
    texts = [FERRY, MILL, FERRY_AGAIN, CHOIR, MILL_AGAIN, FERRY_LATER]

    def groups(order):
        labels = stories.group([texts[place] for place in order])
        found = {}
        for place, label in zip(order, labels, strict=True):
            found.setdefault(label, set()).add(place)
        return sorted(map(sorted, found.values()))

    shuffled = list(range(len(texts)))
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)  # noqa: S311 - a test
        assert groups(shuffled) == [[0, 2, 5], [1, 4], [3]]


def test_no_texts_have_no_labels():
    assert stories.group([]) == []
    assert stories.group(["", ""]) == [0, 1]


def test_groups_of_texts_need_no_configured_django():
    code = "from articles.linking.stories import group; print(group(['a', 'b']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.split() == [b"[0,", b"1]"]


@pytest.mark.parametrize("text", ["A" * 26 + "! ", '"a ', "Aa-" * 12, "x" * 60, "1 "])
def test_a_hostile_text_takes_no_time(text):
    begun = time.perf_counter()
    stories.told(text * (24_000 // len(text)))
    assert time.perf_counter() - begun < 0.05


def test_average_linkage_merges_down_to_the_bound():
    table = [[0, 0.9, 0.2], [0.9, 0, 0.4], [0.2, 0.4, 0]]
    assert stories.clusters([row[:] for row in table], 0.5) == [[0, 1], [2]]
    assert stories.clusters([row[:] for row in table], 0.3) == [[0, 1, 2]]


def test_what_must_stay_apart_is_never_merged():
    apart = stories.APART
    table = [[0, apart, 0.9], [apart, 0, 0.8], [0.9, 0.8, 0]]
    assert stories.clusters(table, 0.1) == [[0, 2], [1]]


# Articles of the archive.


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


def test_without_people_the_rare_words_of_the_headlines_lead_to_each_other(db):
    told("Fire guts paper mill at Brannoch", MILL, "2025-10-02")
    assert told("Brannoch mill fire: forty led out", MILL_AGAIN, "2025-10-02").story is not None


def test_the_same_words_weeks_apart_are_not_one_story(captain):
    told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    assert told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-11-20", captain).story is None


def test_without_a_date_people_and_words_decide(captain):
    told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    assert told("Eleven hurt on the Gannet", FERRY_AGAIN, "", captain).story is not None


def test_a_date_known_to_the_month_counts_as_none(captain):
    told("Ferry strikes breakwater", FERRY, "2025-10-28", captain)
    assert told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10", captain).story is not None


def test_the_stories_are_the_same_in_any_order(captain):
    rows = [
        told("Ferry strikes breakwater", FERRY, "2025-10-02", captain, link=False),
        told("Fire guts paper mill at Brannoch", MILL, "2025-10-02", link=False),
        told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain, link=False),
        told("Cantata in the chapel", CHOIR, "2025-10-03", captain, link=False),
        told("Brannoch mill fire: forty led out", MILL_AGAIN, "2025-10-02", link=False),
        told("Radar of the Gannet was dark", FERRY_LATER, "2025-10-04", captain, link=False),
    ]
    found = set()
    for seed in range(4):
        Article.objects.update(story=None)
        Story.objects.all().delete()
        random.Random(seed).shuffle(rows)  # noqa: S311 - a test
        for first in range(0, len(rows), 1 + seed):
            stories.link(rows[first : first + 1 + seed])
        found.add(
            tuple(
                sorted(
                    tuple(sorted(story.articles.values_list("headline", flat=True)))
                    for story in Story.objects.all()
                )
            )
        )
    assert len(found) == 1
    assert sorted(map(len, found.pop())) == [2, 3]


def test_a_late_article_joins_two_stories_and_the_older_keeps_its_address(captain):
    first = told("Ferry strikes breakwater", FERRY, "2025-10-02", captain, link=False)
    again = told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain, link=False)
    older = Story.objects.create(title="Ferry strikes breakwater", slug="ferry")
    younger = Story.objects.create(title="Eleven hurt on the Gannet", slug="gannet")
    Article.objects.filter(pk=first.pk).update(story=older)
    Article.objects.filter(pk=again.pk).update(story=younger)
    told("Radar of the Gannet was dark", FERRY_LATER, "2025-10-04", captain)
    assert story_of(first) == story_of(again) == older
    assert not Story.objects.filter(pk=younger.pk).exists()
    assert OldAddress.objects.get(kind="story", slug="gannet").target_id == older.pk


def test_the_address_of_a_story_that_was_joined_leads_to_the_other(captain, client):
    test_a_late_article_joins_two_stories_and_the_older_keeps_its_address(captain)
    answer = client.get("/stories/gannet/")
    assert (answer.status_code, answer.url) == (301, "/stories/ferry/")
    Article.objects.update(status="withheld")
    assert client.get("/stories/gannet/").status_code == 404


def test_an_article_whose_text_became_another_leaves_its_story(captain):
    one = told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    two = told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain)
    Article.objects.filter(pk=two.pk).update(headline="Cantata in the chapel", body=CHOIR)
    stories.link([two])
    assert story_of(two) is None
    assert story_of(one) is None


def test_what_a_curator_placed_is_not_moved(captain):
    one = told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    two = told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain)
    other = Story.objects.create(title="The radar", slug="radar")
    Article.objects.filter(pk=two.pk).update(story=other, story_by_hand=True)
    Article.objects.filter(pk=one.pk).update(story=None, story_by_hand=True)
    stories.link([one, two])
    assert story_of(one) is None
    assert story_of(two) == other


def test_two_stories_that_a_curator_parted_are_not_joined_again(captain):
    rows = [
        told("Ferry strikes breakwater", FERRY, "2025-10-02", captain, link=False),
        told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain, link=False),
    ]
    for number, row in enumerate(rows):
        story = Story.objects.create(title=row.headline, slug=f"s{number}")
        Article.objects.filter(pk=row.pk).update(story=story, story_by_hand=True)
    late = told("Radar of the Gannet was dark", FERRY_LATER, "2025-10-04", captain)
    assert Story.objects.count() == 2
    assert story_of(rows[0]) != story_of(rows[1])
    assert late.story in (story_of(rows[0]), story_of(rows[1]))


def test_a_story_named_by_hand_keeps_its_articles(captain):
    one = told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    choir = told("Cantata in the chapel", CHOIR, "2025-10-03", captain)
    story = Story.objects.create(title="Orla Fenn’s week", slug="week", named_by_hand=True)
    Article.objects.filter(pk__in=[one.pk, choir.pk]).update(story=story)
    stories.link([one, choir])
    assert story_of(one) == story_of(choir) == story


# Titles.


def test_the_most_central_article_names_the_story(captain):
    told("A dark radar", FERRY_LATER[:95], "2025-10-02", captain)
    told("Ferry strikes breakwater", FERRY, "2025-10-03", captain)
    told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain)
    assert Story.objects.get().title == "Ferry strikes breakwater"


def test_the_story_takes_its_name_from_no_hidden_article(captain):
    hidden = told("Canaryword on the Gannet", FERRY, "2025-10-02", captain)
    Article.objects.filter(pk=hidden.pk).update(status="withheld")
    two = told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain)
    assert two.story.title == "Eleven hurt on the Gannet"


def test_a_story_of_hidden_articles_is_not_told(captain):
    told("Canaryword on the Gannet", FERRY, "2025-10-02", captain, status="withheld")
    told("Canaryword again", FERRY_AGAIN, "2025-10-03", captain, status="killed")
    story = Story.objects.get()
    assert story.title == stories.UNTOLD
    assert "canaryword" not in story.slug


def test_a_story_is_named_and_addressed_once_an_embargo_is_over(captain):
    told("Ferry strikes breakwater", FERRY, "2025-10-02", captain, status="withheld")
    told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain, status="withheld")
    Article.objects.update(status="usable")
    told("Cantata in the chapel", CHOIR, "2025-10-03")
    story = Story.objects.get()
    assert (story.title, story.slug) == ("Ferry strikes breakwater", "ferry-strikes-breakwater")


def test_a_title_given_by_hand_stays(captain):
    told("Ferry strikes breakwater", FERRY, "2025-10-02", captain)
    two = told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain)
    Story.objects.update(title="The Gannet accident", named_by_hand=True)
    stories.retitle(Story.objects.get())
    assert Story.objects.get(pk=two.story_id).title == "The Gannet accident"


def test_the_address_of_a_story_tells_of_no_hidden_article(captain):
    hidden = told("Canaryword on the Gannet", FERRY, "2025-10-02", captain)
    Article.objects.filter(pk=hidden.pk).update(status="withheld")
    told("Eleven hurt on the Gannet", FERRY_AGAIN, "2025-10-03", captain)
    assert Story.objects.get().slug == "eleven-hurt-on-the-gannet"


def test_the_number_of_queries_does_not_grow_with_the_articles(
    captain, django_assert_max_num_queries
):
    few = [told(f"Report {n}", f"{CHOIR} {n}", "2025-10-02", captain, link=False) for n in range(3)]
    more = [told(f"Word {n}", f"{MILL} {n}", "2025-10-02", link=False) for n in range(30)]
    with django_assert_max_num_queries(40):
        stories.link([*few, *more])
