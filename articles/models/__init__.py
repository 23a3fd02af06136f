"""What the archive keeps. One module a room; `models` import `querysets` only."""

from articles.models.article import Article, ArticleVersion, Mention, RawText
from articles.models.copies import ArticleSketch, CopyGroup
from articles.models.desk import DeskAction, OldAddress
from articles.models.imports import ImportItem, ImportRun
from articles.models.person import Person, PersonName, PersonPair
from articles.models.quote import Quote, QuoteFamily
from articles.models.search import SearchChange
from articles.models.source import OutletCitation, Source
from articles.models.story import Disagreement, Story
from articles.models.tag import Tag, Tagging

__all__ = [
    "Article",
    "ArticleSketch",
    "ArticleVersion",
    "CopyGroup",
    "DeskAction",
    "Disagreement",
    "ImportItem",
    "ImportRun",
    "Mention",
    "OldAddress",
    "OutletCitation",
    "Person",
    "PersonName",
    "PersonPair",
    "Quote",
    "QuoteFamily",
    "RawText",
    "SearchChange",
    "Source",
    "Story",
    "Tag",
    "Tagging",
]
