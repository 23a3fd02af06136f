"""Which candidate says a quotation: a linear model over the signs that attribution rules read.

The signs are the ordered rules of news style (transcript label, "said X", "X said", "according to X", a
late ", said X", the sentence's subject, the same paragraph's speaker, the paragraph before); the weights
that settle between them are learnt (`data/train_quotes.py`) from PolNeAR's training articles.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from math import exp

from articles.extraction.candidates import Candidate, find_candidates
from articles.extraction.cues import CUE_VERBS, SAYING, SPEECH_VERBS
from articles.extraction.reading import PersonSpan
from articles.extraction.sentences import Tokens, tokenise

# Candidates looked at on either side of a quotation; a real sentence has fewer.
REACH = 8
_STRENGTH = {
    "label": 9,
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


def read_scene(
    text: str, low: int, high: int, quotes: list[tuple[int, int, int]], people: "Index"
) -> Scene:
    """Return the Scene of text[low:high].

    `quotes`: (index, start, end) of the outermost quotations in it; `people`: who is named where.
    """
    tokens = tokenise(text, low, high, quotes)
    candidates = find_candidates(tokens)
    for c in candidates:
        if c.kind == "name":
            c.person = people.within_name(tokens.start[c.first], tokens.end[c.last - 1])
    return Scene(tokens, candidates, low)


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
        """Return "p" where a person stands at the end of text[start:end], "o" where inside, else "-"."""
        found = self.within(start, end)
        return "-" if not found else "p" if end - found[-1].end < 3 else "o"


def words_of(scene: Scene, candidate: Candidate) -> str:
    """Return the last word of the candidate in lower case: its family name, noun or pronoun."""
    return scene.tokens.low[candidate.last - 1]


def _bin(distance: int) -> str:
    if distance < 3:
        return str(distance)
    return "3" if distance < 5 else "5" if distance < 9 else "9" if distance < 16 else "g"


def surroundings(tokens: Tokens, at: int) -> tuple[str, str, str]:
    """Return signs of what stands before, inside the end of, and after the quotation at token `at`."""
    before = "^"
    if at:
        low, code = tokens.low[at - 1], tokens.codes[at - 1]
        before = low if code == "P" else code
        if code == "V":
            before = "say" if CUE_VERBS[low][0] in SAYING else "V"
        elif low in ("that", "as", "a", "the", "called"):
            before = low
    elif tokens.low[at] == ",":
        before = "^,"
    inside = tokens.low[at]
    inside = inside if inside in ",.?!" else "w"
    after = "$"
    if at + 1 < len(tokens.low):
        low, code = tokens.low[at + 1], tokens.codes[at + 1]
        after = low if code == "P" else code
        if tokens.sentence[at + 1] != tokens.sentence[at]:
            after = "|"
    return before, inside, after


def pool(scene: Scene, at: int, above: Callable[[], Scene] | None, last: Said | None) -> list:
    """Return (scene, candidate, place) of the candidates for the quotation at token `at`.

    `place`: s same sentence, p same paragraph, a paragraph above, m the quotation before's speaker.
    `above` gives the scene of the paragraph above; it is asked only where the sentence names nobody who acts.
    """
    sentence = scene.tokens.sentence[at]
    left, right = [], []
    for c in scene.candidates:
        if c.last <= at:
            left.append(c)
        elif c.first > at:
            right.append(c)
            if len(right) == REACH:
                break
    near = left[-REACH:] + right
    out = [(scene, c, "s" if c.sentence == sentence else "p") for c in near]
    if above is not None and not any(c.links for _, c, place in out if place == "s"):
        chosen = [c for c in above().candidates if c.leads or c.links]
        out += [(above(), c, "a") for c in chosen[-REACH:]]
    if last is not None and not any(c is last.who for _, c, _ in out):
        out.append((last.scene, last.who, "m"))
    return out


def best_link(tokens: Tokens, candidate: Candidate, at: int | None) -> tuple[int, str, int]:
    """Return (verb's token, relation, distance to the quotation) of the candidate's best tie, or (-1, "none", 99)."""
    best, best_key = (-1, "none", 99), -1.0
    for verb, relation in candidate.links:
        if at is None:
            distance = 9
        else:
            distance = abs(verb - at) - 1
        key = _STRENGTH[relation] - min(distance, 24) / 3
        if at is not None and tokens.sentence[verb] != tokens.sentence[at]:
            key -= 6
        if key > best_key or best[0] < 0:
            best, best_key = (verb, relation, distance), key
    return best


def signs(scene, at, entry, last, context) -> tuple[list[str], int, str]:
    """Return (features, cue token or -1, relation) of one entry of the pool for the quotation at `at`."""
    home, c, place = entry
    tokens = home.tokens
    before, inside, after, solo, order, acting = context
    here = home is scene
    side = "L" if not here or c.last <= at else "R"
    verb, relation, reach = best_link(tokens, c, at if here else None)
    where = place + side
    out = [where + c.kind, where + "~" + relation]
    if here:
        low, high = (c.last, at) if side == "L" else (at + 1, c.first)
        gap = high - low
        crossed = sum(1 for t in tokens.quote_at.values() if low <= t < high)
        rank = order.get(id(c), 9)
    else:
        gap, crossed, rank = 20, 1, 9
    crossed = min(crossed, 2)
    if verb >= 0:
        lemma, form = CUE_VERBS.get(tokens.low[verb], (tokens.low[verb], "x"))
        strength = "S" if lemma in SAYING else "s" if tokens.low[verb] in SPEECH_VERBS else "j"
        cue_side = "L" if verb < at else "R"
        cue_gap = _bin(reach)
    else:
        lemma, form, strength, cue_side, cue_gap = "", "", "", "", ""
    tie = relation + strength
    eclipsed = "-"
    if here and verb >= 0:
        eclipsed = str(min(2, sum(verb < v < at or at < v < verb for v in acting)))
    out += [
        f"g{where}{_bin(gap)}x{crossed}",
        f"r{where}{min(rank, 4)}{c.kind}",
        f"t{where}{tie}{form}",
        f"d{where}{relation}{cue_side}{cue_gap}x{crossed}",
        f"v{relation}{lemma}{cue_side}",
        f"e{where}{tie}{before}",
        f"f{where}{tie}{inside}{after}",
        f"b{side}{c.before}",
        f"z{where}{relation}{eclipsed}{strength}",
        f"u{where}{c.kind}{c.person}{c.pair}",
        f"y{c.person}{tie}",
        f"o{place}{c.owns}{c.inner}{c.leads}",
        f"l{where}{c.leads}{relation}x{crossed}",
        f"q{where}{solo}{inside}{c.kind}",
        f"n{where}{min(rank, 3)}{tie}",
    ]
    if last is not None:
        same = (
            "same"
            if c is last.who
            else (
                "name"
                if c.kind == last.who.kind and words_of(home, c) == words_of(last.scene, last.who)
                else "other"
            )
        )
        out.append(f"m{same}{where}x{crossed}{before == '^'}")
        out.append(f"k{same}{last.relation}{solo}")
    else:
        out.append(f"m0{where}")
    return out, verb, relation


def decide(scene: Scene, at: int, weights: dict[str, float], above=None, last=None) -> Said | None:
    """Return the likeliest speaker of the quotation at token `at`, or None where nobody is near."""
    entries = pool(scene, at, above, last)
    if not entries:
        return None
    context = context_of(scene, at)
    best, total, top = None, 0.0, -1e9
    scores = []
    get = weights.get
    for entry in entries:
        found, verb, relation = signs(scene, at, entry, last, context)
        score = 0.0
        for sign in found:
            score += get(sign, 0.0)
        scores.append(score)
        if score > top:
            top = score
            best = Said(entry[0], entry[1], verb if verb >= 0 else None, relation, score)
    for score in scores:
        total += exp(score - top)
    best.probability = 1.0 / total
    return _innermost(best, scene, at)


def _innermost(said: Said, scene: Scene, at: int) -> Said:
    """Pass "Lee added that the leader remarked, …" on to the leader, whose verb stands at the quotation."""
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


def context_of(scene: Scene, at: int):
    """Return what every candidate of one quotation shares: marks around it, solitude, order by nearness."""
    tokens = scene.tokens
    before, inside, after = surroundings(tokens, at)
    sentence = tokens.sentence[at]
    order = {}
    rank = 0
    linked = 0
    for c in reversed(scene.candidates):
        if c.last <= at and c.sentence == sentence:
            order[id(c)] = rank
            rank += 1
            linked += bool(c.links)
            if rank > REACH:
                break
    rank = 0
    for c in scene.candidates:
        if c.first > at and c.sentence == sentence:
            order[id(c)] = rank
            rank += 1
            linked += bool(c.links)
            if rank > REACH:
                break
    solo = (
        "alone"
        if len(tokens.low) == len(tokens.quote_at)
        else ("linked" if linked else "bare" if not order else "free")
    )
    acting = {
        v
        for c in scene.candidates
        if c.sentence == sentence
        for v, relation in c.links
        if relation in ("subject", "inverted", "apposition")
    }
    return before, inside, after, solo, order, acting
