"""Personal names: folding, family name, and whether two names can be one person's.

Pure Python, no Django. Word lists lie in `data/`; every list is folded as `fold` folds.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

# Pairs that NFKD leaves whole.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ə": "a",
    }
)
_APOSTROPHES = "'\u2018\u2019\u02bc\u02bb\u02b9\u0060\u00b4\u2032\uff07"
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}](?:[sS])?$")
_NOTHING = re.compile(
    rf"[{_APOSTROPHES}\"\u201c\u201d\u200b-\u200f\u2060\ufeff\u00ad\u0300-\u036f]"
)
_BLANK = re.compile(r"[\s.,\-\u2010-\u2015\u2212\u00b7\u30fb_]+")


def read_list(name: str) -> dict[str, frozenset[str]]:
    """Return the words of `data/<name>` by section: {"m": {"aaron", …}}.

    A line `[section]` opens a section, `#` a comment; words are separated by blanks, and a word of
    several parts joins them with an underscore ("new_york").
    """
    sections: dict[str, set[str]] = {}
    section = ""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif not line.startswith("#"):
            words = (word.replace("_", " ") for word in line.split())
            sections.setdefault(section, set()).update(words)
    return {section: frozenset(words) for section, words in sections.items()}


_PARTS = read_list("name_parts.txt")
PARTICLES, SUFFIXES = _PARTS["particles"], _PARTS["suffixes"]
_FIRST = read_list("first_names.txt")
_FAMILY = read_list("family_names.txt")
MALE = _FIRST["m"] - _FIRST["f"] - _FIRST["u"]
FEMALE = _FIRST["f"] - _FIRST["m"] - _FIRST["u"]
_GENDERED = MALE | FEMALE
FIRST_NAMES = _FIRST["m"] | _FIRST["f"] | _FIRST["u"]
FAMILY_NAMES = frozenset().union(*_FAMILY.values())
KOREAN, CHINESE, VIETNAMESE = _FAMILY["korean"], _FAMILY["chinese"], _FAMILY["vietnamese"]
JAPANESE, HUNGARIAN = _FAMILY["japanese"], _FAMILY["hungarian"]
EASTERN = KOREAN | CHINESE | VIETNAMESE
MAY_STAND_FIRST = EASTERN | JAPANESE | HUNGARIAN
_WESTERN_FIRST = FIRST_NAMES - _FIRST["u"]
_FIRST_ALONE = _WESTERN_FIRST - FAMILY_NAMES
_NOT_VIETNAMESE = FAMILY_NAMES - VIETNAMESE

LONGEST = 200  # characters of a name worth remembering

# A pinyin syllable, or one of the Wade-Giles, Cantonese and Hokkien spellings news writes.
_PINYIN = re.compile(
    r"(?:[zcs]h|hs|ts|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:i?ao|i?ang?|iong|ong|u?ang?|u?ai|ei|i?ou?|uo|u?en|eng|er|in?g?|ian|ie|ü?e|un?|ui|iu|ua|oong|oo|[aeiouü])"
)
# A syllable of a Korean given name in the Revised, McCune-Reischauer and popular spellings.
_KOREAN = re.compile(
    r"(?:kk|tt|pp|ss|jj|ch|sh|[bcdghjklmnprstw])?"
    r"(?:yeo|yoo|yae|you|yeu|wae|woo|eui|eo|eu|ae|oe|oo|ee|ya|ye|yo|yu|wa|we|wi|wo|ui|ou|u|[aeiou])"
    r"(?:ng|ck|rk|lk|[klmnprtbhsg])?"
)


def fold(name: str) -> str:
    """Return the name as compared: "Lee Jae-myung’s" and "Lee Jae Myung" give "lee jae myung".

    Case, accents, hyphens, blanks, apostrophes, stops and a possessive go; initials that stand
    together join ("J. K. Rowling", "J.K. Rowling" and "JK Rowling" give "jk rowling"). A given name
    written as one word ("Jaemyung") stays a string of its own. Letters of other scripts are kept.
    """
    if name.isascii() and name.isalpha():
        return name.lower()
    return _fold_parts(name) if len(name) <= LONGEST else _fold_parts.__wrapped__(name)


@lru_cache(maxsize=65_536)
def _fold_parts(name: str) -> str:
    text = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name.strip())).casefold()
    text = _NOTHING.sub("", text.translate(_LETTERS))
    words: list[str] = []
    initials = False
    for word in _BLANK.split(unicodedata.normalize("NFC", text)):
        single = len(word) == 1 and word.isascii() and word.isalpha()
        if single and initials:
            words[-1] += word
        elif word:
            words.append(word)
        initials = single
    return " ".join(words)


@lru_cache(maxsize=65_536)
def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, a generational suffix left out."""
    words = fold(name).split()
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return tuple(words)


def _syllables(pattern: re.Pattern, word: str, most: int) -> bool:
    """Whether the word is one to `most` syllables of the pattern, tried at every boundary."""
    ends = {0}
    for _ in range(most):
        ends = {
            stop
            for start in ends
            for stop in range(start + 1, min(len(word), start + 6) + 1)
            if pattern.fullmatch(word, start, stop)
        }
        if len(word) in ends:
            return True
    return False


@lru_cache(maxsize=16_384)
def is_chinese_given(word: str) -> bool:
    """Whether a folded word can be a Chinese given name in Latin letters ("jinping", "qiang")."""
    return len(word) <= 12 and _syllables(_PINYIN, word, 2)


@lru_cache(maxsize=16_384)
def is_korean_given(word: str) -> bool:
    """Whether a folded word can be a Korean given name in Latin letters ("myung", "jaemyung")."""
    return len(word) <= 12 and _syllables(_KOREAN, word, 2)


_HYPHENED = re.compile(r"[A-Za-z]{2,6}[-\u2010\u2011][A-Za-z]{2,6}$")


def _korean_order(name: str, words: tuple[str, ...]) -> bool:
    if words[0] not in KOREAN or words[-1] in _PARTS["families"] or not 2 <= len(words) <= 3:
        return False
    if not all(is_korean_given(word) for word in words[1:]):
        return False
    if len(words) == 3:
        return bool(_HYPHENED.search(name)) or words[0] not in _WESTERN_FIRST
    return words[0] not in _FIRST["u"] and words[1] not in _GENDERED and len(words[1]) > 3


def _chinese_order(name: str, words: tuple[str, ...]) -> bool:
    if words[0] not in CHINESE or words[-1] in _PARTS["families"] or not 2 <= len(words) <= 4:
        return False
    if _HYPHENED.search(name):
        return True
    given = words[1:]
    if not all(is_chinese_given(word) for word in given):
        return False
    return not any(word in _GENDERED for word in given) or words[0] not in FIRST_NAMES


@lru_cache(maxsize=65_536)
def family_first(name: str) -> bool:
    """Whether the name is written family name first, the Korean, Chinese, Vietnamese, Japanese or
    Hungarian way: a family name of that tradition, then given names that fit it."""
    words = name_words(name)
    if len(words) < 2 or words[0] not in MAY_STAND_FIRST:
        return False
    first, last = words[0], words[-1]
    western = first in _GENDERED and first not in EASTERN
    if western or "-" in name.split()[0]:
        return False
    if _korean_order(name, words) or _chinese_order(name, words):
        return True
    if first in VIETNAMESE and len(words) >= 3 and last not in _NOT_VIETNAMESE:
        return first not in FIRST_NAMES
    given_last = last in _GENDERED and first not in FIRST_NAMES
    return given_last and len(words) == 2 and (first in JAPANESE or first in HUNGARIAN)


@lru_cache(maxsize=65_536)
def family_name(name: str) -> str:
    """Return the best guess at the family name, as written: "Lee" of "Lee Jae-myung", "von der
    Leyen" of "Ursula von der Leyen", "Smith" of "John Smith Jr."; a name of one word is itself."""
    given = [word for word in name.replace(",", " ").split() if word]
    while len(given) > 1 and fold(given[-1]) in SUFFIXES:
        given.pop()
    if not given:
        return ""
    last = _POSSESSIVE.sub("", given[-1]) or given[-1]
    if len(given) == 1:
        return last
    if family_first(" ".join(given)):
        return given[0]
    start = len(given) - 1
    while start > 1 and fold(given[start - 1]) in PARTICLES:
        start -= 1
    return " ".join([*given[start:-1], last])


def _same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names agree: an initial for a name, a short form, middle names dropped."""
    if not one or not other or "".join(one) == "".join(other):
        return True
    if not _same_first(one[0], other[0]):
        return False
    middle, others = one[1:], other[1:]
    if not middle or not others:
        return True
    return len(middle) == len(others) and all(
        _same_first(a, b) for a, b in zip(middle, others, strict=True)
    )


def _same_first(a: str, b: str) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    return b in SHORT_FORMS.get(a, ()) or a in SHORT_FORMS.get(b, ())


# Short forms by which US and British news calls people whose full name it also gives.
SHORT_FORMS = {
    short: frozenset(full.split())
    for short, full in {
        "al": "albert alan alfred alexander",
        "alex": "alexander alexandra alejandro alexei",
        "andy": "andrew",
        "ben": "benjamin",
        "bernie": "bernard",
        "bill": "william",
        "billy": "william",
        "bob": "robert",
        "bobby": "robert",
        "charlie": "charles",
        "chris": "christopher christine christian",
        "chuck": "charles",
        "dan": "daniel",
        "dave": "david",
        "dick": "richard",
        "don": "donald",
        "ed": "edward edwin edgar",
        "fred": "frederick alfred",
        "greg": "gregory",
        "jack": "john",
        "jeff": "jeffrey geoffrey",
        "jerry": "gerald jerome",
        "jim": "james",
        "jimmy": "james",
        "joe": "joseph",
        "joey": "joseph",
        "kate": "katherine catherine",
        "kathy": "katherine kathleen catherine",
        "ken": "kenneth",
        "larry": "lawrence laurence",
        "liz": "elizabeth",
        "matt": "matthew",
        "mike": "michael",
        "nick": "nicholas",
        "pat": "patrick patricia",
        "pete": "peter",
        "phil": "philip phillip",
        "ray": "raymond",
        "rob": "robert",
        "ron": "ronald",
        "sam": "samuel samantha",
        "steve": "steven stephen",
        "sue": "susan",
        "ted": "edward theodore",
        "tim": "timothy",
        "tom": "thomas",
        "tony": "anthony antonio",
        "vince": "vincent",
    }.items()
}


def same_name(a: str, b: str) -> bool:
    """Whether two names in one article can be one person's.

    True for equal folds, for a lone family name and a full name that has it, for initials, short
    forms and dropped middle names before the same family name, for family name first and last,
    and for a given name written as one word. False for two different given names.
    """
    one, other = name_words(a), name_words(b)
    if not one or not other:
        return False
    if one == other:
        return _same_suffix(a, b)
    if len(one) > len(other):
        one, other, a, b = other, one, b, a
    family = tuple(fold(family_name(b)).split())
    if one in (family, tuple(word for word in family if word not in PARTICLES)):
        return True
    if len(one) == 1:
        return False
    if one == other[-len(one) :] and one[0] not in _FIRST_ALONE:
        return True
    first_a, first_b = family_first(a), family_first(b)
    own = tuple(fold(family_name(a)).split())
    if own != family:
        return "".join(one) == "".join(other) or (
            first_a != first_b and one[len(own) :] == other[: -len(family)]
        )
    given_a = one[1:] if first_a else one[: -len(own)]
    given_b = other[1:] if first_b else other[: -len(family)]
    return _same_suffix(a, b) and _same_given(given_a, given_b)


def _same_suffix(a: str, b: str) -> bool:
    """Whether generational suffixes agree; one that is left out is no contradiction."""
    found = [{w for w in fold(name).split()[1:] if w in SUFFIXES} for name in (a, b)]
    return not all(found) or found[0] == found[1]
