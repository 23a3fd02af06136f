"""Rows by many ids or texts at once."""

import pytest

from articles.linking.among import among
from articles.models import Article, Mention
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_the_rows_that_have_one_of_the_values_are_found():
    first, second, third = (make_article(headline) for headline in ("Tide", "Quay", "Gulls"))
    assert set(Article.objects.filter(among("pk", {first.pk, third.pk}))) == {first, third}
    assert set(Article.objects.filter(among("headline", ["Quay", "Reef"]))) == {second}


def test_a_foreign_key_takes_ids():
    article = make_article(body="Ada Pell swam.", people=["Ada Pell"])
    make_article(body="Ada Pell rowed.", people=["Ada Pell"])
    assert Mention.objects.get(among("article", [article.pk])).article == article


def test_of_no_values_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(Article.objects.filter(among("pk", []))) == []


def test_either_of_two_columns():
    first, second = make_article("Tide"), make_article("Quay")
    either = among("pk", [first.pk]) | among("headline", ["Quay"])
    assert set(Article.objects.filter(either)) == {first, second}
