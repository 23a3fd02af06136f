"""The title, role or office that stands beside a name, and the gender it tells.

Pure Python, no Django. A title is never inside the span of a name.
"""

import re
from functools import lru_cache

from articles.extraction.capitals import (
    FUNCTION,
    KINDS,
    MODIFIER,
    NAME,
    NATION,
    ORG,
    PLACE,
    TITLE,
    WORD,
    Piece,
)
from articles.extraction.evidence import CONTEXT, DOING, SAYING
from articles.extraction.names import FEMALE, MALE, family_first, name_words, read_list

_SECTIONS = read_list("titles.txt")
_MALE, _FEMALE, _KIN = _SECTIONS["male"], _SECTIONS["female"], _SECTIONS["kin"]
_HONORIFICS = _SECTIONS["honorifics"]
_LONG = {
    "sen": "senator", "sens": "senator", "gov": "governor", "rep": "representative",
    "reps": "representative", "pres": "president", "gen": "general", "col": "colonel",
    "lt": "lieutenant", "capt": "captain", "sgt": "sergeant", "maj": "major", "adm": "admiral",
    "cmdr": "commander", "det": "detective", "insp": "inspector", "supt": "superintendent",
    "congressman": "representative", "congresswoman": "representative", "prof": "professor",
}  # fmt: skip
MOST_BEFORE, MOST_AFTER = 60, 110  # characters looked at on either side of a name
_CLAUSE, _COMPASS = CONTEXT["clauses"], CONTEXT["compass"]
_WORD_BEFORE = re.compile(r"(?<![\w'\u2019.-])[\w'\u2019.-]{1,40}$")
_APPOSITION = re.compile(
    r",\s(?:(?:aged\s)?\d{1,3},\s)?(?:(?:the|a|an|his|her|its|their)\s)?([^,;:()\n\u201c\u201d\"\u2014]{3,110})"
)
_OPEN = _CLAUSE | {"of", "the", "a", "an"}


def title_before(text: str, piece: Piece) -> str:
    """Return the title before a piece as written: "former U.S. President", or ""."""
    run, at = piece.run, piece.first
    if piece.titles:
        at -= piece.titles
        while at and _belongs(run, at - 1):
            at -= 1
    end = piece.start
    start = run[at].start if at < piece.first else end
    if not at and start and text[start - 1] == " ":
        gap = 1
        if (
            start == end
            and text[start - 2 : start] == ", "
            and text[piece.end : piece.end + 1] in ",.;"
        ):
            gap = 2
        first = _first_of_title(text, start - gap, titled=bool(piece.titles))
        if first < start - gap:
            start, end = first, end - gap + 1
    return " ".join(text[start:end].split()).rstrip(",")


def _belongs(run: list, at: int) -> bool:
    """Whether word `at` of a run goes with the title after it ("South Korean", "Prime")."""
    kind = run[at].kind
    if kind & FUNCTION and not kind & MODIFIER:
        return run[at].key in _COMPASS
    if kind & (TITLE | MODIFIER | NATION | ORG | WORD):
        return True
    return bool(kind & PLACE) or (not kind & NAME and not kind)


def _first_of_title(text: str, end: int, titled: bool) -> int:
    """Return where the words of a title outside a run begin that end at `end`, else `end`."""
    floor, start, nation = max(0, end - MOST_BEFORE), end, False
    while end > floor:
        first = text.rfind(" ", floor, end) + 1
        found = text[first:end]
        if not first or not found.isalpha():
            match = _WORD_BEFORE.search(text, max(floor, first - 1), end)
            if not match:
                break
            first, found = match.start(), match[0]
        word = found.lower()
        kind = KINDS.get(word, 0) | KINDS.get(word.rpartition("-")[2], 0)
        wanted = TITLE | MODIFIER | NATION if titled else TITLE
        capital = found[0].isupper() and not kind & (NATION | MODIFIER)
        if not (nation and word in _COMPASS) and (not kind & wanted or capital):
            break
        titled, nation = True, bool(kind & NATION)
        start = first
        end = start - 1 if text[start - 1 : start] == " " else floor
    return start


def title_after(text: str, end: int, names: list[int]) -> str:
    """Return the role in apposition after a name: "Shanghai Municipal Party secretary", or "".

    `names` are starts of the next names of the text: a role ends before another person's name.
    """
    if text[end : end + 1] != ",":
        return ""
    match = _APPOSITION.match(text, end, min(len(text), end + MOST_AFTER))
    if not match:
        return ""
    stop = min([match.end(1), *(start for start in names if start >= match.start(1))])
    role: list[str] = []
    head = False
    for word in re.split(r"[.!?](?:\s|$)", text[match.start(1) : stop])[0].split():
        key = word.lower()
        if (
            key in SAYING
            or key in DOING
            or (key in _CLAUSE and (head or key not in ("and", "for", "in")))
        ):
            break
        head = head or bool(KINDS.get(key.rpartition("-")[2], 0) & TITLE and key not in _HONORIFICS)
        role.append(word)
    while role and role[-1].lower() in _OPEN:
        role.pop()
    told = [word.lower().rpartition("-")[2] for word in role]
    return (
        " ".join(role)
        if any(KINDS.get(word, 0) & TITLE and word not in _HONORIFICS for word in told)
        else ""
    )


@lru_cache(maxsize=8_192)
def _keys(title: str) -> frozenset[str]:
    words = title.lower().replace("-", " ").split()
    return frozenset(word.strip(".,") for word in words)


@lru_cache(maxsize=8_192)
def gender_of(title: str, name: str) -> str:
    """Return "m" or "f" where a title or else the given name leaves no doubt, else ""."""
    words = _keys(title)
    male, female = bool(words & _MALE), bool(words & _FEMALE)
    if male != female:
        return "m" if male else "f"
    parts = name_words(name)
    if len(parts) < 2:
        return ""
    given = parts[-1] if family_first(name) else parts[0]
    return "m" if given in MALE else "f" if given in FEMALE else ""


@lru_cache(maxsize=8_192)
def offices(title: str) -> frozenset[str]:
    """Return the offices that a title names, abbreviations written out: {"senator"} of "Sen."."""
    return frozenset(
        _LONG.get(word, word)
        for word in _keys(title)
        if KINDS.get(word, 0) & TITLE and word not in _HONORIFICS
    )


def is_kin(title: str) -> bool:
    """Whether a title says whose relative a person is: "daughter"."""
    return bool(_keys(title) & _KIN)
