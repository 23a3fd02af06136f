"""Which quotes of a handful are one utterance: the pairs to hold together, and the verdict on each.

Pure Python. Every verdict looks at two articles alone, so it is the same whatever else is in the
archive and in whatever order it came.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from articles.linking.common_words import COMMON
from articles.linking.name_order import relation
from articles.linking.utterances import (
    ALIKE,
    Utterance,
    alike,
    clause_around,
    retold,
    utterance,
)

WINDOW = timedelta(days=7)  # what was said is printed within so many days, or not as news
# Where it is not known that the speaker is one person, nearly all words must agree, and some six.
SURE, SURE_WEIGHT = 0.9, 2.5
SIGN = 4  # letters by which words are compared in the rough
MANY = 6  # shared signs from which two long quotations may overlap
RUN = 3  # words in a row that quotes of unknown speakers must share to be held together

Pair = tuple[int, int]
_WORD = re.compile(r"[^\W_]{3,}")


@dataclass(slots=True)
class Said:
    """A quote with what of its article matters: `speaker` is a Person's id, or the folded words of
    an organisation or a description, or None.

    `name` is the Person's. `around` is text in which the quote stands from `start` on; "" for a
    whole statement. `apart` are words of its clause that do not count.
    """

    pk: int
    article: int
    story: int | None
    day: date | None
    speaker: int | str | None
    text: str
    around: str = ""
    start: int = 0
    apart: tuple[str, ...] = ()
    name: str = ""
    _signs: frozenset[str] | None = field(default=None, repr=False)
    _utterance: Utterance | None = field(default=None, repr=False)

    @property
    def signs(self) -> frozenset[str]:
        """The first letters of its words that tell something, those of the clause with them."""
        if self._signs is None:
            found = set(_WORD.findall(f"{self.text} {self.around}".casefold())) - COMMON
            self._signs = frozenset(word[:SIGN] for word in found)
        return self._signs

    @property
    def utterance(self) -> Utterance:
        """The quote as it is compared, made when it is first needed."""
        if self._utterance is None:
            end = self.start + len(self.text)
            clause = clause_around(self.around, self.start, end) if self.around else ""
            self._utterance = utterance(
                self.text, clause=clause, apart=self.apart, day=self.day, whole=not self.around
            )
        return self._utterance


def pairs(said: Collection[Said], fresh: Collection[int]) -> Iterator[Pair]:
    """(id, id) of the quotes that are one utterance, where one of the two is of a `fresh` article.

    `said` holds all quotes of the speakers of the fresh articles that can matter. Quotes of one
    article are never paired: it prints an utterance once.
    """
    by_speaker: dict[int | str, dict[int, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for one in said:
        if one.speaker is not None:
            key = one.speaker if isinstance(one.speaker, int) else f"{one.story} {one.speaker}"
            by_speaker[key][one.article].append(one)
    for articles in by_speaker.values():
        for here, there in _article_pairs(articles, fresh):
            yield from _of_two_articles(articles[here], articles[there])
    yield from _of_unknown_speakers(said, fresh)


def _article_pairs(articles: Collection[int], fresh: Collection[int]) -> Iterator[Pair]:
    """Each pair of the articles of which one is fresh, once."""
    new = [pk for pk in articles if pk in fresh]
    old = [pk for pk in articles if pk not in fresh]
    yield from combinations(new, 2)
    for one in new:
        for other in old:
            yield one, other


def _of_two_articles(here: list[Said], there: list[Said]) -> Iterator[Pair]:
    """Pairs of one speaker's quotes in two articles: those alike, and of the rest those retold that
    are each the other's best."""
    one, other = here[0], there[0]
    one_event = one.story is not None and one.story == other.story
    if not near(one, other, one_event):
        return
    left: list[tuple[float, Said, Said]] = []
    taken: set[int] = set()
    for a in here:
        for b in there:
            if not _may_be_one(a.signs, b.signs, one_event):
                continue
            if alike(a.utterance, b.utterance) >= ALIKE:
                taken |= {a.pk, b.pk}
                yield a.pk, b.pk
            elif weight := retold(a.utterance, b.utterance, one_event):
                left.append((weight, a, b))
    left = [found for found in left if found[1].pk not in taken and found[2].pk not in taken]
    best: dict[int, Counter] = defaultdict(Counter)
    for weight, a, b in left:
        best[a.pk][weight] += 1
        best[b.pk][weight] += 1
    for weight, a, b in left:
        if all(weight == max(best[pk]) and best[pk][weight] == 1 for pk in (a.pk, b.pk)):
            yield a.pk, b.pk


def near(one: Said, other: Said, one_event: bool) -> bool:
    """True where two articles are near enough in time; of one story where a day is not known."""
    if one.day and other.day:
        return abs(one.day - other.day) <= WINDOW
    return one_event


def _may_be_one(one: frozenset[str], other: frozenset[str], one_event: bool) -> bool:
    """A rough look before the words are aligned: enough signs are shared."""
    shared = len(one & other)
    return shared >= (2 if one_event else MANY) or 0 < shared >= 0.4 * min(len(one), len(other))


def _of_unknown_speakers(said: Collection[Said], fresh: Collection[int]) -> Iterator[Pair]:
    """Pairs inside a story of which one at least has no Person, or two whose names may be one
    person's: nearly all words must agree."""
    runs: dict[tuple, list[Said]] = defaultdict(list)
    for one in said:
        if one.story is not None:
            words = _WORD.findall(one.text.casefold())
            for run in {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}:
                runs[one.story, run].append(one)
    done: set[Pair] = set()
    for found in runs.values():
        for a, b in combinations(found, 2):
            pair = (min(a.pk, b.pk), max(a.pk, b.pk))
            new = a.article in fresh or b.article in fresh
            if pair in done or not new or a.article == b.article or _two_people(a, b):
                continue
            done.add(pair)
            if near(a, b, True) and _surely_one(a.utterance, b.utterance):
                yield pair


def _two_people(one: Said, other: Said) -> bool:
    """True for two Persons, or one: quotes of one have been compared, and of two whose names cannot
    be one person's none are one utterance."""
    if not (isinstance(one.speaker, int) and isinstance(other.speaker, int)):
        return False
    return one.speaker == other.speaker or relation(one.name, other.name) is None


def _surely_one(one: Utterance, other: Utterance) -> bool:
    """True where the words alone are enough, whoever said them."""
    return min(one.total, other.total) >= SURE_WEIGHT and alike(one, other) >= SURE
