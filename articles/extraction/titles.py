"""The title, role or office that stands beside a name, and the gender it tells.

Pure Python, no Django. A title is never inside the span of a name.
"""

import re

from articles.extraction.capitals import (
    KINDS,
    MODIFIER,
    NATION,
    ORG,
    PLACE,
    TITLE,
    WORD,
    Piece,
)
from articles.extraction.evidence import DOING, SAYING
from articles.extraction.names import FEMALE, MALE, family_first, name_words, read_list

_SECTIONS = read_list("titles.txt")
_MALE, _FEMALE = _SECTIONS["male"], _SECTIONS["female"]
_HONORIFICS = frozenset("mr mrs ms miss sir dame lady lord".split())
MOST_BEFORE, MOST_AFTER = 60, 90  # characters looked at on either side of a name
_LOWER_BEFORE = re.compile(r"[\w'\u2019.-]+$")
_AFTER = re.compile(r"\s?,\s(?:(?:aged\s)?\d{1,3},\s)?(?:the\s|a\s|an\s)?([^,.;:()\n\u201c\u201d\"\u2014]{3,90})")
_CLAUSE = frozenset("who whom whose which that said where when after before while and but".split())


def title_before(text: str, piece: Piece) -> str:
    """Return the title before a piece as written: "former U.S. President", "" where there is none."""
    run, at = piece.run, piece.first - piece.titles
    start = run[at].start if piece.titles else piece.start
    if piece.titles:
        taken = TITLE | MODIFIER | NATION | PLACE | ORG | WORD
        while at and run[at - 1].kind & taken:
            at -= 1
        start = run[at].start
    if not piece.titles or not at:
        start = _lower_title(text, start, bool(piece.titles))
    return " ".join(text[start : piece.start].split())


def _lower_title(text: str, end: int, titled: bool) -> int:
    """Return where the words of a title in lower case begin that end at `end`, else `end`."""
    floor = max(0, end - MOST_BEFORE)
    start = end
    while start - 1 > floor and text[start - 1] == " ":
        match = _LOWER_BEFORE.search(text, floor, start - 1)
        if not match:
            break
        word = match[0].lower()
        kind = KINDS.get(word, 0) | KINDS.get(word.rpartition("-")[2], 0)
        if not kind & (TITLE if not titled else TITLE | MODIFIER | NATION):
            break
        titled = True
        start = match.start()
    return start


def title_after(text: str, end: int, names: list[int]) -> str:
    """Return the role in apposition after a name: "Shanghai Municipal Party secretary", or "".

    `names` are the starts of the names of this text, sorted: words that hold another name are no role.
    """
    match = _AFTER.match(text, end, min(len(text), end + MOST_AFTER))
    if not match:
        return ""
    role: list[str] = []
    for word in match[1].split():
        key = word.lower()
        if key in _CLAUSE or key in SAYING or key in DOING:
            break
        role.append(word)
    if not any(KINDS.get(word.lower(), 0) & TITLE for word in role[:7]):
        return ""
    stop = match.start(1) + len(match[1])
    return "" if any(end <= start < stop for start in names) else " ".join(role[:9])


def gender_of(title: str, name: str) -> str:
    """Return "m" or "f" where a title or else the given name leaves no doubt, else ""."""
    words = {part for word in title.lower().split() for part in (word.strip("."), word.rpartition("-")[2])}
    male, female = bool(words & _MALE), bool(words & _FEMALE)
    if male != female:
        return "m" if male else "f"
    parts = name_words(name)
    if len(parts) < 2:
        return ""
    given = parts[-1] if family_first(name) else parts[0]
    return "m" if given in MALE else "f" if given in FEMALE else ""


def is_honorific(title: str) -> bool:
    """Whether a title says nothing of an office: "Mr", "Lady"."""
    return title.lower().strip(".") in _HONORIFICS
