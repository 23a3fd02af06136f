"""Whom the words that name a speaker mean: a person of the text, an organisation, a description.

A pronoun is led back to the nearest person of its gender who is the subject of a sentence or spoke
(Hobbs 1978 and the salience order of Lappin and Leass 1994, in short).
"""

from bisect import bisect_left

from articles.extraction.cues import (
    FEMALE,
    MALE,
    NATIONALITY_HEADS,
    PLURAL,
    POSSESSIVES,
    SUBJECT_PRONOUNS,
)
from articles.extraction.reading import PersonSpan
from articles.extraction.speakers import Index, Scene

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
# How many sentences back a pronoun still finds its person.
FARTHEST = 8
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

    def by_description(self, words: str) -> str | None:
        """Return the one person whose title "the Chinese leader" repeats, or None."""
        parts = words.lower().split()
        if len(parts) < 2 or parts[0] != "the":
            return None
        head, rest = parts[-1], parts[1:-1]
        found = set()
        for name, titles in self.titles.items():
            for title in titles:
                held = title.split()
                same = head in held or (
                    head in NATIONALITY_HEADS and any(h in NATIONALITY_HEADS for h in held)
                )
                if same and all(word in held for word in rest):
                    found.add(name)
        return found.pop() if len(found) == 1 else None

    def pronoun(self, word: str, place: int, scenes) -> str | None:
        """Return the person whom the pronoun at `place` means, or None.

        `scenes`: the scene of the pronoun's paragraph first, then those before it, nearest first.
        """
        word = _OBJECT_FORMS.get(word, word)
        if word not in MALE and word not in FEMALE:
            return None
        bad = "f" if word in MALE else "m"
        spare = None
        seen = 0
        for scene in scenes:
            for number in range(_last_sentence(scene, place), -1, -1):
                leader, other = self._in_sentence(scene, number, place, bad)
                if leader:
                    return leader
                spare = spare or other
                seen += 1
                if seen > FARTHEST:
                    return spare
            spoken = [n for p, n in self.spoke if scene.low <= p < place and self._fits(n, bad)]
            if spoken:
                return spoken[-1]
        return spare

    def _fits(self, name: str, bad: str) -> bool:
        return self.genders.get(name) != bad

    def _in_sentence(self, scene: Scene, number: int, place: int, bad: str):
        """Return (subject, anyone else) of a sentence's fitting people before `place`."""
        tokens = scene.tokens
        leader = other = None
        for c in scene.candidates:
            if c.sentence != number or tokens.start[c.first] >= place:
                continue
            if c.kind != "name":
                continue
            found = self.within(tokens.start[c.first], tokens.end[c.last - 1])
            if not found or not self._fits(found[-1].name, bad):
                continue
            person = found[-1]
            acts = any(r in ("subject", "inverted", "apposition", "label") for _, r in c.links)
            if (
                (c.leads or acts)
                and not c.owns
                and not c.inner
                and self.named(tokens.start[c.first], tokens.end[c.last - 1])
            ):
                leader = person.name
            elif other is None or c.owns:
                other = person.name
        return leader, other


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
