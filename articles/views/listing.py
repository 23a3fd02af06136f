"""What the lists that are read from the database have in common: filter, sort, pages."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.filters import NamedFilter
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


def list_context(request: HttpRequest, filtered: NamedFilter) -> dict[str, Any]:
    """A page of a filtered list, what was asked for, and the ways to sort."""
    asked_sort = filtered.order if "sort" in request.GET else ""
    query = Query(request.path, pairs_of({"q": filtered.query, "sort": asked_sort}))
    return page_context(request, filtered.qs, query) | {
        "query": filtered.query,
        "order": filtered.order,
        "sorts": [
            SortLink(title, "" if name == filtered.order else str(query.setting("sort", name)))
            for name, (title, _) in filtered.orders.items()
        ],
        "kept": [pair for pair in query.pairs if pair[0] != "q"],
    }
