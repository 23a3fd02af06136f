"""Who is who in one article: which full name each mention of a person belongs to.

Pure Python, no Django. Newsroom practice gives a person in full once, and by the family name from
then on; a second person of that name is again given in full.
"""

import re
from functools import lru_cache

from articles.extraction.names import (
    CHINESE,
    FAMILY_NAMES,
    FIRST_NAMES,
    KOREAN,
    PARTICLES,
    SHORT_FORMS,
    SUFFIXES,
    VIETNAMESE,
    family_first,
    family_name,
    fold,
    name_words,
    same_name,
)
from articles.extraction.titles import gender_of, is_kin, offices

_GIVEN = FIRST_NAMES | SHORT_FORMS.keys()
MOST_BEARERS = 40  # people looked at for one word; where there are more, the text is a register


class Person:
    """One person of an article: the forms of the full name with how often each stands there."""

    __slots__ = ("forms", "gender", "offices", "kin", "seen", "called")

    def __init__(self, mention: str):
        self.forms: dict[str, int] = {mention: 1}
        self.gender = ""
        self.offices: set[str] = set()
        self.kin = False
        self.seen = 0
        self.called = ""

    @property
    def name(self) -> str:
        """The fullest form; of equally full ones the most frequent, then the first."""
        if not self.called:
            fullest = max(self.forms, key=lambda form: (_fullness(form), self.forms[form]))
            self.called = plain(fullest)
        return self.called

    def add(self, form: str) -> None:
        """Count a form of the name."""
        self.forms[form] = self.forms.get(form, 0) + 1
        self.called = ""


def _is_particle(word: str) -> bool:
    """Whether a word belongs to the family name after it; "Ben" and "Al" are given names too."""
    key = word.lower()
    return key in PARTICLES and (word == key or key not in _GIVEN)


def _fullness(form: str) -> tuple[int, int, bool]:
    """Return words, letters and whether the form is in mixed case, to compare two forms."""
    folded = fold(form)
    return len(folded.split()), len(folded), not form.isupper()


def plain(name: str) -> str:
    """Return a name with single blanks, and not in capitals throughout ("LEE JAE-MYUNG")."""
    words = name.split()
    if name.isupper():
        eastern = family_first(name)
        words = [w if "." in w or fold(w) in SUFFIXES else _capital(w, eastern) for w in words]
    return " ".join(words)


def _capital(word: str, eastern: bool) -> str:
    """Return a word of capitals as a name is written: "O'Brien", Korean and Chinese "Jae-myung"."""
    return word.capitalize() if eastern else re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)


class Cast:
    """The people of an article. `introduce` every mention first, then ask `whom` in text order."""

    def __init__(self):
        self._by_name: dict[str, Person] = {}
        self._by_word: dict[str, list[Person]] = {}
        self._introduced: dict[tuple[str, str], Person] = {}
        self._clock = 0

    def introduce(self, mention: str, title: str) -> None:
        """Take in a mention by given and family name; a family name alone makes nobody."""
        person = self._introduced.get((mention, title))
        if person is not None:
            person.add(mention)
            return
        key = fold(mention)
        if all(map(_is_particle, mention.split()[:-1])):
            return
        words = name_words(mention)
        person = self._by_name.get(key) or self._known_as(mention, words)
        if person is None:
            person = Person(mention)
        else:
            person.add(mention)
        self._by_name[key] = self._introduced[mention, title] = person
        person.kin = person.kin or is_kin(title)
        person.gender = person.gender or gender_of(title, mention)
        person.offices |= offices(title)
        for word in {*words, *_given_keys(mention), fold(family_name(mention))}:
            bearers = self._by_word.setdefault(word, [])
            if len(bearers) < MOST_BEARERS and person not in bearers:
                bearers.append(person)

    def _known_as(self, mention: str, words: tuple[str, ...]) -> Person | None:
        """Return the person whom another form of this full name stands for, where it is but one."""
        found: list[Person] = []
        for word in {fold(family_name(mention)), words[-1]}:
            for person in self._by_word.get(word, ()):
                if person not in found and all(same_name(mention, form) for form in person.forms):
                    found.append(person)
        return found[0] if len(found) == 1 else None

    def whom(self, mention: str, title: str) -> str:
        """Return the fullest name of whom a mention means; the mention itself where nobody fits."""
        self._clock += 1
        person = self._by_name.get(fold(mention))
        if person is None:
            person = self._bearer(fold(mention), title)
        if person is None:
            return plain(mention)
        person.seen = self._clock
        person.offices |= offices(title)
        return person.name

    def _bearer(self, key: str, title: str) -> Person | None:
        """Return whom a lone name means: by title and gender first, then who was named last."""
        bearers = self._by_word.get(key, [])
        among = [p for p in bearers if _is_family(key, p)] or [
            p for p in bearers if _is_given(key, p)
        ]
        gender, office = gender_of(title, ""), offices(title)
        among = [p for p in among if not gender or p.gender in ("", gender)]
        among = [p for p in among if p.offices & office] or among
        among = [p for p in among if not p.kin] or among
        if not among:
            return None
        return max(among, key=lambda person: person.seen)


def _is_family(key: str, person: Person) -> bool:
    return any(fold(family_name(form)) == key or _last_word(form) == key for form in person.forms)


def _last_word(form: str) -> str:
    """Return the last word of a name whose family name stands last."""
    return "" if family_first(form) else name_words(form)[-1]


def _is_given(key: str, person: Person) -> bool:
    """Whether the key is a given name by which a person goes, or one of two family names."""
    return any(key in _given_keys(form) for form in person.forms)


@lru_cache(maxsize=8_192)
def _given_keys(form: str) -> frozenset[str]:
    words = name_words(form)
    if not family_first(form):
        return frozenset([words[0], *(word for word in words[1:] if word in FAMILY_NAMES)])
    vietnamese = words[0] in VIETNAMESE and words[0] not in KOREAN | CHINESE
    return frozenset([" ".join(words[1:]), *(words[-1:] if vietnamese else ())])
