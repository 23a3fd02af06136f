"""Pairs of quotation marks: English, German, French, Nordic, Polish and East Asian.

Marks are paired inside one paragraph. A quotation that runs on over several paragraphs opens each
of them and closes the last (Chicago Manual of Style 13.32), so an opening mark without a partner
reaches to the end of its paragraph. Apostrophes never pair.
"""

import re
from typing import NamedTuple

# An article is far shorter; what lies beyond is not read, so that hostile input ends in bounded
# time.
LONGEST_TEXT = 1_000_000
DEEPEST = 4
# A single mark that reaches farther than this is an apostrophe that looks like a mark.
LONGEST_SINGLE = 700


class Marked(NamedTuple):
    """Text between marks, marks included: text[start:end].

    `closed` is False where the paragraph ends before the closing mark does; `single` is True for
    single marks; `parent` is the index of the enclosing Marked in the same list, or None.
    """

    start: int
    end: int
    single: bool
    closed: bool
    parent: int | None


# An apostrophe inside a word is no mark.
_MARK = re.compile("[\"“”„‟«»「」『』‘’‚'`‹›<](?:(?<!['’`])|(?<![^\\W_].)|(?![^\\W_]))", re.DOTALL)
_LETTER = re.compile(r"[^\W_]")  # or a digit
_TAG = re.compile(r"<[A-Za-z/!][^<>]{0,1500}>")
_ELISION = re.compile(r"(?:\d|(?:n|em|til|tis|twas|cause|bout|round|neath|cos|tween|ere)\b)", re.I)
_CLOSERS = {
    "“": '”"“',
    "”": "”",
    '"': '"”',
    "„": '“”"‟',
    "‟": "”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "``": "''”\"",
    "''": "''",
    "‘": "’'",
    "’": "’",
    "'": "'’",
    "‚": "‘’",
    "`": "'’",
    "‹": "›",
    "›": "‹",
}
_SINGLE = frozenset("‘’'‚`‹›")
_ALWAYS_OPENS = frozenset("„«「『‹")
_BEFORE_OPENER = frozenset(' \t\xa0\u2009\u202f([{—–-/“”"‘«„「『:\u200b')


def _opens(text: str, start: int, end: int, low: int, high: int) -> bool:
    """True where the mark at text[start:end] stands as an opening mark does."""
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    return before in _BEFORE_OPENER and not after.isspace()


def _closes(text: str, start: int, end: int, low: int, high: int) -> bool:
    """True where the mark at text[start:end] stands as a closing mark does."""
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    return not before.isspace() and not after.isalnum()


class _Pairing:
    """Pairs the marks of one paragraph, text[low:high]."""

    def __init__(
        self, text: str, low: int, high: int, events: list[tuple[int, int, str]], never: frozenset
    ):
        self.never = never
        self.text, self.low, self.high, self.events = text, low, high, events
        self.stack: list[tuple[int, str]] = []
        self.found: list[tuple[int, int, bool, bool]] = []
        marks = [mark for _, _, mark in events]
        self.odd = marks.count('"') % 2 == 1 and marks.count("“") == marks.count("”")

    def run(self) -> list[tuple[int, int, bool, bool]]:
        """Return (start, end, single, closed) of each pair, unordered."""
        for index, (start, end, mark) in enumerate(self.events):
            if mark in _SINGLE:
                self.single(index, start, end, mark)
            else:
                self.double(start, end, mark)
        self.unclosed()
        return self.found

    def close(self, level: int, end: int) -> None:
        start, mark = self.stack[level]
        del self.stack[level:]
        self.found.append((start, end, mark in _SINGLE, True))

    def push(self, start: int, mark: str) -> None:
        if len(self.stack) < DEEPEST:
            self.stack.append((start, mark))

    def double(self, start: int, end: int, mark: str) -> None:
        level = self.level_of(mark) if self.stack else None
        context = (self.text, start, end, self.low, self.high)
        if level is not None and not self.reopens(level, mark, context):
            self.close(level, end)
            return
        if level is not None:
            if mark == '"':
                del self.stack[level:]
            else:
                return
        opens = _opens(*context)
        if mark in "”''»‟" and not opens:
            return
        if mark in "」』" or mark in self.never:
            return
        if mark == '"' and not opens and (self.odd or self.text[start - 1 : start].isdigit()):
            return
        inside_same = any(m == mark for _, m in self.stack)
        if (not inside_same or mark in "「『«") and (
            mark in _ALWAYS_OPENS or mark in '“``"' or opens
        ):
            self.push(start, mark)

    def level_of(self, mark: str) -> int | None:
        """The innermost level that a double mark could close, None where it could close none."""
        for level in range(len(self.stack) - 1, -1, -1):
            opener = self.stack[level][1]
            if opener not in _SINGLE and mark in _CLOSERS[opener]:
                return level
        return None

    def reopens(self, level: int, mark: str, context: tuple) -> bool:
        """True where a mark that could close stands as an opening one: a mark was lost."""
        opener = self.stack[level][1]
        if mark == "“" and opener == "“":
            return not _closes(*context) or _opens(*context)
        return (
            mark == '"'
            and opener == '"'
            and self.odd
            and _opens(*context)
            and not _closes(*context)
        )

    def single(self, index: int, start: int, end: int, mark: str) -> None:
        context = (self.text, start, end, self.low, self.high)
        top = self.stack[-1] if self.stack else None
        if (
            top
            and top[1] in _SINGLE
            and mark in _CLOSERS[top[1]]
            and _closes(*context)
            and start > top[0] + 1
        ):
            if start - top[0] > LONGEST_SINGLE:
                self.stack.pop()
            elif not self.plural_possessive(index, start, end):
                self.close(len(self.stack) - 1, end)
            return
        if not _opens(*context) or (mark in "'’" and _ELISION.match(self.text, end)):
            return
        if mark == "’" or (top and top[1] in _SINGLE):
            return
        self.push(start, mark)

    def plural_possessive(self, index: int, start: int, end: int) -> bool:
        """True for the mark of "the workers' rights": a later mark closes this quotation better."""
        if self.text[start - 1] not in "sS" or not self.text[end : end + 1].isspace():
            return False
        for later, later_end, mark in self.events[index + 1 : index + 9]:
            if mark not in "’'" or later - start > LONGEST_SINGLE:
                return False
            if _opens(self.text, later, later_end, self.low, self.high):
                return False
            if self.text[later - 1] in ",.?!":
                return True
        return False

    def unclosed(self) -> None:
        """Let the outermost double mark without a partner reach to the end of the paragraph."""
        for start, mark in self.stack:
            if mark not in _SINGLE and self.high - start > 3:
                self.found.append((start, self.high, False, False))
                return


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each non-blank paragraph, blanks at its ends left out.

    A line that goes on in lower case after an unfinished one belongs to the paragraph before it:
    the text was broken to a column.
    """
    out: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", text[:LONGEST_TEXT]):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start >= end:
            continue
        if out and text[start].islower() and _broken(text, out[-1][1], start):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _broken(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return gap.count("\n") <= 1 and gap.count("\r") <= 1 and text[end - 1] not in '.?!:”"’>'


def _events(text: str, low: int, high: int) -> list[tuple[int, int, str]]:
    """Return (start, end, mark) of the marks of text[low:high] outside tags and words."""
    events = []
    position = low
    for match in _MARK.finditer(text, low, high):
        start, mark = match.start(), match.group()
        if start < position:
            continue
        end = start + 1
        if mark in "'’`":
            if text.startswith(mark, end) and mark != "’":
                mark, end = mark * 2, start + 2
            if start > low and end < high and text[start - 1].isalnum() and text[end].isalnum():
                continue
        elif mark == "<":
            tag = _TAG.match(text, start, high)
            position = tag.end() if tag else end
            continue
        events.append((start, end, mark))
        position = end
    return events


def pair_marks(
    text: str, bounds: list[tuple[int, int]] | None = None, all_marks: bool = False
) -> list[Marked]:
    """Return the text between marks, in order of start, enclosing before enclosed.

    `bounds`: (start, end) of the paragraphs, from `paragraphs` where not given. `all_marks`: read
    makeshift marks too, two apostrophes for a double mark (''so'', as some databases export it) and
    ” set for “.
    """
    found: list[tuple[int, int, bool, bool]] = []
    text = text[:LONGEST_TEXT]
    never = frozenset("”") if not all_marks and "“" in text else frozenset()
    for low, high in paragraphs(text) if bounds is None else bounds:
        events = _events(text, low, high)
        if events:
            found += _Pairing(text, low, high, events, never).run()
    found.sort(key=lambda pair: (pair[0], -pair[1]))
    if not all_marks:
        found = _without_makeshift(text, found)
    return _nest(text, found)


def _without_makeshift(text: str, found: list[tuple[int, int, bool, bool]]):
    """Return the pairs that are not, and do not stand, between doubled apostrophes."""
    out, covered = [], 0
    for pair in found:
        if text.startswith("''", pair[0]):
            covered = max(covered, pair[1])
        elif pair[0] >= covered:
            out.append(pair)
    return out


def _nest(text: str, found: list[tuple[int, int, bool, bool]]) -> list[Marked]:
    out: list[Marked] = []
    open_pairs: list[int] = []
    for start, end, single, closed in found:
        if not _LETTER.search(text, start, min(end, start + 200)):
            continue
        while open_pairs and out[open_pairs[-1]].end <= start:
            open_pairs.pop()
        if open_pairs and out[open_pairs[-1]].end < end:
            continue
        out.append(Marked(start, end, single, closed, open_pairs[-1] if open_pairs else None))
        open_pairs.append(len(out) - 1)
    return out
