"""Outlets: the list, and the page of one."""

from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.filters import SourceFilter
from articles.models import Article, Quote, Source
from articles.views import counts
from articles.views.errors import by_slug
from articles.views.links import Query
from articles.views.listing import list_context, page_context
from articles.views.rows import PER_PAGE, article_rows, listed

SPEAKERS_SHOWN = 12


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Outlets by name, or by how many articles of theirs there are."""
    sources = SourceFilter(request.GET, Source.objects.visible_to(request.user))
    context = list_context(request, sources, counts.of_sources(request.user))
    return render(request, "articles/source_list.html", context)


@require_safe
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One outlet: its articles, newest first, and whom it quotes most."""
    user = request.user
    source = by_slug(Source.objects.visible_to(user), slug)
    theirs = Article.objects.visible_to(user).filter(source=source)
    page = page_context(request, listed(theirs).newest(), Query(request.path), PER_PAGE)
    quoted = (
        Quote.objects.statements()
        .visible_to(user)
        .filter(article__source=source, speaker__isnull=False)
        .order_by()
        .values("speaker__name", "speaker__slug")
        .annotate(n=Count("pk"))
        .order_by("-n", "speaker__name")
    )
    context = {
        "source": source,
        **page,
        "rows": article_rows(page["rows"]),
        "span": theirs.aggregate(first=Min("published_on"), last=Max("published_on")),
        "speakers": list(quoted[:SPEAKERS_SHOWN]),
    }
    return render(request, "articles/source_detail.html", context)
