"""What the two search pages, articles and quotes, have in common: ask, and show how it was read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from articles import search
from articles.forms import SearchForm
from articles.querysets import User
from articles.tongue import in_language
from articles.views.facets import (
    SortLink,
    chips,
    facets,
    histogram,
    namesakes,
    query_of,
    sorts,
)
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
    named = namesakes(parsed, query)
    told = {meant.sentence for meant in parsed.meant if meant.wanted}
    warnings = [in_language(note) for note in parsed.warnings if note not in told]
    repaired = parsed.repaired if parsed.repaired and parsed.repaired != form.query else ""
    return {
        "form": form,
        "query": form.query,
        "results": results,
        "notes": [*form.notes, *warnings],
        "namesakes": named,
        "read_as": in_language(parsed.read_as) if form.query else "",
        "repaired": repaired,
        "repaired_url": str(query.setting("q", repaired)),
        "facets": facets(results, query),
        "chart": histogram(results, form, query),
        "chips": chips(form, query),
        "nearby": [] if results.total else nearest(form, parsed, request.user, query),
        "without_filters": str(without_filters(query, form)),
        "sorts": sorts(form, query),
        # The box sends the filters along: a new word does not lose what was chosen.
        "kept": [pair for pair in query.pairs if pair[0] not in ("q", *form.days)],
        "pages": pages(query, page, results.pages),
        "first_place": (page - 1) * PER_PAGE + 1,
        "out": outs(form.shape, query),
        "address": str(query.setting("page", page if page > 1 else "")),
    }


@dataclass(frozen=True)
class Nearest:
    """A query that finds something: its words, how it differs, how much it finds, its address."""

    query: str
    differs: str
    count: int
    url: str


def nearest(form: SearchForm, parsed: search.Parsed, user: User, query: Query) -> list[Nearest]:
    """What to ask instead of a search that finds nothing; none while the search is rebuilt."""
    bare = without_filters(query, form)
    found = []
    try:
        if form.chosen and (
            count := search.count_without_filters(form.query, shape=form.shape, user=user)
        ):
            found.append(Nearest(form.query, gettext("without the filters"), count, str(bare)))
        if form.query:
            found += around(form, parsed, user, query, form.filters)
        if form.query and form.chosen and not found:
            also = gettext("%(difference)s, without the filters")
            found += around(form, parsed, user, bare, search.Filters(), also)
    except search.Unavailable:
        return []
    return found


def around(
    form: SearchForm,
    parsed: search.Parsed,
    user: User,
    query: Query,
    filters: search.Filters,
    also: str = "%(difference)s",
) -> list[Nearest]:
    """The queries near one that find something under these filters; `also` is the template of how
    they differ."""
    near = search.nearby(parsed, shape=form.shape, user=user, filters=filters)
    return [
        Nearest(
            one.query,
            also % {"difference": one.differs},
            one.count,
            str(query.setting("q", one.query)),
        )
        for one in near
    ]


def outs(shape: str, query: Query) -> list[SortLink]:
    """The files and the feed that hold the results of this search."""
    shape = shape.removesuffix("s")
    names = {"csv": "CSV", "json-lines": "JSON Lines"}
    names |= {"feed": gettext("a feed")} if shape == "article" else {}
    return [
        SortLink(label, str(replace(query, path=reverse(f"articles:{shape}-{name}"))))
        for name, label in names.items()
    ]


def without_filters(query: Query, form: SearchForm) -> Query:
    """The search with its words and its order alone."""
    for name in (*form.lists, *form.days):
        query = query.setting(name, "")
    return query
