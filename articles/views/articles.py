"""Articles: the list that searches, and the page of one."""

from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import citing, search
from articles.extraction.names import fold
from articles.forms import SearchForm
from articles.models import Article, ArticleVersion, ImportItem, Quote, Tagging
from articles.querysets import User
from articles.views import families
from articles.views.citing import cited
from articles.views.errors import article_or_404, search_away, tells_of_gone
from articles.views.facets import query_of
from articles.views.keeping import kept_context
from articles.views.marks import marked_text
from articles.views.passages import Span, cut
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
        return search_away(request, gettext("Articles"))
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
        "edit_all": str(query_of(reverse("articles:bulk-edit"), form)),
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
    article = article_or_404(request, with_versions(), pk)
    if slug != (article.slug or "-"):
        return to_right_slug(request, article)
    user = request.user
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("q", "chars")}
    quotes = list(
        article.quotes.statements().select_related("speaker", "relayed_by").order_by("start")
    )
    families.put_others_on(quotes, user)
    for number, quote in enumerate(quotes, start=1):
        quote.number = number
    mentions = list(article.mentions.select_related("person"))
    taggings = list(article.taggings.select_related("tag"))
    people = people_named(mentions, quotes)
    may_tag = user.has_perm("articles.add_tagging")
    kept = kept_context(article, user)
    context = {
        "article": article,
        "query": asked["q"],
        **marked_text(article, quotes, mentions, asked["q"], kept["notes"], asked["chars"]),
        "trail": trail_of(request, article),
        # The search in the address makes no further page of the article.
        "canonical": request.build_absolute_uri(article.get_absolute_url()),
        "footnote": citing.footnote(cited(request, article)),
        "citation_forms": citing.FORMS,
        "quotes": quotes,
        "people": people,
        "taggings": taggings,
        "suggestions": suggested_tags(article, taggings, people) if may_tag else [],
        "may_tag": may_tag,
        "undo_here": user.has_perm("articles.delete_tagging"),
        "here": f"{request.get_full_path()}#tags",
        "may_untag": user.has_perm("articles.delete_tagging"),
        "may_change": user.is_staff and user.has_perm("articles.change_article"),
        **kept,
        **(coverage := related(article, user)),
        "similar": similar(article, user, coverage["others"]),
        **provenance(article, user),
        **copies_beside(article, user),
    }
    return render(request, "articles/article_detail.html", context)


def with_versions() -> QuerySet[Article]:
    """Articles as their own page shows them, with how many `earlier_versions` are kept."""
    kept = ArticleVersion.objects.filter(article=OuterRef("pk")).order_by().values("article")
    number = Subquery(kept.annotate(n=Count("pk")).values("n"))
    joined = Article.objects.select_related("source", "story", "corrects", "raw")
    return joined.annotate(earlier_versions=number)


def suggested_tags(
    article: Article, taggings: list[Tagging], people: list[dict[str, Any]]
) -> list[str]:
    """What the import found that is no tag of the article yet, at most `SUGGESTIONS`.

    The subjects that the outlet gave, the places, organisations and people of the text take turns,
    the most prominent of each first.
    """
    taken = {tagging.tag.folded for tagging in taggings}
    kinds: dict[str, list[str]] = {"subject": [one.get("name", "") for one in article.subjects]}
    for suggestion in article.suggested_tags:
        kinds.setdefault(suggestion["kind"], []).append(suggestion["name"])
    often = sorted(people, key=lambda entry: entry["named"], reverse=True)
    kinds["person"] = [entry["person"].name for entry in often]
    names = []
    for name in (name for turn in zip_longest(*kinds.values()) for name in turn):
        if name and fold(name) not in taken:
            taken.add(fold(name))
            names.append(name)
    return names[:SUGGESTIONS]


def to_right_slug(request: HttpRequest, article: Article) -> HttpResponsePermanentRedirect:
    """To the article's one address, with the query that came along."""
    query = request.META.get("QUERY_STRING", "")
    url = article.get_absolute_url()
    return redirect(f"{url}?{query}" if query else url, permanent=True)


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
    }
