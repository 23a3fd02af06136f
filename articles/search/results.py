"""Search: a query, a user and filters -> ids, counts and facets."""

import heapq
import json
import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from tantivy import FieldType, Occur, Order, Query, Searcher

from articles.querysets import User, sees_hidden
from articles.search import readers, schema, translate
from articles.search.facets import FACETS, Bar, Counting, FacetValue, Filters, Narrowing
from articles.search.query import And, Parsed, parse
from articles.search.tally import MANY_HITS
from articles.sentences import Sentence, gettext_noop

logger = logging.getLogger(__name__)

SORTS = ("relevance", "newest", "oldest")
MOST_PER_PAGE = 500
NO_FILTERS = Filters()
_STREAMED_AT_ONCE = 5_000
_FURTHEST_START = 10_000  # hits before a page that is asked for without counting all of them first


@dataclass
class Results:
    """One page of a result. `ids` are in order; `total` and `facets` are of the whole result.

    `page` is the page given, from 1, the last where a later one was asked for. `histogram` is how
    many hits each year has, or each month where one year is chosen.
    """

    ids: list[int]
    total: int
    page: int
    pages: int
    facets: dict[str, list[FacetValue]]
    parsed: Parsed = field(default_factory=Parsed)
    histogram: list[Bar] = field(default_factory=list)


def articles(
    query: str = "",
    *,
    user: User | None = None,
    filters: Filters = NO_FILTERS,
    sort: str = "relevance",
    page: int = 1,
    per_page: int = 20,
    facets: Collection[str] | None = None,
) -> Results:
    """Ids of articles that hold what the query asks for and this user may see.

    `sort` is relevance, newest or oldest; relevance without words to rank by is newest. Undated
    articles come last. `facets` are those to count, None is all. Raises `Unavailable` while the
    index has to be rebuilt, and nothing else for any query.
    """
    return _Search("articles", query, user, filters).page(sort, page, per_page, facets)


def quotes(
    query: str = "",
    *,
    user: User | None = None,
    filters: Filters = NO_FILTERS,
    sort: str = "relevance",
    page: int = 1,
    per_page: int = 20,
    facets: Collection[str] | None = None,
) -> Results:
    """Ids of quotes, scare quotes left out; else as `articles`."""
    return _Search("quotes", query, user, filters).page(sort, page, per_page, facets)


def explain(
    query: str, article_id: int, *, user: User | None = None, filters: Filters = NO_FILTERS
) -> dict | None:
    """How an article's place in the ranking came about; None where it is no hit for this user.

    The engine's own account, for staff: `value`, `description` and `details`, a list of the same;
    beside it `age`, the factor for the article's age that the score is multiplied by.
    """
    return _Search("articles", query, user, filters).explanation(article_id)


def stream(
    query: str = "",
    *,
    shape: str = "articles",
    user: User | None = None,
    filters: Filters = NO_FILTERS,
) -> Iterator[int]:
    """Ids of all results, newest first, as the index stands at the call: as many as `total` says.

    `shape` is articles or quotes. Memory is level however many there are. Raises `Unavailable`
    as `articles` does, and ends early, with a line in the log, where the index breaks meanwhile.
    """
    return _Search(shape, query, user, filters).all_ids()


class _Search:
    """One query as one user asks it, on the index as it stands when it is made."""

    def __init__(self, shape: str, text: str, user: User | None, filters: Filters):
        self.shape = shape
        self.searchers = readers.up_to_date().of(shape, hidden=sees_hidden(user))
        self.parsed = parse(text, timezone.localdate())
        self.found, self.ranks = translate.of_query(self.parsed, shape, user, self.searchers)
        self.narrowing = Narrowing(shape, filters, user)
        self.parsed.warnings = [*self.parsed.warnings, *self.narrowing.warnings]

    def page(self, sort: str, page: int, per_page: int, facets: Collection[str] | None) -> Results:
        """One page, and what is told of the whole result."""
        if sort == "relevance" and not self.ranks:
            sort = "newest"
        per_page = min(max(per_page, 1), MOST_PER_PAGE)
        try:
            with schema.panics_as_errors():
                begun = self.begin(facets)
                total, page, ids = self.hits(sort, max(page, 1), per_page)
                counted = self.narrowing.count(self.searchers, self.found, facets, total, begun)
        except ValueError as error:
            if "expansions" not in str(error):
                logger.exception("The search index could not be read.")
                raise readers.Unavailable("The search index could not be read.") from error
            # The engine refuses the beginning of a word that stands for a hundred thousand words.
            told = gettext_noop("This search asks for too much at once; try it with fewer stars.")
            self.parsed.warnings.append(Sentence(told))
            nothing: dict[str, list[FacetValue]] = {facet: [] for facet in FACETS[self.shape]}
            return Results([], 0, 1, 1, nothing, self.parsed)
        pages = _pages(total, per_page)
        return Results(ids, total, page, pages, counted.facets, self.parsed, counted.histogram)

    def begin(self, facets: Collection[str] | None) -> Counting | None:
        """Begin to count facets while the hits are ranked, where many hits can be told before.

        To meet the hits of several words takes longer than to count: they are met once for all
        facets, those of one word in both threads.
        """
        tree = self.parsed.tree
        if translate.at_most(tree, self.shape, self.searchers[0]) <= MANY_HITS:
            return None
        several = isinstance(tree, And)
        return self.narrowing.beside(self.searchers, self.found, facets, whole=several)

    def hits(self, sort: str, page: int, per_page: int) -> tuple[int, int, list[int]]:
        """The number of all hits, the page given, and the ids on it."""
        found = self.found
        if sort == "relevance":
            found = translate.with_neighbours(self.parsed, self.shape, found)
        narrowed = self.narrowing.narrow(found)
        if (page - 1) * per_page > _FURTHEST_START:
            # The engine keeps room for each hit before the page: no further than there are.
            page = min(page, _pages(self.count(), per_page))
        total, ids = ids_of(self.searchers, narrowed, sort, (page - 1) * per_page, per_page)
        if page > _pages(total, per_page):
            page = _pages(total, per_page)
            total, ids = ids_of(self.searchers, narrowed, sort, (page - 1) * per_page, per_page)
        return total, page, ids

    def count(self) -> int:
        """The number of all hits."""
        narrowed = self.narrowing.narrow(self.found)
        return sum(searcher.search(narrowed, 1).count for searcher in self.searchers)

    def explanation(self, article_id: int) -> dict | None:
        """The score of one hit."""
        narrowed = self.narrowing.narrow(
            translate.with_neighbours(self.parsed, self.shape, self.found)
        )
        itself = Query.term_query(schema.schema(self.shape), "article", article_id)
        both = Query.boolean_query([(Occur.Must, narrowed), (Occur.Must, itself)])
        for searcher in self.searchers:
            for _, place in searcher.search(both, 1, count=False).hits:
                told = json.loads(narrowed.explain(searcher, place).to_json())
                [age] = searcher.fast_field_values("weight", [place])
                return {"age": age, **told}
        return None

    def all_ids(self) -> Iterator[int]:
        """Every id once, newest first."""
        narrowed = self.narrowing.narrow(self.found)
        runs = [self._keyed(searcher, narrowed) for searcher in self.searchers]
        before = None
        for _, row in heapq.merge(*runs, key=lambda hit: hit[0], reverse=True):
            if row != before:
                yield row
            before = row

    def _keyed(self, searcher: Searcher, narrowed: Query) -> Iterator[tuple[int, int]]:
        """(sort key, id) of all hits of one index; the keys of an index differ."""
        held = schema.schema(self.shape)
        last: int | None = None
        while True:
            asked = narrowed
            if last is not None:
                older = Query.range_query(
                    held, "newest", FieldType.Unsigned, upper_bound=last, include_upper=False
                )
                asked = Query.boolean_query([(Occur.Must, narrowed), (Occur.Must, older)])
            try:
                with schema.panics_as_errors():
                    _, hits = _top(searcher, asked, "newest", _STREAMED_AT_ONCE, 0)
            except ValueError:
                logger.exception("A search could not be read to its end.")
                return
            yield from hits
            if len(hits) < _STREAMED_AT_ONCE:
                return
            last = int(hits[-1][0])


def ids_of(
    searchers: Sequence[Searcher], found: Query, sort: str, offset: int, limit: int
) -> tuple[int, list[int]]:
    """The number of all hits, and the ids of those from `offset` on, in order."""
    if len(searchers) == 1:
        total, hits = _top(searchers[0], found, sort, limit, offset)
        return total, [row for _, row in hits]
    tops = [_top(searcher, found, sort, offset + limit, 0) for searcher in searchers]
    hits = [hit for _, top in tops for hit in top]
    hits.sort(key=lambda hit: hit[0], reverse=sort != "oldest")
    ids = list(dict.fromkeys(row for _, row in hits))[offset : offset + limit]
    return sum(total for total, _ in tops), ids


def _pages(total: int, per_page: int) -> int:
    """How many pages so many hits fill; one where there is none."""
    return max(-(-total // per_page), 1)


def _top(
    searcher: Searcher, found: Query, sort: str, limit: int, offset: int
) -> tuple[int, list[tuple[float, int]]]:
    """The number of all hits, and (rank, id) of the first ones: one pass over them."""
    limit = min(limit, max(searcher.num_docs, 1))
    if sort == "relevance":
        answer = searcher.search(found, limit, offset=offset, weight_by_field="weight")
    else:
        order = Order.Asc if sort == "oldest" else Order.Desc
        answer = searcher.search(found, limit, offset=offset, order_by_field=sort, order=order)
    ranks = [rank for rank, _ in answer.hits]
    ids = searcher.fast_field_values("id", [place for _, place in answer.hits])
    return answer.count, list(zip(ranks, ids, strict=True))
