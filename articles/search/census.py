"""How much every person, outlet, tag or story has, for lists that sort and page over all of them.

`counts` answers for one of them or for some; here all are counted at once. What was counted over
the whole archive is kept, in arrays, as long as the index stays as it is. The engine gives 65,000
values in one answer: where there are more, they are asked for in ranges of their ids.

    found = counts.snapshot(user)
    people = census.of(found, "articles", "person")
    len(people), person.pk in people, people.number(person.pk), people.ranked[:50]
"""

import logging
import threading
import weakref
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.utils import timezone
from tantivy import FieldType, Occur, Query, Searcher

from articles.search.counts import Group, Snapshot
from articles.search.readers import Readers, Unavailable
from articles.search.schema import panics_as_errors, schema
from articles.search.translate import first_day_range

logger = logging.getLogger(__name__)

Found = TypeVar("Found")
Aggregation = dict[str, Any]

# Days before the newest in which the stories of a list's first pages are looked for, one span after
# the other; those of further pages are looked for in the whole archive.
_SPANS = (30, 240)
_FEW = 1_000  # stories whose articles are sooner read than those of all stories
# Articles that have no more outlets and stories together than the engine gives at once.
_AT_ONCE = 30_000
_HIGHEST = 1 << 53  # the engine's bounds are floats, which hold whole numbers up to here


@dataclass(frozen=True)
class Census:
    """The ids of everything that has an article, or a quote, in order, and how many it has."""

    ids: array
    numbers: array

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, pk: int) -> bool:
        return bool(self.number(pk))

    def number(self, pk: int) -> int:
        """How many it has; 0 where it is not among them."""
        place = bisect_left(self.ids, pk)
        found = place < len(self.ids) and self.ids[place] == pk
        return self.numbers[place] if found else 0

    @cached_property
    def ranked(self) -> array:
        """The ids, those with most first; those with as many by id."""
        places = sorted(range(len(self.ids)), key=self.numbers.__getitem__, reverse=True)
        return array("Q", map(self.ids.__getitem__, places))


def of(snapshot: Snapshot, shape: str, facet: str) -> Census:
    """How many articles, or quotes, each value of a facet has: person, speaker, source, tag, story.

    Exact, of what the snapshot's user may see. Raises `Unavailable` where the index cannot be read.
    """
    return kept(snapshot, (shape, facet), lambda: counted(_all(snapshot, shape), facet))


def by_latest(snapshot: Snapshot, among: Collection[int] | None = None) -> Iterable[int]:
    """The ids of stories, of all or of these, by the day of their latest article, newest first;
    those of one day by id, those without a day last. Raises `Unavailable` as `of` does."""
    if among is None:
        return _by_latest(snapshot)
    if len(among) <= _FEW:
        return _latest_first(_latest(snapshot.articles(story=among)))
    return (pk for pk in _by_latest(snapshot) if pk in among)


def _by_latest(snapshot: Snapshot) -> Iterator[int]:
    """The ids of all stories, looked for in the last days first.

    The latest article of a story with one in these days is in these days too.
    """
    group = snapshot.articles()
    newest = group.days()[1]
    told: set[int] = set()
    # A misread year yet to come does not move the days that are looked at.
    until = min(newest, timezone.localdate()).toordinal() if newest else 0
    for span in _SPANS if newest else ():
        recent = since(group, date.fromordinal(max(until - span, 1)))
        found = [pk for pk in _latest_first(_latest(recent)) if pk not in told]
        yield from found
        told.update(found)
    whole = kept(
        snapshot, ("latest",), lambda: array("Q", _latest_first(_latest(snapshot.articles())))
    )
    yield from (pk for pk in whole if pk not in told)


def by_outlets(snapshot: Snapshot, among: Collection[int] | None = None) -> Iterable[int]:
    """The ids of stories, of all or of these, by how many outlets have them, then by how many
    articles, then by id. Raises `Unavailable` as `of` does."""

    def make() -> array:
        articles = of(snapshot, "articles", "story")
        outlets = _outlets(snapshot.articles(), articles)
        return array("Q", sorted(articles.ranked, key=outlets.__getitem__, reverse=True))

    ranked = kept(snapshot, ("outlets",), make)
    return ranked if among is None else (pk for pk in ranked if pk in among)


def since(group: Group, first: date, end: date | None = None) -> Group:
    """Those of a group that are dated from the first day on and before `end`; what is dated to a
    month or a year counts by its first day."""
    dated = first_day_range(group.shape, first.toordinal(), end and end.toordinal())
    both = Query.boolean_query([(Occur.Must, group.query), (Occur.Must, dated)])
    return Group(group.shape, group.searchers, both, group.user)


def days(group: Group) -> Counter[date]:
    """How many of a group each day has; what is dated to a month or a year is on its first day."""
    found = counted(group, "day")
    return Counter(
        {date.fromordinal(day): n for day, n in zip(found.ids, found.numbers, strict=True)}
    )


def _all(snapshot: Snapshot, shape: str) -> Group:
    return snapshot.articles() if shape == "articles" else snapshot.quotes()


def counted(group: Group, facet: str) -> Census:
    """How many of a group each value of a facet has; raises `Unavailable` as `of` does."""
    found: Counter[int] = Counter()
    for searcher in group.searchers:
        for answer in _answers(searcher, group.query, facet):
            for bucket in answer["buckets"]:
                found[int(bucket["key"])] += bucket["doc_count"]
    ids = sorted(found)
    return Census(array("Q", ids), array("Q", map(found.__getitem__, ids)))


def _latest(group: Group) -> dict[int, float]:
    """The day of the latest article of each story, -1 where none has one."""
    found: dict[int, float] = {}
    inner = {"latest": {"max": {"field": "day"}}}
    for searcher in group.searchers:
        for answer in _answers(searcher, group.query, "story", inner):
            for bucket in answer["buckets"]:
                day, story = bucket["latest"]["value"], int(bucket["key"])
                found[story] = max(found.get(story, -1), -1 if day is None else day)
    return found


def _latest_first(latest: dict[int, float]) -> list[int]:
    return sorted(latest, key=lambda story: (-latest[story], story))


def _outlets(group: Group, stories: Census) -> Counter[int]:
    """How many outlets each of all the stories has."""
    # Of each outlet its stories: the outlets of each story would be more lists to make.
    asked = _values("source") | {"aggs": {"stories": _values("story")}}
    found: Counter[int] = Counter()
    for first, last in _runs(stories):
        run = Query.range_query(schema(group.shape), "story", FieldType.Unsigned, first, last)
        both = Query.boolean_query([(Occur.Must, group.query), (Occur.Must, run)])
        theirs: dict[int, set[int]] = defaultdict(set)
        for searcher in group.searchers:
            answer = _asked(searcher, both, asked)
            if answer is None:
                raise Unavailable("The search index holds more than can be counted at once.")
            for outlet in answer["buckets"]:
                had = (int(bucket["key"]) for bucket in outlet["stories"]["buckets"])
                theirs[int(outlet["key"])].update(had)
        for had in theirs.values():
            found.update(had)
    return found


def _runs(held: Census) -> Iterator[tuple[int, int]]:
    """The first and last ids of runs that have at most _AT_ONCE together, or are one with more."""
    first = last = total = 0
    for pk, number in zip(held.ids, held.numbers, strict=True):
        if total and total + number > _AT_ONCE:
            yield first, last
            total = 0
        first, last, total = first if total else pk, pk, total + number
    if total:
        yield first, last


def _answers(
    searcher: Searcher, query: Query, facet: str, inner: Aggregation | None = None
) -> Iterator[dict]:
    """The histogram of the values of a facet, with what is asked of each: one for each range of
    values that the engine can answer for at once, all of them together."""
    ranges = [(0, _HIGHEST)]
    while ranges:
        first, last = ranges.pop()
        answer = _asked(searcher, query, _values(facet, first, last) | {"aggs": inner or {}})
        if answer is not None:
            yield answer
            continue
        if last == _HIGHEST:
            last = int(_asked(searcher, query, {"max": {"field": facet}})["value"])
        elif first == last:
            raise Unavailable("The search index holds more than can be counted at once.")
        middle = (first + last) // 2
        ranges += [(first, middle), (middle + 1, last)]


def _values(facet: str, first: int = 0, last: int = _HIGHEST) -> Aggregation:
    """A histogram with a bar for each value: unlike a list of terms it tells of those left out."""
    bounds = {"min": first, "max": last}
    return {"histogram": {"field": facet, "interval": 1, "min_doc_count": 1, "hard_bounds": bounds}}


def _asked(searcher: Searcher, query: Query, asked: Aggregation) -> dict | None:
    """The engine's answer; None where it would hold more values than the engine gives at once."""
    try:
        with panics_as_errors():
            return searcher.aggregate(query, {"found": asked})["found"]
    except ValueError as error:
        if "bucket limit" in str(error):
            return None
        logger.exception("The search index could not be read.")
        raise Unavailable("The search index could not be read.") from error


class _Shelf:
    """What was counted over the whole of one view of the index."""

    def __init__(self, opened: Readers):
        self.opened = weakref.ref(opened)
        self.found: dict[tuple, Any] = {}


_lock = threading.Lock()
_shelves: list[_Shelf] = []


def kept(snapshot: Snapshot, key: tuple, make: Callable[[], Found]) -> Found:
    """What `make` gives, made once for an index as it stands and for the sides that a user sees.

    It may be anything that changes with the index alone.
    """
    with _lock:
        if not _shelves or _shelves[0].opened() is not snapshot.opened:
            _shelves[:] = [_Shelf(snapshot.opened)]
        shelf = _shelves[0]
    key = (*key, len(snapshot.articles().searchers))
    if key not in shelf.found:
        # Two threads that come at once count twice, and keep the same.
        shelf.found[key] = make()
    return shelf.found[key]
