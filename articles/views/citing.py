"""An article's citation, to copy or to take into a reference manager."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import citing
from articles.models import Article
from articles.views.errors import article_or_404, tells_of_gone


@require_safe
@tells_of_gone
def article_citation(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The citation of one article in one of `citing.FORMS`; 404 for a form that there is not."""
    if form not in citing.FORMS:
        raise Http404("no such form of citation")
    article = article_or_404(request, Article.objects.select_related("source"), pk)
    kind = citing.FORMS[form]
    response = HttpResponse(
        kind.write(cited(request, article)), content_type=f"{kind.media_type}; charset=utf-8"
    )
    if form != "footnote":
        name = f"article-{article.pk}.{kind.ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def cited(request: HttpRequest, article: Article) -> citing.Citation:
    """What is cited of an article that was looked up here and today."""
    address = request.build_absolute_uri(article.get_absolute_url())
    return citing.citation(article, address, timezone.localdate())
