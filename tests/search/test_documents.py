"""What the index holds of an article, in four queries for any number of them."""

import pytest

from articles.models import Article
from articles.search import documents
from tests import factories

pytestmark = pytest.mark.django_db


def entry(article):
    [made] = documents.entries([article.pk])
    return made


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    pks = [factories.make_article(f"Article {n}", tags=["harbour"]).pk for n in range(5)]
    with django_assert_num_queries(4):
        assert len(documents.entries(pks)) == 5


def test_an_article_that_is_gone_has_no_entry():
    assert documents.entries([10**9]) == []


def test_names_are_not_held(db):
    article = factories.make_article(
        body="Tom Farrow spoke.", people=["Tom Farrow"], source="Quokka Herald", tags=["wombat"]
    )
    held = repr(entry(article)).lower()
    assert "quokka" not in held
    assert "wombat" not in held


def test_whatever_changes_changes_the_digest():
    article = factories.make_article(body="“So,” said Tom Farrow.", quotes=["“So,”"])
    digests = [entry(article).article["digest"]]
    changes = [
        lambda: Article.objects.update(headline="Other"),
        lambda: Article.objects.update(status="killed"),
        lambda: Article.objects.update(published="2025", published_precision="year"),
        lambda: article.quotes.update(text="“Not so,”"),
        lambda: factories.make_mentions(article, factories.make_person("Tom Farrow")),
        lambda: article.tags.add(factories.make_tag("harbour")),
    ]
    for change in changes:
        change()
        digests.append(entry(article).article["digest"])
    assert len(set(digests)) == len(digests)


def test_the_same_has_the_same_digest():
    article = factories.make_article(tags=["b", "a"], people=["Ottoline Farrow"])
    assert entry(article) == entry(article)


@pytest.mark.parametrize(
    ("older", "newer", "times"),
    [("1980", "2005", 2.0), ("1000", "1900", 1.0), ("2050", "9999", 1.0)],
)
def test_the_recent_weighs_more_within_bounds(older, newer, times):
    weights = [
        entry(factories.make_article(published=published)).article["weight"]
        for published in (older, newer)
    ]
    assert weights[1] / weights[0] == pytest.approx(times, rel=0.01)


def test_an_undated_article_has_no_day_and_no_year():
    held = entry(factories.make_article(published="")).article
    assert (held["day"], held["year"]) == ([], [])


@pytest.mark.parametrize(
    ("published", "year", "month"),
    [("2024", [2024], []), ("2024-05", [2024], [202405]), ("2024-01-01", [2024], [202401])],
)
def test_an_article_dated_to_a_year_alone_has_no_month(published, year, month):
    article = factories.make_article(
        "Tide", "“So,” he said.", published=published, quotes=["“So,”"]
    )
    held = entry(article)
    assert (held.article["year"], held.article["month"]) == (year, month)
    assert [quote["month"] for quote in held.quotes] == [month]


def test_text_that_the_engine_cannot_hold_is_left_out():
    article = factories.make_article("Tide", "A " + "x" * 70_000 + " b")
    article.body = "tide \ud800 b"
    assert documents._texts([article.body]) == ["tide b"]
    assert max(map(len, entry(article).article["body"][0].split())) <= 64
