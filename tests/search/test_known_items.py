"""Articles that a reader knows by their headline come first."""

import pytest
from django.core.management import call_command

from articles import search
from articles.models import Article
from tests.benchmarks import archive

pytestmark = pytest.mark.django_db

FOUND_FIRST = 0.98


def share_found_first(articles) -> float:
    first = [search.articles(article.headline).ids[:1] == [article.pk] for article in articles]
    return sum(first) / len(first)


def test_the_articles_of_the_demo_archive_are_found_by_their_headlines():
    call_command("load_sample", verbosity=0)
    articles = list(Article.objects.published())
    assert len(articles) > 30
    assert share_found_first(articles) >= FOUND_FIRST


def test_the_articles_of_a_made_archive_are_found_by_their_headlines():
    archive.fill(400, seed=7, words=30_000)
    articles = list(Article.objects.published().order_by("pk")[:200])
    assert share_found_first(articles) >= FOUND_FIRST
