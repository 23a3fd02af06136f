"""Runs of capitalised words, and the pieces of them that could each name one person.

Pure Python, no Django. `read_runs` cuts a text into runs ("South Korean President Lee Jae Myung"),
`split_run` cuts a run into pieces ("Lee Jae Myung") that keep the titles before them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from articles.extraction.names import (
    EASTERN,
    FAMILY_NAMES,
    FIRST_NAMES,
    LONGEST,
    PARTICLES,
    SUFFIXES,
    family_first,
    fold,
    read_list,
)

FIRST, FAMILY, PLACE, NATION, ORG, WORD, FUNCTION, TITLE, SUFFIX, INITIAL, MODIFIER, COMMON = (
    1 << n for n in range(12)
)
NAME = FIRST | FAMILY
MOST_KEPT = 200_000  # characters of a text whose runs stay in memory
MOST_WORDS = 24  # of one run; a longer one is cut, which keeps hostile text cheap


def _kinds() -> tuple[dict[str, int], dict[str, int]]:
    """Return the kinds of each folded word, and of each folded phrase of several words."""
    places, organisations = read_list("places.txt"), read_list("organisations.txt")
    words, titles = read_list("words.txt"), read_list("titles.txt")
    lists = [
        (FIRST, FIRST_NAMES),
        (FAMILY, FAMILY_NAMES),
        (PLACE, places["countries"] | places["regions"] | places["cities"]),
        (PLACE, places["abbreviated"]),
        (NATION, places["nationalities"]),
        (ORG, organisations["heads"] | organisations["known"] | organisations["other"]),
        (ORG, (organisations["bodies"] | places["features"]) - FIRST_NAMES - FAMILY_NAMES),
        (WORD, words["nouns"]),
        (FUNCTION, words["function"]),
        (TITLE, titles["male"] | titles["female"] | titles["either"] | titles["kin"]),
        (MODIFIER, titles["modifiers"]),
        (COMMON, read_list("common_words.txt")["common"]),
        (SUFFIX, SUFFIXES),
    ]
    one: dict[str, int] = {}
    several: dict[str, int] = {}
    for kind, entries in lists:
        for entry in entries:
            key = fold(entry)
            target = several if " " in key else one
            target[key] = target.get(key, 0) | kind
    return one, several


KINDS, PHRASES = _kinds()
_OPENERS = frozenset(phrase.split()[0] for phrase in PHRASES)

_UPPER = "".join(
    chr(code)
    for code in range(0x41, 0x1FFF)
    if unicodedata.category(chr(code)) in ("Lu", "Lt") and not 0x10A0 <= code < 0x1E00
)
_LETTER = r"[^\W\d_]"
_APOSTROPHE = r"'\u2019\u02bc"
_TOKEN = (
    r"(?:(?:M[rs]|Mrs|Dr|Prof|Rev|Gen|Gov|Sens?|Reps?|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Brig|Hon|Pres|Supt"
    r"|Det|Insp|Cpl|Ste?|Jr|Sr|Wm)\."
    rf"|(?:[{_UPPER}]\.-?){{1,4}}"
    rf"|(?:(?:[dl]|al|el|ul|as|ad|ar|ash|at|an|az)[{_APOSTROPHE}-])?[{_UPPER}]"
    rf"{_LETTER}{{0,40}}+(?>(?:[{_APOSTROPHE}\u2010\u2011-]{_LETTER}{{1,40}}+){{0,20}})(?!{_LETTER}))"
)
_LINK = "|".join(sorted(PARTICLES - {"st", "t", "ap", "op", "lo"}, key=len, reverse=True))
_JOINT = (
    rf"(?:[ \u00a0]{{1,2}}(?:(?:{_LINK})[ \u00a0]){{0,3}}|(?<=\.)|,[ ](?=(?:Jr|Sr|II|III|IV)\b)"
    rf"|[ ][\"\u201c][{_UPPER}][^\"\u201c\u201d\n]{{1,24}}[\"\u201d][ ])"
)
_RUN = re.compile(
    rf"(?<![\w@.\-])(?:(?:van|von|de|der|den|ten|ter|bin|di|du)[ ]){{0,2}}"
    rf"{_TOKEN}(?:{_JOINT}{_TOKEN}){{0,{MOST_WORDS - 1}}}"
)
_CAPITAL = re.compile(f"[{_UPPER}]")
# What can stand before the first capital of a name, with a blank or tied to it.
_PREPOSED = frozenset(["van ", "von ", "de ", "der ", "den ", "ten ", "ter ", "bin ", "di ", "du "])
_TIED = frozenset(["d", "l", "al", "el", "ul", "as", "ad", "ar", "ash", "at", "an", "az"])
_WORDS = re.compile(_TOKEN)
_NICKNAME = re.compile(r"[\"\u201c][^\"\u201c\u201d]{0,30}[\"\u201d]")


_SHORT_PLACES = frozenset(["US", "UK", "UN", "EU", "USA", "UAE", "USSR", "DC", "GDR", "NYC", "LA"])
_AND = (" y ", " e ")  # Spanish and Portuguese, between two people as within a family name
_ARABIC_LINK = re.compile(r"-[aeu][dlnrs]-")
COMPOUNDS = (
    "-based",
    "-born",
    "-led",
    "-backed",
    "-style",
    "-owned",
    "-listed",
    "-run",
    "-era",
    "-linked",
    "-held",
    "-controlled",
    "-affiliated",
    "-funded",
    "-sponsored",
)


# A word of a run at [first:stop] of it, its possessive left out: first, stop, text, folded key,
# kinds, and whether it had a possessive.
Entry = tuple[int, int, str, str, int, bool]


class Word:
    """One capitalised word of a run: its place in the text, folded key and kinds."""

    __slots__ = ("start", "end", "text", "key", "kind", "possessive")

    def __init__(self, start: int, entry: Entry):
        first, stop, self.text, self.key, self.kind, self.possessive = entry
        self.start, self.end = start + first, start + stop


@lru_cache(maxsize=32_768)
def _look_up(text: str) -> tuple[str, str, int, bool]:
    """Return a word without its possessive, its folded key, its kinds, and whether it had one."""
    if len(text) > 1 and text.isascii() and text.isalpha():
        key = text.lower()
        return text, key, PLACE | NATION if text in _SHORT_PLACES else KINDS.get(key, 0), False
    possessive = len(text) > 2 and text[-1] in "sS" and text[-2] in "'\u2019\u02bc"
    if possessive:
        text = text[:-2]
    key = fold(text)
    kind = KINDS.get(key, 0)
    if text in ("A", "I"):
        kind = FUNCTION
    elif text.replace(".", "") in _SHORT_PLACES:
        kind = PLACE | NATION
    elif len(text) == 1 or (text[1] == "." and not kind & (PLACE | SUFFIX)):
        kind = INITIAL
    elif text[-1] == "." and kind & TITLE:
        kind = TITLE
    elif text.endswith(COMPOUNDS):
        key, kind = key.rpartition(" ")[0], WORD
    elif not kind and " " in key:
        first, *_, last = key.split()
        kind = (KINDS.get(last, 0) | KINDS.get(first, 0)) & TITLE | KINDS.get(last, 0) & NATION
        if first in ("then", "ex"):
            kind |= MODIFIER
        elif first in FIRST_NAMES and (last in FIRST_NAMES or _ARABIC_LINK.search(text)):
            kind |= FIRST
    return text, key, kind, possessive


class Form:
    """A piece as its run alone makes it: words `run[first:last]`, wherever the run stands.

    `start` is counted from the run's. `titles` is how many words directly before the piece are a
    title ("Prime Minister"); `nation` whether a nationality or country stands there. `keys` are its
    folded words, `key` the same joined, `lone` whether it is but one. `evidence` and `thing` keep
    what the modules `evidence` and `people` read off the run's words, once they did.
    """

    __slots__ = (
        "first", "last", "titles", "nation", "start", "keys", "key", "lone", "evidence", "thing"
    )  # fmt: skip

    def __init__(
        self, text: str, start: int, run: list[Word], first: int, last: int, titles: int = 0,
        nation: bool = False,
    ):  # fmt: skip
        self.first, self.last = first, last
        self.titles, self.nation = titles, nation
        self.start = _piece_start(text, start, run, first) - start
        self.lone = last - first == 1
        self.keys = tuple([word.key for word in run[first:last]])
        self.key = " ".join(self.keys)
        self.evidence: tuple | None = None
        self.thing: tuple[bool, bool] | None = None


class Piece:
    """Words `run[first:last]` of a run, which could name one person, at start:end of the text.

    The other fields are those of its `form`.
    """

    __slots__ = ("run", "form", "first", "last", "titles", "nation", "start", "end", "key", "lone")

    def __init__(self, start: int, run: list[Word], form: Form):
        self.run, self.form = run, form
        self.first, self.last, self.titles = form.first, form.last, form.titles
        self.nation, self.key, self.lone = form.nation, form.key, form.lone
        self.start, self.end = start + form.start, run[form.last - 1].end

    @property
    def words(self) -> list[Word]:
        """The words of the piece."""
        return self.run[self.first : self.last]


class Cut:
    """What a run of capitals says by itself, whatever text it stands in: its words, none for a
    function word alone, and the pieces that could name a person, once it was split."""

    __slots__ = ("entries", "forms")

    def __init__(self, found: str):
        entries = _entries_of(found)
        if len(entries) > 1:
            _mark_phrases(entries)
        elif found.isalpha() and entries[0][4] & (FUNCTION | NAME) == FUNCTION:
            entries = []
        # Tuples, which weigh little on the collection of garbage.
        self.entries = tuple(entries)
        self.forms: tuple[Form, ...] | None = None


class _Cuts(dict[str, Cut]):
    """Runs that were met before: an article names the same few people and places again and again,
    and so does the news of a day."""

    def __missing__(self, found: str) -> Cut:
        cut = Cut(found)
        if len(found) <= LONGEST:
            if len(self) >= _MOST_CUTS:
                self.clear()
            self[found] = cut
        return cut


_MOST_CUTS = 10_000  # some 10 MB
_CUTS = _Cuts()


class Run(list[Word]):
    """The words of a run as it was found, with its Cut; a part of one is a plain list."""

    __slots__ = ("cut",)


def _piece_start(text: str, start: int, run: list[Word], first: int) -> int:
    """Return where a piece begins, particles before its first word included."""
    word = run[first]
    if word.start == start:
        return start
    before = run[first - 1].end if first else start
    gap = text[before : word.start]
    particles = gap.lstrip("'\u2019sS.,- \u00a0\"\u201c\u201d") if first else gap
    return word.start if particles.strip() in ("", "y", "e") else word.start - len(particles)


def runs_of(text: str) -> Iterable[tuple[int, list[Word]]]:
    """Return what `read_runs` yields, kept for the article that was read last: people, places and
    organisations are looked for in the same runs."""
    return _kept_runs(text) if len(text) <= MOST_KEPT else read_runs(text)


@lru_cache(maxsize=1)
def _kept_runs(text: str) -> list[tuple[int, list[Word]]]:
    return list(read_runs(text))


def _before_capital(text: str, at: int) -> int:
    """Return where a run can begin whose first capital is at `at`: "van der Sande", "al-Harbi"."""
    start = at
    if text[at - 1] in "-\u2019'\u02bc":
        start = next((at - n for n in (2, 3, 4) if text[at - n : at - 1] in _TIED), at)
    for _ in range(2):
        if text[start - 1] != " ":
            break
        size = 3 if text[start - 3 : start] in _PREPOSED else 4
        if start < size or text[start - size : start] not in _PREPOSED:
            break
        start -= size
    return start


def read_runs(text: str) -> Iterator[tuple[int, list[Word]]]:
    """Yield each run of capitalised words with its start, a particle before it included.

    A function word alone, which only opens a sentence, is no run.
    """
    seek, read, cuts = _CAPITAL.search, _RUN.match, _CUTS
    capital = seek(text)
    while capital:
        at = capital.start()
        begin = _before_capital(text, at) if at else at
        match = read(text, begin) or (begin != at and read(text, at))
        if not match:
            capital = seek(text, at + 1)
            continue
        capital = seek(text, match.end())
        cut = cuts[match[0]]
        if cut.entries:
            start = match.start()
            run = Run([Word(start, entry) for entry in cut.entries])
            run.cut = cut
            yield start, run


def _entries_of(found: str) -> list[Entry]:
    """Return the capitalised words of a run, placed from its start."""
    if found.isalpha():
        return [(0, len(found), *_look_up(found))]
    if found.replace(" ", "").isalpha():
        entries, start = [], 0
        for part in found.split(" "):
            if part and not part[0].islower():
                entries.append((start, start + len(part), *_look_up(part)))
            start += len(part) + 1
        return entries
    if '"' in found or "\u201c" in found:
        found = _NICKNAME.sub(lambda quoted: " " * len(quoted[0]), found)
    entries = []
    for match in _WORDS.finditer(found):
        known, start = _look_up(match[0]), match.start()
        entries.append((start, start + len(known[0]), *known))
    return entries


def _mark_phrases(entries: list[Entry]) -> None:
    """Give the words of a known phrase ("New York", "Goldman Sachs") that phrase's kind alone."""
    for i, entry in enumerate(entries[:-1]):
        if entry[3] not in _OPENERS:
            continue
        for size in (4, 3, 2):
            words = entries[i : i + size]
            kind = len(words) == size and PHRASES.get(" ".join([word[3] for word in words]))
            if kind:
                entries[i : i + size] = [(*word[:4], kind, word[5]) for word in words]
                break


def split_run(text: str, start: int, run: list[Word]) -> list[Piece]:
    """Return the pieces of a run that could name a person, in order."""
    if not isinstance(run, Run):
        forms = _split(text, start, run)
    elif (forms := run.cut.forms) is None:
        forms = run.cut.forms = tuple(_split(text, start, run))
    return [Piece(start, run, form) for form in forms]


def _split(text: str, start: int, run: list[Word]) -> list[Form]:
    """Return the forms of the pieces of a run; they depend on nothing but the run."""
    if len(run) == 1:
        return [] if run[0].kind and _breaks(run, 0, 0) else [Form(text, start, run, 0, 1)]
    pieces: list[Form] = []
    begin = titles = 0
    nation = False
    for i, word in enumerate(run):
        kind = word.kind
        if kind and _breaks(run, i, begin):
            if i > begin:
                pieces += _part_names(text, start, run, begin, i, titles, nation)
            title = bool(kind & TITLE) and not word.possessive
            titles = titles + 1 if title and i == begin else int(title)
            nation = bool(kind & (NATION | PLACE)) or (nation and title and i == begin)
            begin = i + 1
        elif i > begin and kind & FIRST and text[run[i - 1].end : word.start] in _AND:
            pieces += _part_names(text, start, run, begin, i, titles, nation)
            begin, titles, nation = i, 0, False
        elif word.possessive:
            pieces += _part_names(text, start, run, begin, i + 1, titles, nation)
            begin, titles, nation = i + 1, 0, bool(kind & (NATION | PLACE))
    if begin < len(run):
        pieces += _part_names(text, start, run, begin, len(run), titles, nation)
    return pieces


def _breaks(run: list[Word], i: int, begin: int) -> bool:
    """Whether word `i` stands outside every name: a title, a nationality, a common word."""
    word, inside = run[i], i > begin
    kind = word.kind
    if kind & SUFFIX:
        return not inside
    if word.text == "I" and i == begin + 1 and run[begin].kind & FIRST:
        return False
    closes = i + 1 == len(run) or bool(run[i + 1].kind & SUFFIX)
    if kind & TITLE and not closes and not word.possessive:
        named = kind & FIRST or (kind & FAMILY and inside and run[i - 1].kind & (FIRST | INITIAL))
        return not named
    if kind & NAME:
        closed = kind & FUNCTION and not kind & FIRST and word.key in EASTERN
        return bool(closed and (not inside or run[begin].key not in EASTERN))
    if kind & NATION:
        return not (inside and run[i - 1].kind & (FIRST | INITIAL))
    if kind & PLACE and not inside and not closes:
        return bool(run[i + 1].kind & (FIRST | TITLE | INITIAL))
    if inside and kind & (COMMON | WORD) and run[i - 1].key in PARTICLES:
        return False
    if kind & COMMON and not kind & (WORD | FUNCTION | ORG):
        named = run[i - 1].kind & (INITIAL if i > begin + 1 else FIRST | INITIAL)
        return not (inside and named)
    return bool(kind & (FUNCTION | WORD | MODIFIER | TITLE | ORG))


def _part_names(
    text: str, start: int, run: list[Word], first: int, last: int, titles: int, nation: bool
) -> list[Form]:
    """Return the form of run[first:last], cut where two names written family name first meet."""
    if last - first >= 4 and run[first].key in EASTERN:
        for middle in (first + 2, first + 3):
            head = " ".join(word.text for word in run[first:middle])
            tail = " ".join(word.text for word in run[middle:last])
            if family_first(head) and family_first(tail):
                return [
                    Form(text, start, run, first, middle, titles, nation),
                    Form(text, start, run, middle, last),
                ]
    return [Form(text, start, run, first, last, titles, nation)]
