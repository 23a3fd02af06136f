"""What a reader may mean who has typed this much: names of the archive, and past headlines.

Only what the user may see is suggested: a name known from hidden articles alone is not.
"""

import logging
import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import connections
from django.db.models import Func, Max, Model, Q
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
from articles.search.words import words

logger = logging.getLogger(__name__)

LEAST_TYPED = 2  # letters; one letter begins too much to be of use
_OF_EACH = 4
_NAMES_READ = 40  # several names of one person may begin so, and not all may be seen
# Of outlets, tags and stories the latest so many are looked through for a later word.
_LOOKED_THROUGH = 20_000
_LAST = chr(0x10FFFF)  # no letter comes after it


@dataclass(frozen=True)
class Suggestion:
    """`kind` is person, source, tag, story or headline; `value` a slug, or an article's id."""

    kind: str
    value: str
    label: str


def suggestions(text: str, user: User | None = None, limit: int = 10) -> list[Suggestion]:
    """What may be meant by what was typed, at most `limit`; names first, then headlines.

    Asks the database 18 times at most. Raises `Unavailable` while the index has to be rebuilt.
    """
    typed = text[:100]
    if sum(character.isalnum() for character in typed) < LEAST_TYPED:
        return []
    named = [
        *_named(
            "person", Person, user, _Names(PersonName.objects, "folded", "person_id", fold(typed))
        ),
        *_named(
            "source", Source, user, _Names(Source.objects, "folded", "pk", folded_outlet(typed))
        ),
        *_named("tag", Tag, user, _Names(Tag.objects, "folded", "pk", fold(typed))),
        *_named("story", Story, user, _Names(Story.objects, "slug", "pk", "-".join(words(typed)))),
    ]
    return [*named, *_headlines(typed, user)][: max(limit, 0)]


@dataclass(frozen=True)
class _Names:
    """Where the names of a kind stand: the rows, the column with the folded name, the column with
    the id of what bears it; and what was typed, folded in the same way."""

    rows: Any
    column: str
    owner: str
    typed: str

    def ids(self) -> list[int]:
        """Ids of what bears a name that begins so, then of what has a later word that does."""
        if not self.typed:
            return []
        owners = self.rows.order_by().values_list(self.owner, flat=True)
        found = list(owners.filter(self.begins()).order_by(self.column)[:_NAMES_READ])
        for later in self.later_words():
            if len(set(found)) < _OF_EACH:
                # No order: the first that are met are enough.
                found += owners.filter(later)[:_NAMES_READ]
        return list(dict.fromkeys(found))

    def later_words(self) -> list[Q]:
        """Conditions, each cheap in a long table: that a later word of the name begins so.

        Of people, who are most, indexes hold the second word and the last. Of what else has a
        name the latest are looked through.
        """
        if self.rows.model is PersonName:
            return [self._range(FromSecondWord(self.column)), self._range(LastWord(self.column))]
        blank = "-" if self.column == "slug" else " "
        latest = self.rows.aggregate(latest=Max("pk"))["latest"] or 0
        holds = Q(**{f"{self.column}__contains": blank + self.typed})
        return [holds & Q(pk__gt=latest - _LOOKED_THROUGH)]

    def _range(self, text: Func) -> Q:
        return Q(GreaterThanOrEqual(text, self.typed)) & Q(LessThan(text, self.typed + _LAST))

    def begins(self) -> Q:
        """True where the name begins so, in the form that the database has an index for.

        SQLite looks through all names for LIKE with an escape, and takes a range from the index;
        on PostgreSQL a range follows the collation, and Django's index for LIKE is used.
        """
        if connections[self.rows.db].vendor == "postgresql":
            return Q(**{f"{self.column}__startswith": self.typed})
        bounds = {"gte": self.typed, "lt": self.typed + _LAST}
        return Q(**{f"{self.column}__{bound}": value for bound, value in bounds.items()})

    def bears(self) -> Q:
        """True where the name has a word, the first or a later one, that begins so."""
        return reduce(or_, self.later_words(), self.begins())


def _named(kind: str, model: type[Model], user: User | None, names: _Names) -> list[Suggestion]:
    """The first of what bears such a name that the user may see."""
    ids = names.ids()
    if not ids:
        return []
    columns = ("pk", "slug", "title" if kind == "story" else "name")
    rows = model.objects.visible_to(user).filter(pk__in=ids).order_by().values_list(*columns)
    seen = {pk: Suggestion(kind, slug, label) for pk, slug, label in rows}
    ids = [pk for pk in ids if pk in seen]
    if model is Person:
        ids = _known_by(names, ids[: 2 * _OF_EACH], user)
    return [seen[pk] for pk in ids][:_OF_EACH]


def _known_by(names: _Names, ids: list[int], user: User | None) -> list[int]:
    """The people who bear the name in a form that the user may know of.

    Asked of few: whether a form stands in hidden articles alone is looked up among its mentions.
    """
    forms = PersonName.objects.visible_to(user).filter(person__in=ids)
    known = set(forms.filter(names.bears()).values_list("person", flat=True))
    return [pk for pk in ids if pk in known]


def _headlines(text: str, user: User | None) -> list[Suggestion]:
    """The latest articles whose headline has these words, the last of which is only begun."""
    searchers = readers.up_to_date().of("articles", hidden=sees_hidden(user))
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
