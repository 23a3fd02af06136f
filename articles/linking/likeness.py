"""How alike two articles are in what they tell: words, names, numbers, the lead and dates.

Pure Python, no Django. An article is reduced to terms of four kinds. The likeness is the sum of the
cosines of the kinds, each with its share, raised or lowered by years, months and weekdays that two
texts name or name differently. A term counts once however often it stands in a text: what an event
is shows in which words stand there, and repetition follows length (in cross-validation binary
counts were 3 points of B-cubed F1 better than logarithmic ones). Shares and constants were chosen
by cross-validation over topics of ECB+ (Cybulska and Vossen 2014), 23 pairs of look-alike events to
choose and 10 to measure, twelve times over.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from articles.extraction.names import read_list
from articles.linking.common_words import COMMON

Vector = dict[str, float]
Rarity = Callable[[str], float]

MOST_WORDS = 600  # of a text that count: news tells its event first
LETTERS = 12  # a word has at most on the mean; text beyond so many times `MOST_WORDS` is not read
LEAD = 50  # words, headline included
# Kinds of terms, each with the letter its terms begin with, and its share in the likeness.
SHARES = {"w": 0.6, "n": 0.2, "d": 0.05, "l": 0.15}
SHARPNESS = 1.5  # power of a term's rarity: a shared rare term weighs more than many common ones
SAME_YEAR, OTHER_YEAR = 0.03, -0.03
OTHER_MONTH = OTHER_WEEKDAY = -0.02

_WORD = re.compile(r"[^\W_]+")
_NAMES = re.compile(
    r"(?<![.!?\"“:\n] )(?<!\n)(?<!^)\b[A-Z][\w’'-]{0,40}+(?>(?: [A-Z][\w’'-]{0,40}+){0,7})"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WEEKDAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
# May and March are left out: both are words, and march is what crowds do.
_MONTHS = frozenset(
    ["january", "february", "april", "june", "july"]
    + ["august", "september", "october", "november", "december"]
)
_EVERYDAY = read_list("common_words.txt")["common"]


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells an event by. `terms` begin with the letter of their kind."""

    terms: frozenset[str]
    years: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]


def told(text: str, most: int = MOST_WORDS) -> Told:
    """The terms of a text (headline first) and the dates it names, of its first `most` words."""
    text = text[: LETTERS * most]
    words = _WORD.findall(text.casefold())[:most]
    single = telling(words)
    terms = {"w" + word for word in single}
    terms.update(
        f"w{one} {other}"
        for one, other in pairwise(words)
        if len(one) > 1 and len(other) > 1 and one not in COMMON and other not in COMMON
    )
    terms.update("l" + word for word in words[:LEAD] if word in single)
    terms.update("n" + name for name in _names(text))
    terms.update("d" + word for word in words if word.isdecimal())
    seen = set(words)
    return Told(
        frozenset(terms),
        frozenset(word for word in seen if len(word) == 4 and _YEAR.fullmatch(word)),
        frozenset(seen & _MONTHS),
        frozenset(seen & _WEEKDAYS),
    )


def terms_of_names(names: Iterable[str]) -> set[str]:
    """All terms that consist of words of these names alone, such as the mentions of people."""
    found: set[str] = set()
    words: set[str] = set()
    for name in names:
        name = name.casefold()
        words.update(_WORD.findall(name))
        found |= {"n" + name, f"n{name}'s", f"n{name}’s"}
    for word in words:
        found |= {f"{kind}{word}" for kind in SHARES}
        found |= {f"{kind}{word} {other}" for kind in "wn" for other in words}
    return found


def words_of_headline(headline: str) -> list[str]:
    """The words of a headline without case, those that tell nothing among them."""
    return _WORD.findall(headline.casefold()[:1000])


def telling(words: Iterable[str]) -> set[str]:
    """The words that may tell an event from another; a number always may."""
    return {word for word in {*words} - COMMON if len(word) > 2 or word.isdecimal()}


def _names(text: str) -> Iterable[str]:
    """Words with a capital inside a sentence, and their runs, without case."""
    for match in _NAMES.finditer(text):
        run = match[0].casefold()
        parts = run.split()
        for part in parts:
            name = _POSSESSIVE.sub("", part)
            if len(name) > 2 and name not in COMMON:
                yield name
        if len(parts) > 1:
            yield run


def everyday_rarity(term: str) -> float:
    """How much a term tells where no frequencies are known: of words that news writes every day
    little, of all others much; of a pair of words more than of one.

    Natural logarithms of how rare such words are, roughly: one article in 20, one in 400.
    """
    words = term[1:]
    if " " not in words:
        return 3.0 if words in _EVERYDAY else 6.0
    rarity = 3.0 if _EVERYDAY.issuperset(words.split()) else 6.0
    return rarity + 1.0 if term[0] == "w" else rarity


def rarity_in(frequencies: dict[str, int], articles: int) -> Rarity:
    """How rare a term is among some articles: the logarithm of their number by its frequency."""
    return lambda term: max(log((articles + 1) / (frequencies[term] + 0.5)), 0.0)


def vector(terms: Iterable[str], rarity: Rarity = everyday_rarity) -> Vector:
    """Weights of terms; the terms of a kind have together the length of the kind's share."""
    weights = {term: rarity(term) ** SHARPNESS for term in terms}
    squares = dict.fromkeys(SHARES, 0.0)
    for term, weight in weights.items():
        squares[term[0]] += weight * weight
    scale = {kind: sqrt(SHARES[kind] / square) for kind, square in squares.items() if square}
    return {term: weight * scale[term[0]] for term, weight in weights.items() if weight}


def cosine(one: Vector, other: Vector) -> float:
    """Sum of the cosines of the kinds, by their shares: 0 to 1."""
    return sum(one[term] * other[term] for term in one.keys() & other.keys())


def dates_agree(one: Told, other: Told) -> float:
    """What is added to the likeness for the dates that both texts name, or name differently."""
    added = 0.0
    if one.years and other.years:
        added += OTHER_YEAR if one.years.isdisjoint(other.years) else SAME_YEAR
    if one.months and other.months and one.months.isdisjoint(other.months):
        added += OTHER_MONTH
    if one.weekdays and other.weekdays and one.weekdays.isdisjoint(other.weekdays):
        added += OTHER_WEEKDAY
    return added
