"""Which candidate says a quotation: a linear model over the signs that attribution rules read.

The signs are those of news style's ordered rules: transcript label, "said X", "X said",
"according to X", a late ", said X", the sentence's subject, the same paragraph's speaker, the
paragraph before. The weights that settle between them are learnt by `data/train_quotes.py`.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp
from typing import NamedTuple

from articles.extraction.candidates import Candidate, find_candidates
from articles.extraction.cues import CUE_VERBS, SAYING, SPEECH_VERBS
from articles.extraction.reading import PersonSpan
from articles.extraction.sentences import Tokens, tokenise

# Candidates looked at on either side of a quotation; a real sentence has fewer.
REACH = 8
# How firmly a relation ties a candidate to its verb: of two ties the firmer and nearer is kept.
_STRENGTH = {
    "label": 9,
    "dash": 8,
    "inverted": 8,
    "subject": 7,
    "accord": 6,
    "relative": 5,
    "participle2": 5,
    "apposition": 5,
    "participle": 4,
    "coordinate": 4,
    "late": 4,
    "owns": 3,
    "by": 3,
    "reduced": 3,
    "far": 2,
    "colon": 2,
    "passive": 1,
    "object": 0,
}
_ACTING = ("subject", "inverted", "apposition")
# Words before a quotation that a sign tells apart by themselves.
_TELLING = ("that", "as", "a", "the", "called")


class Index:
    """The people of a text by place."""

    def __init__(self, people: list[PersonSpan]):
        self.people = sorted(people, key=lambda p: p.start)
        self.starts = [p.start for p in self.people]

    def within(self, start: int, end: int) -> list[PersonSpan]:
        """Return the people named in text[start:end], in order."""
        out = []
        for k in range(bisect_left(self.starts, start), len(self.people)):
            person = self.people[k]
            if person.start >= end:
                break
            if person.end <= end:
                out.append(person)
        return out

    def within_name(self, start: int, end: int) -> str:
        """Return "p" where a person stands at the end of text[start:end], "o" inside, else "-"."""
        found = self.within(start, end)
        return "-" if not found else "p" if end - found[-1].end < 3 else "o"


@dataclass(slots=True)
class Scene:
    """A paragraph read for attribution: its tokens and candidates; `low` is its first character."""

    tokens: Tokens
    candidates: list[Candidate]
    low: int


@dataclass(slots=True)
class Said:
    """A decision: candidate `who` of `scene`, tied by the verb at token `cue` (None: no verb)."""

    scene: Scene
    who: Candidate
    cue: int | None
    relation: str
    score: float = 0.0
    probability: float = 0.0


class Entry(NamedTuple):
    """A candidate for a quotation, with the scene it stands in.

    `place`: s same sentence, p same paragraph, a paragraph above, m the speaker of the quotation
    before.
    """

    scene: Scene
    who: Candidate
    place: str


class Setting(NamedTuple):
    """What all candidates of one quotation share.

    `before`, `inside`, `after`: the token before it, the mark that ends it, the token after it.
    `company`: alone (nothing but quotations in the paragraph) | linked | free | bare, by whether
    its sentence holds candidates, and verbs tied to them. `order`: rank of the candidates by
    nearness, by id. `acting`: tokens of the verbs that have a subject in the sentence.
    """

    before: str
    inside: str
    after: str
    company: str
    order: dict[int, int]
    acting: set[int]


def read_scene(
    text: str, low: int, high: int, quotes: list[tuple[int, int, int]], people: Index
) -> Scene:
    """Return the Scene of text[low:high].

    `quotes`: (index, start, end) of the outermost quotations in it; `people`: who is named where.
    """
    tokens = tokenise(text, low, high, quotes)
    for person in people.within(low, high):
        _join_name(tokens, person)
    candidates = find_candidates(tokens)
    for c in candidates:
        if c.kind == "name":
            c.person = people.within_name(tokens.start[c.first], tokens.end[c.last - 1])
    return Scene(tokens, candidates, low)


def _join_name(tokens: Tokens, person: PersonSpan) -> None:
    """Class every word of a person's name as one: "van der" joins it, "Grant" is no verb."""
    for k in range(bisect_left(tokens.start, person.start), len(tokens.start)):
        if tokens.start[k] >= person.end:
            return
        if tokens.codes[k] not in "PQ":
            tokens.codes[k] = "C"


def last_word(scene: Scene, candidate: Candidate) -> str:
    """Return the candidate's last word in lower case: its family name, noun or pronoun."""
    return scene.tokens.low[candidate.last - 1]


def surroundings(tokens: Tokens, at: int) -> tuple[str, str, str]:
    """Return signs of what stands before, at the inner end of, and after the quotation at `at`."""
    before = "^"
    if at:
        low, code = tokens.low[at - 1], tokens.codes[at - 1]
        before = low if code == "P" or low in _TELLING else code
        if code == "V":
            before = "say" if CUE_VERBS[low][0] in SAYING else "V"
    elif tokens.low[at] == ",":
        before = "^,"
    inside = tokens.low[at] if tokens.low[at] in ",.?!" else "w"
    after = "$"
    if at + 1 < len(tokens.low):
        low, code = tokens.low[at + 1], tokens.codes[at + 1]
        after = low if code == "P" else code
        if tokens.sentence[at + 1] != tokens.sentence[at]:
            after = "|"
    return before, inside, after


def setting_of(scene: Scene, at: int) -> Setting:
    """Return the Setting of the quotation at token `at`."""
    tokens = scene.tokens
    sentence = tokens.sentence[at]
    here = [c for c in scene.candidates if c.sentence == sentence]
    left = [c for c in here if c.last <= at][: -REACH - 2 : -1]
    right = [c for c in here if c.first > at][: REACH + 1]
    order = {id(c): rank for side in (left, right) for rank, c in enumerate(side)}
    if len(tokens.low) == len(tokens.quote_at):
        company = "alone"
    elif any(c.links for c in left) or any(c.links for c in right):
        company = "linked"
    else:
        company = "free" if order else "bare"
    acting = {verb for c in here for verb, relation in c.links if relation in _ACTING}
    return Setting(*surroundings(tokens, at), company, order, acting)


def pool(
    scene: Scene, at: int, above: Callable[[], Scene] | None, last: Said | None
) -> list[Entry]:
    """Return the candidates for the quotation at token `at`.

    Of other sentences only those who lead the sentence or act in it are taken. `above` gives the
    scene of the paragraph above; it is asked only where nobody acts in the sentence.
    """
    sentence = scene.tokens.sentence[at]
    left, right = [], []
    for c in scene.candidates:
        if c.sentence != sentence and not c.links and not c.leads:
            continue
        if c.last <= at:
            left.append(c)
        elif c.first > at:
            right.append(c)
            if len(right) == REACH:
                break
    near = left[-REACH:] + right
    out = [Entry(scene, c, "s" if c.sentence == sentence else "p") for c in near]
    if above is not None and not any(c.links for _, c, place in out if place == "s"):
        chosen = [c for c in above().candidates if c.leads or c.links]
        out += [Entry(above(), c, "a") for c in chosen[-REACH:]]
    if last is not None and not any(c is last.who for _, c, _ in out):
        out.append(Entry(last.scene, last.who, "m"))
    return out


def best_link(tokens: Tokens, candidate: Candidate, at: int | None) -> tuple[int, str, int]:
    """Return (verb's token, relation, distance) of the best tie, or (-1, "none", 99).

    `at`: token of the quotation, None where it stands in another paragraph.
    """
    best, best_key = (-1, "none", 99), -1.0
    for verb, relation in candidate.links:
        distance = 9 if at is None else abs(verb - at) - 1
        key = _STRENGTH[relation] - min(distance, 24) / 3
        if at is not None and tokens.sentence[verb] != tokens.sentence[at]:
            key -= 6
        if key > best_key or best[0] < 0:
            best, best_key = (verb, relation, distance), key
    return best


def _bin(distance: int) -> str:
    if distance < 3:
        return str(distance)
    return "3" if distance < 5 else "5" if distance < 9 else "9" if distance < 16 else "g"


def signs(
    scene: Scene, at: int, entry: Entry, last: Said | None, setting: Setting
) -> tuple[list[str], int, str]:
    """Return (signs, verb's token or -1, relation) of one candidate for the quotation at `at`."""
    home, c, place = entry
    tokens, here = home.tokens, home is scene
    side = "L" if not here or c.last <= at else "R"
    where = place + side
    verb, relation, reach = best_link(tokens, c, at if here else None)
    gap, crossed, rank = 20, 1, 9
    if here:
        low, high = (c.last, at) if side == "L" else (at + 1, c.first)
        gap, rank = high - low, setting.order.get(id(c), 9)
        crossed = min(2, tokens.codes[low:high].count("Q")) if high > low else 0
    out = [
        where + c.kind,
        where + "~" + relation,
        f"g{where}{_bin(gap)}x{crossed}",
        f"r{where}{min(rank, 4)}{c.kind}",
        f"b{side}{c.before}",
        f"u{where}{c.kind}{c.person}{c.pair}",
        f"o{place}{c.owns}{c.inner}{c.leads}",
        f"l{where}{c.leads}{relation}x{crossed}",
        f"q{where}{setting.company}{setting.inside}{c.kind}",
    ]
    link, spot = (verb, relation, reach), (where, min(rank, 3), crossed)
    out += _tie_signs(tokens, at if here else None, c, link, spot, setting)
    out += _follow_signs(entry, where, crossed, last, setting)
    return out, verb, relation


def _tie_signs(tokens, at, c, link, spot, setting) -> list[str]:
    """Return the signs of the verb that ties a candidate to the quotation at token `at`.

    `link`: verb's token, relation, distance; `spot`: where the candidate stands, its rank by
    nearness, quotations between the two.
    """
    verb, relation, reach = link
    where, rank, crossed = spot
    lemma = form = strength = side = gap = ""
    eclipsed = "-"
    if verb >= 0:
        lemma, form = CUE_VERBS.get(tokens.low[verb], (tokens.low[verb], "x"))
        strength = "S" if lemma in SAYING else "s" if tokens.low[verb] in SPEECH_VERBS else "j"
        side, gap = ("L" if at is None or verb < at else "R"), _bin(reach)
        if at is not None:
            low, high = (verb, at) if verb < at else (at, verb)
            between = [v for v in setting.acting if low < v < high]
            eclipsed = str(min(2, len(between)))
    tie = relation + strength
    return [
        f"t{where}{tie}{form}",
        f"v{relation}{lemma}{side}",
        f"e{where}{tie}{setting.before}",
        f"f{where}{tie}{setting.inside}{setting.after}",
        f"z{where}{relation}{eclipsed}{strength}",
        f"y{c.person}{tie}",
        f"d{where}{relation}{side}{gap}x{crossed}",
        f"n{where}{rank}{tie}",
    ]


def _follow_signs(entry, where, crossed, last, setting) -> list[str]:
    """Return the signs of how the candidate stands to the speaker of the quotation before."""
    if last is None:
        return ["m0" + where]
    home, c, _ = entry
    same = "other"
    if c is last.who:
        same = "same"
    elif c.kind == last.who.kind and last_word(home, c) == last_word(last.scene, last.who):
        same = "name"
    return [
        f"m{same}{where}x{crossed}{setting.before == '^'}",
        f"k{same}{last.relation}{setting.company}",
    ]


def decide(
    scene: Scene,
    at: int,
    weights: dict[str, float],
    above: Callable[[], Scene] | None = None,
    last: Said | None = None,
) -> Said | None:
    """Return the likeliest speaker of the quotation at token `at`, or None where nobody is near."""
    entries = pool(scene, at, above, last)
    if not entries:
        return None
    setting = setting_of(scene, at)
    scores, found = [], []
    weight = weights.get
    for entry in entries:
        names, verb, relation = signs(scene, at, entry, last, setting)
        scores.append(sum([weight(name, 0.0) for name in names]))
        found.append((verb, relation))
    top = max(scores)
    best = scores.index(top)
    verb, relation = found[best]
    said = Said(entries[best].scene, entries[best].who, verb if verb >= 0 else None, relation, top)
    said.probability = 1.0 / sum([exp(score - top) for score in scores])
    return _innermost(_head(said), scene, at)


def _head(said: Said) -> Said:
    """Pass "the port" of "said a resident of the port" on to the resident, who has the verb."""
    if said.cue is not None or not said.who.inner:
        return said
    tokens = said.scene.tokens
    for c in said.scene.candidates:
        if c is not said.who and c.tail == said.who.tail and c.last < said.who.first:
            verb, relation, _ = best_link(tokens, c, None)
            if verb >= 0 and relation in ("subject", "inverted", "accord"):
                return replace(said, who=c, cue=verb, relation=relation)
    return said


def _innermost(said: Said, scene: Scene, at: int) -> Said:
    """Pass "Lee added that the leader remarked, …" on to the leader, whose verb is near."""
    tokens = scene.tokens
    if said.scene is not scene or said.cue is None or said.cue >= at or said.relation != "subject":
        return said
    for c in scene.candidates:
        if c is said.who or c.first <= said.cue or c.first >= at:
            continue
        for verb, relation in c.links:
            beside = 0 <= at - verb - 1 <= (tokens.low[at - 1] in ",:")
            if relation == "subject" and beside and tokens.low[verb] in SPEECH_VERBS:
                return Said(scene, c, verb, relation, said.score, said.probability)
    return said
