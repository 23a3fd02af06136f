"""What the lists of people, outlets, tags and stories have in common: filter, sort, pages, counts.

The search index says what a user may see, in what order and how many; the rows of a page come from
the database.
"""

from collections.abc import Generator, Iterable, Mapping
from itertools import islice
from typing import Any, Protocol

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from articles.filters import NamedFilter
from articles.querysets import sees_hidden
from articles.search import Unavailable, census
from articles.search.counts import Snapshot, snapshot
from articles.views.counts import Counts, put_on
from articles.views.facets import SortLink
from articles.views.links import Query, pages, pairs_of

PER_PAGE = 50


class Sliced(Protocol):
    """What a page is cut from: rows or ids, a queryset or not."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice) -> Iterable[Any]: ...


def page_context(
    request: HttpRequest, rows: Sliced, query: Query, per_page: int = PER_PAGE
) -> dict[str, Any]:
    """One page of rows: `?page=` that is no number is the first, one too high the last."""
    page = Paginator(rows, per_page).get_page(request.GET.get("page"))
    return {
        "rows": list(page.object_list),
        "total": page.paginator.count,
        "pages": pages(query, page.number, page.paginator.num_pages),
    }


def list_context(
    request: HttpRequest, filters: type[NamedFilter], counts: Mapping[str, Counts]
) -> dict[str, Any]:
    """A page of a filtered list with its counts, what was asked for, and the ways to sort.

    Order, total and counts come from the search index, the rows from the database; while the index
    is being rebuilt all comes from the database, which takes longer.
    """
    user, manager = request.user, filters.Meta.model.objects
    filtered = filters(request.GET, manager.visible_to(user), request=request)
    asked_sort = filtered.order_name if "sort" in request.GET else ""
    query = Query(request.path, pairs_of({"q": filtered.query, "sort": asked_sort}))
    try:
        index = snapshot(user)
        # What the user may see is among the index's: it is not asked of every row once more.
        anybodys = filters(request.GET, manager.all(), request=request)
        page = page_context(request, ids_in_index(index, anybodys, counts), query)
        page["rows"] = put_on(rows_of(filtered, page["rows"]), counts, index)
    except Unavailable:
        page = page_context(request, ids_in_order(filtered, counts), query)
        page["rows"] = put_on(rows_of(filtered, page["rows"]), counts)
    return page | {
        "query": filtered.query,
        "only": filtered.order.only,
        "sorts": [
            SortLink(
                order.title, "" if name == filtered.order_name else str(query.setting("sort", name))
            )
            for name, order in filtered.orders.items()
        ],
        "kept": [pair for pair in query.pairs if pair[0] != "q"],
    }


def rows_of(filtered: NamedFilter, ids: Iterable[int]) -> list[Model]:
    """The rows of these ids that the user of a list may see, in this order."""
    ids = list(ids)
    found = filtered.queryset.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


class Ids:
    """Ids of which as many are read as a page needs, once; `total` is how many there are."""

    def __init__(self, ids: Iterable[int], total: int):
        self.ids = ids
        self.total = total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[int]:
        found = list(islice(self.ids, part.start, part.stop))
        if isinstance(self.ids, Generator):
            # A cursor of PostgreSQL that is closed after its transaction breaks the next one.
            self.ids.close()
        return found


def ids_in_index(index: Snapshot, filtered: NamedFilter, counts: Mapping[str, Counts]) -> Sliced:
    """The ids of a filtered list in its order, those alone that the index's user may see.

    `filtered` is of everybody's rows; what may be seen is asked of the index. Raises `Unavailable`.
    """
    order, hidden = filtered.order, sees_hidden(index.user)
    if not order.counts and hidden:
        return ids_in_order(filtered, counts)
    reached = census.of(index, counts["articles"].shape, counts["articles"].key)
    if not order.counts:
        seen = (pk for pk in ids_in_order(filtered, counts).iterator() if pk in reached)
        return list(seen) if filtered.query else Ids(seen, len(reached))
    named = None
    if filtered.query:
        named = set(filtered.qs.order_by().values_list("pk", flat=True))
    if order.ranking:
        ids = order.ranking(index, named)
    else:
        ids = census.of(index, counts[order.counts].shape, counts[order.counts].key).ranked
    if order.counts != "articles":
        return [pk for pk in ids if (named is None or pk in named) and (hidden or pk in reached)]
    if named is None:
        return Ids(ids, len(reached))
    named = {pk for pk in named if pk in reached}
    return Ids((pk for pk in ids if pk in named), len(named))


def ids_in_order(filtered: NamedFilter, counts: Mapping[str, Counts]) -> QuerySet:
    """The ids of a filtered list in its order; sorted by a count, those that have none are out.

    All from the database: a count of everything takes seconds in a large archive.
    """
    order = filtered.order
    if not order.counts:
        return filtered.qs.order_by(*order.columns, "pk").values_list("pk", flat=True)
    counted = counts[order.counts]
    rows = counted.rows.order_by(*order.columns, counted.key)
    # Whoever is quoted need not be named in an article that the user may see.
    if filtered.query or order.counts != "articles":
        rows = rows.filter(**{f"{counted.key}__in": filtered.qs.order_by().values("pk")})
    return rows.values_list(counted.key, flat=True)
