"""Articles: the list that searches, and the page of one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, zip_longest
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles import search
from articles.extraction.names import fold
from articles.forms import SearchForm
from articles.models import Article, ImportItem, Quote, Tagging
from articles.querysets import User
from articles.views.errors import article_or_404, search_away, tells_of_gone
from articles.views.facets import query_of
from articles.views.passages import Passage, Segment, Span, cut, paragraphs
from articles.views.rows import PER_PAGE, ArticleRow, article_rows, found_articles, listed
from articles.views.searching import ask, context_of
from articles.views.trail import address_in, trail_of
from articles.views.versions import copies_beside, corrections_of

OTHERS_SHOWN = 12
SIMILAR_SHOWN = 6
SUGGESTIONS = 8
RAW_SHOWN = 100_000


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """Browse and search the articles."""
    form = SearchForm(request.GET, request.user)
    try:
        results = ask(search.articles, form, request)
    except search.Unavailable:
        return search_away(request, "Articles")
    rows = found_articles(request.user, results, form.query, address_of(request, form, results))
    explains = bool(request.user.is_staff and form.query and form.order == "relevance")
    explained = explains and "explain" in request.GET
    context = context_of(request, form, results) | {
        "rows": with_rankings(rows, request.user, form, results.parsed) if explained else rows,
        "explains": explains,
        "explained": explained,
        "explain_url": str(query_of(request.path, form).setting("explain", "1")),
        "may_tag": request.user.has_perm("articles.add_tagging"),
        "may_untag": request.user.has_perm("articles.delete_tagging"),
    }
    return render(request, "articles/article_list.html", context)


def address_of(
    request: HttpRequest, form: SearchForm, results: search.Results
) -> Callable[[Article, int], str] | None:
    """What leads from a result to its article with the search in the address; None where nothing
    was asked for: every article is then a result, and the address stays as short as it is."""
    if not form.query and not form.chosen:
        return None
    query = query_of(request.path, form)
    first = (results.page - 1) * PER_PAGE + 1
    return lambda article, place: address_in(query, article, first + place)


def with_rankings(
    rows: list[ArticleRow], user: User, form: SearchForm, parsed: search.Parsed
) -> list[ArticleRow]:
    """The rows with why each stands where it does."""
    told = [
        search.explain(form.query, row.article.pk, user=user, filters=form.filters) for row in rows
    ]
    return [
        replace(row, ranking=search.ranking(one, parsed)) if one else row
        for row, one in zip(rows, told, strict=True)
    ]


@require_safe
@tells_of_gone
def article_detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One article, its quotes, people, tags and story, and where each of it comes from."""
    rows = Article.objects.select_related("source", "story", "corrects", "raw")
    article = article_or_404(request, rows, pk)
    if slug != (article.slug or "-"):
        return to_right_slug(request, article)
    query = request.GET.get("q", "").replace("\0", "")
    quotes = list(
        article.quotes.statements().select_related("speaker", "relayed_by").order_by("start")
    )
    mentions = list(article.mentions.select_related("person"))
    taggings = list(article.taggings.select_related("tag"))
    may_tag = request.user.has_perm("articles.add_tagging")
    context = {
        "article": article,
        "query": query,
        **marked_text(article, quotes, mentions, query),
        "trail": trail_of(request, article),
        # The search in the address makes no further page of the article.
        "canonical": request.build_absolute_uri(article.get_absolute_url()),
        "quotes": quotes,
        "people": people_named(mentions, quotes),
        "taggings": taggings,
        "suggestions": suggested_tags(article, taggings) if may_tag else [],
        "may_tag": may_tag,
        "may_untag": request.user.has_perm("articles.delete_tagging"),
        "may_change": request.user.is_staff and request.user.has_perm("articles.change_article"),
        **(coverage := related(article, request.user)),
        "similar": similar(article, request.user, coverage["others"]),
        **provenance(article, request.user),
        **copies_beside(article, request.user),
    }
    return render(request, "articles/article_detail.html", context)


def suggested_tags(article: Article, taggings: list[Tagging]) -> list[str]:
    """Places and organisations of the text that are no tags of the article yet, at most
    `SUGGESTIONS`; places and organisations take turns, the most prominent first."""
    taken = {tagging.tag.folded for tagging in taggings}
    kinds: dict[str, list[str]] = {}
    for suggestion in article.suggested_tags:
        if fold(suggestion["name"]) not in taken:
            kinds.setdefault(suggestion["kind"], []).append(suggestion["name"])
    turns = zip_longest(*kinds.values())
    return [name for turn in turns for name in turn if name][:SUGGESTIONS]


def to_right_slug(request: HttpRequest, article: Article) -> HttpResponsePermanentRedirect:
    """To the article's one address, with the query that came along."""
    query = request.META.get("QUERY_STRING", "")
    url = article.get_absolute_url()
    return redirect(f"{url}?{query}" if query else url, permanent=True)


def marked_text(
    article: Article, quotes: list[Quote], mentions: list, query: str
) -> dict[str, list[Segment] | list[Passage] | range]:
    """Headline, standfirst and paragraphs with quotes, people and the words searched for marked.

    The places of these words are numbered from 1 in the order of reading; `hits` are the numbers.
    """
    parsed = search.parse(query) if query else None
    spans: dict[str, list[Span]] = {"headline": [], "standfirst": [], "body": []}
    for quote in quotes:
        spans[quote.field].append(Span(quote.start, quote.end, "quote", quote))
    for mention in mentions:
        # The headline is the page's own title: links in it would lead away from the page.
        if mention.field != "headline":
            spans[mention.field].append(Span(mention.start, mention.end, "person", mention.person))
    numbers = count(1)
    for field, found in spans.items():
        found += hits(article, field, parsed, numbers)
    return {
        "hits": range(1, next(numbers)),
        "headline": cut(article.headline, spans["headline"]),
        "standfirst": cut(article.standfirst, spans["standfirst"]),
        "passages": paragraphs(article.body, spans["body"], article.headings),
    }


def hits(
    article: Article, field: str, parsed: search.Parsed | None, numbers: Iterator[int]
) -> list[Span]:
    """The places of a field that a query found, each with the next of the numbers."""
    if parsed is None:
        return []
    found = search.hit_spans(getattr(article, field), parsed, field)
    return [Span(start, end, "hit", next(numbers)) for start, end in found]


def people_named(mentions: list, quotes: list[Quote]) -> list[dict[str, Any]]:
    """Each person of an article once, in order of first mention: how often named and quoted."""
    order = {"headline": 0, "standfirst": 1, "body": 2}
    people: dict[int, dict[str, Any]] = {}
    for mention in sorted(mentions, key=lambda m: (order[m.field], m.start)):
        entry = people.setdefault(
            mention.person_id, {"person": mention.person, "title": "", "named": 0, "quoted": 0}
        )
        entry["named"] += 1
        entry["title"] = entry["title"] or mention.title
    for quote in quotes:
        if quote.speaker_id in people:
            people[quote.speaker_id]["quoted"] += 1
    return list(people.values())


def related(article: Article, user: User) -> dict[str, Any]:
    """The other articles of its story, what it corrects, and what corrects it."""
    visible = Article.objects.visible_to(user)
    others: list = []
    if article.story_id:
        rows = visible.filter(story=article.story_id).exclude(pk=article.pk).oldest()
        others = article_rows(listed(rows)[: OTHERS_SHOWN + 1])
    corrected = []
    if article.corrects_id:
        corrected = list(visible.filter(pk=article.corrects_id).for_list())
    return {
        "others": others[:OTHERS_SHOWN],
        "more_others": len(others) > OTHERS_SHOWN,
        "corrected": corrected,
        "corrections": corrections_of(article, user),
    }


def similar(article: Article, user: User, others: list[ArticleRow]) -> list[Article]:
    """Articles with the words that set this one apart, the likest first; `others` are left out,
    and all of them while the search is rebuilt."""
    shown = {row.article.pk for row in others}
    try:
        ids = search.more_like(article, user, limit=SIMILAR_SHOWN + len(shown))
    except search.Unavailable:
        return []
    rows = Article.objects.visible_to(user).for_list().in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows and pk not in shown][:SIMILAR_SHOWN]


def raw_is_open(article: Article) -> bool:
    """True where any reader may see the raw text: a page saved as text, left as it was read.

    A record with fields can hold what no page shows, such as notes of the desk; a text that a
    curator changed can hold what was taken out for a reason.
    """
    record = bytes(article.raw.data[:200]).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b"<")
    curated = {"headline", "standfirst", "body"}.intersection(article.curated_fields)
    return not record and not curated and not article.ednote


def provenance(article: Article, user: User) -> dict[str, Any]:
    """The raw text with what was left out of the article marked, and the import that brought it."""
    may_see_raw = raw_is_open(article) or user.has_perm("articles.view_rawtext")
    raw = article.raw.decoded() if may_see_raw else ""
    removed, elsewhere = [], []
    for part in article.removed:
        start, end = part.get("start", 0), part.get("end", 0)
        if raw[start:end] == part.get("text"):
            removed.append(Span(start, end, "removed", part.get("reason", "")))
        else:
            elsewhere.append(part)
    item = (
        ImportItem.objects.filter(article=article.pk).select_related("run").order_by("-id").first()
    )
    return {
        "may_see_raw": may_see_raw,
        "raw_segments": cut(raw, removed, 0, RAW_SHOWN),
        "raw_cut": max(len(raw) - RAW_SHOWN, 0),
        "removed_elsewhere": elsewhere,
        "import_item": item,
        "earlier_versions": article.versions.count(),
    }
