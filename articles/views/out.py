"""Out of a search: an Atom feed, CSV and JSON Lines, and what is suggested to who types.

Each takes the parameters of the search page and holds what that page counts.
"""

import re
from collections.abc import Iterable

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import exports, search
from articles.forms import SearchForm
from articles.models import Article
from articles.slugs import slug_of
from articles.tongue import in_language
from articles.views.facets import query_of

FEED_LENGTH = 50
MOST_TYPED = 200
CSV, JSON_LINES = "text/csv; charset=utf-8", "application/x-ndjson"


# What XML 1.0 has no place for, not even escaped (production 2, Char).
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@require_safe
def article_feed(request: HttpRequest) -> HttpResponse:
    """The newest articles of a search as an Atom feed (RFC 4287)."""
    form = SearchForm(request.GET, request.user)
    try:
        results = search.articles(
            form.query,
            user=request.user,
            filters=form.filters,
            sort="newest",
            per_page=FEED_LENGTH,
            facets=(),
        )
    except search.Unavailable:
        return away()
    rows = Article.objects.visible_to(request.user).for_list().in_bulk(results.ids)
    page = query_of(reverse("articles:article-list"), form)
    feed = Atom1Feed(
        title=for_xml(title_of(form.query)),
        link=request.build_absolute_uri(str(page)),
        description=for_xml(in_language(results.parsed.read_as)),
        feed_url=request.build_absolute_uri(),
    )
    for article in (rows[pk] for pk in results.ids if pk in rows):
        link = request.build_absolute_uri(article.get_absolute_url())
        feed.add_item(
            title=for_xml(article.headline or str(article)),
            link=link,
            description=for_xml(article.standfirst),
            author_name=for_xml(", ".join(article.byline)) or None,
            pubdate=article.published_at,
            updateddate=article.published_at or article.created_at,
            unique_id=link,
            categories=[for_xml(article.source.name)] if article.source else [],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def title_of(query: str) -> str:
    """What the feed of a search is called."""
    if not query:
        return gettext("Articles – newsroom archive")
    return gettext("%(query)s – newsroom archive") % {"query": query}


def for_xml(text: str) -> str:
    """The text without signs that XML cannot hold."""
    return NO_XML.sub("", text)


@require_safe
def article_csv(request: HttpRequest) -> HttpResponseBase:
    """All articles of a search as CSV."""
    return streamed(request, "articles", "csv")


@require_safe
def article_json_lines(request: HttpRequest) -> HttpResponseBase:
    """All articles of a search as JSON Lines."""
    return streamed(request, "articles", "jsonl")


@require_safe
def quote_csv(request: HttpRequest) -> HttpResponseBase:
    """All quotes of a search as CSV."""
    return streamed(request, "quotes", "csv")


@require_safe
def quote_json_lines(request: HttpRequest) -> HttpResponseBase:
    """All quotes of a search as JSON Lines."""
    return streamed(request, "quotes", "jsonl")


def streamed(request: HttpRequest, shape: str, ending: str) -> HttpResponseBase:
    """All results of a search in a file that is sent while it is made."""
    form = SearchForm(request.GET, request.user, shape)
    try:
        ids = search.stream(form.query, shape=shape, user=request.user, filters=form.filters)
    except search.Unavailable:
        return away()
    return StreamingHttpResponse(
        lines_of(request, shape, ending, ids),
        content_type=CSV if ending == "csv" else JSON_LINES,
        headers={"Content-Disposition": f'attachment; filename="{shape}.{ending}"'},
    )


def lines_of(request: HttpRequest, shape: str, ending: str, ids: Iterable[int]) -> Iterable[str]:
    """The lines of such a file."""
    absolute = request.build_absolute_uri
    if ending == "csv" and shape == "articles":
        return exports.found_articles_as_csv(ids, request.user, absolute)
    if ending == "csv":
        return exports.found_quotes_as_csv(ids, request.user, absolute)
    if shape == "articles":
        return exports.found_articles_as_json(ids, request.user)
    return exports.found_quotes_as_json(ids, request.user, absolute)


@require_safe
def suggested(request: HttpRequest) -> JsonResponse:
    """What is suggested to a reader who has typed `?q=`: kind, value, label and address of each."""
    typed = request.GET.get("q", "").replace("\0", "")[:MOST_TYPED]
    try:
        found = search.suggestions(typed, request.user)
    except search.Unavailable:
        found = []
    told = [
        {"kind": s.kind, "value": s.value, "label": s.label, "url": address_of(s)} for s in found
    ]
    return JsonResponse({"suggestions": told})


def address_of(suggestion: search.Suggestion) -> str:
    """The page of what is suggested; that of an article finds its slug by itself."""
    if suggestion.kind == "headline":
        slug = slug_of(suggestion.label) or "-"
        return reverse("articles:article-detail", args=[suggestion.value, slug])
    return reverse(f"articles:{suggestion.kind}-detail", args=[suggestion.value])


def away() -> HttpResponse:
    """The answer while the search is being rebuilt."""
    return HttpResponse(
        gettext("The search is being rebuilt. Please try again in a minute.") + "\n",
        content_type="text/plain; charset=utf-8",
        status=503,
        headers={"Retry-After": "60"},
    )
