"""All ids of a result, for what goes out of the archive."""

import pytest

from articles import search
from articles.models import Article
from articles.search import Filters, results, stream
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(monkeypatch):
    """Twenty articles, read three at a time."""
    monkeypatch.setattr(results, "_STREAMED_AT_ONCE", 3)
    for number in range(20):
        factories.make_article(
            f"{'Tide' if number % 2 else 'Storm'} {number}",
            published="" if number % 7 == 0 else f"{2001 + number % 5}-03-04",
            status="withheld" if number % 6 == 0 else "usable",
        )


@pytest.mark.parametrize("query", ["", "tide", "tide OR storm", "absent"])
@pytest.mark.parametrize("privileged", [False, True])
def test_it_gives_what_the_pages_give_newest_first(archive, query, privileged):
    user = factories.make_user("articles.view_hidden_article") if privileged else None
    whole = search.articles(query, user=user, sort="newest", per_page=100)
    assert list(stream(query, user=user)) == whole.ids
    assert len(whole.ids) == whole.total


def test_filters_narrow_it(archive):
    found = list(stream(filters=Filters(year=(2002,))))
    assert set(found) == set(
        Article.objects.published().filter(published_on__year=2002).values_list("pk", flat=True)
    )


def test_it_stays_with_the_index_as_it_stood(archive):
    ids = stream("tide")
    first = next(ids)
    factories.make_article("Tide of today", published="2030-01-01")
    assert [first, *ids] == search.articles("tide", sort="newest", per_page=50).ids[1:]


def test_quotes_are_streamed_too():
    article = factories.make_article(
        body="“One,” he said. “Two,” she said.", quotes=["“One,”", "“Two,”"]
    )
    assert set(stream(shape="quotes")) == {quote.pk for quote in article.quotes.all()}
