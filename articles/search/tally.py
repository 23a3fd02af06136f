"""Counting the values of facets over all hits: exactly, and on two threads where hits are many."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from tantivy import Occur, Query, Searcher

from articles.search.schema import schema

SHOWN = 12  # values of each facet, besides the chosen ones
# All values of these are counted: they make the histogram.
_WHOLE = {"year": 10_000, "month": 1_000}
_COLUMNS = {"cue": "cue_raw", "place": "place_raw"}
# Each segment of an index gives this many values: below, counts would become estimates.
_ALL_VALUES = 10_000_000
# Values that are asked of the hidden articles; the engine returns 65,000 of all facets at most.
_MOST_HIDDEN = 6_000
_AS_SHOWN: Mapping[str, int] = {}
# Facets by the time they take, those of which an article has several values of very many first.
_COSTLY = ("person", "speaker", "tag", "story", "language", "place")
# With fewer hits a second thread costs more than it saves.
MANY_HITS = 20_000


def column_of(facet: str) -> str:
    """The field of the index that holds the values of a facet."""
    return _COLUMNS.get(facet, facet)


@lru_cache(maxsize=1)
def _helper(process: int) -> ThreadPoolExecutor:
    """The second thread of this process; the engine lets other threads run while it counts."""
    return ThreadPoolExecutor(1, thread_name_prefix="facets")


def halves(sizes: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """The facets in two parts that take about as long: the first, fourth and fifth in order of
    their time, and so on, and the others."""
    ranked = sorted(
        sizes, key=lambda facet: _COSTLY.index(facet) if facet in _COSTLY else len(_COSTLY)
    )
    first = {facet: sizes[facet] for place, facet in enumerate(ranked) if place % 4 in (0, 3)}
    return first, {facet: sizes[facet] for facet in ranked if facet not in first}


class Tally:
    """Counts of facet values over the hits of one query, in one index or in both sides of it.

    `hits` is how many there are, as far as it is known; `shown` how many values of a facet are
    wanted, where it is not SHOWN.
    """

    def __init__(
        self,
        shape: str,
        searchers: Sequence[Searcher],
        found: Query,
        hits: int = 0,
        shown: Mapping[str, int] = _AS_SHOWN,
    ):
        self.schema = schema(shape)
        self.searchers = searchers
        self.found = found
        self.hits = hits
        self.shown = shown

    def most_frequent(self, facets: Iterable[str]) -> dict[str, Counter]:
        """The most frequent values of each facet, at least those wanted where there are so many."""
        sizes = {facet: self.wanted(facet) for facet in facets}
        if not sizes or len(self.searchers) == 1:
            return self.aggregate(self.searchers[0], sizes)
        asked = {facet: max(_WHOLE.get(facet, _MOST_HIDDEN), sizes[facet]) for facet in sizes}
        hidden = self.aggregate(self.searchers[1], asked)
        # A value that no hidden article has can be overtaken by as many values as those have.
        sizes = {facet: size + len(hidden[facet]) for facet, size in sizes.items()}
        shown = self.aggregate(self.searchers[0], sizes)
        return {
            facet: self.sum_of(facet, shown[facet], hidden[facet], sizes[facet]) for facet in sizes
        }

    def beside(self, facets: Iterable[str], *, whole: bool) -> Callable[[], dict[str, Counter]]:
        """Begin to count in the second thread; what is returned gives `most_frequent`.

        The second thread counts all facets where `whole`, else half of them, and the other half is
        counted here once the answer is asked for.
        """
        [searcher] = self.searchers
        sizes = {facet: self.wanted(facet) for facet in facets}
        return self.on_two_threads(searcher, *(({}, sizes) if whole else halves(sizes)))

    def wanted(self, facet: str) -> int:
        """How many values of a facet are wanted."""
        return self.shown.get(facet, _WHOLE.get(facet, SHOWN))

    def sum_of(self, facet: str, shown: Counter, hidden: Counter, size: int) -> Counter:
        """Both counts together. A value missing from a full list is counted where it may matter."""
        least = min(shown.values()) if len(shown) == size else 0
        total = shown.copy()
        for key, count in hidden.items():
            if key in shown or not least:
                total[key] += count
        wanted = self.wanted(facet)
        enough = sorted(total.values(), reverse=True)[wanted - 1 : wanted]
        for key, count in hidden.items():
            if key not in total and [least + count] >= enough:
                total[key] = self.one(facet, key)
        return total

    def aggregate(self, searcher: Searcher, sizes: dict[str, int]) -> dict[str, Counter]:
        """The `sizes[facet]` most frequent values of each facet in one index, exactly counted."""
        if len(sizes) > 1 and min(self.hits, searcher.num_docs) > MANY_HITS:
            return self.on_two_threads(searcher, *halves(sizes))()
        return self.counted(searcher, sizes)

    def on_two_threads(
        self, searcher: Searcher, here: dict[str, int], there: dict[str, int]
    ) -> Callable[[], dict[str, Counter]]:
        """Begin to count the facets of `there` in the second thread; what is returned counts those
        of `here` and gives both."""
        counting = _helper(os.getpid()).submit(self.counted, searcher, there)
        return lambda: self.counted(searcher, here) | counting.result()

    def counted(self, searcher: Searcher, sizes: dict[str, int]) -> dict[str, Counter]:
        """The same in one pass of this thread."""
        wanted = {
            facet: {"terms": {"field": column_of(facet), "size": size, "segment_size": _ALL_VALUES}}
            for facet, size in sizes.items()
        }
        answer = searcher.aggregate(self.found, wanted) if wanted else {}
        return {
            facet: Counter({bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]})
            for facet, found in answer.items()
        }

    def one(self, facet: str, key: int | str) -> int:
        """How many hits have this value."""
        value = Query.term_query(self.schema, column_of(facet), key)
        both = Query.boolean_query([(Occur.Must, self.found), (Occur.Must, value)])
        return sum(searcher.search(both, 1).count for searcher in self.searchers)
