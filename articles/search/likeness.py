"""Articles like one: those that share the words which set it apart from the rest of the archive."""

import logging

from tantivy import Query, Searcher

from articles.models import Article
from articles.querysets import User, sees_hidden
from articles.search import documents, readers, schema
from articles.search.words import words

logger = logging.getLogger(__name__)

# The words that tell most of an article, by their frequency in it against that in the archive.
_WORDS = 25
_SHORTEST = 3
# A word in more of the articles than this says nothing of one of them.
_COMMON_SHARE = 0.1
# The score of an article that is like one, as a share of what the one itself has. Accounts of the
# same event in the demonstration archive have 0.2 to 0.8, unrelated articles up to 0.15.
_LEAST_SHARE = 0.2
# Of a long text the beginning tells what it is about (the inverted pyramid of news writing).
_CHARACTERS_READ = 6_000


def more_like(article: Article, user: User | None = None, limit: int = 6) -> list[int]:
    """Ids of the articles most like this one that the user may see, the likest first.

    Raises `Unavailable` while the index has to be rebuilt.
    """
    searchers = readers.up_to_date().of("articles", hidden=sees_hidden(user))
    held = _held(article)
    hits: list[tuple[float, int]] = []
    try:
        with schema.panics_as_errors():
            for searcher in searchers:
                # Nothing is more like an article than itself: it gives the measure.
                hits += _likest(searcher, held, limit + 1)
    except ValueError as error:
        logger.exception("The search index could not be read.")
        raise readers.Unavailable("The search index could not be read.") from error
    best = max((score for score, _ in hits), default=0)
    like = [
        (-score, row) for score, row in hits if row != article.pk and score >= best * _LEAST_SHARE
    ]
    return [row for _, row in sorted(like)[:limit]]


def _held(article: Article) -> str:
    """The stems of the article as the index weighs them."""
    stems = {
        name: schema.stemmed(words(getattr(article, name)[:_CHARACTERS_READ]))
        for name in documents.REPEATED
    }
    return " ".join(" ".join([stems[name]] * times) for name, times in documents.REPEATED.items())


def _likest(searcher: Searcher, held: str, limit: int) -> list[tuple[float, int]]:
    if not searcher.num_docs or not held.strip():
        return []
    like = Query.more_like_this_document_fields_query(
        schema.schema("articles"),
        {"text_stem": [held]},
        min_doc_frequency=2,
        max_doc_frequency=max(int(searcher.num_docs * _COMMON_SHARE), 10),
        min_term_frequency=1,
        max_query_terms=_WORDS,
        min_word_length=_SHORTEST,
    )
    hits = searcher.search(like, limit, count=False).hits
    ids = searcher.fast_field_values("id", [place for _, place in hits])
    return [(score, row) for (score, _), row in zip(hits, ids, strict=True)]
