"""Whom the words that name a speaker mean: a person of the text, an organisation, a description.

A pronoun is led back to the nearest person of its gender who is the subject of a sentence or spoke
(Hobbs 1978 and the salience order of Lappin and Leass 1994, in short).
"""

import re
from bisect import bisect_left

from articles.extraction.cues import (
    DETERMINERS,
    FEMALE,
    MALE,
    NATIONALITY_HEADS,
    PASSIVE,
    PLURAL,
    POSSESSIVES,
    SUBJECT_PRONOUNS,
    TRADES,
)
from articles.extraction.reading import PersonSpan
from articles.extraction.scenes import Index, Scene

# Heads of phrases that mean a body, not a human being.
BODIES = frozenset(
    [
        "campaign",
        "party",
        "committee",
        "commission",
        "company",
        "group",
        "organization",
        "organisation",
        "agency",
        "ministry",
        "department",
        "government",
        "administration",
        "court",
        "newspaper",
        "magazine",
        "network",
        "website",
        "site",
        "regime",
        "military",
        "army",
        "institute",
        "university",
        "union",
        "council",
        "board",
        "panel",
        "team",
        "firm",
        "bank",
        "station",
        "police",
        "side",
        "parliament",
        "senate",
        "congress",
        "house",
        "office",
        "embassy",
        "authority",
        "association",
        "foundation",
        "league",
        "federation",
        "church",
        "society",
        "coalition",
        "bureau",
        "service",
        "corporation",
        "chamber",
        "cabinet",
        "club",
        "school",
        "college",
        "hospital",
        "media",
        "press",
        "outlet",
        "statement",
        "report",
        "communique",
        "communiqué",
    ]
)
# Characters from a person's name to a description that still means them.
_NEAR = 700
# Words that make another office of an office.
_ALTERING = frozenset(["vice", "deputy", "assistant", "former", "ex", "acting", "then", "late"])
_AND, _OF = re.compile(r" and |, "), re.compile(r" (?:of|for|to|at|in|on|from|with) ")
# How many sentences back a pronoun still finds its person.
FARTHEST = 8
_ACTING = ("subject", "inverted", "apposition", "label")
# Characters from a name to the pronoun that tells its gender.
_LONGEST_SENTENCE = 240
_OWN_WORDS = re.compile(r" (?:said|says|added|told [A-Za-z]{1,20})(?: that)? (he|she)\b")
_NEXT_SENTENCE = re.compile(r"[^.?!\"“”]{0,200}\. (He|She)\b")
_OBJECT_FORMS = {"him": "he", "his": "he", "her": "she", "hers": "she"}


class Reference(Index):
    """Looks up people by place, and remembers who spoke last, for one text."""

    def __init__(self, text: str, people: list[PersonSpan]):
        super().__init__(people)
        self.text = text
        self.genders: dict[str, str] = {}
        self.titles: dict[str, set[str]] = {}
        for person in self.people:
            if person.gender:
                self.genders.setdefault(person.name, person.gender)
            if person.title:
                self.titles.setdefault(person.name, set()).add(person.title.lower())
        self.spoke: list[tuple[int, str]] = []
        self.told = False

    def named(self, start: int, end: int) -> PersonSpan | None:
        """Return the person who stands at the end of text[start:end], not a mere owner."""
        found = self.within(start, end)
        if not found:
            return None
        rest = self.text[found[-1].end : end].strip(" .,'’s")
        return found[-1] if len(rest) < 2 else None

    def by_family_name(self, words: str) -> str | None:
        """Return the one person whose name holds a transcript label's last word, or None."""
        last = words.lower().split()[-1]
        found = {p.name for p in self.people if last in (p.name.lower().split() or [""])}
        return found.pop() if len(found) == 1 else None

    def by_given_name(self, word: str) -> str | None:
        """Return the one person of the text who bears this given name, or None."""
        found = {p.name for p in self.people if p.name.startswith(word + " ")}
        return found.pop() if len(found) == 1 else None

    def by_description(self, words: str) -> str | None:
        """Return the one person whose title "the Chinese leader" repeats, or None."""
        parts = words.lower().split()
        if len(parts) < 2 or parts[0] != "the":
            return None
        office, _, place = _OF.sub("|", " ".join(parts[1:]), count=1).partition("|")
        *rest, head = office.split() or [""]
        rest += [word for word in place.split() if word not in DETERMINERS]
        found = {
            name
            for name, titles in self.titles.items()
            if any(_repeats(head, rest, title) for title in titles)
        }
        return found.pop() if len(found) == 1 else None

    def by_trade(self, words: str, place: int) -> str | None:
        """Return the one person whom "the engineer" at `place` can mean without a title, or None.

        Those named shortly before count, but for those whom a title makes something else.
        """
        parts = words.lower().split()
        if len(parts) < 2 or parts[0] != "the" or parts[-1] not in TRADES:
            return None
        index = bisect_left(self.starts, place)
        named = [p for p in self.people[:index] if " " in p.name and p.name not in self.titles]
        if len({p.name for p in named}) != 1 or place - named[-1].start > _NEAR:
            return None
        return named[-1].name

    def read_genders(self) -> None:
        """Add the genders that the text's pronouns tell: "Mara Lind said she", "Lind came. She".

        Only a person of whom all such places agree, and whom neither title nor first name told.
        """
        told: dict[str, set[str]] = {}
        for index, person in enumerate(self.people):
            if person.name in self.genders:
                continue
            end = self.text.find("\n", person.end, person.end + _LONGEST_SENTENCE)
            end = person.end + _LONGEST_SENTENCE if end < 0 else end
            if index + 1 < len(self.people):
                end = min(end, self.people[index + 1].start)
            found = _OWN_WORDS.match(self.text, person.end, end)
            if not found and self._opens_sentence(person):
                found = _NEXT_SENTENCE.match(self.text, person.end, end)
            if found:
                gender = "m" if found[1].lower() == "he" else "f"
                told.setdefault(person.name, set()).add(gender)
        self.genders |= {name: min(found) for name, found in told.items() if len(found) == 1}

    def _opens_sentence(self, person: PersonSpan) -> bool:
        """True where nothing but a title stands between the person and the sentence's start."""
        before = self.text[max(0, person.start - 60) : person.start]
        title = person.title and before.rstrip().endswith(person.title)
        before = (before.rstrip()[: -len(person.title)] if title else before).rstrip(" \xa0")
        return not before or before[-1] in ".?!\n\r”"

    def pronoun(self, word: str, place: int, scenes, but: str | None = None) -> str | None:
        """Return the person whom the pronoun at `place` means, or None.

        `scenes`: the scene of the pronoun's paragraph first, then those before it, nearest first.
        `but`: a person whom it cannot mean, as one who speaks of another.
        """
        if not self.told:
            self.told = True
            self.read_genders()
        word = _OBJECT_FORMS.get(word, word)
        if word not in MALE and word not in FEMALE:
            return None
        bad = "f" if word in MALE else "m"
        spare = None
        seen = 0
        for scene in scenes:
            for number in range(_last_sentence(scene, place), -1, -1):
                leader, other = self._in_sentence(scene, number, place, bad, but)
                if leader:
                    return leader
                spare = spare or other
                seen += 1
                if seen > FARTHEST:
                    return spare
            spoken = [
                n for p, n in self.spoke if scene.low <= p < place and self._fits(n, bad, but)
            ]
            if spoken:
                return spoken[-1]
        return spare

    def _fits(self, name: str, bad: str, but: str | None) -> bool:
        return name != but and self.genders.get(name) != bad

    def _in_sentence(self, scene: Scene, number: int, place: int, bad: str, but: str | None):
        """Return (subject, anyone else) of a sentence's fitting people before `place`."""
        tokens = scene.tokens
        leader = other = None
        for index, c in enumerate(scene.candidates):
            if c.sentence != number or tokens.start[c.first] >= place or c.kind != "name":
                continue
            found = self.within(tokens.start[c.first], tokens.end[c.last - 1])
            if not found or not self._fits(found[-1].name, bad, but):
                continue
            person = found[-1]
            if (
                _is_subject(scene, index)
                and not c.owns
                and not c.inner
                and self.named(tokens.start[c.first], tokens.end[c.last - 1])
            ):
                leader = person.name
            elif other is None or c.owns:
                other = person.name
        return leader, other


def _is_subject(scene: Scene, index: int) -> bool:
    """True where a candidate leads its sentence, acts in it, or names the one who does.

    It names them in "The mayor, Tom Okoro, came" and "The loudest of them was Tom Okoro".
    """
    c, tokens = scene.candidates[index], scene.tokens
    if c.leads or any(relation in _ACTING for _, relation in c.links):
        return True
    if not c.first:
        return False
    before = tokens.low[c.first - 1]
    if before in PASSIVE:
        return True
    head = scene.candidates[index - 1] if index else c
    leads = head.leads or any(relation in _ACTING for _, relation in head.links)
    return before == "," and leads and c.first - 1 in (head.last, head.tail)


def _repeats(head: str, rest: list[str], title: str) -> bool:
    """True where "the <rest> <head>" repeats a lower-case title: its office, and no other."""
    for office in _AND.split(title):
        held = _OF.split(office, maxsplit=1)[0].split()
        if not held or (_ALTERING & set(held)) - set(rest):
            continue
        same = head == held[-1] or (head in NATIONALITY_HEADS and held[-1] in NATIONALITY_HEADS)
        if same and all(word in title.split() for word in rest):
            return True
    return False


def _last_sentence(scene: Scene, place: int) -> int:
    at = bisect_left(scene.tokens.start, place)
    if not scene.tokens.sentence:
        return -1
    return scene.tokens.sentence[min(at, len(scene.tokens.sentence) - 1)]


def speaker_kind(words: str, kind: str) -> str:
    """Return pronoun, organisation or description for words that name no person.

    `kind` is the candidate's: he | they | I | it | who | name | role | noun.
    """
    parts = words.split()
    low = parts[-1].lower().strip(".,") if parts else ""
    if len(parts) == 1 and (low in SUBJECT_PRONOUNS or low in POSSESSIVES or low in PLURAL):
        return "pronoun"
    if low in BODIES:
        return "organisation"
    if kind == "name" and parts[-1][:1].isupper():
        return "organisation"
    return "description"
