"""Rows of lists: what a line of a list shows, with the words that were searched for marked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Model, Prefetch, QuerySet
from django.db.models.functions import Substr

from articles import search
from articles.models import Article, Quote, Source, Story, Tag, Tagging
from articles.querysets import User, sees_hidden
from articles.search.prepared import Prepared
from articles.views.passages import Segment

EXTRACT = 240
OPENING = 600
PER_PAGE = 20
# What a line of a list shows of an article: reading the others takes as long as the search itself.
_OWN = (
    "id",
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
)
_JOINED = ("source__id", "source__name", "source__slug", "story__id", "story__title", "story__slug")
SHOWN = (*_OWN, *_JOINED)


@dataclass(frozen=True)
class ArticleRow:
    """An article in a list: headline and extract in pieces, each with `text` and `hit`."""

    article: Article
    headline: list[Any]
    extract: list[Any]
    url: str
    tags: list[Tag]
    ranking: search.Ranking | None = None


@dataclass(frozen=True)
class QuoteRow:
    """A quote in a list, its text in pieces."""

    quote: Quote
    words: list[Any]
    article_url: str


def listed(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Articles with what a line of a list shows; two queries for any number of them."""
    rows = articles.for_list().only(*SHOWN).annotate(opening=Substr("body", 1, OPENING))
    return rows.prefetch_related(Prefetch("tags", Tag.objects.only("name", "slug")))


def article_rows(articles: Iterable[Article]) -> list[ArticleRow]:
    """Lines for articles of `listed`, nothing marked."""
    return [unmarked(article, list(article.tags.all())) for article in articles]


def unmarked(article: Article, tags: list[Tag], url: str = "") -> ArticleRow:
    """The line of one article that has its `opening`, nothing marked."""
    headline, extract = [Segment(article.headline)], [Segment(extract_of(article))]
    return ArticleRow(article, headline, extract, url or _url(article, ""), tags)


def rows_of(ids: list[int], user: User) -> list[ArticleRow]:
    """Lines of a list for the articles of these ids that the user may see, in their order."""
    found = _found(ids, user, "opening")
    tags = _tags_of(found)
    return [unmarked(found[pk], tags[pk]) for pk in ids if pk in found]


def found_articles(
    user: User,
    results: search.Results,
    query: str,
    address: Callable[[Article, int], str] | None = None,
) -> list[ArticleRow]:
    """Lines for the articles a search found that the user may see, in the order of the search.

    `address` gives the link of an article from its place among the results of the page, from 0.
    """
    found = _found(results.ids, user, "body" if query else "opening")
    tags = _tags_of(found)
    lines = []
    for place, pk in enumerate(results.ids):
        if article := found.get(pk):
            url = address(article, place) if address else _url(article, query)
            if query:
                lines.append(marked_row(article, tags[pk], results.parsed, url))
            else:
                lines.append(unmarked(article, tags[pk], url))
    return lines


def marked_row(article: Article, tags: list[Tag], parsed: search.Parsed, url: str) -> ArticleRow:
    """The line of an article that has its body, with the words that were searched for marked."""
    headline = search.marked(article.headline, parsed, "headline")
    return ArticleRow(article, headline, best_extract(article, parsed), url, tags)


def _found(ids: list[int], user: User, text: str) -> dict[int, Article]:
    """Articles by id as lines of lists show them, with their outlet and story and with a `text`.

    As `listed` gives them, by a statement that is written once: every page of results asks for
    twenty, and Django takes longer to write it than the database to answer.
    """
    own = (*_OWN, "body") if text == "body" else _OWN
    articles = {}
    for row in _lines(sees_hidden(user), text).rows(ids):
        values = dict(zip((*_OWN, *_JOINED, "is_corrected", text), row, strict=True))
        article = _instance(Article, {name: values[name] for name in own})
        article.is_corrected = values["is_corrected"]
        if text == "opening":
            article.opening = values[text]
        article.source = _named(Source, values, "source", "name")
        article.story = _named(Story, values, "story", "title")
        articles[article.pk] = article
    return articles


def _named(model: type[Model], values: dict[str, Any], prefix: str, name: str) -> Model | None:
    """The outlet or story of a line, from its columns; None where the article has none."""
    held = {column: values[f"{prefix}__{column}"] for column in ("id", name, "slug")}
    return _instance(model, held) if held["id"] is not None else None


def _instance(model: type[Model], values: dict[str, Any]) -> Any:
    """A row of the database with these columns alone."""
    names = _in_order(model, frozenset(values))
    return model.from_db(connection.alias, names, [values[name] for name in names])


@cache
def _in_order(model: type[Model], names: frozenset[str]) -> list[str]:
    """The columns in the order of the model's fields, as `from_db` takes their values."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]


@cache
def _lines(hidden: bool, text: str) -> Prepared:
    """The columns of lines, as those see them who see what is `hidden`, or every reader."""

    def make(ids: Sequence[int]) -> QuerySet:
        seen = Article.objects.all() if hidden else Article.objects.visible_to(None)
        rows = seen.filter(pk__in=ids).for_list().order_by()
        rows = rows.annotate(opening=Substr("body", 1, OPENING))
        return rows.values_list(*_OWN, *_JOINED, "is_corrected", text)

    return Prepared(make)


def _tags_of(article_ids: Iterable[int]) -> dict[int, list[Tag]]:
    """The tags of articles, by name."""
    tags: dict[int, list[Tag]] = defaultdict(list)
    for article_id, pk, name, slug in _TAGS.rows(list(article_ids)):
        tags[article_id].append(_instance(Tag, {"id": pk, "name": name, "slug": slug}))
    return tags


_TAGS = Prepared(
    lambda ids: (
        Tagging.objects.filter(article__in=ids)
        .order_by("tag__name")
        .values_list("article", "tag", "tag__name", "tag__slug")
    )
)


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
