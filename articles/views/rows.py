"""Rows of lists: what a line of a list shows, with the words that were searched for marked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Substr

from articles import search
from articles.models import Article, Quote, Tag
from articles.querysets import User
from articles.views.passages import Segment

EXTRACT = 240
OPENING = 600
PER_PAGE = 20
# What a line of a list shows of an article: reading the others takes as long as the search itself.
SHOWN = (
    "headline",
    "slug",
    "standfirst",
    "published",
    "published_precision",
    "published_on",
    "published_at",
    "language",
    "status",
    "embargoed_until",
    "source__name",
    "source__slug",
    "story__title",
    "story__slug",
)


@dataclass(frozen=True)
class ArticleRow:
    """An article in a list: headline and extract in pieces, each with `text` and `hit`."""

    article: Article
    headline: list[Any]
    extract: list[Any]
    url: str
    ranking: search.Ranking | None = None


@dataclass(frozen=True)
class QuoteRow:
    """A quote in a list, its text in pieces."""

    quote: Quote
    words: list[Any]
    article_url: str


def listed(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Articles with what a line of a list shows; two queries for any number of them."""
    return _tagged(articles.for_list().only(*SHOWN).annotate(opening=Substr("body", 1, OPENING)))


def _with_bodies(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Articles with what a line shows that has a passage of the text; two queries as well."""
    return _tagged(articles.for_list().defer(None).only(*SHOWN, "body"))


def _tagged(articles: QuerySet[Article]) -> QuerySet[Article]:
    return articles.prefetch_related(Prefetch("tags", Tag.objects.only("name", "slug")))


def article_rows(articles: Iterable[Article]) -> list[ArticleRow]:
    """Lines for articles of `listed`, nothing marked."""
    return [
        ArticleRow(
            article, [Segment(article.headline)], [Segment(extract_of(article))], _url(article, "")
        )
        for article in articles
    ]


def found_articles(
    user: User,
    results: search.Results,
    query: str,
    address: Callable[[Article, int], str] | None = None,
) -> list[ArticleRow]:
    """Lines for the articles a search found that the user may see, in the order of the search.

    `address` gives the link of an article from its place among the results of the page, from 0.
    """
    visible = Article.objects.visible_to(user)
    rows = (_with_bodies(visible) if query else listed(visible)).in_bulk(results.ids)
    places = {pk: place for place, pk in enumerate(results.ids)}
    rows = [rows[pk] for pk in results.ids if pk in rows]
    lines = marked_rows(rows, results.parsed, query) if query else article_rows(rows)
    if address is None:
        return lines
    return [replace(line, url=address(line.article, places[line.article.pk])) for line in lines]


def marked_rows(rows: list[Article], parsed: search.Parsed, query: str) -> list[ArticleRow]:
    """Lines for articles that have their bodies, with the words that were searched for marked."""
    return [
        ArticleRow(
            article,
            search.marked(article.headline, parsed, "headline"),
            best_extract(article, parsed),
            _url(article, query),
        )
        for article in rows
    ]


def best_extract(article: Article, parsed: search.Parsed) -> list[Any]:
    """The passage with most of the words searched for, marked; without any, how a list opens it."""
    for text, field in ((article.standfirst, "standfirst"), (article.body, "body")):
        pieces = search.snippet(text, parsed, length=EXTRACT, field=field)
        if any(piece.hit for piece in pieces):
            return pieces
    article.opening = article.body[:OPENING]
    return [Segment(extract_of(article))]


def found_quotes(user: User, results: search.Results, query: str) -> list[QuoteRow]:
    """Lines for the quotes a search found that the user may see, in the order of the search."""
    rows = Quote.objects.visible_to(user).for_list().in_bulk(results.ids)
    return [
        QuoteRow(
            _told(rows[pk]),
            search.marked(rows[pk].text, results.parsed, "quote"),
            _url(rows[pk].article, query),
        )
        for pk in results.ids
        if pk in rows
    ]


def quote_rows(quotes: Iterable[Quote]) -> list[QuoteRow]:
    """Lines for quotes of `for_list`, nothing marked."""
    return [
        QuoteRow(_told(quote), [Segment(quote.text)], _url(quote.article, "")) for quote in quotes
    ]


def extract_of(article: Article) -> str:
    """The standfirst, else how the text opens, cut between words."""
    text = article.standfirst or article.opening.partition("\n\n")[0]
    if len(text) <= EXTRACT:
        return text
    return (text[:EXTRACT].rpartition(" ")[0] or text[:EXTRACT]) + " …"


def _told(quote: Quote) -> Quote:
    """The quote, its article saying of itself that it was corrected, as `archive_status` asks."""
    quote.article.is_corrected = quote.article_is_corrected
    return quote


def _url(article: Article, query: str) -> str:
    """The article's address; the query goes along, so that its words are marked there too."""
    url = article.get_absolute_url()
    return f"{url}?{urlencode({'q': query})}" if query else url
