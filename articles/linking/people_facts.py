"""What the archive knows of some people from the articles that name them: the ground on which two
names are held to be one person or two."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, QuerySet, Window
from django.db.models.functions import DenseRank

from articles.extraction.names import fold
from articles.extraction.titles import gender_of, offices
from articles.models import Mention, Person

LATEST = 60  # articles of each person that are looked at: a head of state has thousands


@dataclass
class Facts:
    """Of one person, in their latest `LATEST` articles: article -> date, outlets and stories by id,
    how often each office ("president"), gender and form of the name stands, and in how many
    articles each companion is named too."""

    articles: dict[int, date | None] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    stories: set[int] = field(default_factory=set)
    offices: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    companions: Counter[int] = field(default_factory=Counter)

    @property
    def days(self) -> list[date]:
        """The days of the articles, those that are known."""
        return [day for day in self.articles.values() if day]


def facts_of(people: Iterable[int], mentions: QuerySet[Mention]) -> dict[int, Facts]:
    """The facts of each person as far as `mentions` tell; two queries for any number of people."""
    found: dict[int, Facts] = {pk: Facts() for pk in people}
    latest = Window(DenseRank(), partition_by=[F("person")], order_by=F("article").desc())
    rows = (
        mentions.filter(person__in=list(found))
        .order_by()
        .annotate(nth=latest)
        .filter(nth__lte=LATEST)
        .values_list(
            "person",
            "article",
            "text",
            "title",
            "article__published_on",
            "article__story",
            "article__source",
            "article__source__name",
        )
    )
    named_in: dict[int, set[int]] = defaultdict(set)
    for person, article, text, title, day, story, source, outlet in rows:
        facts = found[person]
        named_in[article].add(person)
        facts.articles[article] = day
        facts.offices.update(offices(title))
        facts.genders.update(filter(None, [gender_of(title, fold(text)) if title else ""]))
        facts.stories |= {story} - {None}
        if source:
            facts.sources[source] = outlet
    _add_companions(found, named_in, mentions)
    return found


def _add_companions(
    found: dict[int, Facts], named_in: dict[int, set[int]], mentions: QuerySet[Mention]
) -> None:
    beside = mentions.filter(article__in=list(named_in)).order_by()
    for article, other in beside.values_list("article", "person").distinct():
        for person in named_in[article] - {other}:
            found[person].companions[other] += 1


def names_of(people: Iterable[int]) -> dict[int, str]:
    """The names that are shown of these people, by id."""
    return dict(Person.objects.filter(pk__in=list(people)).values_list("pk", "name"))
