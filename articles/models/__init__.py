"""What the archive keeps. One module a room; `models` import `querysets` only."""

from articles.models.article import Article, ArticleVersion, Mention, RawText
from articles.models.copies import ArticleSketch, CopyGroup, CopyPair
from articles.models.desk import BulkEdit, DeskAction, OldAddress, ReviewDecision
from articles.models.history import keep_first
from articles.models.imports import ImportItem, ImportRun
from articles.models.notebook import Collection, CollectionItem, Note
from articles.models.person import FromSecondWord, LastWord, Person, PersonName, PersonPair
from articles.models.quote import Quote, QuoteFamily
from articles.models.search import SearchChange
from articles.models.source import OutletCitation, Source, SourceAlias
from articles.models.story import Disagreement, Story
from articles.models.tag import Tag, TagAlias, Tagging, TagRule

__all__ = [
    "Article",
    "ArticleSketch",
    "ArticleVersion",
    "BulkEdit",
    "Collection",
    "CollectionItem",
    "CopyGroup",
    "CopyPair",
    "DeskAction",
    "Disagreement",
    "FromSecondWord",
    "ImportItem",
    "ImportRun",
    "LastWord",
    "Mention",
    "Note",
    "OldAddress",
    "OutletCitation",
    "Person",
    "PersonName",
    "PersonPair",
    "Quote",
    "QuoteFamily",
    "RawText",
    "ReviewDecision",
    "SearchChange",
    "Source",
    "SourceAlias",
    "Story",
    "Tag",
    "TagAlias",
    "TagRule",
    "Tagging",
    "keep_first",
]
