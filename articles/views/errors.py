"""Pages for what cannot be shown, and how rows are looked up so that nothing hidden shows."""

from collections.abc import Callable
from functools import wraps

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles.models import Article

GONE = (Article.Status.WITHDRAWN, Article.Status.KILLED)
INDEXING_SECONDS = 30


class Gone(Exception):  # noqa: N818 - reads as what it is where it is caught
    """An article that was withdrawn or killed after readers could have had its address."""

    def __init__(self, article: Article):
        super().__init__(article.pk)
        self.article = article


def by_slug(rows: QuerySet, slug: str) -> Model:
    """The row of this slug, or 404; a NUL in an address is no slug, and PostgreSQL refuses it."""
    if "\0" in slug:
        raise Http404("no such address")
    return get_object_or_404(rows, slug=slug)


def article_or_404(request: HttpRequest, rows: QuerySet[Article], pk: int) -> Article:
    """The article of this id that the user may see.

    Raises Gone where it was taken back after it had been public, Http404 where there is none, or
    none that a reader may know of.
    """
    article = rows.visible_to(request.user).filter(pk=pk).first()
    if article is not None:
        return article
    hidden = Article.objects.hidden().filter(pk=pk).first()
    if hidden is not None and was_public(hidden):
        raise Gone(hidden)
    raise Http404("no such article")


def was_public(article: Article) -> bool:
    """True where an article was taken back that no embargo keeps secret still."""
    embargo = article.embargoed_until
    return article.status in GONE and (embargo is None or embargo <= timezone.now())


def tells_of_gone(view: Callable) -> Callable:
    """Decorator: answers with the page of 410 where the view meets an article taken back."""

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Gone as taken_back:
            return gone(request, taken_back.article)

    return answered


def gone(request: HttpRequest, article: Article) -> HttpResponse:
    """The page for an article taken back: why, and nothing of what it said."""
    context = {
        "status": article.get_status_display(),
        "reason": article.status_reason,
        "number": article.pk,
    }
    return render(request, "articles/article_gone.html", context, status=410)


def search_away(request: HttpRequest, title: str) -> HttpResponse:
    """The page for a search index that is being rebuilt; pages that need none still work."""
    response = render(request, "articles/search_away.html", {"title": title}, status=503)
    response.headers["Retry-After"] = str(INDEXING_SECONDS)
    return response
