"""What a reader may mean who has typed this much: names of the archive, and past headlines.

Only what the user may see is suggested: a name known from hidden articles alone is not.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Func, Model, Q, QuerySet, Subquery
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from tantivy import Occur, Query

from articles.extraction.names import fold
from articles.linking.sources import folded_outlet
from articles.models import (
    Article,
    FromSecondWord,
    LastWord,
    Person,
    PersonName,
    Source,
    Story,
    Tag,
)
from articles.querysets import User, sees_hidden
from articles.search import readers, results, schema
from articles.search.prepared import Begun, Prepared
from articles.search.words import words

logger = logging.getLogger(__name__)

LEAST_TYPED = 2  # letters; one letter begins too much to be of use
_OF_EACH = 4
_NAMES_READ = 40  # several names of one person may begin so, and not all may be seen
# Of outlets, tags and stories the latest so many are looked through for a later word.
_LOOKED_THROUGH = 10_000
_LAST = chr(0x10FFFF)  # no letter comes after it


@dataclass(frozen=True)
class Suggestion:
    """`kind` is person, source, tag, story or headline; `value` a slug, or an article's id."""

    kind: str
    value: str
    label: str


def suggestions(text: str, user: User | None = None, limit: int = 10) -> list[Suggestion]:
    """What may be meant by what was typed, at most `limit`; names first, then headlines.

    Asks the database 20 times at most, mostly half as often. Raises `Unavailable` while the index
    has to be rebuilt.
    """
    typed = text[:100]
    if sum(character.isalnum() for character in typed) < LEAST_TYPED:
        return []
    hidden = sees_hidden(user)
    named = [
        *_people(fold(typed), hidden),
        *_named("source", folded_outlet(typed), hidden),
        *_named("tag", fold(typed), hidden),
        *_named("story", "-".join(words(typed)), hidden),
    ]
    return [*named, *_headlines(typed, hidden)][: max(limit, 0)]


def _begin_so(rows: QuerySet, column: str, owner: str) -> Begun:
    """Ids of what bears a name that begins so, in the form that the database has an index for.

    SQLite looks through all names for LIKE with an escape, and takes a range from the index; on
    PostgreSQL a range follows the collation, and Django's index for LIKE is used.
    """

    def make(typed: str) -> QuerySet:
        if connection.vendor == "postgresql":
            condition = Q(**{f"{column}__startswith": typed})
        else:
            condition = Q(**{f"{column}__gte": typed, f"{column}__lt": typed + _LAST})
        return rows.filter(condition).order_by(column).values_list(owner)[:_NAMES_READ]

    return Begun(make)


def _later_word_of_people(word: type[Func]) -> Begun:
    """People of whose names this word begins so, from the index that holds it."""

    def make(typed: str) -> QuerySet:
        text = word("folded")
        condition = Q(GreaterThanOrEqual(text, typed)) & Q(LessThan(text, typed + _LAST))
        # No order: the first that are met are enough.
        return PersonName.objects.filter(condition).order_by().values_list("person")[:_NAMES_READ]

    return Begun(make)


def _later_word(rows: QuerySet, column: str) -> Begun:
    """Ids of the latest of what has a name, of which a later word begins so."""

    def make(typed: str) -> QuerySet:
        holds = Q(**{f"{column}__contains": ("-" if column == "slug" else " ") + typed})
        latest = Subquery(rows.order_by("-pk").values("pk")[:1]) - _LOOKED_THROUGH
        return rows.filter(holds, pk__gt=latest).order_by().values_list("pk")[:_NAMES_READ]

    return Begun(make)


def _shown(model: type[Model], *columns: str) -> dict[bool, Prepared]:
    """Rows by id, as those see them who may see what is hidden (True), and all others."""

    def make(rows: QuerySet) -> Prepared:
        return Prepared(lambda ids: rows.filter(pk__in=ids).order_by().values_list(*columns))

    return {True: make(model.objects.all()), False: make(model.objects.visible_to(None))}


# What begins so, and what has a later word that does: of each kind the look-ups, the next of which
# is asked where those before it found too few.
_PEOPLE = (
    _begin_so(PersonName.objects.all(), "folded", "person"),
    _later_word_of_people(FromSecondWord),
    _later_word_of_people(LastWord),
)
_NAMED = {
    kind: (_begin_so(model.objects.all(), column, "pk"), _later_word(model.objects.all(), column))
    for kind, model, column in (
        ("source", Source, "folded"),
        ("tag", Tag, "folded"),
        ("story", Story, "slug"),
    )
}
_ROWS = {
    "person": _shown(Person, "pk", "slug", "name"),
    "source": _shown(Source, "pk", "slug", "name"),
    "tag": _shown(Tag, "pk", "slug", "name"),
    "story": _shown(Story, "pk", "slug", "title"),
    "headline": _shown(Article, "pk", "pk", "headline"),
}
_FORMS = {
    hidden: Prepared(
        lambda ids, names=names: (
            names.filter(person__in=ids).order_by().values_list("person", "folded")
        )
    )
    for hidden, names in (
        (True, PersonName.objects.all()),
        (False, PersonName.objects.visible_to(None)),
    )
}


def _ids(lookups: Iterable[Begun], typed: str) -> list[int]:
    """Ids that the look-ups find, in their order; a later one is asked where few were found."""
    found: dict[int, None] = {}
    for lookup in lookups if typed else ():
        if len(found) < _OF_EACH:
            found |= dict.fromkeys(pk for (pk,) in lookup.rows(typed))
    return list(found)


def _seen(kind: str, ids: list[int], hidden: bool) -> dict[int, Suggestion]:
    """A suggestion for each of these that may be seen, by id."""
    rows = _ROWS[kind][hidden].rows(ids)
    return {pk: Suggestion(kind, str(value), label) for pk, value, label in rows}


def _named(kind: str, typed: str, hidden: bool) -> list[Suggestion]:
    """The first outlets, tags or stories with such a name."""
    found: list[Suggestion] = []
    for ids in _few_first(_ids(_NAMED[kind], typed)):
        seen = _seen(kind, ids, hidden)
        found += [seen[pk] for pk in ids if pk in seen]
        if len(found) >= _OF_EACH:
            break
    return found[:_OF_EACH]


def _people(typed: str, hidden: bool) -> list[Suggestion]:
    """The first people with such a name, in a form that may be known of."""
    found: list[Suggestion] = []
    for ids in _few_first(_ids(_PEOPLE, typed)):
        seen = _seen("person", ids, hidden)
        forms = _FORMS[hidden].rows(list(seen))
        known = {pk for pk, form in forms if f" {typed}" in f" {form}"}
        found += [seen[pk] for pk in ids if pk in known]
        if len(found) >= _OF_EACH:
            break
    return found[:_OF_EACH]


def _few_first(ids: list[int]) -> Iterator[list[int]]:
    """As many as are shown, and then the others.

    Whether one may be seen is looked up among its mentions and articles, each somewhere else on the
    disk: of those that are not shown that is asked only where those before them may not be seen.
    """
    for part in (ids[:_OF_EACH], ids[_OF_EACH:]):
        if part:
            yield part


def _headlines(text: str, hidden: bool) -> list[Suggestion]:
    """The latest articles whose headline has these words, the last of which is only begun."""
    searchers = readers.up_to_date().of("articles", hidden=hidden)
    asked = _headline_query(words(text))
    if asked is None:
        return []
    try:
        with schema.panics_as_errors():
            _, ids = results.ids_of(searchers, asked, "newest", 0, _OF_EACH)
    except ValueError as error:
        if "expansions" in str(error):
            return []
        logger.exception("The search index could not be read.")
        raise readers.Unavailable("The search index could not be read.") from error
    seen = _seen("headline", ids, hidden)
    return [seen[pk] for pk in ids if pk in seen]


def _headline_query(typed: list[str]) -> Query | None:
    if not typed or len(typed[-1]) < LEAST_TYPED and len(typed) == 1:
        return None
    held = schema.schema("articles")
    *whole, begun = typed[-12:]
    clauses = [Query.term_query(held, "headline", word) for word in whole]
    clauses.append(Query.regex_query(held, "headline", re.escape(begun) + ".*"))
    return Query.boolean_query([(Occur.Must, clause) for clause in clauses])
