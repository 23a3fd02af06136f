"""Tags: the list, and the articles under one."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.filters import TagFilter
from articles.models import Article, Mention, Tag
from articles.views import counts
from articles.views.errors import by_slug
from articles.views.links import Query
from articles.views.listing import list_context, page_context
from articles.views.old import redirects_old
from articles.views.rows import PER_PAGE, article_rows, listed
from articles.views.volume import by_month, on, over_months, shares, spans

PEOPLE_SHOWN = 12
OUTLETS_SHOWN = 12


@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    """Tags by name, or by how many articles have them."""
    tags = TagFilter(request.GET, Tag.objects.visible_to(request.user))
    context = list_context(request, tags, counts.of_tags(request.user))
    return render(request, "articles/tag_list.html", context)


@require_safe
@redirects_old("tag")
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles with one tag, newest first, and whom they name most."""
    user = request.user
    tag = by_slug(Tag.objects.visible_to(user), slug)
    under = Article.objects.visible_to(user).filter(pk__in=tag.taggings.values("article"))
    page = page_context(request, listed(under).newest(), Query(request.path), PER_PAGE)
    named = (
        Mention.objects.filter(article__in=under.values("pk"))
        .order_by()
        .values("person__name", "person__slug")
        .annotate(n=Count("article", distinct=True))
        .order_by("-n", "person__name")
    )
    search = Query(reverse("articles:article-list"), (("tag", tag.slug),))
    context = {
        "tag": tag,
        **page,
        "rows": article_rows(page["rows"]),
        "people": list(named[:PEOPLE_SHOWN]),
        "over_time": over_months(by_month(spans(under)), lambda time: on(search, time)),
        "outlets": shares(under, OUTLETS_SHOWN, lambda slug: str(search.adding("source", slug))),
    }
    return render(request, "articles/tag_detail.html", context)
