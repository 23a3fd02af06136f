"""Filters and facets: what narrows a result, and how much each further value would leave of it.

Several values of one facet are alternatives; different facets narrow each other. A facet's own
counts disregard its own choice, so that a reader sees what else there is.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext
from tantivy import Occur, Query, Searcher

from articles import days
from articles.models import Quote
from articles.querysets import User
from articles.search import dates, names, places, tally
from articles.search.schema import schema
from articles.search.tally import Tally, column_of
from articles.search.translate import day_range, unranked
from articles.sentences import Sentence, gettext_noop

FACETS = {
    "articles": (
        "source",
        "person",
        "speaker",
        "tag",
        "place",
        "story",
        "year",
        "language",
        "quoted",
    ),
    "quotes": ("source", "speaker", "person", "tag", "story", "year", "kind", "cue", "language"),
}
# The months are counted where one year is chosen.
_ONLY_IN_A_YEAR = "month"
QUOTED = {"yes": 1, "no": 0}
Counting = Callable[[], dict[str, Counter]]
_FURTHEST_GAP = 200  # years without an article that a histogram still shows


@dataclass(frozen=True)
class Filters:
    """What the reader chose: slugs, years, months (2026-01), main languages (en), places in small
    letters, whether there are quotes (yes, no), and for quotes `kind` and `cue` as they are stored.

    A value with a minus before it is excluded ("-harbour", -2024): a hit must not have it.
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
    month: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    place: tuple[str, ...] = ()


@dataclass
class FacetValue:
    """One value of a facet: what a link holds, what readers see, and how many hits it leaves.

    `count` of an excluded value is how many hits would come back with it.
    """

    value: str
    label: str
    count: int
    chosen: bool
    excluded: bool = False


@dataclass(frozen=True)
class Bar:
    """A year ("2026") or a month ("2026-01") of the histogram, and its hits."""

    value: str
    count: int


@dataclass
class Counted:
    """The facets of a result, and its hits by year, or by month within the one year chosen."""

    facets: dict[str, list[FacetValue]]
    histogram: list[Bar]


class Narrowing:
    """The filters as queries on one shape, by facet; `dates` is the facet of after and before."""

    def __init__(self, shape: str, filters: Filters, user: User | None):
        self.shape = shape
        self.user = user
        self.chosen: dict[str, list] = {}
        self.excluded: dict[str, list] = {}
        self.warnings: list[str] = []
        self.wanted: dict[str, Query] = {}
        self.unwanted: dict[str, Query] = {}
        for facet in (*FACETS[shape], _ONLY_IN_A_YEAR):
            self._add(facet, [str(value) for value in getattr(filters, facet)])
        self._add_dates(filters)

    def _add(self, facet: str, values: Sequence[str]) -> None:
        excluded = [value[1:] for value in values if value.startswith("-")]
        chosen = [value for value in values if not value.startswith("-")]
        if chosen:
            self.chosen[facet] = self._keys(facet, chosen)
            self.wanted[facet] = self._one_of(facet, self.chosen[facet])
        if excluded:
            self.excluded[facet] = self._keys(facet, excluded)
            self.unwanted[facet] = self._one_of(facet, self.excluded[facet])

    def _keys(self, facet: str, values: Sequence[str]) -> list:
        """The values as the index holds them; those that nothing can have are left out."""
        if facet in names.KINDS:
            return [row.id for row in names.with_slugs(facet, values, self.user)]
        if facet == "year":
            return [int(year) for year in values if 0 < int(year) <= date.max.year]
        if facet == "month":
            return [key for month in values if (key := _month_key(month))]
        if facet == "place":
            return [places.key(value) for value in values]
        if facet == "quoted":
            return [QUOTED[value] for value in values if value in QUOTED]
        return list(values)

    def _one_of(self, facet: str, keys: Sequence) -> Query:
        return unranked(Query.term_set_query(schema(self.shape), column_of(facet), list(keys)))

    def _add_dates(self, filters: Filters) -> None:
        bounds = []
        for name in ("after", "before"):
            written = getattr(filters, name)
            found = dates.interval(written, timezone.localdate()) if written else None
            if written and not found:
                told = gettext_noop("“%(written)s” is not a date and was left out.")
                self.warnings.append(Sentence(told, written=written[:40]))
            bounds.append(found[0] if found else None)
        if bounds != [None, None]:
            self.wanted["dates"] = unranked(day_range(self.shape, *bounds))

    def narrow(self, found: Query, but: str = "") -> Query:
        """The query narrowed by every filter but that of one facet."""
        clauses = [(Occur.Must, clause) for facet, clause in self.wanted.items() if facet != but]
        clauses += [
            (Occur.MustNot, clause) for facet, clause in self.unwanted.items() if facet != but
        ]
        return Query.boolean_query([(Occur.Must, found), *clauses]) if clauses else found

    def beside(
        self,
        searchers: Sequence[Searcher],
        found: Query,
        wanted: Collection[str] | None,
        *,
        whole: bool,
    ) -> Counting | None:
        """Begin to count the facets in a second thread, all or (not `whole`) half of them.

        For `count`; None where a filter is on, or hidden articles are searched as well.
        """
        facets = self.facets(wanted)
        if self.wanted or self.unwanted or len(searchers) > 1 or len(facets) < 2:
            return None
        return Tally(self.shape, searchers, found).beside(facets, whole=whole)

    def count(
        self,
        searchers: Sequence[Searcher],
        found: Query,
        wanted: Collection[str] | None = None,
        total: int = 0,
        begun: Counting | None = None,
    ) -> Counted:
        """The facets of a query that is not narrowed yet; exact counts, the most frequent first.

        `wanted` are the facets to count; None is all of them. `total` is how many hits there are
        with every filter on: many are counted on two threads, where that has not `begun` before.
        """
        facets = self.facets(wanted)
        own = [facet for facet in facets if facet in self.chosen or facet in self.excluded]
        free = [] if begun else [facet for facet in facets if facet not in own]
        counted: dict[str, Counter] = begun() if begun else {}
        for group, but in ((free, ""), *(([facet], facet) for facet in own)):
            hits = Tally(self.shape, searchers, self.narrow(found, but), total)
            counted |= hits.most_frequent(group)
            for facet in group:
                for key in self._marked(facet) - counted[facet].keys():
                    counted[facet][key] = hits.one(facet, key)
        shown = {facet: self._shown(facet, counted[facet]) for facet in facets}
        labels = self._labels(shown)
        values = {
            facet: [
                self._value(facet, key, counted[facet][key], labels[facet][key])
                for key in keys
                if key in labels[facet]
            ]
            for facet, keys in shown.items()
        }
        return Counted(values, _histogram(counted))

    def facets(self, wanted: Collection[str] | None = None) -> list[str]:
        """The facets of this search that are `wanted`; the months where one year is chosen."""
        in_a_year = len(self.chosen.get("year", ())) == 1 or _ONLY_IN_A_YEAR in self.chosen
        every = FACETS[self.shape] + (_ONLY_IN_A_YEAR,) * in_a_year
        return [facet for facet in every if wanted is None or facet in wanted]

    def _marked(self, facet: str) -> set:
        return {*self.chosen.get(facet, ()), *self.excluded.get(facet, ())}

    def _shown(self, facet: str, counter: Counter) -> list:
        ranked = sorted(counter, key=lambda key: (-counter[key], key))
        marked = self._marked(facet)
        return ranked[: tally.SHOWN] + [key for key in ranked[tally.SHOWN :] if key in marked]

    def _value(self, facet: str, key: int | str, count: int, names_: tuple[str, str]) -> FacetValue:
        chosen, excluded = (key in held.get(facet, ()) for held in (self.chosen, self.excluded))
        return FacetValue(*names_, count, chosen, excluded)

    def _labels(self, shown: dict[str, list]) -> dict[str, dict]:
        """Value for links and label for readers, by facet and key; people are looked up once."""
        people = {key for facet in ("person", "speaker") for key in shown.get(facet, ())}
        rows = {"person": names.with_ids("person", people, self.user)} if people else {}
        rows["speaker"] = rows.get("person", {})
        return {
            facet: _labels(facet, keys, rows.get(facet), self.user) for facet, keys in shown.items()
        }


def _labels(facet: str, keys: Iterable, rows: dict | None, user: User | None) -> dict:
    if facet in names.KINDS:
        found = names.with_ids(facet, keys, user) if rows is None and keys else rows or {}
        return {key: (row.slug, row.label) for key, row in found.items()}
    if facet == "kind":
        known = dict(Quote.Kind.choices)
        return {key: (key, str(known.get(key, key))) for key in keys}
    if facet == "month":
        return {key: (_month(key), month_label(_month(key))) for key in keys}
    if facet == "language":
        return {key: (key, names.language_name(key)) for key in keys}
    if facet == "place":
        return {key: (key, places.label(key)) for key in keys}
    if facet == "quoted":
        held = {key: value for value, key in QUOTED.items()}
        said = {True: gettext("with quotes"), False: gettext("without quotes")}
        return {key: (held[key], said[bool(key)]) for key in keys}
    return {key: (str(key), str(key)) for key in keys}


def _month_key(written: str) -> int:
    """202601 for 2026-01; 0 where it is no month."""
    year, _, month = written.partition("-")
    plain = written.isascii() and len(year) == 4 and len(month) == 2 and (year + month).isdigit()
    return int(year + month) if plain and 1 <= int(month) <= 12 else 0


def month_label(written: str) -> str:
    """A month as readers know it: 2026-01 is January 2026."""
    year, _, month = written.partition("-")
    return days.month(date(int(year), int(month), 1))


def _month(key: int) -> str:
    return f"{key // 100:04}-{key % 100:02}"


def _histogram(counted: dict[str, Counter]) -> list[Bar]:
    """Bars in order of time, those without a hit between the first and the last among them."""
    if "month" in counted:
        years = {key // 100 for key in counted["month"]}
        keys = [year * 100 + month for year in sorted(years) for month in range(1, 13)]
        return [Bar(_month(key), counted["month"][key]) for key in keys]
    found = counted.get("year", Counter())
    if not found:
        return []
    first, last = min(found), max(found)
    years = range(first, last + 1) if last - first <= _FURTHEST_GAP else sorted(found)
    return [Bar(str(year), found[year]) for year in years]
