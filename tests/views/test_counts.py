"""Counts beside the rows of lists: exact, of what the user sees, and each in one query."""

from datetime import date

import pytest

from articles.models import Person, Story
from articles.views import counts
from tests.factories import make_article, make_person, make_quote, make_user

pytestmark = pytest.mark.django_db


def test_people_are_counted_by_article_and_by_statement():
    ada = make_person("Ada Pell")
    article = make_article(body="“No,” Ada Pell said. Ada Pell left the “deal”.", people=[ada])
    make_quote(article, "“No,”", ada)
    make_quote(article, "“deal”", ada, kind="scare")
    make_article("Hidden", "Ada Pell.", people=[ada], status="withheld")
    editor = make_user("articles.view_hidden_article")
    counts.put_on([ada], counts.of_people(None))
    assert (ada.article_count, ada.quote_count) == (1, 1)
    assert counts.put_on([ada], counts.of_people(editor))[0].article_count == 2


def test_what_nothing_leads_to_counts_nothing():
    person = counts.put_on([make_person("Ada Pell")], counts.of_people(None))[0]
    assert (person.article_count, person.quote_count) == (0, 0)


def test_stories_have_their_span_and_outlets():
    first = make_article("A", story="Fog", published="2025-09-01")
    make_article("B", story=first.story, published="2025-09-05", source="Ostrey Post")
    make_article("C", story=first.story, published="", source=None)
    story = counts.put_on(Story.objects.all(), counts.of_stories(None))[0]
    assert (story.article_count, story.source_count) == (3, 2)
    assert (story.first_day, story.last_day) == (date(2025, 9, 1), date(2025, 9, 5))


def test_counts_of_many_rows_take_one_query_each(django_assert_num_queries):
    for number in range(5):
        make_article(f"A{number}", f"Ada {number} Pell.", people=[f"Ada {number} Pell"])
    people = list(Person.objects.all())
    with django_assert_num_queries(2):
        counts.put_on(people, counts.of_people(None))
