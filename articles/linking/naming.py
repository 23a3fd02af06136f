"""How two articles name and title people: one name in two spellings, one person of two ranks.

Pure Python. What house styles differ in is no disagreement: hyphens, accents, order, initials, a
title left out, another of a person's titles.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from articles.extraction.names import fold
from articles.extraction.titles import offices
from articles.linking.name_order import relation

# Nobody holds two of these at a time.
RANKS = frozenset(
    [
        "private", "corporal", "sergeant", "lieutenant", "captain", "major", "colonel",
        "brigadier", "general", "commander", "commodore", "admiral", "constable", "inspector",
        "superintendent",
    ]
)  # fmt: skip
# With one of these an office is another: the deputy mayor is not the mayor.
STEPS = frozenset(["acting", "assistant", "deputy", "interim", "vice", "former", "ex"])
LONG_AGO = frozenset(["president", "governor", "senator"])  # kept for life, with "former" or not


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a person by name: text[start:end] of a field, with the title beside it."""

    person: int
    name: str
    title: str
    part: str
    start: int
    end: int


Pair = tuple[Named, Named]


def respelt(here: Collection[Named], there: Collection[Named]) -> Iterator[Pair]:
    """One name in two spellings, each of which one article alone has: the first place of each."""
    first, second = _first_of_each(here), _first_of_each(there)
    for one in first.keys() - second.keys():
        for other in second.keys() - first.keys():
            found = relation(first[one].name, second[other].name)
            if found is not None and found.kind == "spelling":
                yield first[one], second[other]


def _first_of_each(named: Collection[Named]) -> dict[str, Named]:
    """The first mention under each full name, by the folded name."""
    found: dict[str, Named] = {}
    for one in named:
        folded = fold(one.name)
        if " " in folded:
            found.setdefault(folded, one)
    return found


def other_titles(here: Collection[Named], there: Collection[Named]) -> Iterator[Pair]:
    """One person whom two articles give different ranks, or an office with and without a step."""
    first, second = _titles(here), _titles(there)
    for person in first.keys() & second.keys():
        pair = _other_rank(first[person], second[person])
        pair = pair or _other_step(first[person], second[person])
        if pair:
            yield pair


def _titles(named: Collection[Named]) -> dict[int, list[tuple[Named, frozenset[str]]]]:
    """The titled mentions of each person, with the words of the title."""
    found = defaultdict(list)
    for one in named:
        if one.title:
            words = frozenset(one.title.casefold().replace("-", " ").split()) | offices(one.title)
            found[one.person].append((one, words))
    return found


def _other_rank(first: list, second: list) -> Pair | None:
    """The first titled mentions where the ranks that two articles give have nothing in common."""
    ranks = [set().union(*(words & RANKS for _, words in titled)) for titled in (first, second)]
    if not all(ranks) or ranks[0] & ranks[1]:
        return None
    found = [next(one for one, words in titled if words & RANKS) for titled in (first, second)]
    return found[0], found[1]


def _other_step(first: list, second: list) -> Pair | None:
    """The first mentions with one office, where one article always has it with a step that the
    other never has."""
    for office in set().union(*(offices(one.title) for one, _ in first)) - LONG_AGO - STEPS:
        mine = [(one, words) for one, words in first if office in words]
        theirs = [(one, words) for one, words in second if office in words]
        if not mine or not theirs:
            continue
        always = [frozenset.intersection(*(words for _, words in each)) for each in (mine, theirs)]
        ever = [frozenset().union(*(words for _, words in each)) for each in (mine, theirs)]
        if (always[0] & STEPS) - ever[1] or (always[1] & STEPS) - ever[0]:
            return mine[0][0], theirs[0][0]
    return None
