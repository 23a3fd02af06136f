"""What the archive keeps. One module a room; `models` import `querysets` only."""

from articles.models.article import Article, ArticleVersion, Mention, RawText
from articles.models.imports import ImportItem, ImportRun
from articles.models.person import Person, PersonName
from articles.models.quote import Quote
from articles.models.search import SearchChange
from articles.models.source import Source
from articles.models.story import Story
from articles.models.tag import Tag, Tagging

__all__ = [
    "Article",
    "ArticleVersion",
    "ImportItem",
    "ImportRun",
    "Mention",
    "Person",
    "PersonName",
    "Quote",
    "RawText",
    "SearchChange",
    "Source",
    "Story",
    "Tag",
    "Tagging",
]
