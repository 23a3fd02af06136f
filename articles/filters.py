"""The filters of lists that are read from the database: people, outlets, tags and stories."""

import django_filters
from django.db.models import F, QuerySet
from django.db.models.functions import Lower

from articles.extraction.names import fold
from articles.models import Person, PersonName, Source, Story, Tag


class NamedFilter(django_filters.FilterSet):
    """A list that is searched by a part of the name (`?q=`) and sorted (`?sort=`).

    `orders` maps each choice of sort to (its name for readers, fields to order by); the first is
    what the list has where nothing, or something unknown, is asked for.
    """

    q = django_filters.CharFilter(method="named", label="Name")
    orders: dict[str, tuple[str, list]] = {}

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows whose folded name contains what was typed, in whatever case and accents."""
        return queryset.filter(folded__contains=fold(value))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        _, fields = self.orders[self.order]
        return super().filter_queryset(queryset).order_by(*fields)

    @property
    def order(self) -> str:
        """The choice of `orders` that the list has."""
        asked = self.data.get("sort", "")
        return asked if asked in self.orders else next(iter(self.orders))

    @property
    def query(self) -> str:
        """What was typed into the list's own search box, as far as it can be searched for."""
        self.form.full_clean()
        return self.form.cleaned_data.get("q", "")


class PersonFilter(NamedFilter):
    """People by any of their names."""

    orders = {
        "name": ("name", [Lower("name"), "pk"]),
        "quotes": ("most quoted", ["-quote_count", Lower("name"), "pk"]),
        "articles": ("most named", ["-article_count", Lower("name"), "pk"]),
    }

    class Meta:
        model = Person
        fields: list[str] = []

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """People one of whose names contains what was typed."""
        names = PersonName.objects.filter(folded__contains=fold(value))
        return queryset.filter(pk__in=names.values("person"))


class SourceFilter(NamedFilter):
    """Outlets by name."""

    orders = {
        "name": ("name", ["folded"]),
        "articles": ("most articles", ["-article_count", "folded"]),
    }

    class Meta:
        model = Source
        fields: list[str] = []


class TagFilter(NamedFilter):
    """Tags by name."""

    orders = {
        "name": ("name", ["folded"]),
        "articles": ("most used", ["-article_count", "folded"]),
    }

    class Meta:
        model = Tag
        fields: list[str] = []


class StoryFilter(NamedFilter):
    """Stories by title."""

    orders = {
        "latest": ("latest", [F("last_day").desc(nulls_last=True), "-pk"]),
        "outlets": ("most outlets", ["-source_count", "-article_count", "-pk"]),
        "articles": ("most articles", ["-article_count", "-pk"]),
        "title": ("title", [Lower("title"), "pk"]),
    }

    class Meta:
        model = Story
        fields: list[str] = []

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Stories whose title contains what was typed."""
        return queryset.filter(title__icontains=value)
