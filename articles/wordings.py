"""The wordings of a quote family side by side, and the two sides of a disagreement, for a page.

What is found word by word (`linking.wording`) is laid out in pieces; nothing here asks the
database.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from articles.linking.facts import sentence_around
from articles.linking.utterances import NUMBERS, is_name
from articles.linking.wording import Piece, compare, words

LEAST_SHARED = 0.3  # share of a wording's words below which marks would show nothing but change
MOST_AROUND = 280  # characters of a sentence shown on each side of the words that differ


class Printed(Protocol):
    """A quote: its text and its article's date."""

    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind in a row: same | added | left_out | changed (`before`: what the longest
    wording has in their place)."""

    kind: str
    text: str
    before: str = ""


@dataclass(slots=True)
class Wording:
    """One form of an utterance, the quotes that have it, and how it differs from the longest.

    `runs` is empty where the two share too little for marks to say anything. `kind`: longest |
    same | cut | longer | reworded | retold. `figures` are changed numbers and names,
    (in the longest, here).
    """

    text: str
    quotes: list[Printed]
    kind: str = "longest"
    runs: list[Run] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)


def wordings(quotes: Sequence[Printed]) -> list[Wording]:
    """The forms in which quotes of one family are printed, in the order of the first of each.

    Quotes of the same words, whatever their marks and capitals, are one form.
    """
    forms: dict[tuple[str, ...], list[Printed]] = {}
    for quote in quotes:
        forms.setdefault(tuple(word.key for word in words(quote.text)), []).append(quote)
    longest = max(forms, key=len, default=())
    made = []
    for keys, printed in forms.items():
        wording = Wording(printed[0].text, printed)
        if keys != longest:
            _mark(wording, forms[longest][0].text)
        made.append(wording)
    return made


def _mark(wording: Wording, longest: str) -> None:
    """Compares a wording with the longest, and says in which way it differs."""
    pieces = compare(longest, wording.text)
    shared = sum(len(words(_there(wording.text, p))) for p in pieces if p.kind == "same")
    kinds = {piece.kind for piece in pieces}
    if shared < LEAST_SHARED * max(len(words(wording.text)), 1):
        wording.kind = "retold"
        return
    if "changed" in kinds or {"added", "left_out"} <= kinds:
        wording.kind = "reworded"
    elif "added" in kinds:
        wording.kind = "longer"
    else:
        wording.kind = "cut" if "left_out" in kinds else "same"
    wording.runs = [_run(piece, longest, wording.text) for piece in pieces]
    wording.figures = [
        (run.before, run.text)
        for run in wording.runs
        if run.kind == "changed" and _figures(run.before) and _figures(run.text)
    ]


def _there(text: str, piece: Piece) -> str:
    return text[piece.other_start : piece.other_end]


def _run(piece: Piece, longest: str, text: str) -> Run:
    before = longest[piece.one_start : piece.one_end]
    if piece.kind == "left_out":
        return Run(piece.kind, before)
    return Run(piece.kind, _there(text, piece), before if piece.kind == "changed" else "")


def _figures(text: str) -> bool:
    """True where words hold a number or a name."""
    return any(
        word.key[0].isdigit() or word.key in NUMBERS or is_name(text, word, whole=False)
        for word in words(text)
    )


@dataclass(frozen=True, slots=True)
class First:
    """Who printed an utterance first. `quotes` has several where the hour of a day is not known;
    `known`: "time", "day", or "" where no article has a date."""

    quotes: list[Printed]
    known: str


def first_of(quotes: Iterable) -> First:
    """Which of the quotes was printed first, by their articles' dates as far as they are known.

    A time decides within a day only where each article of that day has one.
    """
    dated = [quote for quote in quotes if quote.article.published_precision in _TO_THE_DAY]
    if not dated:
        return First([], "")
    if all(quote.article.published_at for quote in dated):
        earliest: datetime = min(quote.article.published_at for quote in dated)
        return First([q for q in dated if q.article.published_at == earliest], "time")
    day: date = min(quote.article.published_on for quote in dated)
    first = [quote for quote in dated if quote.article.published_on == day]
    if all(quote.article.published_at for quote in first):
        earliest = min(quote.article.published_at for quote in first)
        return First([q for q in first if q.article.published_at == earliest], "time")
    return First(first, "day")


_TO_THE_DAY = ("second", "minute", "day")


@dataclass(frozen=True, slots=True)
class Side:
    """One passage of a disagreement: the sentence before, the words that differ, the rest.

    `paragraph` is its number in the body, 0 outside of it.
    """

    before: str
    words: str
    after: str
    paragraph: int


_BETWEEN = re.compile(r"\n\n+")


def side(text: str, part: str, start: int, end: int) -> Side:
    """text[start:end] with the sentence that it stands in; `part` is the field of the article."""
    first, last = sentence_around(text, start, end)
    before, after = text[first:start], text[end:last]
    if len(before) > MOST_AROUND:
        before = "… " + before[-MOST_AROUND:].partition(" ")[2]
    if len(after) > MOST_AROUND:
        after = after[:MOST_AROUND].rpartition(" ")[0] + " …"
    paragraph = len(_BETWEEN.findall(text, 0, start)) + 1 if part == "body" else 0
    return Side(before, text[start:end], after, paragraph)
