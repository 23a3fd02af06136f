"""What the lists that are read from the database have in common: filter, sort, pages, counts."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.filters import NamedFilter
from articles.views.counts import Counts, put_on
from articles.views.facets import SortLink
from articles.views.links import Query, pages, pairs_of

PER_PAGE = 50


def page_context(
    request: HttpRequest, rows: QuerySet, query: Query, per_page: int = PER_PAGE
) -> dict[str, Any]:
    """One page of rows: `?page=` that is no number is the first, one too high the last."""
    page = Paginator(rows, per_page).get_page(request.GET.get("page"))
    return {
        "rows": list(page.object_list),
        "total": page.paginator.count,
        "pages": pages(query, page.number, page.paginator.num_pages),
    }


def list_context(
    request: HttpRequest, filtered: NamedFilter, counts: Mapping[str, Counts]
) -> dict[str, Any]:
    """A page of a filtered list with its counts, what was asked for, and the ways to sort."""
    asked_sort = filtered.order_name if "sort" in request.GET else ""
    query = Query(request.path, pairs_of({"q": filtered.query, "sort": asked_sort}))
    page = page_context(request, ids_in_order(filtered, counts), query)
    found = filtered.qs.model._default_manager.in_bulk(page["rows"])
    return page | {
        "rows": put_on((found[pk] for pk in page["rows"]), counts),
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


def ids_in_order(filtered: NamedFilter, counts: Mapping[str, Counts]) -> QuerySet:
    """The ids of a filtered list in its order; sorted by a count, those that have none are out."""
    order = filtered.order
    if not order.counts:
        return filtered.qs.order_by(*order.columns, "pk").values_list("pk", flat=True)
    counted = counts[order.counts]
    rows = counted.rows.order_by(*order.columns, counted.key)
    if filtered.query:
        rows = rows.filter(**{f"{counted.key}__in": filtered.qs.order_by().values("pk")})
    return rows.values_list(counted.key, flat=True)
