"""Two full names: how they can be one person's, and the keys under which such names meet.

Pure Python. A relation is never proof: it makes a suggestion that a curator answers. The keys are
blocking keys as record linkage has them (P. Christen, Data Matching, Springer 2012, chapter 4):
only names that share one are compared.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from articles.extraction.names import (
    CHINESE,
    FAMILY_NAMES,
    FEMALE,
    FIRST_NAMES,
    HUNGARIAN,
    JAPANESE,
    KOREAN,
    MALE,
    SHORT_FORMS,
    SUFFIXES,
    VIETNAMESE,
    family_first,
    family_name,
    fold,
    name_words,
)
from articles.sentences import Sentence, gettext_noop

TRADITIONS = (
    (KOREAN, gettext_noop("%(name)s is a Korean family name, put first.")),
    (JAPANESE, gettext_noop("%(name)s is a Japanese family name, put first.")),
    (CHINESE, gettext_noop("%(name)s is a Chinese family name, put first.")),
    (VIETNAMESE, gettext_noop("%(name)s is a Vietnamese family name, put first.")),
    (HUNGARIAN, gettext_noop("%(name)s is a Hungarian family name, put first.")),
)
SHORTEST_RESPELT = 4  # letters from which a word of one sound is a spelling, not another name
FAR = 7  # letters from which two changes may part two spellings, below it one

_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
_DOUBLED = re.compile(r"(.)\1+")
# Letters that romanisations of one name exchange (ALA-LC, BGN/PCGN, Revised Romanization and the
# spellings of newspapers); vowels, h, j and y are left out.
_SOUNDS = (
    ("tsch", "1"), ("tch", "1"), ("sch", "s"), ("cz", "1"), ("ch", "1"), ("dz", "s"), ("ts", "s"),
    ("tz", "s"), ("ph", "f"), ("x", "ks"), ("q", "k"), ("g", "k"), ("c", "k"), ("z", "s"),
    ("v", "f"), ("w", "f"),
)  # fmt: skip
_DROPPED = str.maketrans("", "", "aeiouhjy")
_FULL_FORMS = frozenset().union(*SHORT_FORMS.values())


@dataclass(frozen=True, slots=True)
class Relation:
    """How two names can be one person's: its kind, what it is worth alone (0 to 1), a sentence."""

    kind: str
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A folded name in parts; `initials`: its first given name is given by letters alone."""

    words: tuple[str, ...]
    family: str
    given: tuple[str, ...]
    suffix: frozenset[str]
    initials: bool
    family_first: bool


@lru_cache(maxsize=65_536)
def parts(name: str) -> Parts:
    """The parts of a name, family name and order as best they can be told."""
    words, first = name_words(name), family_first(name)
    size = min(len(fold(family_name(name)).split()), len(words) - 1) or 1
    family, given = (words[:size], words[size:]) if first else (words[-size:], words[:-size])
    written = name.split()
    opening = written[-1 if first else 0] if written else ""
    initials = bool(_INITIALS.fullmatch(opening)) and opening == opening.upper()
    suffix = frozenset(word for word in fold(name).split()[1:] if word in SUFFIXES)
    return Parts(words, " ".join(family), given, suffix, initials and len(words) > 1, first)


def keys(folded: str) -> set[str]:
    """The keys of a folded full name; a name of one word has none.

    Two names that `relation` joins share one, or one has among its keys what `counterparts` gives
    of the other. Family name first or last makes no difference.
    """
    words = _without_suffix(folded)
    if len(words) < 2:
        return set()
    found = {
        f"letters {''.join(words)}",
        f"ends {words[0]} {words[-1]}",
        f"opening {words[0]} {words[1]}",
        f"closing {words[-2]} {words[-1]}",
    }
    for family, given in ((words[0], words[1:]), (words[-1], words[:-1])):
        joined = "".join(given)
        found.add(f"order {family}|{joined}")
        found.add(f"family sounds {joined}|{sounds(family)}")
        found.add(f"given sounds {sounds(joined)}|{family}")
        found.add(f"{_length(given[0])} {family}|{given[0][0]}")
        found |= {f"full form {family}|{full}" for full in SHORT_FORMS.get(given[0], ())}
        if given[0] in _FULL_FORMS:
            found.add(f"full form {family}|{given[0]}")
    return found


def counterparts(folded: str) -> set[str]:
    """Keys that other names have which may be this one with its given name cut to initials, or
    written out where this one has initials."""
    words = _without_suffix(folded)
    if len(words) < 2:
        return set()
    other = {"initial": "written", "written": "initial"}
    return {
        f"{other[_length(given[0])]} {family}|{given[0][0]}"
        for family, given in ((words[0], words[1:]), (words[-1], words[:-1]))
    }


def _length(given: str) -> str:
    """Whether a given name can be initials; "Jo" and "Li" may be, and "jrr" of "J.R.R."."""
    bare = len(given) == 3 and not set(given) & set("aeiouy")
    return "initial" if len(given) <= 2 or bare else "written"


def _without_suffix(folded: str) -> list[str]:
    words = folded.split()
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return words


def relation(one: str, other: str) -> Relation | None:
    """How two full names can be one person's; None where nothing says that they can."""
    a, b = parts(one), parts(other)
    if min(len(a.words), len(b.words)) < 2 or not a.given or not b.given:
        return None
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return None  # John Smith Jr. is not John Smith Sr.
    return (
        _same(one, other, a, b)
        or _other_order(a, b)
        or _same_family(a, b)
        or _respelt_family(a, b)
        or _left_out(a, b)
    )


def _same(one: str, other: str, a: Parts, b: Parts) -> Relation | None:
    if a.words == b.words:
        if a.suffix != b.suffix:
            word = next(iter(a.suffix | b.suffix))
            adds = gettext_noop("One form adds “%(word)s”.")
            return Relation("suffix", 0.4, Sentence(adds, word=word))
        called = gettext_noop("Both are called %(name)s.")
        return Relation("same", 0.5, Sentence(called, name=one))
    if "".join(a.words) == "".join(b.words):
        told = gettext_noop("The same letters, joined or parted.")
        return Relation("joined", 0.75, Sentence(told))
    return None


def _other_order(a: Parts, b: Parts) -> Relation | None:
    """The family name first in one form and last in the other, given names joined or parted."""
    for front, back in ((a.words, b.words), (b.words, a.words)):
        if front[0] == back[-1] and "".join(front[1:]) == "".join(back[:-1]):
            return _order(front[0], back[0], a.family_first != b.family_first)
    return None


def _order(family: str, given: str, told: bool) -> Relation:
    tradition = next((sentence for known, sentence in TRADITIONS if family in known), "")
    if told and tradition:
        return _ordered(0.8, Sentence(tradition, name=family.title()))
    if family in FIRST_NAMES and given in FIRST_NAMES:
        return _ordered(0.35, Sentence(gettext_noop("Both words are common given names.")))
    for word, rest in ((given, family), (family, given)):
        if word in FIRST_NAMES and rest not in FIRST_NAMES:
            template = gettext_noop("%(name)s is a given name.")
            return _ordered(0.7, Sentence(template, name=word.title()))
    return Relation("order", 0.6, Sentence(_OTHER_ORDER))


_OTHER_ORDER = gettext_noop("The same words in another order.")


def _ordered(weight: float, why: Sentence) -> Relation:
    both = Sentence("%(order)s %(why)s", order=Sentence(_OTHER_ORDER), why=why)
    return Relation("order", weight, both)


def _same_family(a: Parts, b: Parts) -> Relation | None:
    """One family name, and given names that are initials, short, fewer, or spelt another way."""
    if a.family != b.family:
        return None
    one, other = a.given[0], b.given[0]
    if one == other and (found := _middle_names(a.given[1:], b.given[1:])):
        return found
    for short, full in ((one, other), (other, one)):
        if full in SHORT_FORMS.get(short, ()):
            template = gettext_noop("%(short)s is a short form of %(full)s.")
            told = Sentence(template, short=short.title(), full=full.title())
            return Relation("short form", 0.6, told)
    if (a.initials or b.initials) and _initials_agree(a, b):
        template = gettext_noop("The initials of one form fit the other’s given name.")
        return Relation("initials", 0.4, Sentence(template))
    return _respelt("".join(a.given), "".join(b.given), FIRST_NAMES)


def _middle_names(one: tuple[str, ...], other: tuple[str, ...]) -> Relation | None:
    if not one or not other:
        template = gettext_noop("One form leaves out a middle name.")
        return Relation("middle name", 0.55, Sentence(template))
    if one[0][0] == other[0][0] and 1 in (len(one[0]), len(other[0])):
        template = gettext_noop("The middle initial of one form fits the other’s.")
        return Relation("middle name", 0.65, Sentence(template))
    return None


def _initials_agree(a: Parts, b: Parts) -> bool:
    short, full = (a, b) if a.initials else (b, a)
    if a.initials and b.initials:
        short, full = sorted((a, b), key=lambda it: len(it.given[0]))
        return full.given[0].startswith(short.given[0])
    letters, spelt = short.given[0], "".join(word[0] for word in full.given)
    return spelt.startswith(letters) or (len(full.given) == 1 and letters[0] == spelt)


def _respelt_family(a: Parts, b: Parts) -> Relation | None:
    if "".join(a.given) != "".join(b.given):
        return None
    return _respelt(a.family, b.family, FAMILY_NAMES)


def _respelt(one: str, other: str, known: frozenset[str]) -> Relation | None:
    """One word in two spellings, the rest of the name being equal."""
    longest = max(len(one), len(other))
    if min(len(one), len(other)) < SHORTEST_RESPELT or sounds(one) != sounds(other):
        return None
    if _two_genders(one, other):
        return None
    if distance(one, other) > (2 if longest >= FAR else 1):
        return None
    weight = 0.25 if known is FIRST_NAMES else 0.4
    both = {"one": one.title(), "other": other.title()}
    if one in known and other in known:
        template = gettext_noop("%(one)s and %(other)s sound alike.")
        return Relation("spelling", weight, Sentence(template, **both))
    template = gettext_noop("%(one)s and %(other)s are spelt alike.")
    return Relation("spelling", 0.5, Sentence(template, **both))


def _two_genders(one: str, other: str) -> bool:
    """Whether two words are the male and the female form of a name: Mario and Maria, Daniel and
    Daniela, Ivanov and Ivanova (a family name of Slavic form)."""
    if {one, other} & MALE and {one, other} & FEMALE:
        return True
    short, full = sorted((one, other), key=len)
    if full == f"{short}a":
        return True
    return (
        one[:-1] == other[:-1]
        and "a" in (one[-1], other[-1])
        and {one[-1], other[-1]} <= set("aoe")
    )


def _left_out(a: Parts, b: Parts) -> Relation | None:
    """A second family name, or a first given name, that one form leaves out."""
    short, full = sorted((a.words, b.words), key=len)
    if len(full) - len(short) != 1:
        return None
    if full[: len(short)] == short:
        template = gettext_noop("One form goes on with %(name)s.")
        return Relation("left out", 0.4, Sentence(template, name=full[-1].title()))
    if full[-len(short) :] == short and len(full[0]) <= 2:
        template = gettext_noop("One form begins with initials.")
        return Relation("left out", 0.35, Sentence(template))
    if full[-len(short) :] == short:
        template = gettext_noop("One form begins with %(name)s.")
        return Relation("left out", 0.35, Sentence(template, name=full[0].title()))
    return None


@lru_cache(maxsize=65_536)
def sounds(word: str) -> str:
    """The consonants of a folded word as romanisations share them: "Gaddafi", "Qadhafi": "kdf"."""
    word = _DOUBLED.sub(r"\1", word)
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _DOUBLED.sub(r"\1", word.translate(_DROPPED))


def distance(one: str, other: str) -> int:
    """Letters to put in, take out or exchange to come from one word to the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for line, letter in enumerate(one, 1):
        before, row[0] = row[0], line
        for place, match in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (letter != match)),
            )
    return row[-1]
