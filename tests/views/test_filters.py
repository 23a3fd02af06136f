"""Lists read from the database: found by a part of the name, sorted, never an error."""

import pytest
from django.http import QueryDict

from articles.filters import PersonFilter, SourceFilter, StoryFilter, TagFilter
from articles.models import Person, Source, Story, Tag
from articles.views import counts
from articles.views.listing import ids_in_order
from tests.factories import make_article, make_person, make_source, make_story, make_tag

pytestmark = pytest.mark.django_db


def people(address: str) -> list[str]:
    filtered = PersonFilter(QueryDict(address), Person.objects.all())
    return [Person.objects.get(pk=pk).name for pk in ids_in_order(filtered, counts.of_people(None))]


def test_people_are_found_by_any_form_of_their_name():
    make_person("Kim Min-seo", names=["김민서", "Minseo Kim"])
    make_person("Liv Pell")
    assert people("q=MIN-SEO") == ["Kim Min-seo"]
    assert people("q=민서") == ["Kim Min-seo"]


def test_people_are_found_without_accents():
    make_person("Zoë Brändvold")
    assert people("q=zoe brand") == ["Zoë Brändvold"]


def test_people_are_sorted_by_quotes_and_by_articles():
    quoted, named = make_person("Ada Pell"), make_person("Bo Pell")
    body = "“One,” Ada Pell said. “Two,” she added. Bo Pell left."
    make_article("A", body, people=[quoted, named], quotes=[("“One,”", quoted), ("“Two,”", quoted)])
    make_article("B", "Bo Pell came.", people=[named])
    assert people("sort=quotes") == ["Ada Pell"]
    assert people("sort=articles") == ["Bo Pell", "Ada Pell"]


@pytest.mark.parametrize("address", ["sort=nonsense", "q=%00", "q=%27%22--", "sort=&q=&page=x"])
def test_what_cannot_be_used_is_left_out(address):
    make_person("Ada Pell")
    assert people(address) in (["Ada Pell"], [])


def test_people_sorted_by_a_count_are_still_searched():
    for name in ("Ada Pell", "Bo Farrow"):
        make_article(name, f"{name} came.", people=[name])
    assert people("sort=articles&q=pell") == ["Ada Pell"]


def test_outlets_and_tags_are_found_in_any_case():
    make_source("The Ostrey Evening Post")
    make_tag("Skerry Bank")
    assert SourceFilter(QueryDict("q=EVENING"), Source.objects.all()).qs.count() == 1
    assert TagFilter(QueryDict("q=skerry"), Tag.objects.all()).qs.count() == 1


def test_stories_are_sorted_by_their_latest_article_and_undated_ones_come_last():
    for title, published in (("Old", "2024-01-01"), ("New", "2025-06-01"), ("Undated", "")):
        make_article(title, story=make_story(title), published=published)
    filtered = StoryFilter(QueryDict(""), Story.objects.all())
    ids = ids_in_order(filtered, counts.of_stories(None))
    assert [Story.objects.get(pk=pk).title for pk in ids] == ["New", "Old", "Undated"]
