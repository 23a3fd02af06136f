"""How many articles and quotes lead to a person, an outlet, a tag or a story.

Each count is taken from the side of the articles and in a query of its own: joined to the rows of a
list, or two of them in one query, it took minutes over 30,000 articles instead of tenths of a
second. Over a million articles a count of the most named takes seconds all the same: where the
search index has the count too, lists take it from there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Model, QuerySet

from articles.models import Article, Mention, Quote, Tagging
from articles.querysets import User
from articles.search.counts import Snapshot


@dataclass(frozen=True)
class Counts:
    """`rows` are dicts: the id of what is counted for under `key`, and its counts by name.

    `name` is that of the count where there is one alone: the search index has it too, as the number
    of documents of a `shape` with a value of the facet `key`.
    """

    key: str
    rows: QuerySet
    name: str = ""
    shape: str = "articles"

    def of(self, ids: Iterable[int]) -> dict[int, dict]:
        """The counts by id; what nothing leads to is missing."""
        found = self.rows.filter(**{f"{self.key}__in": list(ids)}).order_by()
        return {row.pop(self.key): row for row in found}

    def within(self, snapshot: Snapshot, ids: Iterable[int]) -> dict[int, dict]:
        """The counts by id, from the search index where it has them; raises `Unavailable`."""
        if not self.name:
            return self.of(ids)
        group = snapshot.articles() if self.shape == "articles" else snapshot.quotes()
        return {pk: {self.name: number} for pk, number in group.each(self.key, ids).items()}


def of_people(user: User) -> dict[str, Counts]:
    """`article_count`: articles that name a person; `quote_count`: what they are quoted saying."""
    named = Mention.objects.visible_to(user).order_by().values("person")
    said = Quote.objects.statements().visible_to(user).filter(speaker__isnull=False).order_by()
    return {
        "articles": Counts(
            "person",
            named.annotate(article_count=Count("article", distinct=True)),
            "article_count",
        ),
        "quotes": Counts(
            "speaker",
            said.values("speaker").annotate(quote_count=Count("pk")),
            "quote_count",
            "quotes",
        ),
    }


def of_sources(user: User) -> dict[str, Counts]:
    """`article_count`: articles of an outlet."""
    articles = Article.objects.visible_to(user).filter(source__isnull=False).order_by()
    rows = articles.values("source").annotate(article_count=Count("pk"))
    return {"articles": Counts("source", rows, "article_count")}


def of_tags(user: User) -> dict[str, Counts]:
    """`article_count`: articles with a tag."""
    taggings = Tagging.objects.visible_to(user).order_by()
    rows = taggings.values("tag").annotate(article_count=Count("pk"))
    return {"articles": Counts("tag", rows, "article_count")}


def of_stories(user: User) -> dict[str, Counts]:
    """`article_count`, `source_count`, `first_day` and `last_day` of a story."""
    articles = Article.objects.visible_to(user).filter(story__isnull=False).order_by()
    rows = articles.values("story").annotate(
        article_count=Count("pk"),
        source_count=Count("source", distinct=True),
        first_day=Min("published_on"),
        last_day=Max("published_on"),
    )
    return {"articles": Counts("story", rows)}


NONE_YET = {
    "article_count": 0,
    "quote_count": 0,
    "source_count": 0,
    "first_day": None,
    "last_day": None,
}


def put_on(
    rows: Iterable[Model], counts: Mapping[str, Counts], snapshot: Snapshot | None = None
) -> list[Model]:
    """The rows with their counts as attributes, 0 or None where nothing leads to them.

    With a snapshot of the search index the counts are of its moment; then raises `Unavailable`.
    """
    rows = list(rows)
    ids = [row.pk for row in rows]
    found = [one.within(snapshot, ids) if snapshot else one.of(ids) for one in counts.values()]
    for row in rows:
        row.__dict__.update(NONE_YET)
        for one in found:
            row.__dict__.update(one.get(row.pk, {}))
    return rows
