"""Quotes: the list that searches, and the page of one with the passage around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import search
from articles.forms import SearchForm
from articles.models import Article, Quote
from articles.views import families
from articles.views.errors import article_or_404, search_away, tells_of_gone
from articles.views.keeping import kept_context
from articles.views.passages import Passage, Span, around, paragraphs, shifted
from articles.views.rows import found_quotes
from articles.views.searching import ask, context_of
from articles.views.versions import corrections_of


@require_safe
def quote_list(request: HttpRequest) -> HttpResponse:
    """Browse and search what was said."""
    form = SearchForm(request.GET, request.user, "quotes")
    try:
        results = ask(search.quotes, form, request)
    except search.Unavailable:
        return search_away(request, gettext("Quotes"))
    rows = found_quotes(request.user, results, form.query)
    families.put_others_on((row.quote for row in rows), request.user)
    context = context_of(request, form, results) | {"rows": rows}
    return render(request, "articles/quote_list.html", context)


@require_safe
@tells_of_gone
def quote_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One quote: who said it, how that is known, and the words around it."""
    quote = get_object_or_404(
        Quote.objects.select_related(
            "speaker", "relayed_by", "nested_in__speaker", "continues__speaker"
        ),
        pk=pk,
    )
    rows = Article.objects.select_related("source", "story")
    article = article_or_404(request, rows, quote.article_id)
    inner = list(quote.inner.statements().select_related("speaker"))
    families.put_others_on([quote], request.user)
    may_change = request.user.has_perm(families.MAY_CHANGE)
    context = {
        "quote": quote,
        "article": article,
        "inner": inner,
        "corrections": corrections_of(article, request.user),
        "passages": passages_around(article, quote, inner),
        "address": request.build_absolute_uri(),
        **kept_context(article, request.user),
        "may_change_family": may_change,
        "actions": families.latest_actions(request.user) if may_change else [],
    }
    return render(request, "articles/quote_detail.html", context)


def passages_around(article: Article, quote: Quote, inner: list[Quote]) -> list[Passage]:
    """The paragraphs that a quote stands in, and one on each side, it and its speaker marked."""
    text = getattr(article, quote.field)
    start, end = around(text, quote.start, quote.end)
    spans = [Span(one.start, one.end, "quote", one) for one in (quote, *inner)]
    if quote.speaker and quote.speaker_start is not None:
        spans.append(Span(quote.speaker_start, quote.speaker_end, "person", quote.speaker))
    return paragraphs(text[start:end], shifted(spans, start))
