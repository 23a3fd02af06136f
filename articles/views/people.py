"""People: the list of those whom articles name, and the page of one."""

from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.filters import PersonFilter
from articles.models import Article, Mention, Person, Source
from articles.querysets import User
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
    user = request.user
    people = Person.objects.visible_to(user).with_article_count(user).with_quote_count(user)
    context = list_context(request, PersonFilter(request.GET, people))
    return render(request, "articles/person_list.html", context)


@require_safe
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: names, what they said, who names them and beside whom."""
    user = request.user
    people = Person.objects.visible_to(user).with_article_count(user).with_quote_count(user)
    person = by_slug(people, slug)
    theirs = Article.objects.visible_to(user).filter(mentions__person=person).distinct()
    said = person.quotes.statements().visible_to(user).for_list()
    context = {
        "person": person,
        "names": [row.name for row in person.names.all() if row.name != person.name],
        "quotes": quote_rows(newest_quotes(said)[:QUOTES_SHOWN]),
        "articles": article_rows(listed(theirs).newest()[:ARTICLES_SHOWN]),
        "companions": companions(person, user),
        "outlets": list(
            Source.objects.filter(articles__in=theirs.order_by().values("pk"))
            .annotate(n=Count("articles", distinct=True))
            .order_by("-n", "name")[:OUTLETS_SHOWN]
        ),
    }
    return render(request, "articles/person_detail.html", context)


def newest_quotes(quotes: QuerySet) -> QuerySet:
    """Quotes of the newest articles first, those of one article in the order of its text."""
    return quotes.order_by(
        F("article__published_on").desc(nulls_last=True), "-article_id", "field", "start"
    )


def companions(person: Person, user: User) -> list[dict]:
    """Who is named in the same articles, with in how many: {name, slug, n}, the most first."""
    return list(
        Mention.objects.visible_to(user)
        .filter(article__in=Mention.objects.filter(person=person).values("article"))
        .exclude(person=person)
        .order_by()
        .values("person__name", "person__slug")
        .annotate(n=Count("article", distinct=True))
        .order_by("-n", "person__name")[:COMPANIONS_SHOWN]
    )
