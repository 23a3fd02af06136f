"""Two people side by side: what each said and when, and what they have in common."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, Mention, Person, Quote
from articles.querysets import User
from articles.roles import Role, roles
from articles.views import counts
from articles.views.links import Query
from articles.views.people_desk import person_meant
from articles.views.people_said import Narrowing, asked, choices, newest_quotes
from articles.views.rows import article_rows, listed

QUOTES_SHOWN = 60
ARTICLES_SHOWN = 10
COMPANIONS_SHOWN = 12
SIDES = ("a", "b")


@dataclass
class Day:
    """What two people said in articles of one day; the day is None where it is not known."""

    day: date | None
    article: Article
    a: list[Quote] = field(default_factory=list)
    b: list[Quote] = field(default_factory=list)


@dataclass(frozen=True)
class Side:
    """One of the two: the person, what was typed for them, and their roles."""

    name: str
    typed: str
    person: Person | None
    roles: list[Role]


@require_safe
def person_compare(request: HttpRequest) -> HttpResponse:
    """Two people, `?a=` and `?b=` (slugs or whole names), beside each other."""
    user = request.user
    sides = [side(name, request, user) for name in SIDES]
    people = [one.person for one in sides]
    context = {"sides": sides, "a": sides[0], "b": sides[1]}
    if all(people) and people[0] != people[1]:
        context |= both(request, people[0], people[1])
    return render(request, "articles/person_compare.html", context)


def side(name: str, request: HttpRequest, user: User) -> Side:
    """The person whom the address names under `name`, with their counts."""
    typed = request.GET.get(name, "").replace("\0", "").strip()
    person = person_meant(typed, user)
    if person is None:
        return Side(name, typed, None, [])
    counts.put_on([person], counts.of_people(user))
    return Side(name, typed, person, roles(person.mentions.visible_to(user)))


def both(request: HttpRequest, a: Person, b: Person) -> dict:
    """What two people said day by day, and the articles and people that they share."""
    user = request.user
    narrowing = asked(request)
    kept = [("a", a.slug), ("b", b.slug)]
    said = Quote.objects.statements().visible_to(user).filter(speaker__in=[a, b])
    shared = (
        Article.objects.visible_to(user).filter(pk__in=named_with(a)).filter(pk__in=named_with(b))
    )
    return {
        "ready": True,
        "days": days(said, narrowing, a),
        "choices": choices(said, narrowing),
        "narrowed": bool(narrowing.pairs),
        "quotes_left": narrowing.of(said).count(),
        "quotes_total": a.quote_count + b.quote_count,
        "kept": kept,
        "all_quotes": f"{Query(request.path, tuple(kept))}#said",
        "articles": article_rows(listed(shared).newest()[:ARTICLES_SHOWN]),
        "shared_count": shared.count(),
        "companions": shared_companions(a, b, user),
    }


def named_with(person: Person) -> QuerySet[Mention]:
    """The ids of the articles that name a person, as a subquery."""
    return Mention.objects.filter(person=person).order_by().values("article")


def days(said: QuerySet[Quote], narrowing: Narrowing, a: Person) -> list[Day]:
    """The newest quotes of two people, those of one day in one row."""
    found: dict[date | None, Day] = {}
    for quote in newest_quotes(narrowing.of(said).for_list())[:QUOTES_SHOWN]:
        day = quote.article.published_on
        row = found.setdefault(day, Day(day, quote.article))
        (row.a if quote.speaker_id == a.pk else row.b).append(quote)
    return list(found.values())


def shared_companions(a: Person, b: Person, user: User) -> list[dict]:
    """Who is named in articles with the one and in articles with the other: {name, slug, n}."""
    beside = [
        Mention.objects.visible_to(user)
        .filter(article__in=named_with(person))
        .order_by()
        .values("person")
        for person in (a, b)
    ]
    rows = (
        Mention.objects.visible_to(user)
        .filter(person__in=beside[0])
        .filter(person__in=beside[1])
        .exclude(person__in=[a, b])
        .order_by()
        .values("person__name", "person__slug")
        .annotate(n=Count("article", distinct=True))
    )
    return list(rows.order_by("-n", "person__name")[:COMPANIONS_SHOWN])
