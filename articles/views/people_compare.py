"""Two people side by side: what each said and when, and what they have in common."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import search
from articles.models import Article, Person, Quote
from articles.querysets import User
from articles.roles import Role
from articles.search.counts import Snapshot, snapshot
from articles.views.links import Query
from articles.views.people import roles_of
from articles.views.people_desk import person_meant
from articles.views.people_said import Said, asked
from articles.views.things import Tallied, quote_rows_of, rows_of, tallied

QUOTES_SHOWN = 60
ARTICLES_SHOWN = 10
COMPANIONS_SHOWN = 12
ALL_BESIDE = 20_000
BESIDE_COUNTED = 200
SIDES = ("a", "b")


@dataclass
class Day:
    """What two people said in articles of one day; the day is None where it is not known."""

    day: date | None
    article: Article
    a: list[Quote] = field(default_factory=list)
    b: list[Quote] = field(default_factory=list)


@dataclass
class Side:
    """One of the two: the person, what was typed for them, and their roles."""

    name: str
    typed: str
    person: Person | None
    roles: list[Role] = field(default_factory=list)


@require_safe
def person_compare(request: HttpRequest) -> HttpResponse:
    """Two people, `?a=` and `?b=` (slugs or whole names), beside each other."""
    user = request.user
    sides = [side(name, request, user) for name in SIDES]
    people = [one.person for one in sides]
    context = {"sides": sides, "a": sides[0], "b": sides[1]}
    if all(people) and people[0] != people[1]:
        try:
            context |= both(request, sides)
        except search.Unavailable:
            context["uncounted"] = True
    return render(request, "articles/person_compare.html", context)


def side(name: str, request: HttpRequest, user: User) -> Side:
    """The person whom the address names under `name`."""
    typed = request.GET.get(name, "").replace("\0", "").strip()
    return Side(name, typed, person_meant(typed, user))


def both(request: HttpRequest, sides: list[Side]) -> dict[str, Any]:
    """What two people said day by day, and the articles and people that they share; raises
    `search.Unavailable`."""
    user = request.user
    index = snapshot(user)
    for one in sides:
        count(one, index, user)
    a, b = [one.person for one in sides]
    said = Said(index.quotes(speaker=(a.pk, b.pk)), asked(request), user)
    shared = index.articles(person=a.pk).narrowed(person=b.pk)
    kept = [("a", a.slug), ("b", b.slug)]
    return {
        "ready": True,
        "days": days(said.left.newest(0, QUOTES_SHOWN), a, user),
        "choices": said.choices(),
        "narrowed": bool(said.pairs),
        "quotes_left": said.left.total,
        "quotes_total": said.said.total,
        "kept": kept,
        "all_quotes": f"{Query(request.path, tuple(kept))}#said",
        "articles": rows_of(shared.newest(0, ARTICLES_SHOWN), user),
        "shared_count": shared.total,
        "companions": shared_companions(index, a, b, user),
    }


def count(side: Side, index: Snapshot, user: User) -> None:
    """Put on a side how much there is of its person, and their roles."""
    named = index.articles(person=side.person.pk)
    side.person.article_count = named.total
    side.person.quote_count = index.quotes(speaker=side.person.pk).total
    side.roles = roles_of(side.person, named, user)


def days(ids: list[int], a: Person, user: User) -> list[Day]:
    """The quotes of these ids, newest first, those of one day in one row; `a` stands first."""
    found: dict[date | None, Day] = {}
    for quote in (row.quote for row in quote_rows_of(ids, user)):
        day = quote.article.published_on
        row = found.setdefault(day, Day(day, quote.article))
        (row.a if quote.speaker_id == a.pk else row.b).append(quote)
    return list(found.values())


def shared_companions(index: Snapshot, a: Person, b: Person, user: User) -> list[Tallied]:
    """Who is named in articles with the one and in articles with the other, and in how many
    articles in all; of those who stand most often beside the two."""
    beside = [index.articles(person=one.pk).most(person=ALL_BESIDE)["person"] for one in (a, b)]
    together = {pk: min(n, beside[1][pk]) for pk, n in beside[0].items() if pk in beside[1]}
    others = sorted(together.keys() - {a.pk, b.pk}, key=lambda pk: (-together[pk], pk))
    counted = index.articles().each("person", others[:BESIDE_COUNTED])
    return tallied("person", Counter(counted), user, COMPANIONS_SHOWN)
