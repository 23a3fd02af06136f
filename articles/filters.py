"""The filters and orders of the lists of people, outlets, tags and stories."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.extraction.names import fold
from articles.models import Person, PersonName, Source, Story, Tag
from articles.search import census
from articles.search.counts import Snapshot

BY_NAME = pgettext_lazy("order of a list", "name")
MOST_ARTICLES = pgettext_lazy("order of a list", "most articles")


@dataclass(frozen=True)
class Order:
    """A way to sort: its name for readers, and the columns, of the rows or of `counts`.

    `counts` names the counts (see `views.counts`) that the columns are of; rows that have none are
    out, and `only` says so. `ranking` gives the ids in this order from the search index, of all or
    of some, where it is not the order of the one count.
    """

    title: str
    columns: list[Any] = field(default_factory=list)
    counts: str = ""
    only: str = ""
    ranking: Callable[[Snapshot, Collection[int] | None], Iterable[int]] | None = None


class NamedFilter(django_filters.FilterSet):
    """A list that is searched by a part of the name (`?q=`) and sorted (`?sort=`).

    The first of `orders` is what the list has where nothing, or something unknown, is asked for.
    """

    q = django_filters.CharFilter(method="named", label=_("Name"))
    orders: dict[str, Order] = {}

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows whose folded name contains what was typed, in whatever case and accents."""
        return queryset.filter(folded__contains=fold(value))

    @property
    def order_name(self) -> str:
        """The key in `orders` of the order that the list has."""
        asked = self.data.get("sort", "")
        return asked if asked in self.orders else next(iter(self.orders))

    @property
    def order(self) -> Order:
        """The order that the list has."""
        return self.orders[self.order_name]

    @property
    def query(self) -> str:
        """What was typed into the list's own search box, as far as it can be searched for."""
        self.form.full_clean()
        return self.form.cleaned_data.get("q", "")


class PersonFilter(NamedFilter):
    """People by any of their names."""

    orders = {
        "name": Order(BY_NAME, [Lower("name")]),
        "quotes": Order(
            pgettext_lazy("order of a list", "most quoted"),
            ["-quote_count"],
            "quotes",
            only=_("who are quoted"),
        ),
        "articles": Order(
            pgettext_lazy("order of a list", "most named"), ["-article_count"], "articles"
        ),
    }

    class Meta:
        model = Person
        fields: list[str] = []

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """People one of whose names, as this user may know them, contains what was typed."""
        user = self.request.user if self.request else None
        names = PersonName.objects.visible_to(user).filter(folded__contains=fold(value))
        return queryset.filter(pk__in=names.values("person"))


class SourceFilter(NamedFilter):
    """Outlets by name."""

    orders = {
        "name": Order(BY_NAME, ["folded"]),
        "articles": Order(MOST_ARTICLES, ["-article_count"], "articles"),
    }

    class Meta:
        model = Source
        fields: list[str] = []


class TagFilter(NamedFilter):
    """Tags by name."""

    orders = {
        "name": Order(BY_NAME, ["folded"]),
        "articles": Order(
            pgettext_lazy("order of a list", "most used"), ["-article_count"], "articles"
        ),
    }

    class Meta:
        model = Tag
        fields: list[str] = []


class StoryFilter(NamedFilter):
    """Stories by title."""

    orders = {
        "latest": Order(
            pgettext_lazy("order of a list", "latest"),
            [F("last_day").desc(nulls_last=True)],
            "articles",
            ranking=census.by_latest,
        ),
        "outlets": Order(
            pgettext_lazy("order of a list", "most outlets"),
            ["-source_count", "-article_count"],
            "articles",
            ranking=census.by_outlets,
        ),
        "articles": Order(MOST_ARTICLES, ["-article_count"], "articles"),
        "title": Order(pgettext_lazy("order of a list", "title"), [Lower("title")]),
    }

    class Meta:
        model = Story
        fields: list[str] = []

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Stories whose title contains what was typed."""
        return queryset.filter(title__icontains=value)
