"""What the outlets of a story disagree on -> Disagreement rows.

The articles of a story are held against each other two by two: `contradictions` compares their
facts, `naming` the names and titles. Two articles of one outlet are left out: the later one brings
the earlier up to date. What a curator dismissed stays dismissed, whatever articles come after it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Q

from articles.linking.among import among
from articles.linking.contradictions import contradictions
from articles.linking.facts import Fact, facts
from articles.linking.naming import Named, other_titles, respelt
from articles.models import Article, Disagreement, Mention, Story

FIELDS = ("headline", "standfirst", "body")
NEWEST = 24  # articles of a story that are compared: those that came last
MOST = 12  # disagreements kept of two articles
CHUNK = 50  # stories a step of `relink`
KINDS = {"number": Disagreement.Kind.NUMBER, "date": Disagreement.Kind.DATE,
         "place": Disagreement.Kind.PLACE}  # fmt: skip
ENGLISH = ("", "en")  # the rules know English numbers, units and months


@dataclass(slots=True)
class Told:
    """What one article of a story states and whom it names."""

    pk: int
    source: int | None
    facts: list[Fact] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)


def link(articles: Collection[int]) -> None:
    """Finds anew what the articles of these ids and the others of their stories disagree on.

    To be called once people and stories are linked. The number of queries does not grow with that
    of the articles.
    """
    fresh = set(articles)
    _drop_standing(among("first_article", fresh) | among("second_article", fresh))
    placed = Article.objects.filter(among("pk", fresh)).exclude(story=None)
    _compare(set(placed.order_by().values_list("story", flat=True)), fresh)


def relink() -> Iterator[int]:
    """Finds all disagreements of the archive anew; yields how many articles are done."""
    _drop_standing(Q())
    stories = Story.objects.order_by("pk").values_list("pk", flat=True).iterator()
    done = 0
    while chunk := list(islice(stories, CHUNK)):
        _compare(set(chunk), None)
        done += Article.objects.filter(story__in=chunk).count()
        yield done


def derived() -> dict[tuple, int]:
    """The story of each disagreement, by its kind and the places of its two sides."""
    places = ("first_article", "first_field", "first_start")
    places += ("second_article", "second_field", "second_start")
    rows = Disagreement.objects.order_by().values_list("story", "kind", *places)
    return {tuple(place): story for story, *place in rows}


def _drop_standing(rows: Q) -> None:
    Disagreement.objects.standing().filter(rows).delete()


def _compare(stories: set[int], fresh: set[int] | None) -> None:
    """Writes what pairs of articles disagree on; with `fresh`, pairs with one of these alone."""
    if not stories:
        return
    told = _told(stories)
    dismissed = _dismissed(stories)
    rows = []
    for story, articles in told.items():
        for number, one in enumerate(articles):
            for other in articles[:number]:
                new = fresh is None or one.pk in fresh or other.pk in fresh
                if new and (one.source is None or one.source != other.source):
                    rows += islice(_rows(story, other, one), MOST)
    rows = [row for row in rows if _key(row) not in dismissed]
    Disagreement.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)


def _key(row: Disagreement) -> tuple:
    """What makes two disagreements of a story the same one to whoever dismissed it."""
    return row.story_id, row.kind, frozenset(words.casefold() for words in row.words)


def _dismissed(stories: set[int]) -> set[tuple]:
    rows = Disagreement.objects.filter(among("story", stories)).exclude(dismissed_at=None)
    return {_key(row) for row in rows}


def _told(stories: set[int]) -> dict[int, list[Told]]:
    """The newest articles of each story in the order of their ids, with facts and names."""
    of_story = Article.objects.filter(among("story", stories)).order_by("-pk")
    newest: dict[int, list[int]] = defaultdict(list)
    for story, pk in of_story.values_list("story", "pk"):
        if len(newest[story]) < NEWEST:
            newest[story].append(pk)
    ids = [pk for own in newest.values() if len(own) > 1 for pk in own]
    named = _named(ids)
    told: dict[int, list[Told]] = defaultdict(list)
    columns = ("pk", "story_id", "source_id", "language", *FIELDS)
    rows = Article.objects.filter(among("pk", ids)).order_by("pk").values_list(*columns)
    for pk, story, source, language, *texts in rows:
        article = Told(pk, source, named=named[pk])
        if language.split("-")[0] in ENGLISH:
            for part, text in zip(FIELDS, texts, strict=True):
                article.facts += facts(text, part)
        told[story].append(article)
    return told


def _named(articles: Iterable[int]) -> dict[int, list[Named]]:
    found: dict[int, list[Named]] = defaultdict(list)
    mentions = Mention.objects.filter(among("article", list(articles))).order_by("article", "pk")
    columns = ("article_id", "person_id", "text", "title", "field", "start", "end")
    for pk, *row in mentions.values_list(*columns):
        found[pk].append(Named(*row))
    return found


def _rows(story: int, one: Told, other: Told) -> Iterator[Disagreement]:
    """What two articles disagree on, the surest first."""
    for found in contradictions(one.facts, other.facts):
        sides = (found.first, found.second)
        yield _row(story, KINDS[found.first.kind], (one, other), sides, [s.words for s in sides])
    for sides in respelt(one.named, other.named):
        names = [side.name for side in sides]
        yield _row(story, Disagreement.Kind.NAME, (one, other), sides, names)
    for sides in other_titles(one.named, other.named):
        titled = [f"{side.title} {side.name}" for side in sides]
        yield _row(story, Disagreement.Kind.TITLE, (one, other), sides, titled)


def _row(
    story: int,
    kind: str,
    articles: tuple[Told, Told],
    sides: tuple[Fact | Named, Fact | Named],
    words: list[str],
) -> Disagreement:
    first, second = sides
    return Disagreement(
        story_id=story,
        kind=kind,
        words=words,
        first_article_id=articles[0].pk,
        first_field=first.part,
        first_start=first.start,
        first_end=first.end,
        second_article_id=articles[1].pk,
        second_field=second.part,
        second_start=second.start,
        second_end=second.end,
    )
