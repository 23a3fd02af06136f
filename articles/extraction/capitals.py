"""Runs of capitalised words, and the pieces of them that could each name one person.

Pure Python, no Django. `read_runs` cuts a text into runs ("South Korean President Lee Jae Myung"),
`split_run` cuts a run into pieces ("Lee Jae Myung") that keep the titles before them.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from articles.extraction.names import (
    CHINESE,
    FAMILY_NAMES,
    FIRST_NAMES,
    KOREAN,
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
MOST_WORDS = 24  # of one run; a longer one is cut, which keeps hostile text cheap


def _kinds() -> tuple[dict[str, int], dict[str, int]]:
    """Return the kinds of each folded word, and of each folded phrase of several words."""
    places, organisations = read_list("places.txt"), read_list("organisations.txt")
    words, titles = read_list("words.txt"), read_list("titles.txt")
    lists = [
        (FIRST, FIRST_NAMES),
        (FAMILY, FAMILY_NAMES),
        (PLACE, places["countries"] | places["regions"] | places["cities"]),
        (NATION, places["nationalities"]),
        (ORG, organisations["heads"] | organisations["known"]),
        (WORD, words["nouns"]),
        (FUNCTION, words["function"]),
        (TITLE, titles["male"] | titles["female"] | titles["either"]),
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
    rf"(?:{_LETTER}|[{_APOSTROPHE}\u2010\u2011-](?={_LETTER}))*+)"
)
_LINK = "|".join(sorted(PARTICLES - {"st", "t", "ap", "op", "lo"}, key=len, reverse=True))
_JOINT = (
    rf"(?:[ \u00a0]{{1,2}}(?:(?:{_LINK})[ \u00a0]){{0,3}}|(?<=\.)|,[ ](?=(?:Jr|Sr|II|III|IV)\b)"
    rf"|[ ][\"\u201c](?=[{_UPPER}][\w ]{{1,20}}[\"\u201d][ ])|(?<=[^\W\d_])[\"\u201d][ ])"
)
_RUN = re.compile(
    rf"(?<![\w@.\-])(?:(?:van|von|de|der|den|ten|ter|bin|di|du)[ ]){{0,2}}"
    rf"{_TOKEN}(?:{_JOINT}{_TOKEN}){{0,{MOST_WORDS - 1}}}"
)
_WORDS = re.compile(_TOKEN)


_COMPOUNDS = ("-based", "-born", "-led", "-backed", "-style", "-owned", "-listed", "-run", "-era")


class Word:
    """One capitalised word of a run: its place in the text, folded key and kinds."""

    __slots__ = ("start", "end", "text", "key", "kind", "possessive")

    def __init__(self, start: int, text: str):
        self.possessive = len(text) > 2 and text[-1] in "sS" and text[-2] in "'\u2019\u02bc"
        if self.possessive:
            text = text[:-2]
        self.start, self.end, self.text = start, start + len(text), text
        self.key = sys.intern(fold(text))
        self.kind = KINDS.get(self.key, 0)
        if len(text) == 1 or (text[1] == "." and not self.kind & (PLACE | SUFFIX)):
            self.kind = INITIAL


@dataclass(slots=True)
class Piece:
    """Words `run[first:last]` of a run, which could name one person, at start:end of the text.

    `titles` is how many words directly before them are a title ("Prime Minister"); `nation`
    whether a nationality or country stands there.
    """

    run: list[Word]
    first: int
    last: int
    titles: int = 0
    nation: bool = False
    start: int = 0
    end: int = 0

    @property
    def words(self) -> list[Word]:
        """The words of the piece."""
        return self.run[self.first : self.last]


def read_runs(text: str) -> Iterator[tuple[int, list[Word]]]:
    """Yield each run of capitalised words with its start, a particle before it included."""
    for match in _RUN.finditer(text):
        start, stop = match.span()
        words = [Word(m.start(), m[0]) for m in _WORDS.finditer(text, start, stop)]
        if words:
            _mark_phrases(words)
            yield start, words


def _mark_phrases(words: list[Word]) -> None:
    """Give the words of a known phrase ("New York", "Goldman Sachs") that phrase's kind alone."""
    for i, word in enumerate(words):
        if word.key not in _OPENERS:
            continue
        for size in (4, 3, 2):
            kind = len(words) >= i + size and PHRASES.get(
                " ".join(w.key for w in words[i : i + size])
            )
            if kind:
                for w in words[i : i + size]:
                    w.kind = kind
                break


def split_run(text: str, start: int, run: list[Word]) -> list[Piece]:
    """Return the pieces of a run that could name a person, in order."""
    pieces: list[Piece] = []
    begin = titles = 0
    nation = False
    for i, word in enumerate(run):
        inside = i > begin
        if _breaks(run, i, begin):
            if inside:
                pieces.append(Piece(run, begin, i, titles, nation))
            title = bool(word.kind & TITLE) and not word.possessive
            titles = titles + 1 if title and not inside else int(title)
            nation = bool(word.kind & (NATION | PLACE)) or (nation and title and not inside)
            begin = i + 1
        elif word.possessive:
            pieces.append(Piece(run, begin, i + 1, titles, nation))
            begin, titles, nation = i + 1, 0, bool(word.kind & (NATION | PLACE))
    if begin < len(run):
        pieces.append(Piece(run, begin, len(run), titles, nation))
    pieces = [part for piece in pieces for part in _part_names(piece)]
    for piece in pieces:
        piece.start = _piece_start(text, start, piece)
        piece.end = run[piece.last - 1].end
    return pieces


def _breaks(run: list[Word], i: int, begin: int) -> bool:
    """Whether word `i` stands outside every name: a title, a nationality, a common word."""
    word, inside = run[i], i > begin
    kind = word.kind
    if kind & SUFFIX:
        return not inside
    closes = i + 1 == len(run) or bool(run[i + 1].kind & SUFFIX)
    if kind & TITLE and not closes and not word.possessive:
        named = kind & FIRST or (kind & FAMILY and inside and run[i - 1].kind & (FIRST | INITIAL))
        return not named
    if kind & NAME:
        return bool(kind & FUNCTION) and not inside and closes and i > 0 and not kind & FIRST
    if kind & NATION:
        return not (inside and run[i - 1].kind & (FIRST | INITIAL))
    if kind & PLACE and not inside and not closes:
        return bool(run[i + 1].kind & (FIRST | TITLE | INITIAL))
    if kind & COMMON and not kind & (WORD | FUNCTION | ORG):
        return i != begin + 1 or not run[begin].kind & (FIRST | INITIAL)
    return word.text.endswith(_COMPOUNDS) or bool(kind & (FUNCTION | WORD | MODIFIER | TITLE | ORG))


def _part_names(piece: Piece) -> list[Piece]:
    """Cut a piece in two where two names written family name first meet."""
    words = piece.words
    if len(words) >= 4 and words[0].key in KOREAN | CHINESE:
        for at in (2, 3):
            head, tail = words[:at], words[at:]
            if family_first(" ".join(w.text for w in head)) and family_first(
                " ".join(w.text for w in tail)
            ):
                middle = piece.first + at
                return [
                    Piece(piece.run, piece.first, middle, piece.titles, piece.nation),
                    Piece(piece.run, middle, piece.last),
                ]
    return [piece]


def _piece_start(text: str, start: int, piece: Piece) -> int:
    """Return where the piece begins, particles before its first word included."""
    word = piece.run[piece.first]
    before = piece.run[piece.first - 1].end if piece.first else start
    gap = text[before : word.start]
    particles = gap.lstrip("'\u2019sS.,- \u00a0") if piece.first else gap
    return word.start - len(particles) if particles.strip() else word.start
