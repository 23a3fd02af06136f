"""What a quotation is: a whole statement, a fragment of one, or marks around a term or a title.

Whether marks hold somebody's words is learnt by `data/train_quotes.py` from a corpus whose
annotators left terms, titles of works and nicknames out. Whole or fragment is read from the
capital, the punctuation and the word before, as a copy editor does.
"""

import re
from typing import NamedTuple

from articles.extraction.cues import (
    CODES,
    CUE_VERBS,
    LABEL_WORDS,
    SAYING,
    SPEECH_VERBS,
    WORK_NOUNS,
)
from articles.extraction.sentences import Tokens
from articles.extraction.speakers import Said, Scene, surroundings

_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*+")
_SELF = frozenset(
    ("i", "we", "you", "my", "our", "me", "us", "your", "i'm", "i’m", "we're", "we’re")
    + ("i've", "i’ve", "we've", "we’ve")
)
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

    `lows`: its words in lower case; `codes`: their classes; `size`: their number in steps;
    `shape`: T every word but small ones capital, C the first, l none; `before`, `inside`,
    `after`: as `surroundings` gives them; `trail`, `ahead`: classes of the three tokens before
    and two after.
    """

    lows: list[str]
    codes: list[str]
    size: str
    shape: str
    before: str
    inside: str
    after: str
    trail: str
    ahead: str


def _size(count: int) -> str:
    return str(count) if count < 6 else "6" if count < 9 else "9" if count < 15 else "15"


def _ending(word: str) -> str:
    """Return the sign of a word's ending: g -ing, d -ed, y -ly, n -ion, s -s, L other."""
    for ending, sign in (("ing", "g"), ("ed", "d"), ("ly", "y"), ("ion", "n"), ("s", "s")):
        if word.endswith(ending):
            return sign
    return "L"


def _class_of(tokens: Tokens, k: int) -> str:
    """Return the class of token k: a mark as it is, an unknown word by its ending."""
    code = tokens.codes[k]
    return tokens.low[k] if code == "P" else _ending(tokens.low[k]) if code == "L" else code


def look_at(text: str, start: int, end: int, scene: Scene, at: int) -> Look:
    """Return the Look of text[start:end], the quotation at token `at`."""
    tokens = scene.tokens
    words = _WORD.findall(text, start, min(end, start + _READ))
    lows = [word.lower() for word in words]
    codes = [CODES.get(low, "L") for low in lows]
    small = [w[0].isupper() or code in "DEF" for w, code in zip(words, codes, strict=True)]
    title = len(words) > 1 and all(small)
    shape = "T" if title else "C" if words and words[0][0].isupper() else "l"
    trail = "".join([_class_of(tokens, k) for k in range(max(0, at - 3), at)])
    ahead = [_class_of(tokens, k) for k in range(at + 1, min(at + 3, len(tokens.low)))]
    around = surroundings(tokens, at)
    return Look(lows, codes, _size(len(words)), shape, *around, trail, "".join(ahead))


def statement_signs(
    text: str,
    start: int,
    end: int,
    scene: Scene,
    at: int,
    said: Said | None,
    closing: str,
    earlier: str,
) -> list[str]:
    """Return the signs by which the quotation text[start:end] is a statement or a term.

    `at`: its token; `said`: its likeliest speaker; `closing`: closed, or how it stays open;
    `earlier`: what the quotation before it in the sentence is, S statement or N term, and its
    distance, "" without one.
    """
    look = look_at(text, start, end, scene, at)
    out = _outer_signs(look, earlier)
    out += _word_signs(scene.tokens, at, look)
    out += _inner_signs(look, text, text[start + 1 : min(end - 1, start + _READ)], closing)
    relation = said.relation if said else ""
    out += [f"m{closing}{look.size}", "m" + closing, f"mm{closing}{relation}"]
    out += _verb_signs(scene.tokens, at, look)
    out += _speaker_signs(scene, at, said, look)
    return out


def _outer_signs(look: Look, earlier: str) -> list[str]:
    _, codes, size, shape, before, inside, after, trail, ahead = look
    return [
        "bias",
        "n" + size,
        f"h{shape}{size}",
        f"i{inside}{shape}",
        f"p{before}{shape}",
        f"x{before}{inside}{after}",
        f"a{after}{inside}{size}",
        f"w{before}{size}",
        f"c{codes[0] if codes else ''}{size}",
        f"e{earlier}{shape}{trail[-1:]}",
        f"ee{earlier}{size}",
        f"ts{trail[-1:]}{shape}{size}",
        f"t{trail}",
        f"tt{trail[-2:]}{inside}{size}",
        f"aa{ahead}{shape}",
        f"ta{trail[-2:]}+{ahead[:1]}",
    ]


def _word_signs(tokens: Tokens, at: int, look: Look) -> list[str]:
    """Return the signs of single common words around the quotation."""
    near = tokens.low[max(0, at - 3) : at]
    out = ["near " + word for word in near if word in WORK_NOUNS or word in LABEL_WORDS]
    out.append(f"work{any(w in WORK_NOUNS for w in near)}{look.shape}")
    out.append(f"label{any(w in LABEL_WORDS for w in near)}{look.size}")
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


def _inner_signs(look: Look, text: str, body: str, closing: str) -> list[str]:
    """Return the signs of what stands between the marks: word classes, never the words."""
    lows, codes, size, shape = look[:4]
    classes = [_ending(w) if c == "L" else c for c, w in zip(codes, lows, strict=True)]
    pattern = "".join(classes)
    verbs = sum([c in "AV" for c in codes])
    out = [
        f"v{min(verbs, 3)}{size}",
        f"s{not _SELF.isdisjoint(lows)}",
        f"y{pattern[:3]}",
        f"yl{pattern[-2:]}{shape}{look.inside}",
        f"yf{any(c in 'DEFO' for c in codes)}{size}",
    ]
    if any(mark in body for mark in '"“”'):
        out.append("inner" + closing)
    if "@" in body or "http" in body or "Follow" in body:
        out.append("handle")
    if lows and all(low.isdigit() for low in lows):
        out.append("number")
    if len(lows) < 4:
        out += ["pat" + pattern, f"pat{pattern}{look.before}"]
    if len(lows) < 6:
        again = min(2, text.count(body.strip(" ,.?!")) - 1)
        out += [f"again{again}{shape}", f"again{again}{closing[-1:]}{size}"]
    return out


def _verb_signs(tokens: Tokens, at: int, look: Look) -> list[str]:
    """Return the signs of the reporting verbs and the other quotations near by."""
    speech = judgement = 0
    sentence = tokens.sentence[at]
    for k in range(max(0, at - _VERBS_BEFORE), min(len(tokens.low), at + _VERBS_AFTER)):
        if tokens.codes[k] == "V" and tokens.sentence[k] == sentence:
            if tokens.low[k] in SPEECH_VERBS:
                speech += 1
            else:
                judgement += 1
    beside = any(0 < abs(other - at) < 6 for other in tokens.quote_at.values())
    return [
        f"V{min(speech, 2)}{min(judgement, 2)}{look.size}",
        f"near{beside}{look.size}{look.shape}",
        f"solo{len(tokens.quote_at) == len(tokens.low)}{look.size}",
    ]


def _speaker_signs(scene: Scene, at: int, said: Said | None, look: Look) -> list[str]:
    """Return the signs of the likeliest speaker, the tie and its strength."""
    if said is None:
        return ["nobody" + look.size]
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
    return [
        f"r{where}{said.relation}{strength}",
        f"g{where}{gap}{strength}{look.size}",
        f"l{where}{lemma}",
        f"k{where}{said.who.kind}{gap}",
        f"m{where}{int(said.probability * 5)}{look.size}",
        f"z{where}{said.relation}{look.shape}{look.inside}",
    ]


def is_spoken(scene: Scene, at: int, said: Said | None) -> bool:
    """True for "No," she said and He wrote: "No.": what stands beside it leaves no doubt.

    The verb with its subject stands right after a quotation that opens the sentence and ends in a
    comma, question or exclamation mark, or right before one, a comma or colon between; or a dash
    and a name follow it.
    """
    if said is None or said.cue is None or said.scene is not scene:
        return False
    tokens, cue = scene.tokens, said.cue
    if said.relation == "dash" and at == 0:
        return True
    if said.relation not in ("subject", "inverted") or tokens.low[cue] not in SPEECH_VERBS:
        return False
    if cue < at:
        led = tokens.low[at - 1] == ":" or (tokens.low[at - 1] == "," and at - cue == 2)
        return led and at - cue <= _LONGEST_LEAD and tokens.low[at] in ".?!"
    opens = at == 0 or tokens.sentence[at - 1] != tokens.sentence[at]
    return opens and tokens.low[at] in ",?!" and cue - at <= _LONGEST_LEAD


def is_denied(scene: Scene, at: int) -> bool:
    """True where the marks hold what may not exist: "denied the existence of any …"."""
    before = scene.tokens.low[max(0, at - 3) : at]
    return "existence" in before and "of" in before


def is_whole(text: str, start: int, end: int, scene: Scene, at: int, goes_on: bool) -> bool:
    """True where text[start:end] is a whole sentence or clause, False for a fragment.

    `goes_on`: the quotation before it is whole and this one goes on with its sentence.
    """
    tokens = scene.tokens
    words = _WORD.findall(text, start, min(end, start + _READ))
    if not words:
        return False
    capital, long = words[0][0].isupper(), len(words) > _LONG_FRAGMENT
    before, inside, after = surroundings(tokens, at)
    ended = inside in ",.?!…"
    if at == 0 or tokens.sentence[at - 1] != tokens.sentence[at]:
        starts = ("$", "|") if before in ("^", "^,") else ("$", "|", "V", "O")
        return ended or after in starts or (long and after not in ("A", "L", "E"))
    previous = tokens.low[at - 1]
    if tokens.codes[at - 1] == "Q":
        return goes_on or capital
    if previous == ":":
        return capital or len(words) > 3
    if previous in (",", "—", "–", "-", "(", "…"):
        told = _after_speech(tokens, at) and len(words) > 3
        return goes_on or (capital and len(words) > 1) or told
    if tokens.codes[at - 1] == "V":
        return capital and (ended or long)
    return capital and long and inside in ".?!"


def _after_speech(tokens: Tokens, at: int) -> bool:
    """True where a reporting verb stands shortly before the mark that precedes the quotation."""
    return any(tokens.low[k] in SPEECH_VERBS for k in range(max(0, at - 7), at - 1))
