"""People: the list of those whom articles name, and the page of one."""

from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.filters import PersonFilter
from articles.models import Article, Mention, Person
from articles.querysets import User
from articles.views import counts
from articles.views.errors import by_slug
from articles.views.listing import list_context
from articles.views.rows import article_rows, listed, quote_rows

QUOTES_SHOWN = 10
ARTICLES_SHOWN = 10
COMPANIONS_SHOWN = 12
OUTLETS_SHOWN = 12


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """People by name, or by how much they are quoted or named."""
    people = PersonFilter(request.GET, Person.objects.visible_to(request.user), request=request)
    context = list_context(request, people, counts.of_people(request.user))
    return render(request, "articles/person_list.html", context)


@require_safe
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: names, what they said, who names them and beside whom."""
    user = request.user
    person = by_slug(Person.objects.visible_to(user), slug)
    counts.put_on([person], counts.of_people(user))
    named_in = Mention.objects.filter(person=person).values("article")
    theirs = Article.objects.visible_to(user).filter(pk__in=named_in)
    said = person.quotes.statements().visible_to(user).for_list()
    context = {
        "person": person,
        "names": [row.name for row in person.names.visible_to(user) if row.name != person.name],
        "quotes": quote_rows(newest_quotes(said)[:QUOTES_SHOWN]),
        "articles": article_rows(listed(theirs).newest()[:ARTICLES_SHOWN]),
        "companions": companions(person, user),
        "outlets": outlets(theirs),
    }
    return render(request, "articles/person_detail.html", context)


def newest_quotes(quotes: QuerySet) -> QuerySet:
    """Quotes of the newest articles first, those of one article in the order of its text."""
    return quotes.order_by(
        F("article__published_on").desc(nulls_last=True), "-article_id", "field", "start"
    )


def outlets(articles: QuerySet[Article]) -> list[dict]:
    """The outlets of these articles, with of how many: {source__name, source__slug, n}."""
    return list(
        articles.filter(source__isnull=False)
        .order_by()
        .values("source__name", "source__slug")
        .annotate(n=Count("pk"))
        .order_by("-n", "source__name")[:OUTLETS_SHOWN]
    )


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
