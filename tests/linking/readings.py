"""Readings for tests: an article's people at their places, as the extraction would give them."""

from articles.extraction.reading import FIELDS, PersonSpan, ReadArticle
from articles.models import Article


def reading_of(article: Article, people: dict[str, str]) -> ReadArticle:
    """A reading of the article that finds each name of `people` where it first stands, with the
    title that `people` gives for it."""
    read = ReadArticle(headline=article.headline, body=article.body)
    for name, title in people.items():
        for field in FIELDS:
            start = getattr(article, field).find(name)
            if start >= 0:
                span = PersonSpan(start, start + len(name), name, title)
                read.people.setdefault(field, []).append(span)
    return read
