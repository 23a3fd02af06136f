"""Which candidate says a quotation: a linear model over the signs that attribution rules read.

The signs are those of news style's ordered rules: transcript label, "said X", "X said",
"according to X", a late ", said X", the sentence's subject, the same paragraph's speaker, the
paragraph before. The weights that settle between them are learnt by `data/train_quotes.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp
from typing import NamedTuple

from articles.extraction.candidates import Candidate
from articles.extraction.cues import CUE_VERBS, SAYING, SPEECH_VERBS
from articles.extraction.scenes import Scene
from articles.extraction.sentences import Tokens
from articles.extraction.weights import Group, Sums

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
    elif any(c.links for c in left + right):
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
    if above is not None and not any(c.links for c in near if c.sentence == sentence):
        chosen = [c for c in above().candidates if c.leads or c.links]
        out += [Entry(above(), c, "a") for c in chosen[-REACH:]]
    if last is not None and not any(c is last.who for _, c, _ in out):
        out.append(Entry(last.scene, last.who, "m"))
    return out


_UNTIED = (-1, "none", 99)


def best_link(tokens: Tokens, candidate: Candidate, at: int | None) -> tuple[int, str, int]:
    """Return (verb's token, relation, distance) of the best tie, or (-1, "none", 99).

    `at`: token of the quotation, None where it stands in another paragraph.
    """
    best, best_key = _UNTIED, -1.0
    for verb, relation in candidate.links:
        distance = 9 if at is None else abs(verb - at) - 1
        key = _STRENGTH[relation] - min(distance, 24) / 3
        if at is not None and tokens.sentence[verb] != tokens.sentence[at]:
            key -= 6
        if key > best_key or best[0] < 0:
            best, best_key = (verb, relation, distance), key
    return best


# Steps in which distances in tokens count: one by one to 2, then to 4, 8, 15 and beyond.
_STEPS = ("0", "1", "2", *["3"] * 2, *["5"] * 4, *["9"] * 7, "g")
_FARTHEST = len(_STEPS) - 1
# Place (see Entry) and side of the quotation that a candidate stands on.
_LEFT, _RIGHT = ({place: place + side for place in "spam"} for side in "LR")


def signs(
    scene: Scene, at: int, entry: Entry, last: Said | None, setting: Setting
) -> tuple[list[Group], int, str]:
    """Return (groups of signs, verb's token or -1, relation) of one candidate for the quotation at
    token `at`."""
    home, c, place = entry
    tokens, here, kind = home.tokens, home is scene, c.kind
    before, inside, after, company, order, _ = setting
    left = not here or c.last <= at
    where = (_LEFT if left else _RIGHT)[place]
    verb, relation, reach = best_link(tokens, c, at if here else None) if c.links else _UNTIED
    gap, crossed, rank = _FARTHEST, 1, 9
    if here:
        low, high = (c.last, at) if left else (at + 1, c.first)
        gap, crossed, rank = high - low, 0, order.get(id(c), 9)
        if gap > 0 and "Q" in (between := tokens.codes[low:high]):
            crossed = 1 if between.count("Q") == 1 else 2
    distance = _STEPS[gap if gap < _FARTHEST else _FARTHEST]
    out: list[Group] = [
        (_place_signs, where, kind, distance, crossed, rank if rank < 4 else 4, c.person, c.pair),
        (_head_signs, where, relation, crossed, c.owns, c.inner, c.leads),
        f"b{where[1]}{c.before}",
        f"q{where}{company}{inside}{kind}",
        _follow_group(entry, where, crossed, last, setting),
    ]
    rank, tie = rank if rank < 3 else 3, where + relation
    if verb < 0:
        out.append((_untied_signs, where, crossed, rank, c.person))
    else:
        lemma, form, strength = _read_verb(tokens.low[verb])
        side = "L" if not here or verb < at else "R"
        steps = _STEPS[reach if reach < _FARTHEST else _FARTHEST]
        eclipsed = _eclipsing(setting.acting, verb, at) if here else "-"
        tie += strength
        out += (
            (_tie_signs, where, relation, strength, form, c.person),
            f"v{relation}{lemma}{side}",
            (_reach_signs, where, relation, strength, side, steps, crossed, rank, eclipsed),
        )
    out += f"e{tie}{before}", f"f{tie}{inside}{after}"
    return out, verb, relation


@lru_cache(maxsize=4_096)
def _read_verb(low: str) -> tuple[str, str, str]:
    """Return base, form and strength of a reporting verb: S of saying, s of speech, j another."""
    lemma, form = CUE_VERBS.get(low, (low, "x"))
    return lemma, form, "S" if lemma in SAYING else "s" if low in SPEECH_VERBS else "j"


def _eclipsing(acting: set[int], verb: int, at: int) -> str:
    """Return how many acting verbs, 2 at most, stand between a verb and the quotation."""
    low, high = (verb, at) if verb < at else (at, verb)
    return str(min(2, sum([low < other < high for other in acting])))


def _place_signs(where, kind, gap, crossed, rank, person, pair) -> tuple[str, ...]:
    """Signs of where a candidate stands. `where`: place (see Entry) and side of the quotation."""
    return (
        where + kind,
        f"g{where}{gap}x{crossed}",
        f"r{where}{rank}{kind}",
        f"u{where}{kind}{person}{pair}",
    )


def _head_signs(where, relation, crossed, owns, inner, leads) -> tuple[str, ...]:
    """Signs of its part in the sentence."""
    return (
        f"{where}~{relation}",
        f"o{where[0]}{owns}{inner}{leads}",
        f"l{where}{leads}{relation}x{crossed}",
    )


def _tie_signs(where, relation, strength, form, person) -> tuple[str, ...]:
    """Signs of the verb that ties it to the quotation, and of the tie."""
    return f"t{where}{relation}{strength}{form}", f"y{person}{relation}{strength}"


def _reach_signs(where, relation, strength, side, gap, crossed, rank, eclipsed) -> tuple[str, ...]:
    """Signs of how far the tie reaches. `rank`: of the candidate by nearness."""
    return (
        f"z{where}{relation}{eclipsed}{strength}",
        f"d{where}{relation}{side}{gap}x{crossed}",
        f"n{where}{rank}{relation}{strength}",
    )


def _untied_signs(where, crossed, rank, person) -> tuple[str, ...]:
    """Signs of tie and reach of a candidate that no verb ties to the quotation."""
    return (
        *_tie_signs(where, "none", "", "", person),
        "vnone",
        *_reach_signs(where, "none", "", "", "", crossed, rank, "-"),
    )


def _follow_group(entry, where, crossed, last, setting) -> Group:
    """Return the signs of how a candidate stands to the speaker of the quotation before."""
    if last is None:
        return "m0" + where
    home, c, _ = entry
    same = "other"
    if c is last.who:
        same = "same"
    elif c.kind == last.who.kind and last_word(home, c) == last_word(last.scene, last.who):
        same = "name"
    opens = setting.before == "^"
    return _follow_signs, same, where, crossed, opens, last.relation, setting.company


def _follow_signs(same, where, crossed, opens, relation, company) -> tuple[str, ...]:
    return (
        f"m{same}{where}x{crossed}{opens}",
        f"k{same}{relation}{company}",
    )


def decide(
    scene: Scene,
    at: int,
    sums: Sums,
    above: Callable[[], Scene] | None = None,
    last: Said | None = None,
) -> Said | None:
    """Return the likeliest speaker of the quotation at token `at`, or None where nobody is near."""
    entries = pool(scene, at, above, last)
    if not entries:
        return None
    setting = setting_of(scene, at)
    scores, found = [], []
    weight = sums.__getitem__
    for entry in entries:
        groups, verb, relation = signs(scene, at, entry, last, setting)
        scores.append(sum(map(weight, groups)))
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
