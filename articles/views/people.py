"""People: the list of those whom articles name, and the page of one."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import search
from articles.filters import PersonFilter
from articles.models import Mention, Person, Quote
from articles.querysets import QuoteQuerySet, User
from articles.roles import Role, roles
from articles.search.counts import Group, snapshot
from articles.views import counts
from articles.views.errors import by_slug
from articles.views.links import Query
from articles.views.listing import list_context, page_context
from articles.views.old import redirects_old
from articles.views.people_said import Said, asked, newest_quotes
from articles.views.rows import QuoteRow, quote_rows
from articles.views.things import (
    READ,
    Newest,
    Tallied,
    latest_ids,
    latest_rows,
    most_named,
    newest_read,
    quote_rows_of,
    rows_of,
    shares_of,
)
from articles.views.volume import heat, on, over_months

QUOTES_SHOWN = 10
ARTICLES_SHOWN = 10
COMPANIONS_SHOWN = 12
OUTLETS_SHOWN = 12
RELAYED_SHOWN = 8
SAID_OF_SHOWN = 6
SAID_OF_READ = 300  # articles, the newest


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """People by name, or by how much they are quoted or named."""
    context = list_context(request, PersonFilter, counts.of_people(request.user))
    return render(request, "articles/person_list.html", context)


@require_safe
@redirects_old("person")
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: names, roles, what they said and when, who names them and beside whom."""
    user = request.user
    person = by_slug(Person.objects.visible_to(user), slug)
    context = {
        "person": person,
        "names": [row.name for row in person.names.visible_to(user) if row.name != person.name],
    }
    try:
        context |= counted(request, person)
    except search.Unavailable:
        context |= uncounted(person, user)
    return render(request, "articles/person_detail.html", context)


def counted(request: HttpRequest, person: Person) -> dict[str, Any]:
    """What is told of a person, counted by the index; raises `search.Unavailable`."""
    user = request.user
    index = snapshot(user)
    named, said = index.articles(person=person.pk), index.quotes(speaker=person.pk)
    person.article_count, person.quote_count = named.total, said.total
    passed_on, latest = passes_on(person, user)
    listed_at = Query(reverse("articles:article-list"), (("person", person.slug),))
    said_at = Query(reverse("articles:quote-list"), (("speaker", person.slug),))
    return {
        "roles": roles_of(person, named, user),
        **said_context(request, said),
        "articles": rows_of(named.newest(0, ARTICLES_SHOWN), user),
        "companions": most_named(named, user, COMPANIONS_SHOWN, but=person.pk),
        "outlets": shares_of(
            named, user, OUTLETS_SHOWN, lambda slug: str(listed_at.adding("source", slug))
        ),
        "over_time": over_months(named.months(), lambda time: on(listed_at, time)),
        "heat": heat(said.months(), lambda time: on(said_at, time)),
        "said_of": said_of(person, named, user),
        "passes_on": passed_on,
        "passes_on_latest": latest,
        "passed_on_by": passed_on_by(person, said, user),
        "read": READ,
        "said_of_shown": SAID_OF_SHOWN,
        "said_of_read": SAID_OF_READ,
    }


def uncounted(person: Person, user: User) -> dict[str, Any]:
    """What is told of a person while the index is rebuilt: what came last, and no counts."""
    said = person.quotes.statements().visible_to(user).for_list()
    return {
        "uncounted": True,
        "quotes": quote_rows(said.order_by("-pk")[:QUOTES_SHOWN]),
        "articles": latest_rows(person.mentions.all(), "article", user, ARTICLES_SHOWN),
    }


def said_context(request: HttpRequest, quotes: Group) -> dict[str, Any]:
    """A page of what a person said, as far as the reader asks for it, and the ways to narrow it."""
    said = Said(quotes, asked(request), request.user)
    page = page_context(request, Newest(said.left), Query(request.path, said.pairs), QUOTES_SHOWN)
    return {
        "quotes": quote_rows_of(page["rows"], request.user),
        "quotes_left": page["total"],
        "quotes_total": quotes.total,
        "all_quotes": f"{request.path}#said",
        "pages": page["pages"],
        "choices": said.choices(),
        "narrowed": bool(said.pairs),
    }


def roles_of(person: Person, named: Group, user: User) -> list[Role]:
    """The roles that articles give a person; of a person in many articles, in about READ of them.

    Titles are no part of the index. Articles are picked at random, for those of long ago tell of
    roles too.
    """
    mentions = person.mentions.visible_to(user)
    if named.total > READ:
        mentions = mentions.filter(article__in=named.sample(READ))
    return roles(mentions)


def said_of(person: Person, named: Group, user: User) -> list[QuoteRow]:
    """What others are quoted saying with the person's name in it, newest first; of the newest
    articles that name them, where there are many."""
    theirs = Mention.objects.filter(person=person)
    naming = theirs.filter(
        article=OuterRef("article"),
        field=OuterRef("field"),
        start__gte=OuterRef("start"),
        end__lte=OuterRef("end"),
    )
    many = named.total > SAID_OF_READ
    articles = named.newest(0, SAID_OF_READ) if many else theirs.values("article")
    quotes = Quote.objects.statements().visible_to(user).filter(article__in=articles)
    found = newest_quotes(quotes.exclude(speaker=person).filter(Exists(naming)).for_list())
    return quote_rows(found[:SAID_OF_SHOWN])


def passed_on_by(person: Person, said: Group, user: User) -> list[Tallied]:
    """Who passes on a person's words, most often in their newest quotes."""
    quotes = person.quotes.all()
    read = newest_read(said)
    if read is not None:
        quotes = quotes.filter(pk__in=read)
    return relayed(quotes.filter(relayed_by__isnull=False), "relayed_by", user)


def passes_on(person: Person, user: User) -> tuple[list[Tallied], bool]:
    """Whose words a person passes on, most often, and whether that is read from the quotes that
    came last alone."""
    latest = latest_ids(person.relayed_quotes.all(), user)
    quotes = Quote.objects.filter(pk__in=latest, speaker__isnull=False)
    return relayed(quotes, "speaker", user), len(latest) == READ


def relayed(quotes: QuoteQuerySet, other: str, user: User) -> list[Tallied]:
    """The people in the column `other` of quotes at second hand, most often first."""
    rows = (
        quotes.statements()
        .visible_to(user)
        .order_by()
        .values(name=F(f"{other}__name"), slug=F(f"{other}__slug"))
        .annotate(n=Count("pk"))
        .order_by("-n", "name")[:RELAYED_SHOWN]
    )
    return [Tallied(**row) for row in rows]
