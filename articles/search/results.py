"""Search: a query, a user and filters -> ids, counts and facets."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from tantivy import Order, Query, Searcher

from articles.querysets import User, sees_hidden
from articles.search import readers, schema, translate
from articles.search.facets import FACETS, FacetValue, Filters, Narrowing
from articles.search.query import Parsed, parse

logger = logging.getLogger(__name__)

SORTS = ("relevance", "newest", "oldest")
MOST_PER_PAGE = 500
NO_FILTERS = Filters()


@dataclass
class Results:
    """One page of a result. `ids` are in order; `total` and `facets` are of the whole result.

    `page` is the page given, from 1, the last where a later one was asked for.
    """

    ids: list[int]
    total: int
    page: int
    pages: int
    facets: dict[str, list[FacetValue]]
    parsed: Parsed = field(default_factory=Parsed)


def articles(
    query: str = "",
    *,
    user: User | None = None,
    filters: Filters = NO_FILTERS,
    sort: str = "relevance",
    page: int = 1,
    per_page: int = 20,
) -> Results:
    """Ids of articles that hold what the query asks for and this user may see.

    `sort` is relevance, newest or oldest; relevance without words to rank by is newest. Undated
    articles come last. Raises `Unavailable` while the index has to be rebuilt, and nothing else
    for any query.
    """
    return _search("articles", query, user, filters, sort, page, per_page)


def quotes(
    query: str = "",
    *,
    user: User | None = None,
    filters: Filters = NO_FILTERS,
    sort: str = "relevance",
    page: int = 1,
    per_page: int = 20,
) -> Results:
    """Ids of quotes, scare quotes left out; else as `articles`."""
    return _search("quotes", query, user, filters, sort, page, per_page)


def _search(
    shape: str,
    text: str,
    user: User | None,
    filters: Filters,
    sort: str,
    page: int,
    per_page: int,
) -> Results:
    searchers = readers.up_to_date().of(shape, hidden=sees_hidden(user))
    parsed = parse(text, timezone.localdate())
    found, ranks = translate.of_query(parsed, shape, user, searchers)
    narrowing = Narrowing(shape, filters, user)
    parsed.warnings = [*parsed.warnings, *narrowing.warnings]
    narrowed = narrowing.narrow(found)
    if sort == "relevance" and not ranks:
        sort = "newest"
    per_page = min(max(per_page, 1), MOST_PER_PAGE)
    try:
        with schema.panics_as_errors():
            total = sum(searcher.search(narrowed, 1).count for searcher in searchers)
            pages = max(-(-total // per_page), 1)
            page = min(max(page, 1), pages)
            ids = _ids(searchers, narrowed, sort, (page - 1) * per_page, per_page)
            facets = narrowing.count(searchers, found)
    except ValueError as error:
        if "expansions" not in str(error):
            logger.exception("The search index could not be read.")
            raise readers.Unavailable("The search index could not be read.") from error
        # The engine refuses the beginning of a word that stands for a hundred thousand words.
        parsed.warnings.append("This search asks for too much at once; try it with fewer stars.")
        return Results([], 0, 1, 1, {facet: [] for facet in FACETS[shape]}, parsed)
    return Results(ids, total, page, pages, facets, parsed)


def _ids(
    searchers: Sequence[Searcher], found: Query, sort: str, offset: int, limit: int
) -> list[int]:
    """Ids of the hits from `offset` on, in order."""
    if len(searchers) == 1:
        return [row for _, row in _top(searchers[0], found, sort, limit, offset)]
    hits = [hit for searcher in searchers for hit in _top(searcher, found, sort, offset + limit, 0)]
    hits.sort(key=lambda hit: hit[0], reverse=sort != "oldest")
    return list(dict.fromkeys(row for _, row in hits))[offset : offset + limit]


def _top(
    searcher: Searcher, found: Query, sort: str, limit: int, offset: int
) -> list[tuple[float, int]]:
    """(rank, id) of the first hits."""
    limit = min(limit, max(searcher.num_docs, 1))
    if sort == "relevance":
        answer = searcher.search(found, limit, count=False, offset=offset, weight_by_field="weight")
    else:
        order = Order.Asc if sort == "oldest" else Order.Desc
        answer = searcher.search(
            found, limit, count=False, offset=offset, order_by_field=sort, order=order
        )
    ranks = [rank for rank, _ in answer.hits]
    ids = searcher.fast_field_values("id", [place for _, place in answer.hits])
    return list(zip(ranks, ids, strict=True))
