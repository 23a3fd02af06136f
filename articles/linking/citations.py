"""Where a text leans on another outlet: "told Reuters", "according to Yonhap", "the AP reported".

Pure Python. A citation is the name of an outlet beside a word that makes it one; an outlet that is
merely spoken of ("shares of Reuters fell") is none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from articles.extraction.names import fold, read_list
from articles.extraction.outlets import AGENCIES, is_outlet

LONGEST = 6  # words of an outlet's name
SKIPPED = 6  # words between a cue and the name: "according to South Korea's state news agency"
CUE_ROOM = 40  # characters of the longest cue
NEXT_WORD = 60  # characters that hold a word and the blanks before it


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W_](?:[\w.’'&/-]{0,40}[\w])?|&")
_POSSESSIVE = re.compile(r"[’'][sS]?$")
# Verbs and nouns with the words that lead from them to an outlet's name.
_LEADING = {
    "": "told tells telling citing quoting",
    "to": "according statement comment comments remarks email emails speaking spoke speaks",
    "with": "interview speaking spoke speaks",
    "by": """cited quoted reported report reports interview interviewed obtained seen reviewed
        published aired broadcast viewed verified carried article column essay story piece""",
    "in": """cited quoted reported report reports published carried writing wrote op-ed article
        column essay story piece""",
    "on": "reported seen published aired broadcast interview",
    "for": "writing wrote op-ed article column essay story piece",
    "from": "report reports",
}
_CUES = tuple(f"{word} {link}".strip() for link in _LEADING for word in _LEADING[link].split())
_INVERTED = ("said", "says", "reported", "reports", "wrote")  # behind a quotation and its comma
_CUES_END = frozenset(cue.split()[-1] for cue in (*_CUES, *_INVERTED))
_CUE_AFTER = re.compile(
    r",?\s((?:(?:has|have|had|also|first|previously|earlier|later)\s){0,2}"
    r"(?:reported|reports|said|says|quoted|quotes|cited|cites|wrote|writes|revealed|disclosed|noted"
    r"|claimed|described|published|broadcast|aired|carried|learned|learnt))\b"
)
_PIECE_AFTER = re.compile(
    r"\s(report|interview|investigation|poll|survey|tally|count|analysis|review)\b"
)
_DESCRIBING = _set(
    """the a an its their his her state state-run state-owned state-controlled public private local
    official national independent news agency agencies newspaper newspapers daily weekly paper
    broadcaster broadcasters network station channel television tv radio magazine website site
    outlet outlets portal wire service services media business financial leading major
    semi-official pro-government"""
)
_KINDS = _set("news agency newspaper daily weekly broadcaster network tv television")
_OPENING = _set("and but or that as while when after because which what where how if")
_BEFORE_THE = _set("of and for in")
_JOINERS = _BEFORE_THE | _set("the & de del della der des di do la le les el")
_NO_OPENING = _OPENING | _set("on in at by for from to with before since until then now so yet")
_MASTHEADS = frozenset(
    word
    for section in ("agencies", "outlets", "masthead")
    for name in read_list("outlets.txt")[section]
    for word in name.split()
)

# Names under which one agency goes: the short form is the one by which they are held together.
SAME = {
    "associated press": "ap",
    "agence france presse": "afp",
    "united press international": "upi",
    "press association": "pa",
    "pa media": "pa",
    "press trust of india": "pti",
    "yonhap news": "yonhap",
    "yonhap news agency": "yonhap",
    "kyodo news": "kyodo",
    "xinhua news agency": "xinhua",
    "tass news agency": "tass",
    "anadolu agency": "aa",
    "thomson reuters": "reuters",
    "reuters news agency": "reuters",
    "bloomberg news": "bloomberg",
    "bbc news": "bbc",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """text[start:end] == words names an outlet; `cue` is the word or phrase beside it, as it
    stands; `key` is what the outlet is told apart by."""

    start: int
    end: int
    words: str
    cue: str
    key: str


@dataclass(frozen=True)
class Outlets:
    """Outlets that are known beside those that every newsroom knows: their keys, and the words of
    their names."""

    keys: frozenset[str] = frozenset()
    words: frozenset[str] = field(default=_MASTHEADS)

    @classmethod
    def named(cls, names: Iterable[str]) -> "Outlets":
        """The outlets of these names."""
        keys = frozenset(map(outlet_key, names))
        return cls(keys, _MASTHEADS | {word for key in keys for word in key.split()})


@lru_cache(maxsize=16_384)
def outlet_key(name: str) -> str:
    """What an outlet is told apart by: folded, without "the", agencies by their short form."""
    folded = fold(name)
    folded = folded.removeprefix("the ") or folded
    return SAME.get(folded, folded)


def find_citations(text: str, outlets: Outlets = Outlets()) -> list[Citation]:  # noqa: B008
    """The citations of a text, in order."""
    words = _Words(text)
    found = []
    for first, stop in _names(words, outlets):
        cue = _cue_before(words, first) or _cue_after(words, first, stop)
        if cue:
            start, end = words.place(first, stop)
            name = text[start:end]
            found.append(Citation(start, end, name, cue, outlet_key(name)))
    return found


class _Words:
    """The words of a text with their places; `glued(n)`: blanks alone part word n from the one
    before it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of each word; most texts name no outlet, and nobody asks."""
        return [match.span() for match in _WORD.finditer(self.text)]

    @cached_property
    def starts(self) -> list[int]:
        """Where each word starts."""
        return [start for start, _ in self.spans]

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, number: int) -> str:
        start, end = self.spans[number]
        return self.text[start:end]

    def glued(self, number: int) -> bool:
        """Whether blanks alone stand between a word and the one before it."""
        between = self.text[self.spans[number - 1][1] : self.spans[number][0]]
        return number > 0 and not between.strip(" \u00a0")

    def name(self, first: int, stop: int) -> str:
        """These words as an outlet's name, without "'s" behind it."""
        return _POSSESSIVE.sub("", self.text[self.spans[first][0] : self.spans[stop - 1][1]])

    def place(self, first: int, stop: int) -> tuple[int, int]:
        """Start and end of a name in the text, without "the" before it."""
        end = self.spans[first][0] + len(self.name(first, stop))
        if self[first].lower() == "the" and stop - first > 1:
            first += 1
        return self.spans[first][0], end


def _names(words: _Words, outlets: Outlets) -> Iterator[tuple[int, int]]:
    """Numbers of the first word, and of the one behind the last, of each outlet's name."""
    free = 0
    for match in re.finditer(r"[^\W\d_a-z][\w&-]*+", words.text):
        word = match[0].lower()
        if word not in outlets.words or word == "the" and not _goes_before(words.text, match.end()):
            continue
        number = bisect_left(words.starts, match.start() + 1) - 1
        if number < free:
            continue
        found = _name_around(words, number, free, outlets)
        if found:
            yield found
            free = found[1]


def _goes_before(text: str, end: int) -> bool:
    """Whether what follows a "The" may go on a name: most sentences that it opens name nobody."""
    following = _WORD.match(text[end : end + NEXT_WORD].lstrip(" \u00a0"))
    return following is not None and _fits_name(following[0])


def _name_around(words: _Words, number: int, free: int, outlets: Outlets) -> tuple[int, int] | None:
    """The longest outlet's name that holds a word, from word `free` on."""
    low = high = number
    while low > free and number - low < LONGEST - 1 and _goes_on(words, low):
        low -= 1
    while high + 1 < len(words) and high - number < LONGEST - 1 and _goes_on(words, high + 1):
        high += 1
    for size in range(min(LONGEST, high - low + 1), 0, -1):
        for first in range(max(low, number - size + 1), min(number, high - size + 1) + 1):
            if _is_name(words, first, first + size, outlets):
                return first, first + size
    return None


def _goes_on(words: _Words, number: int) -> bool:
    """Whether a name may hold a word and the one before it: no mark parts them, both are such as
    names have, and "the" stands within a name behind "of" and the like alone."""
    before, word = words[number - 1], words[number]
    if word == "the" and before not in _BEFORE_THE:
        return False
    return words.glued(number) and _fits_name(before) and _fits_name(word)


def _fits_name(word: str) -> bool:
    return not word[0].islower() or word in _JOINERS or word in _KINDS


def _is_name(words: _Words, first: int, stop: int, outlets: Outlets) -> bool:
    """Whether words are an outlet's name: capitalised at both ends, and no second outlet behind
    "of" or "and" among them ("Ann Lee of the Guardian" is somebody)."""
    opening, closing = words[first], words[stop - 1]
    if not opening[0].isupper() and opening != "the" and not opening[0].isdigit():
        return False
    if opening.lower() in _NO_OPENING:
        return False
    if closing.lower() == "the" or not (closing[0].isupper() or closing in _KINDS):
        return False
    name = words.name(first, stop)
    if not _is_known(name) and outlet_key(name) not in outlets.keys:
        return False
    return not any(
        words[place] in ("of", "and") and _is_known(words.name(place + 1, stop))
        for place in range(first + 1, stop - 1)
    )


@lru_cache(maxsize=16_384)
def _is_known(name: str) -> bool:
    """Whether a name is an outlet's, written as one: "AP" in capitals, "Time" and not "time"."""
    folded = fold(name)
    if len(folded) <= 4 and folded in AGENCIES and not name.isupper():
        return False
    return is_outlet(name) and not name.islower()


def _cue_before(words: _Words, first: int) -> str:
    """The cue that leads up to a name; describing words, and whose it is, are passed over."""
    for number in range(first, max(-1, first - SKIPPED - 1), -1):
        start, before = words.spans[number][0], number - 1
        if before < 0 or not words.glued(number):
            return ""
        if words[before].lower() in _CUES_END:
            return _cue_that_ends(words.text, start - 1)
        if not _describes(words[before]):
            return ""
    return ""


def _cue_that_ends(text: str, end: int) -> str:
    """The cue whose last character stands before `end`, as it is written, or ""."""
    before = text[max(0, end - CUE_ROOM) : end].lower()
    if not before.endswith(_CUES + _INVERTED):
        return ""
    cue = next(cue for cue in _CUES + _INVERTED if before.endswith(cue))
    start = end - len(cue)
    if cue in _INVERTED and text[max(0, start - 3) : start].strip(' "”’') != ",":
        return ""
    return "" if text[start - 1 : start].isalnum() else text[start:end]


def _cue_after(words: _Words, first: int, stop: int) -> str:
    """The cue behind a name, "news agency" and the like passed over: a verb where the name opens
    its clause, as who reports does, or the piece that is the outlet's ("a Reuters report")."""
    for number in range(stop - 1, min(len(words), stop + 2)):
        if number >= stop and not (words.glued(number) and words[number].lower() in _KINDS):
            return ""
        end = words.spans[number][1]
        piece = _PIECE_AFTER.match(words.text, end)
        verb = _CUE_AFTER.match(words.text, end)
        if piece or verb and _opens(words, first):
            return (piece or verb)[1]
    return ""


def _opens(words: _Words, first: int) -> bool:
    """Whether a name is the subject of its clause, by what stands before it."""
    for number in range(first, max(-1, first - SKIPPED - 1), -1):
        if number == 0 or not words.glued(number):
            return True
        before = words[number - 1]
        if before.lower() in _OPENING:
            return True
        if not _describes(before):
            return False
    return False


def _describes(word: str) -> bool:
    """Whether a word may stand between a cue and an outlet's name: "South Korea's state daily"."""
    return word[0].isupper() or word.lower() in _DESCRIBING or word[0].isdigit()
