"""When two texts are one copy, cut or retouched, and the few numbers by which such are found.

Pure Python. A copy keeps most runs of three words of the text it was made from (Broder's shingles,
1997). To find it among a million others, each text keeps the smallest of the hashes of its runs
(his bottom-k sketch): texts that have much in common share some of those. A few are of the opening
alone, for newsrooms cut from the end.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from zlib import crc32

KEPT, KEPT_OF_OPENING = 6, 2  # hashes of a sketch: eight rows an article in the database
OPENING = 60  # words: what a brief keeps of a report
SHARED = 2  # hashes that two sketches have in common where the texts are worth comparing
SHORT = 40  # words; of a shorter text too little is its own
ALIKE = (
    0.65  # share of the smaller text's shingles that the larger has too, from which it is a copy
)
# Between these shares the measure is wrong in six of ten pairs, above them in none that was read
# (docs/linking.md): a curator is asked.
DOUBTFUL_FROM, DOUBTFUL_TO = 0.5, 0.7
FIGURES = 5  # numbers from which a text is one of figures
SAME_FIGURES = 0.5  # share of the figures that a copy keeps
SOME_FIGURES = 0.3  # and where it gives them in metres for feet; a form of another day keeps fewer
LONGEST = 20_000  # words that are compared

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_APART = re.compile(r"[_\u3040-\u30ff\u3400-\u9fff]")  # where `_WORD` cuts and `\w+` does not
_EACH_ALONE = "\u3040"  # from here on letters are words, or nearly
_SMALL = 3  # letters of a word that says little by itself in most languages of the Latin script
# Odd numbers of 64 bits without a pattern: the golden ratio's and those of MurmurHash3.
_MIX = (0x9E3779B97F4A7C15, 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53)
_MASK, _HALF = (1 << 64) - 1, 1 << 63
_OF_OPENING = 0x5851F42D4C957F2D  # Knuth's multiplier; marks a hash of the opening


def words_of(text: str) -> list[str]:
    """The first `LONGEST` words of a text in small letters, marks left out; a character each where
    no blanks part the words."""
    return _WORD.findall(text.casefold())[:LONGEST]


def words_among(pieces: list[str], text: str) -> list[str]:
    """What `words_of` gives for a text of which the pieces between marks and blanks, underscores
    included, are at hand in small letters: mostly they are the words."""
    joined = "".join(pieces)
    apart = "_" in joined if joined.isascii() else _APART.search(joined)
    return words_of(text) if apart else pieces[:LONGEST]


def sketch(words: list[str]) -> list[int]:
    """The smallest hashes of the runs of three longer words: `KEPT` of the text and
    `KEPT_OF_OPENING` of its first `OPENING` words, as signed 64-bit numbers.

    The same in every process and on every machine. [] for a text of fewer than `SHORT` words. Short
    words are left out: runs of them ("one of the") stand in texts that have nothing in common.
    """
    if len(words) < SHORT:
        return []
    opening = _hashes(words[:OPENING])
    smallest = nsmallest(KEPT, _runs(opening + _hashes(words[OPENING:])))
    first = nsmallest(KEPT_OF_OPENING, _runs(opening))
    return [value - _HALF for value in [*smallest, *(value ^ _OF_OPENING for value in first)]]


def _hashes(words: list[str]) -> list[int]:
    """A number for each word that is long enough to say something."""
    return [crc32(word.encode()) for word in words if len(word) > _SMALL or word >= _EACH_ALONE]


def _runs(hashes: list[int]) -> set[int]:
    """A number of 64 bits for each run of three."""
    one, two, three = _MIX
    return {
        a * one + b * two + c * three & _MASK
        for a, b, c in zip(hashes, hashes[1:], hashes[2:], strict=False)
    }


class Text:
    """A text as it is compared with others; its parts are made when they are first asked for."""

    def __init__(self, text: str):
        self.words = words_of(text)

    @cached_property
    def shingles(self) -> set[str]:
        """Each run of three words."""
        words = self.words
        return {f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)}

    @cached_property
    def figures(self) -> set[str]:
        """Words that hold a digit."""
        return {word for word in self.words if not word.isalpha() and any(map(str.isdigit, word))}


def contained(one: Text, other: Text) -> float:
    """Share of the smaller text's shingles that stand in the larger too, 0 to 1."""
    smaller = min(len(one.shingles), len(other.shingles))
    return len(one.shingles & other.shingles) / smaller if smaller else 0.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts have in common: `shared` is their `contained`, 0 to 1; `copy` what the measure
    says, `doubtful` where that is often wrong."""

    shared: float
    copy: bool
    doubtful: bool


def likeness(one: Text, other: Text) -> Likeness:
    """Whether one text is the other, cut or retouched, and how sure that is.

    A form that is filled in with other figures every day (a market report, the weather) is no copy.
    """
    if min(len(one.words), len(other.words)) < SHORT:
        return Likeness(0.0, copy=False, doubtful=False)
    shared = contained(one, other)
    if shared < DOUBTFUL_FROM:
        return Likeness(shared, copy=False, doubtful=False)
    fewer, more = sorted((one.figures, other.figures), key=len)
    kept = len(fewer & more) / len(fewer) if len(fewer) >= FIGURES else 1.0
    if kept < SAME_FIGURES:
        return Likeness(shared, copy=False, doubtful=kept >= SOME_FIGURES)
    return Likeness(shared, copy=shared >= ALIKE, doubtful=shared < DOUBTFUL_TO)
