"""Two texts compared word by word: what is the same, added, left out, changed.

Pure Python. Words that stand once in each text hold the two together, in the longest chain that
keeps their order (Bram Cohen's patience diff); what lies between them is aligned by the longest
common subsequence. Both steps are bounded, so a long or hostile text costs milliseconds.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

DEPTH = 12  # levels of anchors within anchors
CELLS = 150_000  # pairs of words that one comparison may hold against each other: some 20 ms

_LETTERS = r"[^\W_]"
_EACH_ALONE = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # scripts that set no blanks
_RUN = rf"(?>(?:(?!{_EACH_ALONE}){_LETTERS})+)"
WORD = re.compile(
    rf"{_EACH_ALONE}|{_RUN}"
    rf"(?>(?:(?:['’ʼ]|(?<=\d)[.,:](?=\d)){_RUN})*)"
)
TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Piece:
    """one[one_start:one_end] against other[other_start:other_end], in code points.

    `kind`: same | added (stands in `other` alone) | left_out (in `one` alone) | changed. The side
    that has nothing is an empty span at the place where the words would stand.
    """

    kind: str
    one_start: int
    one_end: int
    other_start: int
    other_end: int


class Word(NamedTuple):
    """A word and its place: text[start:end]; `key` is what it is compared by."""

    key: str
    start: int
    end: int


def words(text: str, exact: bool = False) -> list[Word]:
    """The words of a text in order, without case and with one kind of apostrophe.

    A number is one word with its points and commas; parts joined by a hyphen are words of their
    own. `exact` keeps case and counts every mark as a word.
    """
    if exact:
        return [Word(match[0], match.start(), match.end()) for match in TOKEN.finditer(text)]
    return [Word(key_of(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]


@lru_cache(maxsize=16_384)
def key_of(word: str) -> str:
    """The word as compared: small letters, straight apostrophe."""
    return word.casefold().replace("’", "'").replace("ʼ", "'")


def compare(one: str, other: str, exact: bool = False) -> list[Piece]:
    """What `other` has of `one`, word by word, in order.

    The pieces cover both texts whole: blanks and marks behind a word go with it. Case and marks do
    not count unless `exact` is set, as for two versions of one article. Two empty texts give [].
    """
    first, second = words(one, exact), words(other, exact)
    if not first or not second:
        return _without_words(one, other)
    left, right = _edges(one, first), _edges(other, second)
    runs = _runs([word.key for word in first], [word.key for word in second])
    return [Piece(kind, left[a], left[b], right[c], right[d]) for kind, a, b, c, d in runs]


def _without_words(one: str, other: str) -> list[Piece]:
    """One piece for texts of which at least one has nothing to compare."""
    if not one and not other:
        return []
    if one == other:
        kind = "same"
    elif one and other:
        kind = "changed"
    else:
        kind = "left_out" if one else "added"
    return [Piece(kind, 0, len(one), 0, len(other))]


def _edges(text: str, found: list[Word]) -> list[int]:
    """Where each word begins, the first at 0, and the end of the text."""
    return [0, *(word.start for word in found[1:]), len(text)]


def _runs(one: list[str], other: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """(kind, one from, one to, other from, other to) in words, covering both lists in order."""
    i = j = 0
    for a, b, length in [*joined(aligned(one, other)), (len(one), len(other), 0)]:
        if i < a and j < b:
            yield "changed", i, a, j, b
        elif i < a:
            yield "left_out", i, a, j, b
        elif j < b:
            yield "added", i, a, j, b
        if length:
            yield "same", a, a + length, b, b + length
        i, j = a + length, b + length


def joined(pairs: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(one, other, length) of the runs in which both indices go up by one."""
    blocks: list[tuple[int, int, int]] = []
    for a, b in pairs:
        if blocks and (a, b) == (blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2]):
            blocks[-1] = (blocks[-1][0], blocks[-1][1], blocks[-1][2] + 1)
        else:
            blocks.append((a, b, 1))
    return blocks


def aligned(one: list[str], other: list[str]) -> list[tuple[int, int]]:
    """Pairs of indices of equal words, both rising: what the two lists have in common, in order."""
    pairs: list[tuple[int, int]] = []
    left = CELLS
    parts = [(0, len(one), 0, len(other), 0)]
    while parts:
        a, b, c, d, depth = parts.pop()
        while a < b and c < d and one[a] == other[c]:
            pairs.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and one[b - 1] == other[d - 1]:
            b, d = b - 1, d - 1
            pairs.append((b, d))
        if a == b or c == d:
            continue
        anchors = _anchors(one, other, a, b, c, d) if depth < DEPTH else []
        if anchors:
            for x, y in [*anchors, (b, d)]:
                parts.append((a, x, c, y, depth + 1))
                a, c = x + 1, y + 1
            pairs += anchors
        elif (b - a) * (d - c) <= left:
            left -= (b - a) * (d - c)
            pairs += _common(one, other, a, b, c, d)
    return sorted(pairs)


def _anchors(
    one: list[str], other: list[str], a: int, b: int, c: int, d: int
) -> list[tuple[int, int]]:
    """The longest rising chain of words that stand once in one[a:b] and once in other[c:d]."""
    here, there = Counter(one[a:b]), Counter(other[c:d])
    place = {other[j]: j for j in range(c, d) if there[other[j]] == 1}
    pairs = [(i, place[one[i]]) for i in range(a, b) if here[one[i]] == 1 and one[i] in place]
    ends: list[int] = []  # lowest last index of a chain of each length
    holders: list[int] = []
    before = [-1] * len(pairs)
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        if length == len(ends):
            ends.append(j)
            holders.append(number)
        else:
            ends[length], holders[length] = j, number
        before[number] = holders[length - 1] if length else -1
    chain, number = [], holders[-1] if holders else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _common(
    one: list[str], other: list[str], a: int, b: int, c: int, d: int
) -> list[tuple[int, int]]:
    """The longest common subsequence of one[a:b] and other[c:d] as pairs of indices."""
    width = d - c
    table = [[0] * (width + 1)]
    for i in range(b - 1, a - 1, -1):
        below, row, word = table[-1], [0] * (width + 1), one[i]
        for k in range(width - 1, -1, -1):
            if word == other[c + k]:
                row[k] = below[k + 1] + 1
            else:
                row[k] = max(below[k], row[k + 1])
        table.append(row)
    table.reverse()  # table[i - a][k]: how much one[i:b] and other[c+k:d] have in common
    pairs, i, k = [], a, 0
    while i < b and k < width:
        if one[i] == other[c + k]:
            pairs.append((i, c + k))
            i, k = i + 1, k + 1
        elif table[i - a + 1][k] >= table[i - a][k + 1]:
            i += 1
        else:
            k += 1
    return pairs
