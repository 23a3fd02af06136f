"""What a quotation is: a whole statement, a fragment of one, or marks around a term or a title.

Whether marks hold somebody's words is learnt by `data/train_quotes.py` from a corpus whose
annotators left terms, titles of works and nicknames out. Whole or fragment is read from the
capital, the punctuation and the word before, as a copy editor does.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from articles.extraction.cues import (
    CODES,
    CUE_VERBS,
    LABEL_WORDS,
    SAYING,
    SPEECH_VERBS,
    WORK_NOUNS,
)
from articles.extraction.scenes import Scene
from articles.extraction.sentences import Tokens
from articles.extraction.speakers import Said, surroundings
from articles.extraction.weights import Group

_WORD = re.compile(r"[^\W_]+(?>(?:[’'\-.][^\W_]+)*)")
_SELF = frozenset(
    ("i", "we", "you", "my", "our", "me", "us", "your", "i'm", "i’m", "we're", "we’re")
    + ("i've", "i’ve", "we've", "we’ve")
)
_MARKS = re.compile('["“”]')
# Classes of function words.
_GRAMMAR = re.compile("[DEFO]")
# Characters of a quotation that are read; its beginning tells what it is.
_READ = 400
# Words that precede terms often enough to be told apart by the word before them as well.
_ARTICLES = ("a", "an", "the", "as", "of")
# Tokens before and after a quotation among which its reporting verbs are counted.
_VERBS_BEFORE, _VERBS_AFTER = 25, 20
# Tokens from a verb of speech to the quotation it introduces beyond doubt.
_LONGEST_LEAD = 4
# Above so many words a quotation in mid-sentence is a clause.
_LONG_FRAGMENT = 4


class Look(NamedTuple):
    """How a quotation looks from outside and inside.

    `first`: its first word as written; `lows`: its words in lower case; `codes`: their classes,
    `pattern`: the same with endings (see `_ending`); `size`: their number in steps; `shape`: T
    every word but small ones capital, C the first, l none; `before`, `inside`, `after`: as
    `surroundings` gives them; `trail`, `ahead`: classes of the three tokens before and two after.
    """

    first: str
    lows: tuple[str, ...]
    codes: str
    pattern: str
    size: str
    shape: str
    before: str
    inside: str
    after: str
    trail: str
    ahead: str


# Steps in which words count: one by one to 5, then to 8, 14 and beyond.
_STEPS = (*map(str, range(6)), *["6"] * 3, *["9"] * 6, "15")


# Endings that tell a word's class, by their last letter, and the sign of each.
_ENDINGS = {
    "g": ("ing", "g"),
    "d": ("ed", "d"),
    "y": ("ly", "y"),
    "n": ("ion", "n"),
    "s": ("s", "s"),
}


def _ending(word: str) -> str:
    """Return the sign of a word's ending: g -ing, d -ed, y -ly, n -ion, s -s, L other."""
    ending, sign = _ENDINGS.get(word[-1], ("", ""))
    return sign if sign and word.endswith(ending) else "L"


@lru_cache(maxsize=16_384)
def _read_word(word: str) -> tuple[str, str, str, bool]:
    """Return a word in lower case, its class, that with its ending, and whether a title may hold
    it so: with a capital, or as a small word."""
    low = word.lower()
    code = CODES.get(low, "L")
    return low, code, _ending(low) if code == "L" else code, word[0].isupper() or code in "DEF"


def _class_of(tokens: Tokens, k: int) -> str:
    """Return the class of token k: a mark as it is, an unknown word by its ending."""
    code = tokens.codes[k]
    return tokens.low[k] if code == "P" else _ending(tokens.low[k]) if code == "L" else code


def look_at(text: str, start: int, end: int, scene: Scene, at: int) -> Look:
    """Return the Look of text[start:end], the quotation at token `at`."""
    tokens = scene.tokens
    words = _WORD.findall(text, start, min(end, start + _READ))
    first, lows, codes, pattern, shape = "", (), "", "", "l"
    if words:
        first = words[0]
        lows, codes, pattern, small = zip(*map(_read_word, words), strict=True)
        title = len(words) > 1 and all(small)
        shape = "T" if title else "C" if first[0].isupper() else "l"
    trail = "".join([_class_of(tokens, k) for k in range(max(0, at - 3), at)])
    ahead = "".join([_class_of(tokens, k) for k in range(at + 1, min(at + 3, len(tokens.low)))])
    size = _STEPS[min(len(words), 15)]
    around = surroundings(tokens, at)
    return Look(first, lows, "".join(codes), "".join(pattern), size, shape, *around, trail, ahead)


def statement_signs(
    text: str,
    start: int,
    end: int,
    look: Look,
    scene: Scene,
    at: int,
    said: Said | None,
    closing: str,
    earlier: str,
) -> list[Group]:
    """Return groups of the signs by which the quotation text[start:end] is a statement or a term.

    `at`: its token; `said`: its likeliest speaker; `closing`: closed, or how it stays open;
    `earlier`: what the quotation before it in the sentence is, S statement or N term, and its
    distance, "" without one.
    """
    size, shape, before, inside, after, trail, ahead = look[4:]
    last = trail[-1:]
    out: list[Group] = [
        "bias",
        (_shape_signs, size, shape, before, inside),
        (_around_signs, size, before, inside, after),
        (_order_signs, size, shape, look.codes[:1], earlier, last),
        "t" + trail,
        f"tt{trail[-2:]}{inside}{size}",
        f"ta{trail[-2:]}+{ahead[:1]}",
        (_closing_signs, size, closing, said.relation if said else ""),
        f"aa{ahead}{shape}",
    ]
    out += _word_groups(scene.tokens, at, look)
    out += _inner_groups(look, text, text[start + 1 : min(end - 1, start + _READ)], closing)
    out.append(_verb_group(scene.tokens, at, look))
    out += _speaker_groups(scene, at, said, look)
    return out


def _shape_signs(size, shape, before, inside) -> tuple[str, ...]:
    return (
        "n" + size,
        f"h{shape}{size}",
        f"i{inside}{shape}",
        f"p{before}{shape}",
        f"w{before}{size}",
    )


def _around_signs(size, before, inside, after) -> tuple[str, ...]:
    return (
        f"x{before}{inside}{after}",
        f"a{after}{inside}{size}",
    )


def _order_signs(size, shape, code, earlier, last) -> tuple[str, ...]:
    """Signs of the first word, of the quotation before and of the token before (`last`)."""
    return (
        f"c{code}{size}",
        f"e{earlier}{shape}{last}",
        f"ee{earlier}{size}",
        f"ts{last}{shape}{size}",
    )


def _closing_signs(size, closing, relation) -> tuple[str, ...]:
    return (
        f"m{closing}{size}",
        f"m{closing}",
        f"mm{closing}{relation}",
    )


def _word_groups(tokens: Tokens, at: int, look: Look) -> list[Group]:
    """Return the signs of single common words around the quotation."""
    near = tokens.low[max(0, at - 3) : at]
    work, label = not WORK_NOUNS.isdisjoint(near), not LABEL_WORDS.isdisjoint(near)
    out: list[Group] = [(_term_signs, look.size, look.shape, work, label)]
    if work or label:
        out += ["near " + word for word in near if word in WORK_NOUNS or word in LABEL_WORDS]
    if at:
        low = tokens.low[at - 1]
        if CODES.get(low, "L") in "DEFAB":
            out.append("b " + low)
        if at > 1 and low in _ARTICLES:
            code = tokens.codes[at - 2]
            out.append(f"bb {low} {tokens.low[at - 2] if code in 'EFADV' else code}")
        if tokens.possessive[at - 1]:
            out.append("owned" + look.shape)
    if at + 1 < len(tokens.low) and tokens.codes[at + 1] in "EFA":
        out.append("a " + tokens.low[at + 1])
    return out


def _term_signs(size, shape, work, label) -> tuple[str, ...]:
    return (
        f"work{work}{shape}",
        f"label{label}{size}",
    )


def _inner_groups(look: Look, text: str, body: str, closing: str) -> list[Group]:
    """Return the signs of what stands between the marks: word classes, never the words."""
    _, lows, codes, pattern, size, shape, before, inside, *_ = look
    verbs = codes.count("A") + codes.count("V")
    out: list[Group] = [
        (
            _class_signs,
            size,
            min(verbs, 3),
            not _SELF.isdisjoint(lows),
            bool(_GRAMMAR.search(codes)),
        ),
        "y" + pattern[:3],
        f"yl{pattern[-2:]}{shape}{inside}",
    ]
    if _MARKS.search(body):
        out.append("inner" + closing)
    if "@" in body or "http" in body or "Follow" in body:
        out.append("handle")
    if lows and all(map(str.isdigit, lows)):
        out.append("number")
    if len(lows) < 4:
        out += ["pat" + pattern, f"pat{pattern}{before}"]
    if len(lows) < 6:
        again = min(2, text.count(body.strip(" ,.?!")) - 1)
        out += [f"again{again}{shape}", f"again{again}{closing[-1:]}{size}"]
    return out


def _class_signs(size, verbs, own, grammar) -> tuple[str, ...]:
    return (
        f"v{verbs}{size}",
        f"s{own}",
        f"yf{grammar}{size}",
    )


def _verb_group(tokens: Tokens, at: int, look: Look) -> Group:
    """Return the signs of the reporting verbs and the other quotations near by."""
    speech = judgement = 0
    sentence, first = tokens.sentence[at], max(0, at - _VERBS_BEFORE)
    for k, code in enumerate(tokens.codes[first : at + _VERBS_AFTER], first):
        if code == "V" and tokens.sentence[k] == sentence:
            if tokens.low[k] in SPEECH_VERBS:
                speech += 1
            else:
                judgement += 1
    places = tokens.quote_at.values()
    beside = len(places) > 1 and any(0 < abs(other - at) < 6 for other in places)
    solo = len(places) == len(tokens.low)
    return _verb_signs, look.size, look.shape, min(speech, 2), min(judgement, 2), beside, solo


def _verb_signs(size, shape, speech, judgement, beside, solo) -> tuple[str, ...]:
    return (
        f"V{speech}{judgement}{size}",
        f"near{beside}{size}{shape}",
        f"solo{solo}{size}",
    )


def _speaker_groups(scene: Scene, at: int, said: Said | None, look: Look) -> list[Group]:
    """Return the signs of the likeliest speaker, the tie and its strength."""
    size = look.size
    if said is None:
        return ["nobody" + size]
    tokens = said.scene.tokens
    where = "here" if said.scene is scene else "away"
    gap, lemma = "9", ""
    if said.cue is not None and said.scene is scene:
        reach = abs(said.cue - at) - 1
        gap = "0" if reach == 0 else "1" if reach < 3 else "2" if reach < 6 else "9"
        gap = "3" if 6 <= reach < 12 else gap
        lemma = CUE_VERBS.get(tokens.low[said.cue], (tokens.low[said.cue],))[0]
        if tokens.sentence[said.cue] != tokens.sentence[at]:
            where = "off"
    strength = "S" if lemma in SAYING else "s" if lemma in SPEECH_VERBS else "j"
    sure = int(said.probability * 5)
    return [
        (_cue_signs, size, where, said.relation, strength, gap, lemma),
        (_who_signs, size, where, said.who.kind, gap, sure),
        f"z{where}{said.relation}{look.shape}{look.inside}",
    ]


def _cue_signs(size, where, relation, strength, gap, lemma) -> tuple[str, ...]:
    return (
        f"r{where}{relation}{strength}",
        f"g{where}{gap}{strength}{size}",
        f"l{where}{lemma}",
    )


def _who_signs(size, where, kind, gap, sure) -> tuple[str, ...]:
    return (
        f"k{where}{kind}{gap}",
        f"m{where}{sure}{size}",
    )


def is_spoken(scene: Scene, at: int, said: Said | None) -> bool:
    """True for "No," she said and He wrote: "No.": what stands beside it leaves no doubt.

    A verb of speech and a comma or colon stand right before a quotation that closes as a sentence
    does; or the verb with its subject right after one that opens the sentence and ends in a comma,
    question or exclamation mark, or right before one, a comma or colon between; or a dash and a
    name follow it.
    """
    tokens = scene.tokens
    ended = tokens.low[at] in ".?!"
    if at > 1 and ended and tokens.low[at - 1] in ",:" and tokens.low[at - 2] in SPEECH_VERBS:
        return True
    if said is None or said.cue is None or said.scene is not scene:
        return False
    cue = said.cue
    if said.relation == "dash" and at == 0:
        return True
    if said.relation not in ("subject", "inverted") or tokens.low[cue] not in SPEECH_VERBS:
        return False
    if cue < at:
        return ended and tokens.low[at - 1] == ":" and at - cue <= _LONGEST_LEAD
    opens = at == 0 or tokens.sentence[at - 1] != tokens.sentence[at]
    return opens and tokens.low[at] in ",?!" and cue - at <= _LONGEST_LEAD


def is_denied(scene: Scene, at: int) -> bool:
    """True where the marks hold what may not exist: "denied the existence of any …"."""
    before = scene.tokens.low[max(0, at - 3) : at]
    return "existence" in before and "of" in before


def is_title(look: Look, scene: Scene, at: int) -> bool:
    """True for a title with its author, “Harbour Lights,” by Mara Lind: no statement.

    Behind a verb, article or "as" stands what somebody was called by the one who follows.
    """
    tokens = scene.tokens
    if tokens.low[at + 1 : at + 2] != ["by"] or tokens.codes[at + 2 : at + 3] != ["C"]:
        return False
    named = at and (tokens.codes[at - 1] in "VD" or tokens.low[at - 1] == "as")
    return look.first[:1].isupper() and not named


def is_whole(look: Look, scene: Scene, at: int, goes_on: bool) -> bool:
    """True where the quotation at token `at` is a whole sentence or clause, False for a fragment.

    `goes_on`: the quotation before it is whole and this one goes on with its sentence.
    """
    tokens, words = scene.tokens, len(look.lows)
    if not words:
        return False
    capital, long = look.first[0].isupper(), words > _LONG_FRAGMENT
    before, inside, after = look.before, look.inside, look.after
    ended = inside in ",.?!…"
    if at == 0 or tokens.sentence[at - 1] != tokens.sentence[at]:
        starts = ("$", "|") if before in ("^", "^,") else ("$", "|", "V", "O")
        return ended or after in starts or (long and after not in ("A", "L", "E"))
    previous = tokens.low[at - 1]
    if tokens.codes[at - 1] == "Q":
        return goes_on or capital
    if previous == ":":
        return capital or words > 3
    if previous in (",", "—", "–", "-", "(", "…"):
        told = _after_speech(tokens, at)
        short = capital and (words > 1 or (told and inside in ".?!"))
        return goes_on or short or (told and words > 3)
    if tokens.codes[at - 1] == "V":
        return capital and (ended or long)
    return capital and long and inside in ".?!"


def _after_speech(tokens: Tokens, at: int) -> bool:
    """True where a reporting verb stands shortly before the mark that precedes the quotation."""
    return any(tokens.low[k] in SPEECH_VERBS for k in range(max(0, at - 7), at - 1))
