"""What a quotation is: a whole statement, a fragment of one, or marks around a term or a title.

Whether marks hold somebody's words is learnt from PolNeAR (its NONE quotations are terms, titles of works
and nicknames); whole or fragment is read from capital, punctuation and the word before, as a copy editor
does.
"""

import re

from articles.extraction.cues import CODES, CUE_VERBS, LABEL_WORDS, SAYING, SPEECH_VERBS, WORK_NOUNS
from articles.extraction.speakers import Said, Scene, surroundings

_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*+")
_SELF = frozenset("i we you my our me us your i'm i’m we're we’re i've i’ve we've we’ve".split())


def _size(count: int) -> str:
    return str(count) if count < 6 else "6" if count < 9 else "9" if count < 15 else "15"


def _fine(tokens, k: int) -> str:
    """Return the class of token k, other words told apart by their ending."""
    code = tokens.codes[k]
    if code == "P":
        return tokens.low[k]
    if code != "L":
        return code
    return _ending(tokens.low[k])


def _ending(word: str) -> str:
    """Return a sign of the word's class by its ending: g -ing, d -ed, y -ly, n -ion, s -s, L other."""
    for ending, sign in (("ing", "g"), ("ed", "d"), ("ly", "y"), ("ion", "n"), ("s", "s")):
        if word.endswith(ending):
            return sign
    return "L"


def statement_signs(
    text: str,
    start: int,
    end: int,
    scene: Scene,
    at: int,
    said: Said | None,
    context: str,
    earlier: str,
) -> list[str]:
    """Return the features by which text[start:end] is a statement or a term."""
    tokens = scene.tokens
    found = _WORD.findall(text, start, min(end, start + 400))
    lows = [w.lower() for w in found]
    before, inside, after = surroundings(tokens, at)
    size = _size(len(found))
    capital = found[0][0].isupper() if found else False
    codes = [CODES.get(w, "L") for w in lows]
    verbs = sum(c in "AV" for c in codes)
    title = len(found) > 1 and all(
        w[0].isupper() or CODES.get(w, "") in "DEF" and CODES.get(w) for w in found
    )
    shape = "T" if title else "C" if capital else "l"
    near = tokens.low[max(0, at - 3) : at]
    out = [
        "bias",
        "n" + size,
        f"h{shape}{size}",
        f"i{inside}{shape}",
        f"p{before}{shape}",
        f"x{before}{inside}{after}",
        f"a{after}{inside}{size}",
        f"v{min(verbs, 3)}{size}",
        f"s{any(w in _SELF for w in lows)}",
        f"c{codes[0] if codes else ''}{size}",
        f"w{before}{size}",
    ]
    for word in near:
        if word in WORK_NOUNS or word in LABEL_WORDS:
            out.append("near " + word)
    out.append(f"work{any(w in WORK_NOUNS for w in near)}{shape}")
    out.append(f"label{any(w in LABEL_WORDS for w in near)}{size}")
    if at:
        low = tokens.low[at - 1]
        if CODES.get(low, "") in ("D", "E", "F", "A", "B"):
            out.append("b " + low)
        if at > 1 and low in ("a", "an", "the", "as", "of"):
            two = tokens.low[at - 2]
            code = tokens.codes[at - 2]
            out.append(f"bb {low} {two if code in 'EFADV' else code}")
        if tokens.possessive[at - 1]:
            out.append("owned" + shape)
    if at + 1 < len(tokens.low):
        low = tokens.low[at + 1]
        if tokens.codes[at + 1] in "EFA":
            out.append("a " + low)
    trail = "".join(_fine(tokens, k) for k in range(max(0, at - 3), at))
    ahead = "".join(_fine(tokens, k) for k in range(at + 1, min(at + 3, len(tokens.low))))
    out.append(f"e{earlier}{shape}{trail[-1:]}")
    out.append(f"ee{earlier}{size}")
    out.append(f"ts{trail[-1:]}{shape}{size}")
    out += [
        f"t{trail}",
        f"tt{trail[-2:]}{inside}{size}",
        f"aa{ahead}{shape}",
        f"ta{trail[-2:]}+{ahead[:1]}",
    ]
    body = text[start + 1 : min(end - 1, start + 400)]
    out += [f"m{context}{size}", "m" + context, f"mm{context}{said.relation if said else ''}"]
    if any(mark in body for mark in '"“”'):
        out.append("inner" + context)
    if "@" in body or "http" in body or "Follow" in body:
        out.append("handle")
    if lows and all(c.isdigit() for c in "".join(lows)):
        out.append("number")
    fine = "".join(c if c != "L" else _ending(w) for c, w in zip(codes, lows, strict=True))
    out += [
        f"y{fine[:3]}",
        f"yl{fine[-2:]}{shape}{inside}",
        f"yf{sum(c in 'DEFO' for c in codes) > 0}{size}",
    ]
    if len(lows) < 4:
        out += [f"pat{fine}", f"pat{fine}{before}"]
    if len(lows) < 6:
        again = min(2, text.count(body.strip(" ,.?!")) - 1)
        out += [f"again{again}{shape}", f"again{again}{context[-1:]}{size}"]
    cues = {"q": 0, "j": 0}
    sentence = tokens.sentence[at]
    for k in range(max(0, at - 25), min(len(tokens.low), at + 20)):
        if tokens.codes[k] == "V" and tokens.sentence[k] == sentence:
            cues["q" if tokens.low[k] in SPEECH_VERBS else "j"] += 1
    out.append(f"V{min(cues['q'], 2)}{min(cues['j'], 2)}{size}")
    out.append(
        f"near{sum(abs(o - at) < 6 for o in tokens.quote_at.values() if o != at) > 0}{size}{shape}"
    )
    out.append(f"solo{len(tokens.quote_at) == len(tokens.low)}{size}")
    if said is None:
        out.append("nobody" + size)
    else:
        where = "here" if said.scene is scene else "away"
        gap = 99
        lemma = ""
        if said.cue is not None and said.scene is scene:
            gap = abs(said.cue - at) - 1
            low = said.scene.tokens.low[said.cue]
            lemma = CUE_VERBS.get(low, (low,))[0]
            if tokens.sentence[said.cue] != sentence:
                where = "off"
        strength = "S" if lemma in SAYING else "s" if lemma in SPEECH_VERBS else "j"
        near_cue = (
            "0" if gap == 0 else "1" if gap < 3 else "2" if gap < 6 else "3" if gap < 12 else "9"
        )
        out += [
            f"r{where}{said.relation}{strength}",
            f"g{where}{near_cue}{strength}{size}",
            f"l{where}{lemma}",
            f"k{where}{said.who.kind}{near_cue}",
            f"m{where}{int(said.probability * 5)}{size}",
            f"z{where}{said.relation}{shape}{inside}",
        ]
    return out


def is_denied(scene: Scene, at: int) -> bool:
    """True where the marks hold a thing whose existence is at issue: "denied the existence of any …"."""
    before = scene.tokens.low[max(0, at - 3) : at]
    return "existence" in before and "of" in before


def is_whole(text: str, start: int, end: int, scene: Scene, at: int, goes_on: bool) -> bool:
    """True where text[start:end] is a whole sentence or clause, False for a fragment.

    `goes_on`: the quotation before it is whole and this one goes on with its sentence.
    """
    tokens = scene.tokens
    words = _WORD.findall(text, start, min(end, start + 300))
    if not words:
        return False
    capital = words[0][0].isupper()
    before, inside, after = surroundings(tokens, at)
    ended = inside in ",.?!…"
    if before == "^," or before == "^":
        return ended or after in ("$", "|") or (len(words) > 4 and after not in ("A", "L", "E"))
    if at and tokens.sentence[at - 1] != tokens.sentence[at]:
        return (
            ended
            or after in ("$", "|", "V", "O")
            or (len(words) > 4 and after not in ("A", "L", "E"))
        )
    if tokens.codes[at - 1] == "Q":
        return goes_on or capital
    previous = tokens.low[at - 1]
    if previous == ":":
        return capital or len(words) > 3
    if previous in (",", "—", "–", "-", "(", "…"):
        return (
            goes_on or (capital and len(words) > 1) or (_after_cue(tokens, at) and len(words) > 3)
        )
    if tokens.codes[at - 1] == "V":
        return capital and (ended or len(words) > 4)
    return capital and len(words) > 4 and inside in ".?!"


def _after_cue(tokens, at: int) -> bool:
    """True where a reporting verb stands shortly before the comma that precedes the quotation."""
    return any(
        tokens.codes[k] == "V" and tokens.low[k] in SPEECH_VERBS
        for k in range(max(0, at - 7), at - 1)
    )
