"""Roles over time: how articles call somebody, from when to when, in how many outlets."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import Lower

from articles.extraction.titles import offices
from articles.models import Mention

SHOWN = 12
READ = 200  # titles of one person that are looked at, the most used first


@dataclass(frozen=True)
class Role:
    """A title as articles use it; `first` and `last` are days of articles, None where unknown."""

    title: str
    first: date | None
    last: date | None
    articles: int
    outlets: int


def roles(mentions: QuerySet[Mention]) -> list[Role]:
    """The offices that these mentions of one person give them, the earliest first; one query.

    A title counts once whatever its capitals. One that names no office ("Mr") is none.
    """
    rows = (
        mentions.exclude(title="")
        .order_by()
        .values(folded=Lower("title"))
        .annotate(
            title=Max("title"),
            first=Min("article__published_on"),
            last=Max("article__published_on"),
            articles=Count("article", distinct=True),
            outlets=Count("article__source", distinct=True),
        )
        .order_by("-articles", "folded")[:READ]
    )
    found = [
        Role(row["title"], row["first"], row["last"], row["articles"], row["outlets"])
        for row in rows
        if offices(row["title"])
    ]
    return sorted(found[:SHOWN], key=lambda role: (role.first or date.max, role.title))
