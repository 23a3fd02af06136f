"""Articles on one event -> one story: which texts tell the same event.

The part that needs no database; `articles.linking.events` holds the part that does. Texts are put
together by average linkage: two groups become one while the mean likeness of their pairs is high
enough. Unlike a chain of single pairs it keeps two look-alike events apart that a few articles seem
to join, and the order in which texts come in changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from articles.linking.likeness import Told, Vector, dates_agree, rarity_in, told, vector

if TYPE_CHECKING:
    from articles.models import Article, Story

UNTOLD = "A story that is not told yet"  # the title where readers may see none of its articles

# Mean likeness from which two groups are one event. Chosen with the constants of `likeness`; with
# FEWEST it is the best value for 235 texts and for 770 alike.
ALIKE = 0.11
FEWEST = 600  # texts; fewer say too little of how rare a term is, and are taken for as many
# Terms in more than this part of the texts tell no event from another.
COMMON_SHARE = 0.25
APART = float("-inf")  # likeness of two that may never be in one group

Table = list[list[float]]


def group(texts: Sequence[str]) -> list[int]:
    """A label for each text: texts with the same label tell the same event.

    Nothing but the texts is known; how rare a term is, is learnt from them. Labels are the place of
    a group's first text. Quadratic in the number of texts, some 3 ms a text for a thousand.
    """
    tales = [told(text) for text in texts]
    vectors = _vectors(tales)
    table = _table(tales, vectors)
    labels = [0] * len(texts)
    for members in clusters(table, ALIKE):
        for member in members:
            labels[member] = members[0]
    return labels


def _vectors(tales: Sequence[Told]) -> list[Vector]:
    """Vectors of the terms that at least two texts have, with rarities among these texts."""
    frequencies = Counter(term for tale in tales for term in tale.terms)
    most = max(len(tales) * COMMON_SHARE, 2)
    telling = {term for term, number in frequencies.items() if 2 <= number <= most}
    rarity = rarity_in(frequencies, max(len(tales), FEWEST))
    return [vector(tale.terms & telling, rarity) for tale in tales]


def _table(tales: Sequence[Told], vectors: Sequence[Vector]) -> Table:
    """Likeness of every two texts, by an inverted index: only pairs that share a term cost."""
    table = [[0.0] * len(tales) for _ in tales]
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, weights in enumerate(vectors):
        row = table[place]
        for term, weight in weights.items():
            for other, theirs in holders[term]:
                row[other] += weight * theirs
            holders[term].append((place, weight))
    for place, tale in enumerate(tales):
        row = table[place]
        for other in range(place):
            if row[other]:
                row[other] += dates_agree(tale, tales[other])
            table[other][place] = row[other]
    return table


def clusters(table: Table, alike: float) -> list[list[int]]:
    """Groups of places of a symmetric table, put together by average linkage down to `alike`.

    Each group is in order, and the groups are in the order of their first. Nearest-neighbour chains
    (Murtagh 1983): quadratic. A pair that is APART is never in one group. The table is used up.
    """
    members = {place: [place] for place in range(len(table))}
    done: list[list[int]] = []
    chain: list[int] = []
    while members:
        if not chain:
            chain.append(next(iter(members)))
        last = chain[-1]
        row = table[last]
        nearest = chain[-2] if len(chain) > 1 else -1
        best = row[nearest] if nearest >= 0 else APART
        for other in members:
            if row[other] > best and other != last:
                nearest, best = other, row[other]
        if best < alike:
            # No merge elsewhere can bring anything nearer (average linkage is reducible).
            done.append(members.pop(last))
            chain.pop()
        elif len(chain) > 1 and nearest == chain[-2]:
            del chain[-2:]
            _merge(table, members, nearest, last)
        else:
            chain.append(nearest)
    return sorted(sorted(found) for found in done)


def _merge(table: Table, members: dict[int, list[int]], kept: int, gone: int) -> None:
    """Puts two groups together; the likeness to a third is the mean over pairs (Lance-Williams)."""
    mine, theirs = members[kept], members.pop(gone)
    share = len(mine) / (len(mine) + len(theirs))
    row, other_row = table[kept], table[gone]
    for third in members:
        row[third] = table[third][kept] = share * row[third] + (1 - share) * other_row[third]
    mine += theirs


# The archive's part needs Django's settings, the grouping of texts does not: it is imported late.


def link(articles: Iterable[Article]) -> None:
    """Puts each article into the story of its event; see `events.link`."""
    from articles.linking import events

    events.link(articles)


def retitle(story: Story) -> None:
    """Names the story after one of its articles that readers may see; see `events.retitle`."""
    from articles.linking import events

    events.retitle(story)
