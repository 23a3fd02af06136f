"""Outlets: the list, and the page of one."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Max, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.filters import SourceFilter
from articles.models import Article, OutletCitation, Quote, Source
from articles.querysets import User
from articles.views import counts
from articles.views.errors import by_slug
from articles.views.links import Query
from articles.views.listing import list_context, page_context
from articles.views.old import redirects_old
from articles.views.rows import PER_PAGE, article_rows, listed
from articles.views.volume import by_month, on, over_months, spans

SPEAKERS_SHOWN = 12
OUTLETS_SHOWN = 12
UNNAMED = (Quote.SpeakerKind.DESCRIPTION, Quote.SpeakerKind.NONE)


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Outlets by name, or by how many articles of theirs there are."""
    sources = SourceFilter(request.GET, Source.objects.visible_to(request.user))
    context = list_context(request, sources, counts.of_sources(request.user))
    return render(request, "articles/source_list.html", context)


@require_safe
@redirects_old("source")
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One outlet: its articles, newest first, whom it quotes most, how often it names nobody, and
    which outlets lean on which."""
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
    dated = spans(theirs)
    search = Query(reverse("articles:article-list"), (("source", source.slug),))
    context = {
        "source": source,
        **page,
        "rows": article_rows(page["rows"]),
        "span": {
            "first": min((one["first"] for one in dated), default=None),
            "last": max((one["last"] for one in dated), default=None),
        },
        "speakers": list(quoted[:SPEAKERS_SHOWN]),
        "unnamed": unnamed(source, user),
        "over_time": over_months(by_month(dated), lambda time: on(search, time)),
        "cites": cites(source, user),
        "cited_by": cited_by(source, user),
    }
    return render(request, "articles/source_detail.html", context)


@dataclass(frozen=True)
class Unnamed:
    """Of an outlet's statements: how many have no name to them, only a description or nothing."""

    described: int
    nobody: int
    total: int

    @property
    def percent(self) -> int:
        """The share of statements without a name, in whole per cent."""
        return round(100 * (self.described + self.nobody) / self.total) if self.total else 0


def unnamed(source: Source, user: User) -> Unnamed:
    """How often an outlet gives no name for who said something; one query.

    Words that are quoted inside a quote are its speaker's matter and not counted.
    """
    said = Quote.objects.statements().visible_to(user).filter(article__source=source)
    rows = said.exclude(kind=Quote.Kind.NESTED).order_by().values("speaker_kind")
    counts = {row["speaker_kind"]: row["n"] for row in rows.annotate(n=Count("pk"))}
    return Unnamed(*(counts.get(kind, 0) for kind in UNNAMED), sum(counts.values()))


@dataclass(frozen=True)
class Cited:
    """An outlet and in how many articles; `slug` is "" where the user may not open its page."""

    name: str
    slug: str
    n: int


def cites(source: Source, user: User) -> list[Cited]:
    """The outlets on which this one leans, under the name that its articles give them."""
    rows = (
        OutletCitation.objects.visible_to(user)
        .filter(article__source=source)
        .exclude(source=source)
        .order_by()
        .annotate(told=Case(When(source=None, then=F("words")), default=Value("")))
        .values("source", "told", slug=F("source__slug"))
        .annotate(n=Count("article", distinct=True), name=Max("words"))
    )
    return _seen(rows, user)


def cited_by(source: Source, user: User) -> list[Cited]:
    """The outlets that lean on this one."""
    rows = (
        OutletCitation.objects.visible_to(user)
        .filter(source=source, article__source__isnull=False)
        .exclude(article__source=source)
        .order_by()
        .values(name=F("article__source__name"), slug=F("article__source__slug"))
        .annotate(n=Count("article", distinct=True))
    )
    return _seen(rows, user)


def _seen(rows: QuerySet, user: User) -> list[Cited]:
    """The outlets most often met, with the address of those whose page the user may open."""
    rows = list(rows.order_by("-n", "name")[:OUTLETS_SHOWN])
    slugs = {row["slug"] for row in rows} - {None}
    seen = set(
        Source.objects.visible_to(user).filter(slug__in=slugs).values_list("slug", flat=True)
    )
    return [
        Cited(row["name"], row["slug"] if row["slug"] in seen else "", row["n"]) for row in rows
    ]
