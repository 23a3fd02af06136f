"""The facts of two articles on one event held against each other: which of them cannot both be so.

Pure Python. Precision goes before recall: two facts are compared only where their sentences say
the same thing in the same words, and not where one of the articles states both.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from articles.linking.facts import AGE, Fact

# Weight of what two facts must share, the unit left out: of the words beside them, and of their
# whole sentences with the share of the shorter; one pair of the latter is enough.
CLOSE_SHARED = 0.8
SENTENCE_SHARED = ((2.0, 0.35), (1.5, 0.5))
SURE_CLOSE = 2.5  # with so much beside them the sentences need not agree further
# Years and places stand in many sentences on one matter: they need more of both.
FIRM_CLOSE, FIRM_SENTENCE = 2.0, 4.5
TOLL, TOLL_SHARED = 1.0, 1.0  # of the toll of one event less is enough
ROUNDED = 0.02  # by so much a rounded number may differ from the exact one
ROUGH = 0.1  # the same for a number that the text calls rough
FACTOR = 3  # two reports of one count differ by less; beyond that they count different things
TOLLS = frozenset(["hurt", "dead"])
YEARS = 5  # two years given for one event lie nearer; further apart are two events
CROWDED = 3  # a sentence with more numbers lists statistics, each of another matter
VALUES = 2  # an article that has more numbers of a unit tells of several counts


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts that differ; `score` ranks them, the surest first."""

    first: Fact
    second: Fact
    score: float


def contradictions(here: Collection[Fact], there: Collection[Fact]) -> Iterator[Contradiction]:
    """The facts of two articles that differ, each with the one it most probably contradicts."""
    known_here, known_there = {fact.key for fact in here}, {fact.key for fact in there}
    many = _counted_often(known_here) | _counted_often(known_there)
    found = []
    for one in here:
        if one.key in known_there or (one.kind, one.unit) in many:
            continue
        for other in there:
            if other.key in known_here or not _comparable(one, other):
                continue
            if score := _same_matter(one, other):
                found.append(Contradiction(one, other, score))
    taken: set[int] = set()
    for pair in sorted(found, key=lambda pair: -pair.score):
        if id(pair.first) not in taken and id(pair.second) not in taken:
            taken |= {id(pair.first), id(pair.second)}
            yield pair


def _counted_often(known: Collection[tuple]) -> set[tuple]:
    """(kind, unit) of what an article has several numbers of; a toll is one number all the same."""
    counts = Counter((kind, unit) for kind, _, unit in known if kind == "number")
    return {key for key, n in counts.items() if n > VALUES and key[1] not in TOLLS}


def _comparable(one: Fact, other: Fact) -> bool:
    """True for facts of one kind and unit whose values cannot both be meant."""
    if (one.kind, one.unit) != (other.kind, other.unit) or one.value == other.value:
        return False
    if one.names and other.names and one.names.isdisjoint(other.names):
        return False
    if one.unit == "year":
        return abs(one.value - other.value) <= YEARS
    if one.kind != "number":
        return True
    if one.unit not in TOLLS and max(len(one.numbers), len(other.numbers)) > CROWDED:
        return False
    low, high = sorted((one.value, other.value))
    both_say = one.value in other.numbers or other.value in one.numbers
    return high < FACTOR * low and not both_say and not _agree(one, other)


def _agree(one: Fact, other: Fact) -> bool:
    """True where two numbers can be the same count: rounded, rough, "more than" the smaller."""
    low, high = sorted((one, other), key=lambda fact: fact.value)
    if low.bound == "least" or high.bound == "most":
        return True
    gap = (high.value - low.value) / high.value
    if "about" in (one.bound, other.bound) or one.bound or other.bound:
        return gap <= ROUGH
    return gap <= ROUNDED


def _same_matter(one: Fact, other: Fact) -> float:
    """How surely two facts are stated of the same thing; 0 where that is not sure enough."""
    close = _shared(one.close, other.close, one.unit)
    sentence = _shared(one.sentence, other.sentence, one.unit)
    if one.unit in TOLLS:
        return TOLL + sentence if sentence >= TOLL_SHARED else 0.0
    if close < CLOSE_SHARED:
        return 0.0
    if one.unit == AGE:
        same = not (one.names & one.close.keys()).isdisjoint(other.names & other.close.keys())
    elif one.unit == "year":
        same = close >= FIRM_CLOSE or sentence >= FIRM_SENTENCE
    elif one.kind == "place":
        same = close >= FIRM_CLOSE and sentence >= FIRM_SENTENCE
    else:
        least = min(sum(one.sentence.values()), sum(other.sentence.values()))
        agree = any(sentence >= n and sentence >= share * least for n, share in SENTENCE_SHARED)
        same = agree or close >= SURE_CLOSE
    return close + sentence if same else 0.0


def _shared(one: dict[str, float], other: dict[str, float], unit: str) -> float:
    return sum(
        min(weight, other[base]) for base, weight in one.items() if base in other and base != unit
    )
