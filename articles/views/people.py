"""People: the list of those whom articles name, and the page of one."""

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.filters import PersonFilter
from articles.models import Article, Mention, Person, Quote
from articles.querysets import User
from articles.roles import roles
from articles.views import counts
from articles.views.errors import by_slug
from articles.views.links import Query
from articles.views.listing import list_context, page_context
from articles.views.old import redirects_old
from articles.views.people_said import asked, choices, newest_quotes
from articles.views.rows import article_rows, listed, quote_rows
from articles.views.volume import Share, by_month, heat, on, over_months, shares, spans

QUOTES_SHOWN = 10
ARTICLES_SHOWN = 10
COMPANIONS_SHOWN = 12
OUTLETS_SHOWN = 12
RELAYED_SHOWN = 8
SAID_OF_SHOWN = 6


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """People by name, or by how much they are quoted or named."""
    people = PersonFilter(request.GET, Person.objects.visible_to(request.user), request=request)
    context = list_context(request, people, counts.of_people(request.user))
    return render(request, "articles/person_list.html", context)


@require_safe
@redirects_old("person")
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: names, roles, what they said and when, who names them and beside whom."""
    user = request.user
    person = by_slug(Person.objects.visible_to(user), slug)
    counts.put_on([person], counts.of_people(user))
    mentions = person.mentions.visible_to(user)
    theirs = Article.objects.visible_to(user).filter(pk__in=mentions.order_by().values("article"))
    context = {
        "person": person,
        "names": [row.name for row in person.names.visible_to(user) if row.name != person.name],
        "roles": roles(mentions),
        **said_context(request, person),
        "articles": article_rows(listed(theirs).newest()[:ARTICLES_SHOWN]),
        "companions": companions(person, user),
        "outlets": outlets(person, theirs),
        **over_time(person, theirs, user),
        "said_of": quote_rows(said_of(person, user)[:SAID_OF_SHOWN]),
        "passes_on": relayed(person, user, "relayed_by", "speaker"),
        "passed_on_by": relayed(person, user, "speaker", "relayed_by"),
    }
    return render(request, "articles/person_detail.html", context)


def said_context(request: HttpRequest, person: Person) -> dict:
    """A page of what a person said, as far as the reader asks for it, and the ways to narrow it."""
    said = person.quotes.statements().visible_to(request.user)
    narrowing = asked(request)
    query = Query(request.path, narrowing.pairs)
    left = newest_quotes(narrowing.of(said).for_list())
    page = page_context(request, left, query, QUOTES_SHOWN)
    return {
        "quotes": quote_rows(page["rows"]),
        "quotes_left": page["total"],
        "quotes_total": person.quote_count,
        "all_quotes": f"{request.path}#said",
        "pages": page["pages"],
        "choices": choices(said, narrowing),
        "narrowed": bool(narrowing.pairs),
    }


def said_of(person: Person, user: User) -> QuerySet[Quote]:
    """What others are quoted saying with the person's name in it, newest first."""
    named = Mention.objects.filter(
        person=person,
        article=OuterRef("article"),
        field=OuterRef("field"),
        start__gte=OuterRef("start"),
        end__lte=OuterRef("end"),
    )
    theirs = Mention.objects.filter(person=person).values("article")
    quotes = Quote.objects.statements().visible_to(user).filter(article__in=theirs)
    return newest_quotes(quotes.exclude(speaker=person).filter(Exists(named)).for_list())


def outlets(person: Person, articles: QuerySet[Article]) -> list[Share]:
    """The outlets that name a person, each with the search for it."""
    query = Query(reverse("articles:article-list"), (("person", person.slug),))
    return shares(articles, OUTLETS_SHOWN, lambda slug: str(query.adding("source", slug)))


def over_time(person: Person, articles: QuerySet[Article], user: User) -> dict:
    """The chart of the articles that name a person, and how much they said in each month."""
    named = Query(reverse("articles:article-list"), (("person", person.slug),))
    said = Query(reverse("articles:quote-list"), (("speaker", person.slug),))
    quotes = person.quotes.statements().visible_to(user)
    return {
        "over_time": over_months(by_month(spans(articles)), lambda time: on(named, time)),
        "heat": heat(by_month(spans(quotes, "article__")), lambda time: on(said, time)),
    }


def companions(person: Person, user: User) -> list[dict]:
    """Who is named in the same articles, in how many: {person__name, person__slug, n}."""
    return list(
        Mention.objects.visible_to(user)
        .filter(article__in=Mention.objects.filter(person=person).values("article"))
        .exclude(person=person)
        .order_by()
        .values("person__name", "person__slug")
        .annotate(n=Count("article", distinct=True))
        .order_by("-n", "person__name")[:COMPANIONS_SHOWN]
    )


def relayed(person: Person, user: User, role: str, other: str) -> list[dict]:
    """With whom a person shares quotes at second hand, where they are the `role` and the others the
    `other` of speaker and relayed_by: {name, slug, n}."""
    return list(
        Quote.objects.statements()
        .visible_to(user)
        .filter(**{role: person, f"{other}__isnull": False})
        .order_by()
        .values(name=F(f"{other}__name"), slug=F(f"{other}__slug"))
        .annotate(n=Count("pk"))
        .order_by("-n", "name")[:RELAYED_SHOWN]
    )
