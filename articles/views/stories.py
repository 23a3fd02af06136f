"""Stories: the list of events, and the page of one with what each outlet has of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.extraction.names import fold
from articles.filters import StoryFilter
from articles.models import Article, OldAddress, Quote, Source, Story
from articles.views import counts
from articles.views.errors import by_slug
from articles.views.families import disagreements_of
from articles.views.links import Query
from articles.views.listing import list_context
from articles.views.old import redirects_old
from articles.views.rows import ArticleRow, article_rows, listed
from articles.views.volume import on, over_days, shares

ARTICLES_SHOWN = 200
SPEAKERS_SHOWN = 12
OUTLETS_SHOWN = 12


@dataclass
class Said:
    """A quote as one outlet has it, and which other outlets of the story have the same words."""

    quote: Quote
    also: list[str] = field(default_factory=list)


@dataclass
class Coverage:
    """What one outlet has of a story."""

    source: Source | None
    articles: list[ArticleRow] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    """Stories by their latest article, or by how widely they are covered."""
    context = list_context(request, StoryFilter, counts.of_stories(request.user))
    return render(request, "articles/story_list.html", context)


@require_safe
@redirects_old(OldAddress.Kind.STORY)
def story_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One story: its articles in order, who is quoted, and what each outlet has."""
    user = request.user
    story = by_slug(Story.objects.visible_to(user), slug)
    counts.put_on([story], counts.of_stories(user))
    visible = Article.objects.visible_to(user).filter(story=story)
    rows = article_rows(listed(visible).oldest()[:ARTICLES_SHOWN])
    quotes = (
        Quote.objects.statements()
        .filter(article__in=[row.article.pk for row in rows])
        .exclude(kind=Quote.Kind.NESTED)
        .select_related("speaker")
        .order_by("article_id", "field", "start")
    )
    place = {row.article.pk: number for number, row in enumerate(rows)}
    quotes = sorted(quotes, key=lambda quote: place[quote.article_id])
    search = Query(reverse("articles:article-list"), (("story", story.slug),))
    context = {
        "story": story,
        "rows": rows,
        "coverage": coverage(rows, quotes),
        "speakers": most_quoted(quotes),
        "disagreements": disagreements_of(story, user),
        "over_time": over_days((row.article for row in rows), lambda time: on(search, time)),
        "outlets": shares(visible, OUTLETS_SHOWN, lambda slug: str(search.adding("source", slug))),
    }
    return render(request, "articles/story_detail.html", context)


def coverage(rows: list[ArticleRow], quotes: list[Quote]) -> list[Coverage]:
    """What each outlet has of a story, the outlet that was first first.

    Two quotes are the same words where they do not differ but in case, accents and punctuation.
    """
    by_outlet: dict[int | None, Coverage] = {}
    outlet_of: dict[int, int | None] = {}
    for row in rows:
        source = row.article.source
        outlet_of[row.article.pk] = source and source.pk
        own = by_outlet.setdefault(source and source.pk, Coverage(source))
        own.articles.append(row)
    carriers: dict[str, dict[int | None, None]] = defaultdict(dict)
    for quote in quotes:
        carriers[fold(quote.text)][outlet_of[quote.article_id]] = None
    told = set()
    for quote in quotes:
        outlet, words = outlet_of[quote.article_id], fold(quote.text)
        if (outlet, words) in told:
            continue
        told.add((outlet, words))
        also = [
            outlet_name(by_outlet[other].source) for other in carriers[words] if other != outlet
        ]
        by_outlet[outlet].said.append(Said(quote, also))
    return list(by_outlet.values())


def outlet_name(source: Source | None) -> str:
    """The outlet's name as a sentence has it."""
    return source.name if source else gettext("an unknown outlet")


def most_quoted(quotes: list[Quote]) -> list[dict]:
    """Who is quoted in a story and how often: {person, n}, the most first."""
    people = {quote.speaker_id: quote.speaker for quote in quotes if quote.speaker}
    counts = Counter(quote.speaker_id for quote in quotes if quote.speaker)
    return [{"person": people[pk], "n": n} for pk, n in counts.most_common(SPEAKERS_SHOWN)]
