"""What the pages of a person, of an outlet and of a tag have in common.

The search index counts and orders all articles and quotes of such a thing; the database is asked
for the rows that are shown. While the index is being rebuilt a page shows the articles and quotes
that came last, without counts.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.models import Article, Quote
from articles.querysets import User
from articles.search.counts import Group
from articles.search.names import with_ids
from articles.views.links import Query
from articles.views.listing import page_context
from articles.views.rows import (
    PER_PAGE,
    ArticleRow,
    QuoteRow,
    article_rows,
    listed,
    quote_rows,
    rows_of,
)
from articles.views.volume import Share, percent

# Articles, quotes or citations, the newest, of which is told what the index does not hold.
READ = 1_000
# Names that stand behind those shown: of two that count the same, the first by name is shown.
BEHIND = 12


@dataclass(frozen=True)
class Tallied:
    """A person or an outlet, and in how many; `slug` is "" where the user may not open its page."""

    name: str
    slug: str
    n: int


class Newest:
    """The ids of a group, the newest first, as a paginator slices them."""

    def __init__(self, group: Group):
        self.group = group

    def __len__(self) -> int:
        return self.group.total

    def __getitem__(self, part: slice) -> list[int]:
        return self.group.newest(part.start, part.stop - part.start)


def article_page(request: HttpRequest, group: Group) -> dict[str, Any]:
    """A page of the articles of a group, newest first: rows, total and pages."""
    page = page_context(request, Newest(group), Query(request.path), PER_PAGE)
    return page | {"rows": rows_of(page["rows"], request.user)}


def newest_read(group: Group) -> list[int] | None:
    """The ids of the newest READ of a group; None where these are all of it."""
    return group.newest(0, READ) if group.total > READ else None


def quote_rows_of(ids: list[int], user: User) -> list[QuoteRow]:
    """Lines of a list for the quotes of these ids that the user may see, in their order."""
    found = Quote.objects.visible_to(user).for_list().in_bulk(ids)
    return quote_rows(found[pk] for pk in ids if pk in found)


def latest_rows(leading: QuerySet, article: str, user: User, most: int) -> list[ArticleRow]:
    """Lines for the articles that came last, for a page without the index.

    `leading` are rows that lead to them by the column `article`. They are read from the last one
    on, and stopped at: an article that many of them lead to takes the place of others.
    """
    ids = leading.visible_to(user).order_by("-pk").values_list(article, flat=True)[: most * 5]
    newest = listed(Article.objects.visible_to(user)).newest()
    return article_rows(newest.filter(pk__in=list(dict.fromkeys(ids))[:most]))


def latest_ids(rows: QuerySet, user: User) -> list[int]:
    """The ids of the rows that came last, READ at most, of articles that the user may see."""
    return list(rows.visible_to(user).order_by("-pk").values_list("pk", flat=True)[:READ])


def tallied(kind: str, found: Counter, user: User, most: int) -> list[Tallied]:
    """The people or outlets with most, by name where they have the same."""
    rows = with_ids(kind, found, user)
    all_of_them = [Tallied(row.label, row.slug, found[pk]) for pk, row in rows.items()]
    return sorted(all_of_them, key=lambda one: (-one.n, one.name))[:most]


def most_named(group: Group, user: User, most: int, but: int | None = None) -> list[Tallied]:
    """Who is named in most articles of a group, `but` this person."""
    found = group.most(person=most + BEHIND)["person"]
    found.pop(but, None)
    return tallied("person", found, user, most)


def shares_of(group: Group, user: User, most: int, address: Callable[[str], str]) -> list[Share]:
    """The outlets with most of the articles of a group. `address` takes an outlet's slug."""
    total = group.filled("source")
    rows = tallied("source", group.most(source=most + BEHIND)["source"], user, most)
    return [
        Share(row.name, row.slug, row.n, percent(row.n, total), address(row.slug)) for row in rows
    ]
