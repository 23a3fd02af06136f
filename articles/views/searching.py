"""What the two search pages, articles and quotes, have in common: ask, and show how it was read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from articles import search
from articles.forms import SearchForm
from articles.views.facets import SortLink, chips, facets, query_of, sorts
from articles.views.links import Query, pages
from articles.views.rows import PER_PAGE


def ask(
    find: Callable[..., search.Results], form: SearchForm, request: HttpRequest
) -> search.Results:
    """The results of `search.articles` or `search.quotes`; raises `search.Unavailable`."""
    return find(
        form.query,
        user=request.user,
        filters=form.filters,
        sort=form.order,
        page=form.page_number,
        per_page=PER_PAGE,
    )


def context_of(request: HttpRequest, form: SearchForm, results: search.Results) -> dict[str, Any]:
    """What the templates of both pages need beside the rows."""
    query = query_of(request.path, form)
    parsed = results.parsed
    page = results.page
    repaired = parsed.repaired if parsed.repaired and parsed.repaired != form.query else ""
    return {
        "form": form,
        "query": form.query,
        "results": results,
        "notes": [*form.notes, *parsed.warnings],
        "read_as": parsed.read_as if form.query else "",
        "repaired": repaired,
        "repaired_url": str(query.setting("q", repaired)),
        "facets": facets(results, query),
        "chips": chips(form, query),
        "without_filters": str(without_filters(query, form)),
        "sorts": sorts(form, query),
        # The box sends the filters along: a new word does not lose what was chosen.
        "kept": [pair for pair in query.pairs if pair[0] not in ("q", *form.days)],
        "pages": pages(query, page, results.pages),
        "first_place": (page - 1) * PER_PAGE + 1,
        "out": outs(request.path, query),
        "address": str(query.setting("page", page if page > 1 else "")),
    }


def outs(path: str, query: Query) -> list[SortLink]:
    """The files and the feed that hold the results of this search."""
    shape = "article" if path == reverse("articles:article-list") else "quote"
    names = {"csv": "CSV", "json-lines": "JSON Lines"}
    names |= {"feed": "a feed"} if shape == "article" else {}
    return [
        SortLink(label, str(replace(query, path=reverse(f"articles:{shape}-{name}"))))
        for name, label in names.items()
    ]


def without_filters(query: Query, form: SearchForm) -> Query:
    """The search with its words and its order alone."""
    for name in (*form.lists, *form.days):
        query = query.setting(name, "")
    return query
