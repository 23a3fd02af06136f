"""Counts of everything at once: exact, in ranges where there are many, kept till a change."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Mention
from articles.search import Unavailable, census, counts
from tests.factories import make_article, make_person, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def named() -> Counter[int]:
    """People by id and how many articles that readers see name them; one more names the first."""
    people = [make_person(f"Person Number{number}") for number in range(7)]
    for number in range(1, 4):
        theirs = people[:: number + 1]
        make_article(f"A{number}", ". ".join(map(str, theirs)), people=theirs)
    make_article("Hidden", str(people[0]), people=people[:1], status="withheld")
    rows = Mention.objects.visible_to(None).values_list("person", "article").distinct()
    return Counter(person for person, _ in rows)


def test_every_value_is_counted_for_what_a_user_may_see(named):
    found = census.of(counts.snapshot(None), "articles", "person")
    assert dict(zip(found.ids, found.numbers, strict=True)) == named
    first = min(named)
    assert (first in found, found.number(first), found.number(first + 1)) == (True, 3, 0)
    seen = counts.snapshot(make_user("articles.view_hidden_article"))
    assert census.of(seen, "articles", "person").number(first) == 4


def test_those_with_most_come_first_and_those_with_as_many_by_id(named):
    ranked = census.of(counts.snapshot(None), "articles", "person").ranked
    assert list(ranked) == sorted(named, key=lambda pk: (-named[pk], pk))


def test_more_values_than_the_engine_gives_at_once_are_asked_for_in_ranges(named, monkeypatch):
    asked = census._asked

    def at_most_two(*args):
        answer = asked(*args)
        return None if len(answer.get("buckets", ())) > 2 else answer

    monkeypatch.setattr(census, "_asked", at_most_two)
    found = census.of(counts.snapshot(None), "articles", "person")
    assert dict(zip(found.ids, found.numbers, strict=True)) == named


class Broken:
    """A searcher of an index of which a file was cut short."""

    def aggregate(self, *args):
        raise ValueError("unexpected end of file")


def test_an_index_that_cannot_be_read_is_told_as_everywhere():
    group = counts.snapshot(None).articles()
    group.searchers = [Broken()]
    with pytest.raises(Unavailable):
        census.counted(group, "person")


def test_what_was_counted_is_kept_until_the_index_changes(named):
    before = census.of(counts.snapshot(None), "articles", "person")
    assert census.of(counts.snapshot(None), "articles", "person") is before
    Article.objects.filter(headline="A1").update(status="killed")
    after = census.of(counts.snapshot(None), "articles", "person")
    assert sum(after.numbers) < sum(before.numbers)


def test_stories_of_long_ago_follow_those_of_late_and_a_misread_year_moves_none(
    monkeypatch,
):
    days = ["2025-09-01", "2025-09-01", "1999-01-01", "2925-01-01", "2025-03-01", ""]
    stories = [make_story(f"Story {number}") for number in range(6)]
    for story, day in zip(stories, days, strict=True):
        make_article(f"Latest {day}", story=story, published=day)
        make_article(f"Earlier {day}", story=story, published="1998-05-05" if day else "")
    places = [3, 0, 1, 4, 2, 5]
    index = counts.snapshot(None)
    assert list(census.by_latest(index)) == [stories[place].pk for place in places]
    some = [stories[place].pk for place in (5, 2, 0)]
    for few in (3, 2):
        monkeypatch.setattr(census, "_FEW", few)
        assert list(census.by_latest(index, some)) == [stories[place].pk for place in (0, 2, 5)]


@pytest.mark.parametrize("at_once", [1, 2, 30_000])
def test_stories_of_several_outlets_come_first_whatever_their_articles(at_once, monkeypatch):
    monkeypatch.setattr(census, "_AT_ONCE", at_once)
    wide, long_ = make_story("Wide"), make_story("Long")
    for number in range(3):
        make_article(f"L{number}", story=long_)
    for source in ("Ostrey Post", "Harbour Wire"):
        make_article(source, story=wide, source=source)
    make_article("H", story=long_, source="Hidden Post", status="killed")
    assert list(census.by_outlets(counts.snapshot(None))) == [wide.pk, long_.pk]
    seen = counts.snapshot(make_user("articles.view_hidden_article"))
    assert list(census.by_outlets(seen)) == [long_.pk, wide.pk]


def test_days_are_counted_from_one_on_and_before_another():
    today = timezone.localdate()
    for age in (0, 1, 1, 3):
        make_article(f"A{age}", published=str(today - timedelta(days=age)))
    group = counts.snapshot(None).articles()
    found = census.days(census.since(group, today - timedelta(days=2), today))
    assert found == {today - timedelta(days=1): 2}
    assert census.days(census.since(group, date(1, 1, 1))).total() == 4
