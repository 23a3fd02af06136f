"""Look-ups that are compiled once: the same rows as the ORM gives, as the clock stands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Tag
from articles.search import names
from articles.search.prepared import Begun, Prepared
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown_tags():
    """Tags that readers see, by id, with their slugs."""

    def make(ids):
        return Tag.objects.visible_to(None).filter(pk__in=ids).order_by().values_list("pk", "slug")

    return Prepared(make)


def test_the_rows_are_those_of_the_queryset(shown_tags):
    for number in range(15):
        status = "usable" if number % 3 else "killed"
        factories.make_article(tags=[f"tag {number}"], status=status)
    every = list(Tag.objects.order_by("pk").values_list("pk", flat=True))
    for size in (1, 2, 12, 13, 15):
        wanted = every[:size]
        assert sorted(shown_tags.rows(wanted)) == sorted(shown_tags.make(wanted))


def test_values_are_those_of_the_orm():
    known = "2026-01-07T09:30:00+09:00"
    pks = [
        factories.make_article(published=known, embargoed_until=timezone.now()).pk,
        factories.make_article().pk,
    ]
    columns = ("pk", "headline", "published_on", "published_at", "embargoed_until", "byline")

    def make(ids):
        rows = Article.objects.filter(pk__in=ids).for_list().order_by("pk")
        return rows.values_list(*columns, "is_corrected")

    assert Prepared(make).rows(pks) == list(make(pks))


def test_no_ids_need_no_query(shown_tags, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert shown_tags.rows([]) == []


def test_it_is_one_query_and_is_compiled_once(shown_tags, django_assert_num_queries):
    shown_tags.rows([1])
    shown_tags.make = None
    with django_assert_num_queries(1):
        assert shown_tags.rows([1, 2, 3]) == []


def test_the_clock_is_read_at_each_call(shown_tags, monkeypatch):
    ends = timezone.now() + timedelta(hours=1)
    article = factories.make_article(tags=["harbour"], embargoed_until=ends)
    [tag] = article.tags.all()
    assert shown_tags.rows([tag.pk]) == []
    monkeypatch.setattr(timezone, "now", lambda: ends + timedelta(seconds=1))
    assert shown_tags.rows([tag.pk]) == [(tag.pk, "harbour")]


def test_names_of_what_is_hidden_are_for_those_who_see_it():
    article = factories.make_article(tags=["harbour"], status="withheld")
    [tag] = article.tags.all()
    desk = factories.make_user("articles.view_hidden_article")
    assert names.with_ids("tag", [tag.pk], None) == {}
    assert names.with_ids("tag", [tag.pk], desk) == {tag.pk: (tag.pk, "harbour", "harbour")}


def test_signs_of_a_pattern_that_are_typed_stand_for_themselves(django_assert_num_queries):
    factories.make_article(tags=["100% wool", "a_b", "back\\slash", "o'clock", "plain"])
    holding = Begun(lambda typed: Tag.objects.filter(name__contains=typed).values_list("name"))
    found = {typed: holding.rows(typed) for typed in ("%", "_", "\\", "'", "\ue000")}
    assert found == {
        "%": [("100% wool",)],
        "_": [("a_b",)],
        "\\": [("back\\slash",)],
        "'": [("o'clock",)],
        "\ue000": [],
    }
    with django_assert_num_queries(1):
        assert holding.rows("lai") == [("plain",)]
