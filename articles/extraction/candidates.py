"""Who could be speaking: names, pronouns and source nouns, tied to reporting verbs."""

import re
from dataclasses import dataclass, field

from articles.extraction.cues import (
    CUE_VERBS,
    OTHER_PRONOUNS,
    PASSIVE,
    POSSESSIVES,
    ROLES,
    SPEECH_NOUNS,
    SPEECH_VERBS,
    TITLES,
)
from articles.extraction.sentences import Tokens

_JOINERS = frozenset(
    [
        "of",
        "de",
        "van",
        "von",
        "al",
        "bin",
        "du",
        "da",
        "la",
        "del",
        "den",
        "der",
        "ben",
        "ibn",
        "the",
        "&",
    ]
)
_POSTMODIFIERS = frozenset(["of", "for", "at", "from", "with", "in", "on", "to"])
_ARTICLES = frozenset(["the", "a", "an", "every", "no"]) | POSSESSIVES
_GOING_ON = frozenset(["and", "but", "then", "or", ","])
# Those that do not tie a place or body to a person's name: "Mara Lind in Oslo".
_LOOSE = frozenset(["in", "on", "at", "with", "from", "to"])
# Words and marks that can tie words to a candidate.
_TYING = CUE_VERBS.keys() | SPEECH_NOUNS | {"according", "per", ":", "—", "–", "―", "-", "of", "by"}
# Classes of plain words that neither a name nor a verb follows: they act only behind "…" said.
_IDLE = re.compile("[LMN]++(?![CRVAB])")
# Tokens of the longest clause between a noun and its verb: "who asked not to be named".
_LONGEST_CLAUSE = 14


@dataclass(slots=True)
class Candidate:
    """Words that could name the speaker: tokens [first, last) of a paragraph.

    `kind`: he | they | I | it | who | name | role | noun. `tail`: the token after its modifiers
    ("a spokesman" of "a spokesman for the party"). `pair`: two names joined by "and". `person`: p
    a person of the text stands at its end, o a person is named inside, - neither. `links`: (token
    of the verb, relation) pairs. `before`: class of the token before it.
    """

    first: int
    last: int
    kind: str
    sentence: int
    tail: int
    before: str = ""
    owns: bool = False
    inner: bool = False
    leads: bool = False
    pair: bool = False
    person: str = "-"
    links: list[tuple[int, str]] = field(default_factory=list)


_PRONOUN_KIND = {
    "he": "he",
    "she": "he",
    "they": "they",
    "we": "I",
    "i": "I",
    "it": "it",
    "who": "who",
}


def find_candidates(tokens: Tokens) -> list[Candidate]:
    """Return the candidates of a paragraph in order, with the verbs each is tied to."""
    found: list[Candidate] = []
    size, i = len(tokens.start), 0
    codes, row = tokens.codes, "".join(tokens.codes)
    while i < size:
        code = codes[i]
        if code not in "DCRMLO":
            i += 1
            continue
        idle = code == "L" and _IDLE.match(row, i)
        if idle and row[max(0, i - 2) : i] != "QV":
            i = idle.end()
            continue
        if code == "O":
            if not tokens.possessive[i] or tokens.low[i] != "it":
                found.append(
                    Candidate(i, i + 1, _PRONOUN_KIND[tokens.low[i]], tokens.sentence[i], i + 1)
                )
            i += 1
            continue
        first, last, kind = _chunk(tokens, i, size)
        if kind:
            found.append(Candidate(first, last, kind, tokens.sentence[i], last))
        i = max(last, i + 1)
    found = _join_pairs(tokens, found)
    _describe(tokens, found)
    _merge_tails(tokens, found)
    _link(tokens, found)
    return found


def _chunk(tokens: Tokens, i: int, size: int) -> tuple[int, int, str]:
    """Return (first, end, kind) of the noun phrase at token i; kind is "" where it is none."""
    codes, low = tokens.codes, tokens.low
    k = i + 1 if codes[i] == "D" else i
    first = i
    name = role = False
    plain = 0
    end = k
    while k < size and k - i < 14:
        code = codes[k]
        if code == "C" or code == "R":
            if plain and codes[i] == "L":
                first = k
            name, role, plain = name or code == "C", role or code == "R", 0
            end = k + 1
        elif code == "L":
            if name or role or low[k].endswith("ly"):
                break
            plain += 1
            if plain > 4:
                break
            end = k + 1
        elif code == "M" or code == "N":
            if code == "N" and (name or role):
                break
            if low[k].endswith("-old"):
                end = k + 1
        elif code == "B" and low[k].endswith("day") and codes[k - 1] == "D":
            pass
        elif not (name and _joins(tokens, k, size)):
            break
        k += 1
    if name:
        if first == i == end - 1 and _opens_sentence(tokens, i, size):
            return i, end, ""
        return first, end, "name"
    if role:
        return first, end, "role"
    return i, *_noun(tokens, i, k, end, size)


def _noun(tokens: Tokens, i: int, k: int, end: int, size: int) -> tuple[int, str]:
    """Return (end, kind) of plain words from token i on, read up to k: "noun" where they act."""
    codes, low, code = tokens.codes, tokens.low, tokens.codes[i]
    acts = end > i and (
        _acts(tokens, k)
        or (i > 1 and codes[i - 1] == "V" and codes[i - 2] == "Q")
        or (code == "D" and _opens_clause(tokens, end, size))
    )
    if acts:
        passive = i > 0 and code == "L" and low[i - 1] in PASSIVE
        bare = code == "D" and end == i + 1 and low[i] in _ARTICLES
        if not passive and not bare:
            return end, "noun"
    return (i + 1 if code == "L" else end), ""


def _acts(tokens: Tokens, k: int) -> bool:
    """True where a verb stands at token k, an auxiliary or adverb before it at most."""
    codes = tokens.codes
    if k >= len(codes):
        return False
    return codes[k] == "V" or (codes[k] in "AB" and codes[k + 1 : k + 2] == ["V"])


def _opens_clause(tokens: Tokens, k: int, size: int) -> bool:
    """True where "who" follows at token k, or after "in the port" and a comma: a human being."""
    stop = _plain_tail(tokens, k)
    if stop < size and tokens.low[stop] == ",":
        stop += 1
    return stop < size and tokens.low[stop] == "who"


def _joins(tokens: Tokens, k: int, size: int) -> bool:
    """True where token k holds a name together: a stop after a title or initial, "of", "van"."""
    codes, low = tokens.codes, tokens.low
    if codes[k - 1] != "C" or k + 1 >= size:
        return False
    if low[k] == ".":
        word = low[k - 1]
        titled = word in TITLES or len(word) == 1 or word in ("jr", "sr", "st")
        return titled and tokens.start[k] == tokens.end[k - 1] and codes[k + 1] == "C"
    if low[k] not in _JOINERS or tokens.possessive[k - 1]:
        return False
    ahead = k + 2 if low[k + 1] == "the" else k + 1
    return ahead < size and codes[ahead] == "C"


def _opens_sentence(tokens: Tokens, i: int, size: int) -> bool:
    """True for "Speaking to us" or "Conversely, he": the place alone gives the capital."""
    if i and tokens.sentence[i - 1] == tokens.sentence[i]:
        return False
    word = tokens.low[i]
    return word.endswith(("ly", "ing")) and i + 1 < size and tokens.codes[i + 1] != "V"


def _join_pairs(tokens: Tokens, found: list[Candidate]) -> list[Candidate]:
    """Make "Seoul and Beijing agreed" one candidate: two subjects of one verb."""
    out: list[Candidate] = []
    for c in found:
        mate = out[-1] if out else None
        if (
            mate
            and mate.last + 1 == c.first
            and tokens.low[mate.last] == "and"
            and c.kind == mate.kind == "name"
            and _acts(tokens, c.last)
            and not tokens.possessive[mate.last - 1]
            and (mate.first == 0 or tokens.codes[mate.first - 1] not in "EV")
        ):
            mate.last = mate.tail = c.last
            mate.pair = True
        else:
            out.append(c)
    return out


def _describe(tokens: Tokens, found: list[Candidate]) -> None:
    seen = -1
    for c in found:
        c.owns = tokens.possessive[c.last - 1]
        if c.first:
            code = tokens.codes[c.first - 1]
            c.before = tokens.low[c.first - 1] if code in "EP" else code
        else:
            c.before = "^"
        if (
            c.sentence != seen
            and c.before not in _POSTMODIFIERS
            and tokens.codes[c.first - 1] != "E"
        ):
            c.leads, seen = True, c.sentence


def _merge_tails(tokens: Tokens, found: list[Candidate]) -> None:
    """Let "a spokesman" reach over "for the party", and a name over "of Ohio"."""
    for c, after in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if after.kind in ("name", "role", "noun") and c.kind in ("name", "role", "noun"):
            k = c.last
            if (
                k + 1 == after.first
                and tokens.low[k] in _POSTMODIFIERS
                and not c.owns
                and not (tokens.low[k] in _LOOSE and c.kind == "name")
            ):
                c.tail = after.tail
                after.inner = True
    for c in found:
        if c.kind in ("role", "noun") and c.tail == c.last and not c.owns:
            c.tail = _plain_tail(tokens, c.last)


def _plain_tail(tokens: Tokens, k: int) -> int:
    """Return the end of "for the port" at token k, or k where no such words stand there."""
    if k + 1 >= len(tokens.low) or tokens.low[k] not in _POSTMODIFIERS:
        return k
    end = k + 1
    if tokens.low[end] in OTHER_PRONOUNS:
        return end + 1
    while end < len(tokens.low) and end - k < 6 and tokens.codes[end] in "DCRMLN":
        if end > k + 1 and tokens.codes[end] == "L" and tokens.low[end].endswith(("ed", "ing")):
            break
        end += 1
    return end if end > k + 1 else k


def _link(tokens: Tokens, found: list[Candidate]) -> None:
    """Tie each reporting verb to the candidates that could be its subject."""
    ends = {c.tail: c for c in reversed(found)}
    for c in found:
        ends.setdefault(c.last, c)
    starts = {c.first: c for c in found}
    leaders = {c.sentence: c for c in found if c.leads}
    for v, low in enumerate(tokens.low):
        if low not in _TYING:
            continue
        code = tokens.codes[v]
        if code == "V":
            _link_left(tokens, v, ends, leaders, found)
            _link_right(tokens, v, starts)
        elif low == "according" or low == "per":
            follower = starts.get(v + 2 if low == "according" else v + 1)
            if follower:
                follower.links.append((v, "accord"))
        elif low == ":" and v in ends:
            c = ends[v]
            c.links.append((v, "label" if c.first == 0 or c.leads else "colon"))
        elif low in "—–―-" and v and tokens.codes[v - 1] == "Q" and v + 1 in starts:
            starts[v + 1].links.append((v, "dash"))
        elif low == "of" and tokens.low[max(0, v - 2) : v] == ["the", "words"] and v + 1 in starts:
            starts[v + 1].links.append((v - 1, "accord"))
        elif low == "by" and v + 1 in starts:
            starts[v + 1].links.append((v, "by"))
        elif code in "LR" and low in SPEECH_NOUNS and v and tokens.possessive[v - 1]:
            c = ends.get(v)
            if c:
                quoted = low == "words" and c.before == "in"
                c.links.append((v, "accord" if quoted else "owns"))


def _subject_end(tokens: Tokens, v: int) -> tuple[int, bool]:
    """Return (token after the subject, passive) for the verb at v, adverbs passed over."""
    k, passive = v, False
    while k > 0 and v - k < 6:
        code = tokens.codes[k - 1]
        if code == "A":
            passive = passive or tokens.low[k - 1] in PASSIVE
        elif code != "B" and not (code == "L" and tokens.low[k - 1].endswith("ly")):
            break
        k -= 1
    return k, passive


def _link_left(tokens, v, ends, leaders, found) -> None:
    form = CUE_VERBS[tokens.low[v]][1] if tokens.low[v] in CUE_VERBS else "base"
    k, passive = _subject_end(tokens, v)
    relation = "passive" if passive and form == "ed" else "subject"
    leader, mate = leaders.get(tokens.sentence[v]), None
    c = ends.get(k)
    if c is not None and c.last <= v and not (form == "ing" and k == v):
        c.links.append((v, relation))
        if c.kind == "who":
            mate = ends.get(c.first) or ends.get(c.first - 1)
            if mate:
                mate.links.append((v, "relative"))
        return
    if k and tokens.low[k - 1] in ",)–—-" and form != "ing":
        mate = _before_apposition(tokens, k - 1, ends)
        if mate:
            mate.links.append((v, "apposition"))
            if mate is leader:
                return
    elif k and form != "ing":
        mate = _before_clause(tokens, k, ends)
        if mate:
            mate.links.append((v, "apposition"))
            return
    if leader and leader.last <= v:
        if form == "ing":
            leader.links.append((v, "participle"))
        elif k and tokens.low[k - 1] in _GOING_ON and not mate:
            leader.links.append((v, "coordinate"))
        else:
            leader.links.append((v, "far"))
    if form == "ing" and k and tokens.codes[k - 1] == "P":
        near = [c for c in found if c.tail < k and c.sentence == tokens.sentence[v] and not c.inner]
        verbal = [
            c for c in near if c.links and c.links[-1][1] in ("subject", "inverted", "apposition")
        ]
        if verbal and verbal[-1] is not leader:
            verbal[-1].links.append((v, "participle2"))
    elif form == "ing" and ends.get(k):
        ends[k].links.append((v, "reduced"))


def _before_apposition(tokens: Tokens, close: int, ends: dict[int, Candidate]) -> Candidate | None:
    """Return the candidate before ", a spokesman," whose closing mark is at `close`."""
    wanted = "(" if tokens.low[close] == ")" else tokens.low[close]
    for k in range(close - 1, max(-1, close - 30), -1):
        if tokens.sentence[k] != tokens.sentence[close]:
            return None
        if tokens.low[k] == wanted and k in ends:
            c = ends[k]
            return c if c.kind in ("name", "role", "noun", "he") else None
    return None


def _before_clause(tokens: Tokens, k: int, ends: dict[int, Candidate]) -> Candidate | None:
    """Return "a harbour worker" of "a harbour worker who asked not to be named said", said at k."""
    acts = False
    for at in range(k - 1, max(0, k - _LONGEST_CLAUSE), -1):
        if tokens.sentence[at] != tokens.sentence[k - 1] or tokens.codes[at] in "PQ":
            return None
        acts = acts or tokens.codes[at] in "VA"
        if tokens.low[at] in ("who", "which") and at in ends:
            c = ends[at]
            return c if acts and c.kind in ("name", "role", "noun") else None
    return None


def _link_right(tokens: Tokens, v: int, starts: dict[int, Candidate]) -> None:
    c = starts.get(v + 1)
    if c is None:
        return
    before = tokens.codes[v - 1] if v else "^"
    speech = tokens.low[v] in SPEECH_VERBS
    ready = before in "Q^" or (v > 1 and tokens.low[v - 1] == "," and tokens.codes[v - 2] == "Q")
    if before == "B" and v > 1 and (tokens.codes[v - 2] == "Q" or tokens.low[v - 2] == ","):
        ready = True
    if speech and (ready or (v and tokens.low[v - 1] in (",", "as", "so"))):
        c.links.append((v, "inverted" if ready else "late"))
    else:
        c.links.append((v, "object"))


def is_role(word: str) -> bool:
    """True where the lower-case word is a noun for a source ("spokesman", "ministry")."""
    return word in ROLES
