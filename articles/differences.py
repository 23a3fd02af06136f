"""Two texts of an article, or two articles, side by side: which words one has and the other not.

What is found word by word (`linking.wording`) is laid out in paragraphs, for a page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from articles.linking.sketches import Text, contained
from articles.linking.wording import Piece, compare

FIELDS = ("headline", "standfirst", "body")
LONGEST = 120_000  # characters of a body that are compared: twice the longest of reports
AROUND = 1  # paragraphs shown on each side of a change

_BREAK = re.compile(r"\n{2,}")


class HasText(Protocol):
    """An article, or an earlier version of one."""

    headline: str
    standfirst: str
    body: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind in a row: same | added (the other text alone has them) | left_out."""

    kind: str
    text: str


@dataclass(slots=True)
class Passage:
    """One paragraph as both texts have it, in runs."""

    runs: list[Run] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """True where no word of the paragraph differs."""
        return all(run.kind == "same" for run in self.runs)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs in a row; `folded` where they are the same and stand away from any change."""

    passages: list[Passage]
    folded: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """What the other text has differently: runs of headline and standfirst, stretches of the body.

    `added` and `left_out` count words. `cut` is True where the bodies are longer than `LONGEST`
    and are compared that far.
    """

    headline: list[Run]
    standfirst: list[Run]
    body: list[Stretch]
    added: int
    left_out: int
    cut: bool

    @property
    def none(self) -> bool:
        """True where no word differs."""
        return not (self.added or self.left_out)


def differences(one: HasText, other: HasText) -> Differences:
    """What `other` has of the words of `one`; marks and capitals count."""
    found = {name: list(_runs(getattr(one, name), getattr(other, name))) for name in FIELDS}
    runs = [run for each in found.values() for run in each]
    return Differences(
        headline=found["headline"],
        standfirst=found["standfirst"],
        body=list(_stretches(_passages(found["body"]))),
        added=_count(runs, "added"),
        left_out=_count(runs, "left_out"),
        cut=max(len(one.body), len(other.body)) > LONGEST,
    )


def shared(one: Text, other: Text) -> int:
    """How many in a hundred of the shorter text's runs of three words the longer has too.

    99 at most where they are not all the same words.
    """
    percent = round(100 * contained(one, other))
    return percent if one.words == other.words else min(percent, 99)


def _count(runs: list[Run], kind: str) -> int:
    return sum(len(run.text.split()) for run in runs if run.kind == kind)


def _runs(one: str, other: str) -> Iterator[Run]:
    one, other = one[:LONGEST], other[:LONGEST]
    for piece in compare(one, other, exact=True):
        yield from _of_piece(piece, one, other)


def _of_piece(piece: Piece, one: str, other: str) -> Iterator[Run]:
    """The runs of a piece. Where words were changed, blanks that both have behind them are the
    same: a paragraph that ends there ends once."""
    old, new = one[piece.one_start : piece.one_end], other[piece.other_start : piece.other_end]
    if piece.kind == "same":
        yield Run("same", new)
        return
    blanks = 0
    while (
        blanks < min(len(old), len(new))
        and old[-1 - blanks] == new[-1 - blanks]
        and (new[-1 - blanks].isspace())
    ):
        blanks += 1
    kept, old, new = new[len(new) - blanks :], old[: len(old) - blanks], new[: len(new) - blanks]
    for kind, text in (("left_out", old), ("added", new), ("same", kept)):
        if text:
            yield Run(kind, text)


def _passages(runs: list[Run]) -> list[Passage]:
    """The runs cut where a paragraph of either text ends."""
    passages = [Passage()]
    for run in runs:
        for number, text in enumerate(_BREAK.split(run.text)):
            if number and passages[-1].runs:
                passages.append(Passage())
            if text:
                passages[-1].runs.append(Run(run.kind, text))
    return [passage for passage in passages if passage.runs]


def _stretches(passages: list[Passage]) -> Iterator[Stretch]:
    changed = [number for number, passage in enumerate(passages) if not passage.same]
    near = {n + step for n in changed for step in range(-AROUND, AROUND + 1)}
    numbered = enumerate(passages)
    for away, group in groupby(numbered, key=lambda pair: pair[0] not in near):
        yield Stretch([passage for _, passage in group], folded=away)
