"""Which articles of the archive may tell the same event as some others, from indexes alone.

Two ways lead to a candidate: a person whom both name (the latest `LATEST` mentions of each person,
so that one whom every article names costs no more than another), and rare words in both headlines
(the articles nearest in date). Either is bounded by the number of articles asked about and not by
the size of the archive.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import chain, permutations

from django.db import connection
from django.db.models import BooleanField, Count, ExpressionWrapper
from django.db.models.functions import Substr

from articles.linking import days
from articles.linking.among import among
from articles.linking.days import EXACT, Named
from articles.linking.likeness import (
    LETTERS,
    Told,
    Vector,
    everyday_rarity,
    telling,
    terms_of_names,
    told,
    vector,
    words_of_headline,
)
from articles.models import Article, Mention
from articles.querysets import shown

WINDOW = timedelta(days=5)  # between the first and the last report of a day's event
REACH = WINDOW.days
LATEST = 60  # mentions of a person that are looked at, the last imported first
NEAR, NEAR_EACH = 400, 12  # articles near in date: so many, and so many more for each asked about
COMPARED = 8  # candidates of an article that are compared in full, the most promising first
# What a candidate has to show: one person whom both name, or two rare words of the headline (the
# scale of `everyday_rarity`).
PERSON, PROMISING = 9.0, 9.0
WORDS = 300  # of an article that are compared: news tells its event first
STATEMENTS = 200  # put together into one; SQLite takes 500
CHUNK = 400  # values in one condition: some builds of SQLite take 999 parameters a statement


@dataclass
class Entry:
    """An article as its event is looked for.

    `day` is None where the day is not known. `held`: a curator put it into its story, or named
    that story. `text` is its headline and what follows; `names` are the words
    that name its `people`, `alike` the likeness to other articles by id, as far as it was asked.
    """

    pk: int
    day: date | None
    story: int | None
    by_hand: bool
    held: bool
    shown: bool
    headline: str = ""
    text: str = ""
    people: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    alike: dict[int, float] = field(default_factory=dict)

    @cached_property
    def told(self) -> Told:
        return told(self.text, WORDS)

    @cached_property
    def vector(self) -> Vector:
        """The article's terms but names of people: who makes news does so day after day."""
        return vector(self.told.terms - terms_of_names(self.names))


def chunks(ids: Iterable[int], size: int = CHUNK) -> Iterator[list[int]]:
    """The ids, without repeats, as many at a time as a statement takes."""
    ids = sorted(set(ids))
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


class Archive:
    """What was read of the archive in one linking; each article is read once."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._sizes: dict[int, int] = {}
        self._near: set[date] = set()  # days about which headlines were read
        self._headlines: dict[int, tuple[int, list[str]]] = {}  # number of the day, and words

    def entries(self, ids: Iterable[int]) -> dict[int, Entry]:
        """The articles of these ids that there are, with their texts."""
        ids = list(ids)
        missing = [pk for pk in ids if pk not in self._entries or not self._entries[pk].text]
        for part in chunks(missing):
            texts = Substr("body", 1, LETTERS * WORDS)
            self._read(part, "headline", "standfirst", texts)
        return {pk: self._entries[pk] for pk in ids if pk in self._entries}

    def light(self, ids: Iterable[int]) -> dict[int, Entry]:
        """The articles of these ids without their texts."""
        ids = list(ids)
        for part in chunks(pk for pk in ids if pk not in self._entries):
            self._read(part)
        return {pk: self._entries[pk] for pk in ids if pk in self._entries}

    def _read(self, ids: list[int], *texts) -> None:
        rows = Article.objects.filter(among("pk", ids)).order_by()
        # In one query with the rest: as a condition, SQLite may look through all readable articles.
        rows = rows.annotate(readable=ExpressionWrapper(shown(), BooleanField()))
        columns = ("pk", "published_on", "published_precision", "story_id", "story_by_hand")
        for pk, day, precision, story, by_hand, named, readable, *found in rows.values_list(
            *columns, "story__named_by_hand", "readable", *texts
        ):
            held = story is not None and bool(by_hand or named)
            self._entries[pk] = Entry(
                pk, day if precision in EXACT else None, story, by_hand, held, bool(readable)
            )
            if texts:
                self._entries[pk].headline = found[0]
                self._entries[pk].text = "\n".join(found) or "\n"
        if texts:
            self._read_people(ids)

    def _read_people(self, ids: list[int]) -> None:
        people: dict[int, set[int]] = defaultdict(set)
        names: dict[int, set[str]] = defaultdict(set)
        rows = Mention.objects.filter(among("article", ids)).order_by()
        for article, person, text in rows.values_list("article_id", "person_id", "text"):
            people[article].add(person)
            names[article].add(text)
        for pk in people:
            self._entries[pk].people = frozenset(people[pk])
            self._entries[pk].names = frozenset(names[pk])

    def members(self, ids: Iterable[int], most: int) -> dict[int, list[int]]:
        """Articles of the stories that these articles are in, by story: those of `ids` and others,
        `most` of a story at most but for those of `ids`."""
        found: dict[int, list[int]] = defaultdict(list)
        for pk, entry in self.light(ids).items():
            if entry.story is not None:
                found[entry.story].append(pk)
        for part in chunks(found):
            sizes = Article.objects.filter(among("story", part)).order_by().values_list("story")
            self._sizes |= dict(sizes.annotate(n=Count("pk")))
        small = [pk for pk in found if len(found[pk]) < self._sizes[pk] <= most]
        for part in chunks(small):
            rows = Article.objects.filter(among("story", part)).order_by("pk")
            for story in part:
                found[story] = []
            for pk, story in rows.values_list("pk", "story_id"):
                found[story].append(pk)
        for story in found:
            if len(found[story]) < min(most, self._sizes[story]):
                newest = Article.objects.filter(story=story).order_by("-pk")
                others = newest.exclude(pk__in=found[story]).values_list("pk", flat=True)
                found[story] += others[: most - len(found[story])]
        return found

    def large(self, most: int) -> set[int]:
        """Ids of the stories met so far that have more articles than `most`."""
        return {story for story, size in self._sizes.items() if size > most}

    def candidates(self, ids: Iterable[int]) -> dict[int, list[int]]:
        """Up to `COMPARED` articles for each, the most promising first; a number of queries that
        grows with the size of the batch divided by `CHUNK`, and not with the archive."""
        asked = self.light(ids)
        scores: dict[int, Counter] = defaultdict(Counter)
        for one, other in self._sharing_people(asked):
            scores[one][other] += PERSON
        for one, other, weight in self._sharing_headlines(asked):
            scores[one][other] += weight
        return {
            one: [pk for pk, score in _best(scores[one]) if score >= PROMISING] for one in asked
        }

    def _sharing_people(self, asked: dict[int, Entry]) -> Iterator[tuple[int, int]]:
        """Pairs of an article asked about and another within `WINDOW` that name one person."""
        named: dict[int, set[int]] = defaultdict(set)  # person -> articles asked about
        for part in chunks(asked):
            rows = Mention.objects.filter(among("article", part)).order_by()
            for article, person in rows.values_list("article_id", "person_id").distinct():
                named[person].add(article)
        for ours in named.values():
            for one, other in permutations(ours, 2):
                if within(asked[one].day, asked[other].day):
                    yield one, other
        for person, other, day in _company(asked, named):
            for one in named[person]:
                if other not in named[person] and within(asked[one].day, day):
                    yield one, other

    def _load_near(self, about: set[date], each: int) -> None:
        """Reads the headlines of articles near these days, `each` before a day and as many from it
        on, those of the nearest days first."""
        sides = []
        for day in sorted(about - self._near):
            sides += [(">=", day, "<=", day + WINDOW, ""), ("<", day, ">=", day - WINDOW, "DESC")]
        self._near |= about
        for first in range(0, len(sides), STATEMENTS):
            for pk, on, precision, headline in _nearest(sides[first : first + STATEMENTS], each):
                if pk not in self._headlines and precision in EXACT:
                    day = date.fromisoformat(on).toordinal()
                    self._headlines[pk] = day, words_of_headline(headline)

    def _sharing_headlines(self, asked: dict[int, Entry]) -> Iterator[tuple[int, int, float]]:
        """Pairs of an article asked about and one near in date, with the weight of the words that
        both headlines have."""
        about = {entry.day for entry in asked.values() if entry.day}
        if not about:
            return
        self._load_near(about, (NEAR + NEAR_EACH * len(asked)) // (2 * len(about)))
        missing = [pk for pk in asked if pk not in self._headlines and asked[pk].day]
        for part in chunks(missing):
            rows = Article.objects.filter(among("pk", part)).order_by()
            for pk, headline in rows.values_list("pk", "headline"):
                self._headlines[pk] = asked[pk].day.toordinal(), words_of_headline(headline)
        dated = [pk for pk, entry in asked.items() if entry.day and pk in self._headlines]
        tell = telling(word for pk in dated for word in self._headlines[pk][1])
        holders = self._holders(tell)
        for pk in dated:
            day, words = self._headlines[pk]
            for word in tell.intersection(words):
                held = holders[word]
                near = [held[on] for on in range(day - REACH, day + REACH + 1) if on in held]
                rarity = everyday_rarity(f"w{word}")
                for other in chain.from_iterable(near):
                    if other != pk:
                        yield pk, other, rarity

    def _holders(self, words: set[str]) -> dict[str, dict[int, list[int]]]:
        """Articles whose headlines were read, by each of these words in them and the number of
        their day."""
        found: dict[str, dict[int, list[int]]] = {word: {} for word in words}
        for pk, (day, own) in self._headlines.items():
            for word in words.intersection(own):
                found[word].setdefault(day, []).append(pk)
        return found


def _best(scores: Counter) -> list[tuple[int, float]]:
    """The candidates with the highest scores; of equal ones the later article."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], -pair[0]))[:COMPARED]


def _company(asked: dict[int, Entry], named: dict[int, set[int]]) -> Iterator[Named]:
    """Other articles that name one of these people: of the `LATEST` mentions of each those near the
    days of the articles asked about, and all where days are not known."""
    about = {person: {asked[pk].day for pk in ours} for person, ours in named.items()}
    undated = {person for person, found in about.items() if None in found}
    undated |= days.named_undated(about.keys() - undated)
    yield from days.latest(undated, LATEST)
    dated = {person: found for person, found in about.items() if person not in undated}
    near = [row for row in days.named_near(dated, WINDOW) if row[1] not in named[row[0]]]
    earliest = days.earliest_of_latest({person for person, *_ in near}, LATEST)
    yield from (row for row in near if row[1] >= earliest.get(row[0], 0))


def _nearest(sides: list[tuple], each: int) -> list[tuple[int, str, str, str]]:
    """(id, day as text, precision, headline) of the first `each` articles on each side of a day."""
    table = connection.ops.quote_name(Article._meta.db_table)
    parts, values = [], []
    for bound, day, end, last, order in sides:
        parts.append(
            "SELECT * FROM (SELECT id, CAST(published_on AS text), published_precision, headline"  # noqa: S608 - as above
            f" FROM {table} WHERE published_on {bound} %s AND published_on {end} %s"
            f" ORDER BY published_on {order} LIMIT {each}) AS near"
        )
        values += [connection.ops.adapt_datefield_value(value) for value in (day, last)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return cursor.fetchall()


def within(one: date | None, other: date | None) -> bool:
    """Whether two articles can tell one event by their days; where one is not known, they can."""
    return one is None or other is None or abs(one - other) <= WINDOW
