"""Correct one quote on the text itself: where it begins and ends, who said it, of what kind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from articles.curation import quotes
from articles.models import Quote
from articles.views.passages import around
from articles.views.rights import require

RIGHT = "articles.change_quote"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def quote_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The paragraph of a quote with its characters, and a form; a POST keeps what it says."""
    require(request, RIGHT)
    rows = Quote.objects.visible_to(request.user).select_related("article", "speaker")
    quote = get_object_or_404(rows, pk=pk)
    if request.method == "POST" and kept(request, quote):
        return redirect(quote)
    text = getattr(quote.article, quote.field)
    first, last = around(text, quote.start, quote.end)
    asked = request.POST if request.method == "POST" else {}
    context = {
        "quote": quote,
        "article": quote.article,
        "first": first,
        "before": text[first : quote.start],
        "after": text[quote.end : last],
        "length": len(text),
        "kinds": Quote.Kind.choices,
        "start": asked.get("start", quote.start),
        "end": asked.get("end", quote.end),
        "speaker": asked.get("speaker", quote.speaker.name if quote.speaker else ""),
        "kind": asked.get("kind", quote.kind),
    }
    return render(request, "articles/quote_edit.html", context)


def kept(request: HttpRequest, quote: Quote) -> bool:
    """True where what the form says was kept; else the user is told why it was not."""
    try:
        action = quotes.correct(
            quote,
            start=number(request.POST.get("start", "")),
            end=number(request.POST.get("end", "")),
            speaker=speaker(request.POST.get("speaker", ""), quote),
            kind=request.POST.get("kind", ""),
            user=request.user,
        )
    except quotes.Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, action.sentence if action else gettext("Nothing was changed."))
    return True


def number(written: str) -> int:
    """The number of a field, -1 for what is none."""
    fits = written.isascii() and written.isdecimal() and len(written) < 10
    return int(written) if fits else -1


def speaker(written: str, quote: Quote):
    """The speaker whom the form names. Raises quotes.Refused.

    The name that the page showed is the speaker as before: two people may share a name.
    """
    if quote.speaker and written == quote.speaker.name:
        return quote.speaker
    return quotes.speaker_named(written)
