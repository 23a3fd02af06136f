"""An invented language whose words are as frequent as those of news: Zipf's law, from a seed.

No word changes when it is stemmed, so that engines with different stemmers mean the same by it.
"""

import random
from collections.abc import Sequence


def listed(text: str) -> tuple[str, ...]:
    """The words of a text, as a constant is easily read."""
    return tuple(text.split())


# The words that English news uses most, most frequent first; each makes up what its rank says.
FUNCTION_WORDS = listed(
    "the of to and in a for on is that with as at by it from was he be said has an have are "
    "this but not its his they"
)
SIZE = 300_000
# Zipf-Mandelbrot: the word of rank r is as frequent as 1 / (r + SHIFT). Beyond the words that all
# writers share frequencies fall with the square of the rank (Ferrer i Cancho and Solé, "Two regimes
# in the frequency of words", Journal of Quantitative Linguistics 8, 2001).
SHIFT = 2.7
SHARED = 8_000
# One slot of the table stands for one word in two million of running text.
_SLOTS = 2_000_000
_ONSETS = listed("b d f g h j k l m n p r s t v w z br dr gr kr pl st tr")
_VOWELS = listed("a e i o u")
# Stemmers of English (Porter, 1980) have no rule for words that end in one of these.
_FINALS = listed("k m p b v f z")
_MIDDLE = (400, 60_000)  # ranks of the words that say what a text is about


class Language:
    """The words of a seed, by rank, and tables to draw from in proportion to their frequency."""

    def __init__(self, seed: int, size: int = SIZE):
        chance = random.Random(seed)  # noqa: S311 - nothing secret
        self.words = [*FUNCTION_WORDS, *_content_words(chance, size - len(FUNCTION_WORDS))]
        self.running = _table(self.words, 0, chance)
        self.subjects = _table(self.words[_MIDDLE[0] : _MIDDLE[1]], _MIDDLE[0], chance)

    def names(self, chance: random.Random, count: int, parts: int) -> list[str]:
        """Different capitalised names of this many words each."""
        made: dict[str, None] = {}
        while len(made) < count:
            made[" ".join(_word(chance, 2).capitalize() for _ in range(parts))] = None
        return list(made)


def _content_words(chance: random.Random, count: int) -> list[str]:
    """Different words, the more frequent ones shorter."""
    taken = dict.fromkeys(FUNCTION_WORDS)
    while len(taken) < count + len(FUNCTION_WORDS):
        taken[_word(chance, 2 if len(taken) < 20_000 else 3)] = None
    return list(taken)[len(FUNCTION_WORDS) :]


def _word(chance: random.Random, syllables: int) -> str:
    parts = [chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables)]
    return "".join(parts) + chance.choice(_FINALS)


def _table(words: Sequence[str], first_rank: int, chance: random.Random) -> list[str]:
    """Each word as often as it is frequent; those too rare for a slot have one with that chance."""
    ranks = range(first_rank + 1, first_rank + len(words) + 1)
    weights = [min(1.0, SHARED / rank) / (rank + SHIFT) for rank in ranks]
    scale = _SLOTS / sum(weights)
    table: list[str] = []
    for word, weight in zip(words, weights, strict=True):
        slots, rest = divmod(weight * scale, 1)
        table += [word] * (int(slots) + (chance.random() < rest))
    return table
