"""The suggested pairs of people as a curator is asked about them: evidence as far as they may see.

What is stored with a pair ranks it; what is shown is found anew from the articles that the user may
see now, so that nothing hidden shows, and nothing that was hidden since.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet, Value, Window
from django.db.models.functions import Greatest, RowNumber, Substr

from articles.linking.people_pairs import evidence_of, related_names
from articles.models import Mention, Person, PersonPair
from articles.querysets import User
from articles.tongue import in_language

SAMPLES = 2  # passages of each person
AROUND = 110  # characters before and after a name


@dataclass(frozen=True)
class Sample:
    """A passage that names somebody, in three pieces, and the article it stands in."""

    before: str
    name: str
    after: str
    mention: Mention


@dataclass(frozen=True)
class Side:
    """One of the two people of a question."""

    person: Person
    articles: int
    samples: list[Sample] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """A pair, what speaks for one person and against it, and passages of both."""

    pair: PersonPair
    sides: tuple[Side, Side]
    evidence: list[str]


def seen_pairs(user: User) -> QuerySet[PersonPair]:
    """The pairs of which this user may see both people."""
    seen = Person.objects.visible_to(user).values("pk")
    return PersonPair.objects.filter(first__in=seen, second__in=seen)


def questions(pairs: Iterable[PersonPair], user: User) -> list[Question]:
    """The pairs with all that helps to answer; six queries for any number of them."""
    pairs = list(pairs)
    ids = {(pair.first_id, pair.second_id) for pair in pairs}
    found = evidence_of(related_names(ids, user), user)
    people = {pk for pair in ids for pk in pair}
    samples, articles = _samples(people, user), _articles(people, user)

    def side(person: Person) -> Side:
        return Side(person, articles.get(person.pk, 0), samples[person.pk])

    return [
        Question(
            pair,
            (side(pair.first), side(pair.second)),
            [in_language(sentence) for sentence in found[pair.first_id, pair.second_id].sentences]
            if (pair.first_id, pair.second_id) in found
            else [],
        )
        for pair in pairs
    ]


def _articles(people: set[int], user: User) -> dict[int, int]:
    """In how many articles each is named."""
    rows = Mention.objects.visible_to(user).filter(person__in=people).order_by().values("person")
    return {row["person"]: row["n"] for row in rows.annotate(n=Count("article", distinct=True))}


def _samples(people: set[int], user: User) -> dict[int, list[Sample]]:
    """The first passage of each of the latest `SAMPLES` articles that name somebody in the body."""
    latest = Window(RowNumber(), partition_by=[F("person")], order_by=F("article").desc())
    opens = Greatest(F("start") - AROUND, Value(0))
    named = Mention.objects.visible_to(user).filter(person__in=people, field="body").order_by()
    # Two windows: the first place of each article, then the latest articles of each person.
    first = Window(RowNumber(), partition_by=[F("person"), F("article")], order_by=F("start").asc())
    ids = named.annotate(place=first).filter(place=1)
    rows = (
        ids.annotate(nth=latest, opens=opens)
        .filter(nth__lte=SAMPLES)
        .annotate(passage=Substr("article__body", F("opens") + 1, F("end") - F("opens") + AROUND))
        .select_related("article__source")
        .defer("article__body", "article__paragraphs", "article__removed", "article__headings")
    )
    found: dict[int, list[Sample]] = defaultdict(list)
    for row in rows.order_by("-article_id"):
        found[row.person_id].append(_sample(row))
    return found


def _sample(row: Mention) -> Sample:
    """The passage around a name, cut between words and within its paragraph."""
    place, size = row.start - row.opens, row.end - row.start
    before = row.passage[:place].rpartition("\n\n")[2]
    after = row.passage[place + size :].partition("\n\n")[0]
    if row.opens and before == row.passage[:place]:
        before = "… " + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + " …"
    return Sample(before, row.passage[place : place + size], after, row)
