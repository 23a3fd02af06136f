"""Counts over all articles, or all quotes, of a person, an outlet, a tag or a story.

The database would read a row for each article to count them; the index holds the ids side by side
and counts a hundred thousand in some milliseconds, exactly, and on the side that the user may see.

    found = counts.snapshot(user)                   # raises Unavailable while there is no index
    theirs = found.articles(person=person.pk)
    theirs.total, theirs.newest(0, 10), theirs.most(source=12, person=13)
    found.quotes(speaker=person.pk, cue=("said",)).total
    found.articles().most(person=5000)["person"]    # over the whole archive
    found.articles().each("person", ids)            # {id: how many articles}

Rows of the database are read by the ids that come back, through `visible_to(user)` as ever.
"""

import contextlib
import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from tantivy import FieldType, Occur, Query, Searcher

from articles.querysets import User, sees_hidden
from articles.search import readers, results
from articles.search.documents import DIGESTS
from articles.search.schema import panics_as_errors, schema
from articles.search.tally import Tally, column_of
from articles.search.translate import unranked

logger = logging.getLogger(__name__)

_ALL_MONTHS = 10_000
Values = int | str | Collection[int] | Collection[str]


def snapshot(user: User | None) -> "Snapshot":
    """The index with what changed applied, as this user may see it.

    Take one for a page: its counts are then of the same moment. Raises `Unavailable` while the
    index has to be rebuilt.
    """
    return Snapshot(readers.up_to_date(), user)


class Snapshot:
    """The index at one moment, on the sides that one user may see."""

    def __init__(self, opened: readers.Readers, user: User | None):
        self.opened = opened
        self.user = user

    def articles(self, **of: Values) -> "Group":
        """The articles with these values, `person=5` or `cue=("said", "Said")`: any of several
        values of one facet, and all of different facets; without any, all articles."""
        return self._group("articles", of)

    def quotes(self, **of: Values) -> "Group":
        """The quotes with these values, scare quotes left out; `person` is named in the article."""
        return self._group("quotes", of)

    def _group(self, shape: str, of: dict[str, Values]) -> "Group":
        searchers = self.opened.of(shape, hidden=sees_hidden(self.user))
        return Group(shape, searchers, _narrowed(shape, of), self.user)


class Group:
    """Some articles, or some quotes, of one snapshot. Each method raises `Unavailable` where the
    index cannot be read."""

    def __init__(self, shape: str, searchers: Sequence[Searcher], query: Query, user: User | None):
        self.shape = shape
        self.searchers = searchers
        self.query = query
        self.user = user

    def narrowed(self, **of: Values) -> "Group":
        """Those of them that have these values too."""
        clauses = [(Occur.Must, self.query), (Occur.Must, _narrowed(self.shape, of))]
        return Group(self.shape, self.searchers, Query.boolean_query(clauses), self.user)

    @cached_property
    def total(self) -> int:
        """How many there are."""
        with _readable():
            return sum(searcher.search(self.query, 1).count for searcher in self.searchers)

    def newest(self, start: int, number: int) -> list[int]:
        """The ids of `number` of them from place `start` (0 is the newest), the newest first.

        Those of one day follow its hours, as in `newest()` of articles; undated ones come last.
        """
        if number < 1:
            return []  # the engine refuses to find nothing
        with _readable():
            return results.ids_of(self.searchers, self.query, "newest", start, number)[1]

    def sample(self, number: int) -> list[int]:
        """The ids of about `number` of them at random, in no order; of all where there are no more.

        Whoever asks again gets the same, as long as nothing changes.
        """
        held = schema(self.shape)
        highest = DIGESTS * number // max(self.total, number)
        some = Query.range_query(held, "digest", FieldType.Unsigned, upper_bound=highest)
        both = Query.boolean_query([(Occur.Must, self.query), (Occur.Must, some)])
        found: list[int] = []
        with _readable():
            for searcher in self.searchers:
                most = min(2 * number, max(searcher.num_docs, 1))
                places = [place for _, place in searcher.search(both, most, count=False).hits]
                found += searcher.fast_field_values("id", places)
        return found

    def most(self, **sizes: int) -> dict[str, Counter]:
        """The most frequent values of each facet, at least as many as `sizes` says of it, and how
        many have them; exact. Ids of people, outlets, tags and stories are their values."""
        with _readable():
            tally = Tally(self.shape, self.searchers, self.query, self.total, sizes)
            found = tally.most_frequent(sizes)
        return {facet: found.get(facet, Counter()) for facet in sizes}

    def each(self, facet: str, values: Iterable[int | str]) -> dict[int | str, int]:
        """How many have each of these values of a facet; 0 where none has."""
        with _readable():
            tally = Tally(self.shape, self.searchers, self.query)
            return {value: tally.one(facet, value) for value in values}

    def filled(self, facet: str) -> int:
        """How many have a value of a facet that has one value at most, such as `source`."""
        asked = {"n": {"value_count": {"field": column_of(facet)}}}
        return sum(int(answer["n"]["value"] or 0) for answer in self._aggregated(asked))

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day that they are dated to."""
        asked = {"first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}
        found = [
            answer for answer in self._aggregated(asked) if answer["first"]["value"] is not None
        ]
        if not found:
            return None, None
        first = min(int(answer["first"]["value"]) for answer in found)
        last = max(int(answer["last"]["value"]) for answer in found)
        return date.fromordinal(first), date.fromordinal(last)

    def months(self) -> dict[str, int]:
        """How many there are a month, {"2026-01": 3}; what is dated to a year alone is left out."""
        found = self.most(month=_ALL_MONTHS)["month"]
        return {f"{key // 100:04}-{key % 100:02}": number for key, number in found.items()}

    def _aggregated(self, asked: dict) -> list[dict]:
        """The answer of each side."""
        with _readable():
            return [searcher.aggregate(self.query, asked) for searcher in self.searchers]


def _narrowed(shape: str, of: dict[str, Values]) -> Query:
    """The query for what has these values."""
    held = schema(shape)
    clauses = []
    for facet, values in of.items():
        keys = [values] if isinstance(values, int | str) else list(values)
        clauses.append(unranked(Query.term_set_query(held, column_of(facet), keys)))
    if not clauses:
        return Query.all_query()
    return Query.boolean_query([(Occur.Must, clause) for clause in clauses])


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    """Tells of an index that cannot be read as the search does."""
    try:
        with panics_as_errors():
            yield
    except ValueError as error:
        logger.exception("The search index could not be read.")
        raise readers.Unavailable("The search index could not be read.") from error
