"""What a reader may mean who has typed this much: names of the archive, and past headlines.

Only what the user may see is suggested: a name known from hidden articles alone is not.
"""

import logging
import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from tantivy import Occur, Query

from articles.extraction.names import fold
from articles.linking.sources import folded_outlet
from articles.models import Article, Person, Source, Story, Tag
from articles.querysets import User, sees_hidden
from articles.search import readers, results, schema
from articles.search.words import words

logger = logging.getLogger(__name__)

LEAST_TYPED = 2  # letters; one letter begins too much to be of use
_OF_EACH = 4
_NAMES_READ = 20  # several names of one person may begin so


@dataclass(frozen=True)
class Suggestion:
    """`kind` is person, source, tag, story or headline; `value` a slug, or an article's id."""

    kind: str
    value: str
    label: str


def suggestions(text: str, user: User | None = None, limit: int = 10) -> list[Suggestion]:
    """What may be meant by what was typed, at most `limit`; names first, then headlines.

    Asks the database ten times at most. Raises `Unavailable` while the index has to be rebuilt.
    """
    typed = text[:100]
    if sum(character.isalnum() for character in typed) < LEAST_TYPED:
        return []
    named = [
        *_named("person", Person.objects.visible_to(user), fold(typed), "names__folded", "name"),
        *_named("source", Source.objects.visible_to(user), folded_outlet(typed), "folded", "name"),
        *_named("tag", Tag.objects.visible_to(user), fold(typed), "folded", "name"),
        *_named("story", Story.objects.visible_to(user), "-".join(words(typed)), "slug", "title"),
    ]
    return [*named, *_headlines(typed, user)][: max(limit, 0)]


def _named(kind: str, rows: QuerySet, typed: str, column: str, label: str) -> list[Suggestion]:
    """Rows whose folded name begins so, then those in which a later word does."""
    if not typed:
        return []
    found: dict[tuple[str, str], None] = {}
    blank = "-" if column == "slug" else " "
    for condition in (f"{column}__startswith", typed), (f"{column}__contains", blank + typed):
        if len(found) < _OF_EACH:
            pairs = rows.filter(Q(condition)).order_by(column, "pk").values_list("slug", label)
            found |= dict.fromkeys(pairs[:_NAMES_READ])
    return [Suggestion(kind, slug, name) for slug, name in [*found][:_OF_EACH]]


def _headlines(text: str, user: User | None) -> list[Suggestion]:
    """The latest articles whose headline has these words, the last of which is only begun."""
    searchers = readers.up_to_date().of("articles", hidden=sees_hidden(user))
    asked = _headline_query(words(text))
    if asked is None:
        return []
    try:
        with schema.panics_as_errors():
            ids = results.ids_of(searchers, asked, "newest", 0, _OF_EACH)
    except ValueError as error:
        if "expansions" in str(error):
            return []
        logger.exception("The search index could not be read.")
        raise readers.Unavailable("The search index could not be read.") from error
    rows = dict(Article.objects.visible_to(user).filter(pk__in=ids).values_list("pk", "headline"))
    return [Suggestion("headline", str(pk), rows[pk]) for pk in ids if pk in rows]


def _headline_query(typed: list[str]) -> Query | None:
    if not typed or len(typed[-1]) < LEAST_TYPED and len(typed) == 1:
        return None
    held = schema.schema("articles")
    *whole, begun = typed[-12:]
    clauses = [Query.term_query(held, "headline", word) for word in whole]
    clauses.append(Query.regex_query(held, "headline", re.escape(begun) + ".*"))
    return Query.boolean_query([(Occur.Must, clause) for clause in clauses])
