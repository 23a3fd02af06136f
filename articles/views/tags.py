"""Tags: the list, and the articles under one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import search
from articles.filters import TagFilter
from articles.models import Tag
from articles.search.counts import snapshot
from articles.views import counts
from articles.views.errors import by_slug
from articles.views.links import Query
from articles.views.listing import list_context
from articles.views.old import redirects_old
from articles.views.rows import PER_PAGE
from articles.views.things import article_page, latest_rows, most_named, shares_of
from articles.views.volume import on, over_months

PEOPLE_SHOWN = 12
OUTLETS_SHOWN = 12


@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    """Tags by name, or by how many articles have them."""
    context = list_context(request, TagFilter, counts.of_tags(request.user))
    return render(request, "articles/tag_list.html", context)


@require_safe
@redirects_old("tag")
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles with one tag, newest first, and whom they name most."""
    user = request.user
    tag = by_slug(Tag.objects.visible_to(user), slug)
    try:
        context = counted(request, tag)
    except search.Unavailable:
        rows = latest_rows(tag.taggings.all(), "article", user, PER_PAGE)
        context = {"uncounted": True, "rows": rows}
    return render(request, "articles/tag_detail.html", {"tag": tag, **context})


def counted(request: HttpRequest, tag: Tag) -> dict[str, Any]:
    """The articles under a tag, counted by the index; raises `search.Unavailable`."""
    under = snapshot(request.user).articles(tag=tag.pk)
    query = Query(reverse("articles:article-list"), (("tag", tag.slug),))
    return {
        **article_page(request, under),
        "people": most_named(under, request.user, PEOPLE_SHOWN),
        "over_time": over_months(under.months(), lambda time: on(query, time)),
        "outlets": shares_of(
            under, request.user, OUTLETS_SHOWN, lambda slug: str(query.adding("source", slug))
        ),
    }
