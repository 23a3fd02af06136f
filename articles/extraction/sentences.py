"""Words and sentences of a paragraph with its quotations masked, for attribution.

What stands between marks is another's text: it takes one place, "Q", in the row of tokens, so
that no verb, name or full stop inside a quotation is taken for the reporter's own.
"""

import re
from dataclasses import dataclass, field
from itertools import accumulate

from articles.extraction.cues import ABBREVIATIONS, CODES, CUE_VERBS

_TOKEN = re.compile(r"([^\W_]+(?>(?:[’'.\-&][^\W_]+)*)|[^\w\s])")
_POSSESSIVE = ("'s", "’s")
# Of a longer stretch without quotations only the characters next to them are read for speakers.
_LONGEST_GAP, _KEPT_AFTER, _KEPT_BEFORE = 8_000, 2_000, 6_000


@dataclass(slots=True)
class Tokens:
    """Tokens of one paragraph in parallel lists.

    `codes`: a class of `cues.CODES`, or C capitalised, L other word, N number, P punctuation, Q a
    quotation. `low`: lower-case word without its possessive ending, or the punctuation mark; for
    Q the last character inside the quotation that is no mark. `sentence`: number of the sentence
    in the paragraph. `quote_at`: token index of each quotation by its index in the list given.
    """

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    possessive: list[bool] = field(default_factory=list)
    upper: list[bool] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    quote_at: dict[int, int] = field(default_factory=dict)


_MARKS = "\"“”„‟«»「」『』‘’‚'`‹› \t"


class _Classed(dict[str, tuple[str, str, bool, bool]]):
    """Words already classed: lower-case base, class, possessive, begins with a capital."""

    def __missing__(self, word: str) -> tuple[str, str, bool, bool]:
        if len(self) >= _MOST_CLASSED:
            self.clear()
        if word.isalpha() and word.islower():
            found = word, CODES.get(word, "L"), False, False
        else:
            found = _classify(word)
        self[word] = found
        return found


_MOST_CLASSED = 50_000
_CLASSED = _Classed()


def _classify(word: str) -> tuple[str, str, bool, bool]:
    first = word[0]
    if not first.isalnum():
        return word, "P", False, False
    owns = len(word) > 2 and word.endswith(_POSSESSIVE)
    low = word[:-2].lower() if owns else word.lower()
    code = "N" if first.isdigit() else CODES.get(low, "L")
    if code == "L" and first.isupper():
        code = "C"
    return low, code, owns, first.isupper()


def _add_words(text: str, low: int, high: int, out: Tokens) -> None:
    """Add the tokens of text[low:high]."""
    # Gaps and tokens by turns, so that the running sum of their lengths gives both ends of each.
    pieces = _TOKEN.split(text[low:high])
    if len(pieces) == 1:
        return
    ends = list(accumulate(map(len, pieces), initial=low))
    classed = map(_CLASSED.__getitem__, pieces[1::2])
    lows, codes, possessive, upper = map(list, zip(*classed, strict=True))
    _class_by_place(lows, codes, possessive, upper, out)
    out.start += ends[1:-1:2]
    out.end += ends[2::2]
    out.low += lows
    out.codes += codes
    out.possessive += possessive
    out.upper += upper


def _class_by_place(lows, codes, possessive, upper, out: Tokens) -> None:
    """Class anew the words that are verbs, nouns or names by where they stand, behind `out`."""
    before = out.low[-1] if out.low else "."
    opens = not out.codes or out.codes[-1] == "Q"
    for i, code in enumerate(codes):
        if code not in "RMVA":
            continue
        if upper[i] and (i or not opens) and (lows[i - 1] if i else before) not in ".?!":
            # A capital in mid-sentence makes a name of a common word: "Press Secretary", "Will
            # Hurd".
            codes[i] = "C"
        elif code == "V" and i and (codes[i - 1] == "D" or possessive[i - 1]):
            # "the release", "Trump's claims": a verb's form after an article or owner is a noun.
            form = CUE_VERBS[lows[i]][1]
            if form in ("base", "s") or (form == "ing" and lows[i - 1] in ("the", "a", "an")):
                codes[i] = "L"


def _add_gap(text: str, low: int, high: int, out: Tokens) -> None:
    if high - low > _LONGEST_GAP:
        _add_words(text, low, low + _KEPT_AFTER, out)
        low = high - _KEPT_BEFORE
    _add_words(text, low, high, out)


def tokenise(text: str, low: int, high: int, quotes: list[tuple[int, int, int]]) -> Tokens:
    """Return the tokens of text[low:high].

    `quotes`: (index, start, end) of the outermost quotations inside, in order.
    """
    out = Tokens()
    position = low
    for index, start, end in quotes:
        if position < start:
            _add_gap(text, position, start, out)
        inside = text[max(start, end - 6) : end].rstrip(_MARKS)
        out.quote_at[index] = len(out.start)
        out.start.append(start)
        out.end.append(end)
        out.low.append(inside[-1:] or " ")
        out.codes.append("Q")
        out.possessive.append(False)
        out.upper.append(False)
        position = end
    _add_gap(text, position, min(high, position + _LONGEST_GAP), out)
    _number_sentences(out)
    return out


def _number_sentences(out: Tokens) -> None:
    number, size, first = 0, len(out.start), 0
    for i, code in enumerate(out.codes):
        if (code == "P" and out.low[i] in ".?!" and _ends_at_mark(out, i, size)) or (
            code == "Q" and _ends_at_quote(out, i, size)
        ):
            out.sentence += [number] * (i + 1 - first)
            number, first = number + 1, i + 1
    out.sentence += [number] * (size - first)


def _ends_at_mark(out: Tokens, i: int, size: int) -> bool:
    """True where the stop, question or exclamation mark at token i ends a sentence."""
    if i + 1 >= size:
        return True
    mark, following = out.low[i], out.codes[i + 1]
    if not out.upper[i + 1] and following not in "QN":
        return False
    if mark != "." or i == 0:
        return True
    before = out.low[i - 1]
    if out.start[i] != out.end[i - 1]:
        return True
    if out.start[i + 1] == out.end[i] and following != "Q":
        return False
    single = len(before) == 1 and out.upper[i - 1]
    return not (single or before in ABBREVIATIONS)


def _ends_at_quote(out: Tokens, i: int, size: int) -> bool:
    """True where the sentence ends with the quotation: its full stop stands inside the marks."""
    inside = out.low[i]
    if inside not in ".?!…" or i + 1 >= size:
        return False
    if not out.upper[i + 1] and out.codes[i + 1] != "Q":
        return False
    return inside == "." or not _attributes(out, i + 1, size)


def _attributes(out: Tokens, i: int, size: int) -> bool:
    """True where a short subject and a reporting verb follow, as in "Why?" Mary Smith asked."""
    for k in range(i, min(size, i + 6)):
        code = out.codes[k]
        if code == "V":
            return k > i and out.low[k] in CUE_VERBS
        if code not in "CODRMB" and out.low[k] != ".":
            return False
    return False
