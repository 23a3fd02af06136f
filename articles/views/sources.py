"""Outlets: the list, and the page of one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Max, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import search
from articles.filters import SourceFilter
from articles.models import OutletCitation, Quote, Source
from articles.querysets import User
from articles.search.counts import Group, snapshot
from articles.views import counts
from articles.views.errors import by_slug
from articles.views.links import Query
from articles.views.listing import list_context
from articles.views.old import redirects_old
from articles.views.rows import PER_PAGE
from articles.views.things import (
    BEHIND,
    READ,
    Tallied,
    article_page,
    latest_ids,
    latest_rows,
    newest_read,
    tallied,
)
from articles.views.volume import on, over_months, percent

SPEAKERS_SHOWN = 12
OUTLETS_SHOWN = 12
NOT_NESTED = tuple(kind for kind in Quote.Kind.values if kind != Quote.Kind.NESTED)
UNNAMED = (Quote.SpeakerKind.DESCRIPTION, Quote.SpeakerKind.NONE)


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Outlets by name, or by how many articles of theirs there are."""
    context = list_context(request, SourceFilter, counts.of_sources(request.user))
    return render(request, "articles/source_list.html", context)


@require_safe
@redirects_old("source")
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One outlet: its articles, newest first, whom it quotes most, how often it names nobody, and
    which outlets lean on which."""
    user = request.user
    source = by_slug(Source.objects.visible_to(user), slug)
    try:
        context = counted(request, source)
    except search.Unavailable:
        rows = latest_rows(source.articles.all(), "pk", user, PER_PAGE)
        context = {"uncounted": True, "rows": rows}
    return render(request, "articles/source_detail.html", {"source": source, **context})


def counted(request: HttpRequest, source: Source) -> dict[str, Any]:
    """The articles of an outlet and whom they quote, counted by the index; raises
    `search.Unavailable`."""
    user = request.user
    index = snapshot(user)
    theirs, said = index.articles(source=source.pk), index.quotes(source=source.pk)
    first, last = theirs.days()
    citing, latest = cited_by(source, user)
    query = Query(reverse("articles:article-list"), (("source", source.slug),))
    speakers = said.most(speaker=SPEAKERS_SHOWN + BEHIND)["speaker"]
    return {
        **article_page(request, theirs),
        "span": {"first": first, "last": last},
        "speakers": tallied("speaker", speakers, user, SPEAKERS_SHOWN),
        "unnamed": unnamed(source, said, user),
        "over_time": over_months(theirs.months(), lambda time: on(query, time)),
        "cites": cites(source, theirs, user),
        "cited_by": citing,
        "cited_by_latest": latest,
        "read": READ,
    }


@dataclass(frozen=True)
class Unnamed:
    """Of an outlet's statements: how many have no name to them, only a description or nothing.

    `latest` is true where `total` are the newest statements alone.
    """

    described: int
    nobody: int
    total: int
    latest: bool = False

    @property
    def percent(self) -> int:
        """The share of statements without a name, in whole per cent."""
        return percent(self.described + self.nobody, self.total)


def unnamed(source: Source, said: Group, user: User) -> Unnamed:
    """How often an outlet gives no name for who said something, in its newest statements; one
    query.

    Words that are quoted inside a quote are its speaker's matter and not counted.
    """
    read = newest_read(said.narrowed(kind=NOT_NESTED))
    quotes = Quote.objects.statements().visible_to(user).exclude(kind=Quote.Kind.NESTED)
    quotes = quotes.filter(article__source=source) if read is None else quotes.filter(pk__in=read)
    rows = quotes.order_by().values("speaker_kind").annotate(n=Count("pk"))
    counts = {row["speaker_kind"]: row["n"] for row in rows}
    latest = read is not None
    return Unnamed(*(counts.get(kind, 0) for kind in UNNAMED), sum(counts.values()), latest)


def cites(source: Source, theirs: Group, user: User) -> list[Tallied]:
    """The outlets on which this one leans in its newest articles, under the name that these give
    them."""
    read = newest_read(theirs)
    rows = OutletCitation.objects.visible_to(user)
    rows = rows.filter(article__source=source) if read is None else rows.filter(article__in=read)
    rows = (
        rows.exclude(source=source)
        .order_by()
        .annotate(told=Case(When(source=None, then=F("words")), default=Value("")))
        .values("source", "told", slug=F("source__slug"))
        .annotate(n=Count("article", distinct=True), name=Max("words"))
    )
    return _seen(rows, user)


def cited_by(source: Source, user: User) -> tuple[list[Tallied], bool]:
    """The outlets that lean on this one, and whether that is read from the citations that came last
    alone."""
    latest = latest_ids(source.citations.all(), user)
    rows = (
        OutletCitation.objects.visible_to(user)
        .filter(pk__in=latest, article__source__isnull=False)
        .exclude(article__source=source)
        .order_by()
        .values(name=F("article__source__name"), slug=F("article__source__slug"))
        .annotate(n=Count("article", distinct=True))
    )
    return _seen(rows, user), len(latest) == READ


def _seen(rows: QuerySet, user: User) -> list[Tallied]:
    """The outlets most often met, with the address of those whose page the user may open."""
    rows = list(rows.order_by("-n", "name")[:OUTLETS_SHOWN])
    slugs = {row["slug"] for row in rows} - {None}
    seen = set(
        Source.objects.visible_to(user).filter(slug__in=slugs).values_list("slug", flat=True)
    )
    return [
        Tallied(row["name"], row["slug"] if row["slug"] in seen else "", row["n"]) for row in rows
    ]
