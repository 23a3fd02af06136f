"""Two quotations: are they one utterance, printed whole, cut, or in other words?

Pure Python. `alike` holds the words against each other in order: the same words, or the shorter
inside the longer. `retold` finds what was said in other words, as two translations of it are: it
counts the rare words that both share, those of the reporter's clause around a fragment with them.

A word counts by how rare it is (`data/word_weights.txt`, made by `data/weigh_words.py`); a name
counts half, since all that is said on a matter names the same people and places.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from articles.linking.common_words import COMMON
from articles.linking.wording import Word, aligned, joined, words

ALIKE = 0.77  # share of the shorter quotation's weight, found in order in the longer
LEAST = 2.2  # weight that must agree: less is a set phrase ("law and order"), said on any occasion
LEAST_SAME = 1.3  # the same for two statements of the same words, and where the clauses agree too
NEAR_DAYS = 1  # within which two short statements of the same words are taken for one
BESIDE = 6  # words on each side of a fragment's place in a statement that its clause may repeat
AGREES = 1.0  # weight of what two clauses around the same fragment must share
LONG_RUN = 5.0  # weight of one run, some twelve words, that no two utterances share by chance
CONFLICT = 0.8  # what remains of a likeness where a number or a name of the shorter is not there
RETOLD = (2.4, 0.3)  # weight shared, and its share, in two reports of one story
RETOLD_ALONE = (5.0, 0.55)  # the same where nothing else says that the event is one
RETOLD_DAYS = 2
CLAUSE = 300  # characters on each side of a fragment that its clause may reach
LONGEST = 600  # words of a quotation that are held against another
LEAST_WORD = 0.5  # a lighter word says nothing of what an utterance is about
NAME = 0.5
STEM = 6

_INSERTED = re.compile(r"\[[^\[\]]{0,80}\]|\([^()]{0,80}\)")  # words of the reporter's own
_SENTENCE = re.compile(r"[.!?…][”’\"')\]]{0,3}\s{1,3}(?=[^\sa-z])|\n")
_CLOSED = re.compile(r"[.!?…][”’\"'»]{0,3}$")
_APART = (  # one outlet writes "doesn't" where another writes "does not"
    (re.compile(r"\b(?i:cannot|can['’]t)\b"), "can not"),
    (re.compile(r"\b(?i:won['’]t)\b"), "will not"),
    (re.compile(r"(?i:n['’]t)\b"), " not"),
    (re.compile(r"\b(?i:(he|she|it|that|there|what|who))['’]s\b"), r"\1 is"),
    (re.compile(r"['’](?i:re)\b"), " are"),
    (re.compile(r"['’](?i:ve)\b"), " have"),
    (re.compile(r"['’](?i:ll)\b"), " will"),
    (re.compile(r"\b(?i:(i))['’](?i:m)\b"), r"\1 am"),
)
_MAY_BE_APART = re.compile(r"['’]|(?i:cannot)")  # what each of them holds
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
_NUMBER = re.compile(r"\d")
_MARKS = '”"“„«»'
# fmt: off
NUMBERS = frozenset([
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand",
    "million", "billion",
])
# fmt: on


def _read_weights() -> dict[str, float]:
    lines = (Path(__file__).parent / "data" / "word_weights.txt").read_text(encoding="utf-8")
    weights = {}
    for line in lines.splitlines():
        weight, *found = line.split()
        weights |= dict.fromkeys(found, float(weight))
    return weights


WEIGHTS = _read_weights()


@dataclass(slots=True)
class Utterance:
    """A quotation as it is compared. `day` is its article's, None where unknown.

    `words` and `weights` go in parallel; `facts` are its numbers and names; `own` the weights of
    its stems, `told` those with the clause around a fragment; `whole` is False for a fragment,
    `cut` True where an ellipsis says that words were left out.
    """

    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    facts: frozenset[str] = frozenset()
    own: dict[str, float] = field(default_factory=dict)
    told: dict[str, float] = field(default_factory=dict)
    whole: bool = True
    day: date | None = None
    total: float = 0.0
    cut: bool = False


def utterance(
    text: str,
    *,
    whole: bool = True,
    clause: str = "",
    apart: Iterable[str] = (),
    day: date | None = None,
) -> Utterance:
    """The quotation `text`, marks included, as it is compared.

    `whole` is False for a fragment; `clause` is then the reporter's sentence around it
    (`clause_around`), and `apart` are words of that which do not count: the speaker's name, the
    cue.
    """
    kept = _INSERTED.sub(" ", text)
    if _MAY_BE_APART.search(kept):
        for contraction, apart_words in _APART:
            kept = contraction.sub(apart_words, kept)
    made = Utterance(whole=whole, day=day, cut=bool(_ELLIPSIS.search(text)))
    facts = set()
    for word in words(kept)[:LONGEST]:
        name = is_name(kept, word, whole)
        weight = weight_of(word.key) * (NAME if name else 1)
        made.words.append(word.key)
        made.weights.append(weight)
        if name or word.key in NUMBERS or _NUMBER.match(word.key):
            facts.add(word.key)
    made.facts, made.total = frozenset(facts), sum(made.weights)
    made.own = stems(text, whole=whole)
    made.told = made.own if whole else stems(clause, apart) | made.own
    return made


def weight_of(word: str) -> float:
    """How much it tells that two quotations share the word, 0 to 1; a rare one 1."""
    return WEIGHTS.get(word, 1.0)


def is_name(text: str, word: Word, whole: bool = True) -> bool:
    """True for a capitalised word that no sentence begins with; a fragment (not `whole`) begins
    inside one. Words of the list are none: "I", "The" in a headline."""
    if not text[word.start].isupper() or word.key in WEIGHTS:
        return False
    if not whole:
        return True
    before = text[max(word.start - 6, 0) : word.start].rstrip(" \n\t“‘\"'([")
    return bool(before) and before[-1] not in ".!?…:"


def stems(text: str, apart: Iterable[str] = (), whole: bool = True) -> dict[str, float]:
    """The weight of each stem of the text that says what it is about."""
    found: dict[str, float] = {}
    left_out = {stem(word) for word in apart}
    for word in words(text)[:LONGEST]:
        weight = weight_of(word.key) * (NAME if is_name(text, word, whole) else 1)
        base = stem(word.key)
        tells = weight >= LEAST_WORD and word.key not in COMMON and len(word.key) > 2
        if tells and base not in left_out:
            found[base] = max(found.get(base, 0), weight)
    return found


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The word without its inflexion, cut to six letters: "mediator" and "mediating" give "mediat".

    Cutting words to their first letters is as good as a stemmer in finding texts (McNamee, Nicholas
    and Mayfield 2009), and takes derived forms along.
    """
    word = word.removesuffix("'s")
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    for ending, rest in (("ing", ""), ("ed", ""), ("an", "a")):
        if len(word) >= 6 and word.endswith(ending):
            word = word.removesuffix(ending) + rest
            break
    return word[:STEM].removesuffix("e") if len(word) > 4 else word


def clause_around(text: str, start: int, end: int) -> str:
    """The reporter's own words in the sentence of the fragment text[start:end].

    They end where another quotation begins, and where the fragment itself ends the sentence.
    """
    before, after = text[max(start - CLAUSE, 0) : start], text[end : end + CLAUSE]
    for stop in _SENTENCE.finditer(before):
        before = text[max(start - CLAUSE, 0) : start][stop.end() :]
    before = before[max(before.rfind(mark) for mark in _MARKS) + 1 :]
    if _CLOSED.search(text[max(end - 4, start) : end]):
        return before
    stop = _SENTENCE.search(after)
    after = after[: stop.start()] if stop else after
    marks = [place for mark in _MARKS if (place := after.find(mark)) >= 0]
    return f"{before} {after[: min(marks)] if marks else after}"


def alike(one: Utterance, other: Utterance) -> float:
    """How much of the shorter quotation stands in the longer in its order, 0 to 1; from `ALIKE` on
    they are one utterance.

    Runs of two words or more count, so that scattered words do not; one long run is enough, as
    where each of two outlets prints another end of a statement. A few words alone may be a set
    phrase: they need the same words around them.
    """
    shorter, longer = (one, other) if one.total <= other.total else (other, one)
    if not shorter.total or shorter.own.keys().isdisjoint(longer.own):
        return 0.0
    blocks = joined(aligned(shorter.words, longer.words))
    runs = [sum(shorter.weights[start : start + n]) for start, _, n in blocks if n > 1]
    if max(runs, default=0) >= LONG_RUN:
        return 1.0
    common = sum(runs)
    if common < LEAST and not (common >= LEAST_SAME and _is_backed(shorter, longer, blocks)):
        return 0.0
    score = common / max(shorter.total, common + _between(shorter, longer, blocks))
    return score * CONFLICT if shorter.facts - set(longer.words) else score


def _between(shorter: Utterance, longer: Utterance, blocks: list[tuple[int, int, int]]) -> float:
    """Weight of the words that the longer quotation has between those it shares with the shorter;
    0 where the shorter says by an ellipsis that it leaves some out."""
    if shorter.cut:
        return 0.0
    runs = [(place, place + n) for _, place, n in blocks if n > 1]
    gaps = zip(runs, runs[1:], strict=False)
    return sum(sum(longer.weights[end:start]) for (_, end), (start, _) in gaps)


def _is_backed(shorter: Utterance, longer: Utterance, blocks: list[tuple[int, int, int]]) -> bool:
    """True where more than the few words themselves tells that two quotations are one utterance.

    The same statement within a day; fragments in clauses that agree; a fragment whose clause
    repeats what stands beside its words in the longer quotation.
    """
    if shorter.whole:
        near = shorter.day and longer.day and abs((shorter.day - longer.day).days) <= NEAR_DAYS
        return bool(near) and longer.whole and shorter.words == longer.words
    around = shorter.told.keys() - shorter.own.keys()
    agreed = around & (longer.told.keys() - longer.own.keys())
    if sum(shorter.told[base] for base in agreed) >= AGREES:
        return True
    _, place, length = max(blocks, key=lambda block: block[2])
    beside = longer.words[max(place - BESIDE, 0) : place]
    beside += longer.words[place + length : place + length + BESIDE]
    return any(shorter.told[base] > NAME for base in around.intersection(map(stem, beside)))


def retold(one: Utterance, other: Utterance, one_event: bool) -> float:
    """The weight of the stems that both share; 0 where that is too little for one utterance told in
    other words, or their articles are more than `RETOLD_DAYS` apart.

    `one_event`: the articles are of one story, so that less is enough. Of a fragment its own words
    must be among those shared: a whole statement has to hold them; of two fragments, either's may
    stand in the clause around the other. The pair is one utterance only where neither quotation
    has a better partner in the other's article.
    """
    if one.day and other.day and abs((one.day - other.day).days) > RETOLD_DAYS:
        return 0.0
    shared = one.told.keys() & other.told.keys()
    in_one, in_other = not shared.isdisjoint(one.own), not shared.isdisjoint(other.own)
    if not (in_one or in_other):
        return 0.0
    if one.whole != other.whole and not (in_other if one.whole else in_one):
        return 0.0
    weight = sum(min(one.told[word], other.told[word]) for word in shared)
    least = min(sum(one.told.values()), sum(other.told.values()))
    enough, share = RETOLD if one_event else RETOLD_ALONE
    return weight if weight >= enough and weight >= share * least else 0.0
