"""Paragraphs read for attribution: their words, and who in them could be speaking."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from articles.extraction.candidates import Candidate, find_candidates
from articles.extraction.reading import PersonSpan
from articles.extraction.sentences import Tokens, tokenise

# A paragraph with more quotations is a list or no prose: its marks are kept, nobody is said to
# speak.
MOST_IN_PARAGRAPH = 60
# How many paragraphs back a pronoun's person is looked for.
_PARAGRAPHS_BACK = 4


class Index:
    """The people of a text by place."""

    def __init__(self, people: list[PersonSpan]):
        self.people = sorted(people, key=lambda p: p.start)
        self.starts = [p.start for p in self.people]

    def within(self, start: int, end: int) -> list[PersonSpan]:
        """Return the people named in text[start:end], in order."""
        out = []
        for k in range(bisect_left(self.starts, start), len(self.people)):
            person = self.people[k]
            if person.start >= end:
                break
            if person.end <= end:
                out.append(person)
        return out

    def within_name(self, start: int, end: int) -> str:
        """Return "p" where a person stands at the end of text[start:end], "o" inside, else "-"."""
        found = self.within(start, end)
        return "-" if not found else "p" if end - found[-1].end < 3 else "o"


@dataclass(slots=True)
class Scene:
    """A paragraph read for attribution: its tokens and candidates; `low` is its first character."""

    tokens: Tokens
    candidates: list[Candidate]
    low: int


def read_scene(
    text: str, low: int, high: int, quotes: list[tuple[int, int, int]], people: Index
) -> Scene:
    """Return the Scene of text[low:high].

    `quotes`: (index, start, end) of the outermost quotations in it; `people`: who is named where.
    """
    tokens = tokenise(text, low, high, quotes)
    for person in people.within(low, high):
        _join_name(tokens, person)
    candidates = find_candidates(tokens)
    for c in candidates:
        if c.kind == "name":
            c.person = people.within_name(tokens.start[c.first], tokens.end[c.last - 1])
    return Scene(tokens, candidates, low)


def _join_name(tokens: Tokens, person: PersonSpan) -> None:
    """Class every word of a person's name as one: "van der" joins it, "Grant" is no verb."""
    for k in range(bisect_left(tokens.start, person.start), len(tokens.start)):
        if tokens.start[k] >= person.end:
            return
        if tokens.codes[k] not in "PQ":
            tokens.codes[k] = "C"


class Scenes:
    """The paragraphs of a text as scenes, each read when it is first asked for.

    `bounds`: (start, end) of the paragraphs; `quotes`: by paragraph the (index, start, end) of its
    outermost quotations, in order; `people`: who is named where.
    """

    def __init__(
        self,
        text: str,
        bounds: list[tuple[int, int]],
        quotes: dict[int, list[tuple[int, int, int]]],
        people: Index,
    ):
        self.text, self.bounds, self.quotes, self.people = text, bounds, quotes, people
        self._read: dict[int, Scene] = {}

    def scene(self, number: int) -> Scene:
        """Return paragraph `number`."""
        scene = self._read.get(number)
        if scene is None:
            inside = self.quotes.get(number, [])[:MOST_IN_PARAGRAPH]
            scene = read_scene(self.text, *self.bounds[number], inside, self.people)
            self._read[number] = scene
        return scene

    def above(self, place: int) -> Iterator[Scene]:
        """Yield the paragraph of a place in the text, then those before it, nearest first."""
        number = bisect_right(self.bounds, place, hi=len(self.bounds) - 1, key=itemgetter(1))
        for back in range(number, max(-1, number - _PARAGRAPHS_BACK), -1):
            yield self.scene(back)
