"""Places and organisations that an article names, as suggestions for tags.

Pure Python, no Django. Both look at the runs of capitals in which `people` looks for names, with a
gazetteer (`data/places.txt`), words that names of bodies hold (`data/organisations.txt`), and
shapes: "the Harbour Authority", "Ministry of Trade", an acronym in brackets after the words that it
stands for. A suggestion is for a person to take or to leave: what is doubtful is left out.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from articles.extraction.capitals import (
    COMPOUNDS,
    FIRST,
    FUNCTION,
    INITIAL,
    ORG,
    PLACE,
    TITLE,
    Word,
    runs_of,
)
from articles.extraction.cast import plain
from articles.extraction.names import fold, read_list
from articles.extraction.people import HEADING_LENGTH, is_heading
from articles.extraction.reading import PersonSpan

MOST = 12  # suggestions of a kind; more are no help to whoever tags
MOST_TEXT = 100_000  # characters looked at: what an article is about stands in its first pages
LONGEST = 7  # capitalised words of an organisation's name; a longer run is a list or a headline
_PLACES, _LISTS = read_list("places.txt"), read_list("organisations.txt")
_GAZETTEER = (_PLACES["countries"] | _PLACES["regions"] | _PLACES["cities"]) - _LISTS["alone"]
_FEATURES, _BEFORE = _PLACES["features"], frozenset(["mount", "lake", "cape", "fort", "port"])
_BODIES, _ALONE = _LISTS["bodies"], _LISTS["known"] | _LISTS["alone"]
_OPENERS = frozenset(name.split()[0] for name in _LISTS["alone"])
_IN_FULL = {
    "us": "United States", "usa": "United States", "uk": "United Kingdom", "nyc": "New York",
    "uae": "United Arab Emirates", "ussr": "Soviet Union", "la": "Los Angeles",
    "un": "United Nations", "eu": "European Union",
}  # fmt: skip
_SHORT_BODIES = frozenset(["un", "eu"])
_ACRONYM = re.compile(r" \(([A-Z][A-Z&.-]{1,9})\)")
_OF = frozenset([" of ", " of the ", " for ", " for the ", " on ", " and ", " & "])
_AND = frozenset([" and ", " & "])
_GENITIVE = frozenset(["' ", "\u2019 "])  # "Dockworkers' Union"
_PLACING = re.compile(r"(?<!\w)(?:([Ii]n|[Nn]ear|[Oo]utside)|from|to|at|off|around|across|of) $")
_ON = re.compile(r"(?<!\w)(?:on|off|auf) (?:the |der |den )?$")
_HELD = re.compile(r"-[a-z]+$")
_PARTIES = _LISTS["other"] | {"democratic"}
_ENGLISH_SHARE = 250  # characters of English news hold a "the" at least


class _Part(NamedTuple):
    """Capitalised words `run[first:last]` that no person's name and no function word breaks."""

    index: int
    run: list[Word]
    first: int
    last: int


class _Tally:
    """Names with how often and from where they stand in a text; forms that fold alike are one."""

    def __init__(self):
        self._seen: dict[str, list] = {}

    def add(self, name: str, start: int, times: int = 1) -> None:
        """Count a name at a place."""
        entry = self._seen.setdefault(fold(name), [name, 0, start])
        entry[1] += times
        if entry[0].isupper() and not name.isupper():
            entry[0] = name

    def names(self) -> list[str]:
        """Return the names, those that stand there most often first, then in text order."""
        seen = sorted(self._seen.values(), key=lambda entry: (-entry[1], entry[2]))
        return [name for name, _, _ in seen[:MOST]]


class _Guesses:
    """Names that no list knows, and how often a preposition of place stands before each."""

    def __init__(self):
        self._seen: dict[str, list[int]] = {}

    def look_at(self, text: str, start: int, end: int) -> None:
        """Count a name if a preposition of place stands before it."""
        match = _PLACING.search(text, max(0, start - 9), start)
        if match:
            entry = self._seen.setdefault(text[start:end], [0, 0, start])
            entry[0] += 1
            entry[1] += bool(match[1])

    def join(self, places: _Tally) -> None:
        """Add to the places what stands after such a preposition twice, and after "in" once."""
        for name, (times, inside, start) in self._seen.items():
            if times > 1 and inside:
                places.add(name, start, times)


def find_places(text: str, people: Iterable[PersonSpan] = ()) -> list[str]:
    """Return the places that a text names, at most 12, the one named most often first.

    Countries, regions and cities of the gazetteer ("U.S." gives "United States"), names that end in
    a word for a place ("Gull Ledge"), and in English what stands after "in" twice or more. A place
    inside the name of an organisation or of one of `people` does not count.
    """
    return find_topics(text, people)[0]


def find_organisations(text: str, people: Iterable[PersonSpan] = ()) -> list[str]:
    """Return the organisations that a text names, at most 12, the one named most often first.

    Names that hold a word for a body ("Harbour Authority", "Ministry of Trade"), known ones, and
    those that an acronym in brackets follows, which then counts as the name. A mention of `people`
    is no part of one.
    """
    return find_topics(text, people)[1]


def find_topics(text: str, people: Iterable[PersonSpan] = ()) -> tuple[list[str], list[str]]:
    """Return places and organisations of a text, found in one pass; see the two functions above."""
    text = text[:MOST_TEXT]
    runs = runs_of(text)
    places, bodies, guesses = _Tally(), _Tally(), _Guesses()
    acronyms: dict[str, str] = {}
    opening = text.partition("\n")[0][: HEADING_LENGTH + 1]
    prose = len(opening) if is_heading(opening) else 0
    done = 0
    for part in _parts(runs, people):
        run, first, last = part.run, part.first, part.last
        start = run[first].start
        if start < done:
            continue
        if last - first == 1 and run[first].text in acronyms:
            if text[start - 1 : start] != "(":
                bodies.add(acronyms[run[first].text], start)
            continue
        found = _organisation(text, runs, part) if start >= prose else None
        if found:
            name, done = found
            bodies.add(name, start)
            match = _ACRONYM.match(text, done)
            if match:
                acronyms[match[1]] = name
        elif not _add_known(text, part, places, bodies) and _is_unknown(run[first:last]):
            guesses.look_at(text, start, run[last - 1].end)
    if text.count(" the ") * _ENGLISH_SHARE > len(text):
        guesses.join(places)
    known = places.names()
    return known, [name for name in bodies.names() if name not in known]


def _parts(runs: list[tuple[int, list[Word]]], people: Iterable[PersonSpan]) -> Iterator[_Part]:
    """Yield the parts of the runs that are free of people, function words and possessives."""
    mentions = iter(sorted((span.start, span.end) for span in people))
    begin, end = next(mentions, (1 << 60, 0))
    for index, (_, run) in enumerate(runs):
        first = 0
        for i, word in enumerate(run):
            while word.start >= end and end:
                begin, end = next(mentions, (1 << 60, 0))
            if word.start >= begin or word.kind & FUNCTION:
                if first < i:
                    yield _Part(index, run, first, i)
                first = i + 1
            elif word.possessive:
                yield _Part(index, run, first, i + 1)
                first = i + 1
        if first < len(run):
            yield _Part(index, run, first, len(run))


def _is_unknown(words: list[Word]) -> bool:
    """Whether words are one or two of which no list knows any."""
    return not words[0].kind and (len(words) == 1 or (len(words) == 2 and not words[1].kind))


def _organisation(text: str, runs: list, part: _Part) -> tuple[str, int] | None:
    """Return the name of the organisation that a part begins with and where it ends, or None."""
    index, run, first, last = part
    heads = [i for i in range(first, last) if run[i].kind & ORG and run[i].key in _BODIES]
    while heads and first < heads[0] and _is_aside(run, first):
        first += 1
    if not heads:
        end = run[last - 1].end
        match = _ACRONYM.match(text, end) if last - first > 1 else None
        if match and _stands_for(match[1], run[first:last]):
            return _plain(text, run[first].start, end), end
        return None
    start, end = run[first].start, run[heads[-1]].end
    if _is_sandbank(text, run, first, last) or _is_person(run[first:last]):
        return None
    size = heads[-1] - first + 1
    if heads[-1] + 1 == len(run):
        end, more = _of_what(text, runs, index, end)
        size += more
    before = runs[index - 1][1] if index and not first else []
    if size == 1 and before and text[before[-1].end : start] in _GENITIVE:
        owners = [word for word in before if not word.kind & FUNCTION]
        if any(word.kind & (FIRST | TITLE) for word in owners):
            return None
        start = owners[0].start if owners else start
        size += len(owners)
    name = _plain(text, start, end)
    told = 1 < size <= LONGEST and not name.isupper() and fold(name) not in _GAZETTEER
    return (name, end) if told else None


def _is_aside(run: list[Word], i: int) -> bool:
    """Whether a word before a body's name says who holds it: "Republican-held Senate"."""
    return bool(_HELD.search(run[i].text)) or (run[i].key in _PARTIES and run[i + 1].key in _ALONE)


def _is_person(words: list[Word]) -> bool:
    """Whether a title stands before a given name: "Mayor Anna Guardian"."""
    pairs = itertools.pairwise(words)
    return any(one.kind & TITLE and other.kind & FIRST for one, other in pairs)


def _is_sandbank(text: str, run: list[Word], first: int, last: int) -> bool:
    """Whether words that end in "Bank" are one on which a thing stands: "on the Skerry Bank"."""
    start = run[first].start
    bank = last - first > 1 and run[last - 1].key == "bank"
    return bank and bool(_ON.search(text, max(0, start - 9), start))


def _of_what(text: str, runs: list, index: int, end: int) -> tuple[int, int]:
    """Return where a body's name ends with "of …", "for …" after it, and how many words that adds:
    "Department of Health and Human Services"."""
    more = 0
    for _, run in runs[index + 1 : index + 3]:
        gap = text[end : run[0].start]
        if gap not in _OF or (gap in _AND) != bool(more) or run[0].kind & (FUNCTION | TITLE):
            break
        size = next((i for i, word in enumerate(run) if word.kind & FUNCTION), len(run))
        end = run[size - 1].end
        more += size
    return end, more


def _stands_for(acronym: str, words: list[Word]) -> bool:
    """Whether an acronym is the initials of some words, in order."""
    initials = iter("".join(word.text[0] for word in words))
    return all(letter in initials for letter in acronym if letter.isalpha())


def _plain(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _name(text: str, words: list[Word]) -> str:
    """Return words of a list as written, "-based" and the like left out."""
    start, end = words[0].start, words[-1].end
    if words[-1].text.endswith(COMPOUNDS):
        end = text.rindex("-", start, end)
    return _plain(text, start, end)


def _add_known(text: str, part: _Part, places: _Tally, bodies: _Tally) -> bool:
    """Count the places and organisations that a part names by words of the lists; False if none."""
    _, run, i, last = part
    found = False
    while i < last:
        size = 1
        if run[i].kind & (PLACE | ORG) or run[i].key in _OPENERS:
            size, name, tally = _known(text, run, i, last, places, bodies)
            if name:
                tally.add(name, run[i].start)
                found = True
        elif last - i == 2 and (run[last - 1].key in _FEATURES or _is_sandbank(text, run, i, last)):
            places.add(_plain(text, run[i].start, run[last - 1].end), run[i].start)
            return True
        i += size
    return found


def _heads_place(word: Word) -> bool:
    """Whether a word opens names of places: "Lake Selm", "Paris Harbour"."""
    return word.key in _BEFORE or bool(word.kind & PLACE and not word.kind & (FIRST | INITIAL))


def _known(
    text: str, run: list[Word], i: int, last: int, places: _Tally, bodies: _Tally
) -> tuple[int, str, _Tally]:
    """Return how many words from `i` on the lists know together, under which name, to count where;
    one word and no name where they know none."""
    for size in range(min(4, last - i), 0, -1):
        words = run[i : i + size]
        key = " ".join([word.key for word in words])
        if size == 1 and run[i].text.isupper() and fold(run[i].text) in _IN_FULL:
            short = fold(run[i].text)
            return 1, _IN_FULL[short], bodies if short in _SHORT_BODIES else places
        if key in _ALONE:
            return size, _name(text, words), bodies
        feature = size > 1 and (words[0].key in _BEFORE or words[-1].key in _FEATURES)
        if key in _GAZETTEER or (feature and _heads_place(words[0])):
            return size, plain(_name(text, words)), places
    return 1, "", places
