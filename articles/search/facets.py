"""Filters and facets: what narrows a result, and how much each further value would leave of it.

Several values of one facet are alternatives; different facets narrow each other. A facet's own
counts disregard its own choice, so that a reader sees what else there is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from tantivy import Occur, Query, Searcher

from articles.models import Quote
from articles.querysets import User
from articles.search import dates, names
from articles.search.schema import schema
from articles.search.translate import day_range, unranked

SHOWN = 12  # values of each facet, besides the chosen ones
FACETS = {
    "articles": ("source", "person", "speaker", "tag", "story", "year"),
    "quotes": ("source", "speaker", "person", "tag", "story", "year", "kind", "cue"),
}
_COLUMNS = {"cue": "cue_raw"}
# Each segment of an index gives this many values: below, counts would become estimates.
_ALL_VALUES = 10_000_000
# Values that are asked of the hidden articles; the engine returns 65,000 of all facets at most.
_MOST_HIDDEN = 9_000


@dataclass(frozen=True)
class Filters:
    """What the reader chose: slugs, years, and for quotes `kind` and `cue` as they are stored.

    `after` is the first day that is wanted, `before` the first that is not, each as dates of the
    search language are written; "" is open.
    """

    source: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    kind: tuple[str, ...] = ()
    cue: tuple[str, ...] = ()
    after: str = ""
    before: str = ""


@dataclass
class FacetValue:
    """One value of a facet: what a link holds, what readers see, and how many hits it leaves."""

    value: str
    label: str
    count: int
    chosen: bool


class Narrowing:
    """The filters as queries on one shape, by facet; `dates` is the facet of after and before."""

    def __init__(self, shape: str, filters: Filters, user: User | None):
        self.shape = shape
        self.user = user
        self.chosen: dict[str, list[int] | list[str]] = {}
        self.warnings: list[str] = []
        self.clauses: dict[str, Query] = {}
        for facet in FACETS[shape]:
            if values := getattr(filters, facet):
                self.chosen[facet] = self._keys(facet, values)
                self.clauses[facet] = self._one_of(facet)
        self._add_dates(filters)

    def _keys(self, facet: str, values: Sequence[str] | Sequence[int]) -> list:
        """The values as the index holds them."""
        if facet in names.KINDS:
            return [row.id for row in names.with_slugs(facet, values, self.user)]
        if facet == "year":
            return [int(year) for year in values if 0 < int(year) <= date.max.year]
        return [str(value) for value in values]

    def _one_of(self, facet: str) -> Query:
        column = _COLUMNS.get(facet, facet)
        return unranked(Query.term_set_query(schema(self.shape), column, self.chosen[facet]))

    def _add_dates(self, filters: Filters) -> None:
        bounds = []
        for name in ("after", "before"):
            written = getattr(filters, name)
            found = dates.interval(written, timezone.localdate()) if written else None
            if written and not found:
                self.warnings.append(f"“{written[:40]}” is not a date and was left out.")
            bounds.append(found[0] if found else None)
        if bounds != [None, None]:
            self.clauses["dates"] = unranked(day_range(self.shape, *bounds))

    def narrow(self, found: Query, but: str = "") -> Query:
        """The query narrowed by every filter but that of one facet."""
        clauses = [clause for facet, clause in self.clauses.items() if facet != but]
        if not clauses:
            return found
        return Query.boolean_query([(Occur.Must, clause) for clause in (found, *clauses)])

    def count(self, searchers: Sequence[Searcher], found: Query) -> dict[str, list[FacetValue]]:
        """The facets of a query that is not narrowed yet; exact counts, the most frequent first."""
        counted: dict[str, Counter] = {}
        free = [facet for facet in FACETS[self.shape] if facet not in self.chosen]
        for facets, but in ((free, ""), *(([facet], facet) for facet in self.chosen)):
            tally = _Tally(self.shape, searchers, self.narrow(found, but))
            counted |= tally.most_frequent(facets)
            for facet in facets:
                for key in set(self.chosen.get(facet, ())) - counted[facet].keys():
                    counted[facet][key] = tally.one(facet, key)
        return {facet: self._values(facet, counted[facet]) for facet in FACETS[self.shape]}

    def _values(self, facet: str, counter: Counter) -> list[FacetValue]:
        chosen = set(self.chosen.get(facet, ()))
        ranked = sorted(counter, key=lambda key: (-counter[key], key))
        keys = ranked[:SHOWN] + [key for key in ranked[SHOWN:] if key in chosen]
        labels = _labels(facet, keys, self.user)
        return [
            FacetValue(*labels[key], counter[key], key in chosen) for key in keys if key in labels
        ]


class _Tally:
    """Counts of facet values over the hits of one query, in one index or in both sides of it."""

    def __init__(self, shape: str, searchers: Sequence[Searcher], found: Query):
        self.schema = schema(shape)
        self.searchers = searchers
        self.found = found

    def most_frequent(self, facets: Iterable[str]) -> dict[str, Counter]:
        """The most frequent values of each facet, at least SHOWN where there are so many."""
        sizes = dict.fromkeys(facets, SHOWN)
        if not sizes or len(self.searchers) == 1:
            return self.aggregate(self.searchers[0], sizes)
        hidden = self.aggregate(self.searchers[1], dict.fromkeys(sizes, _MOST_HIDDEN))
        # A value that no hidden article has can be overtaken by as many values as those have.
        sizes = {facet: SHOWN + len(hidden[facet]) for facet in sizes}
        shown = self.aggregate(self.searchers[0], sizes)
        return {
            facet: self.sum_of(facet, shown[facet], hidden[facet], sizes[facet]) for facet in sizes
        }

    def sum_of(self, facet: str, shown: Counter, hidden: Counter, size: int) -> Counter:
        """Both counts together. A value missing from a full list is counted where it may matter."""
        least = min(shown.values()) if len(shown) == size else 0
        total = shown.copy()
        for key, count in hidden.items():
            if key in shown or not least:
                total[key] += count
        enough = sorted(total.values(), reverse=True)[SHOWN - 1 : SHOWN]
        for key, count in hidden.items():
            if key not in total and [least + count] >= enough:
                total[key] = self.one(facet, key)
        return total

    def aggregate(self, searcher: Searcher, sizes: dict[str, int]) -> dict[str, Counter]:
        """The `sizes[facet]` most frequent values of each facet in one index, exactly counted."""
        wanted = {
            facet: {
                "terms": {
                    "field": _COLUMNS.get(facet, facet),
                    "size": size,
                    "segment_size": _ALL_VALUES,
                }
            }
            for facet, size in sizes.items()
        }
        answer = searcher.aggregate(self.found, wanted) if wanted else {}
        return {
            facet: Counter({bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]})
            for facet, found in answer.items()
        }

    def one(self, facet: str, key: int | str) -> int:
        """How many hits have this value."""
        value = Query.term_query(self.schema, _COLUMNS.get(facet, facet), key)
        both = Query.boolean_query([(Occur.Must, self.found), (Occur.Must, value)])
        return sum(searcher.search(both, 1).count for searcher in self.searchers)


def _labels(facet: str, keys: Sequence, user: User | None) -> dict:
    """Value for links and label for readers, by key."""
    if facet in names.KINDS:
        rows = names.with_ids(facet, keys, user) if keys else {}
        return {key: (row.slug, row.label) for key, row in rows.items()}
    if facet == "kind":
        known = dict(Quote.Kind.choices)
        return {key: (key, str(known.get(key, key))) for key in keys}
    return {key: (str(key), str(key)) for key in keys}
