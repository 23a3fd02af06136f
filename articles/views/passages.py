"""Text with marks: a text and the spans over it become segments, each escaped on its own.

Pure Python. Spans may nest, overlap, touch or reach outside of the text; the segments of a passage
joined are always the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

BETWEEN_PARAGRAPHS = re.compile(r"\n\n+")


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]`, in code points; `kind` is quote, person, hit, note, passage or removed.

    `about` is what the mark leads to: the Quote, the Person, why the words were removed, the number
    of a hit, the Note; nothing for the passage that an address names.
    """

    start: int
    end: int
    kind: str
    about: Any = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters under the same spans, listed outermost first; `start` is its place."""

    text: str
    spans: tuple[Span, ...] = ()
    start: int = 0

    @property
    def hit(self) -> bool:
        """True where the words were searched for."""
        return any(span.kind == "hit" for span in self.spans)

    def of(self, kind: str) -> tuple[Span, ...]:
        """The spans of this kind, outermost first."""
        return tuple(span for span in self.spans if span.kind == kind)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, its number from 1, where it starts in its text, and its segments."""

    number: int
    start: int
    heading: bool
    segments: list[Segment]

    @property
    def notes(self) -> list[Any]:
        """The notes on words that end in this paragraph."""
        return [
            span.about
            for segment in self.segments
            for span in segment.of("note")
            if span.end == segment.start + len(segment.text)
        ]


def cut(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> list[Segment]:
    """The segments of text[start:end]: it is cut wherever a span begins or ends."""
    end = len(text) if end is None else min(end, len(text))
    opening: dict[int, list[Span]] = {}
    closing: dict[int, list[Span]] = {}
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        if first < last:
            opening.setdefault(first, []).append(span)
            closing.setdefault(last, []).append(span)
    edges = sorted({start, end, *opening, *closing})
    active: list[Span] = []
    segments = []
    for here, there in zip(edges, edges[1:], strict=False):
        for span in closing.get(here, ()):
            active.remove(span)
        if here in opening:
            active.extend(opening[here])
            active.sort(key=lambda span: (span.start, -span.end))
        segments.append(Segment(text[here:there], tuple(active), here))
    return segments


def paragraphs(
    text: str, spans: Iterable[Span], headings: Iterable[Sequence[int]] = ()
) -> list[Passage]:
    """The paragraphs of a body, each cut along the spans that reach into it.

    `headings` are [start, end] of paragraphs that are section headings. A person is marked at the
    first place of a paragraph alone: a name linked in every line tires the eye.
    """
    places = paragraph_places(text)
    heads = {tuple(place) for place in headings}
    inside = _spans_by_paragraph(places, spans)
    return [
        Passage(number, start, (start, end) in heads, cut(text, _first_of_each(own), start, end))
        for number, ((start, end), own) in enumerate(zip(places, inside, strict=True), start=1)
    ]


def paragraph_places(text: str) -> list[tuple[int, int]]:
    """(start, end) of each paragraph of a body, blank lines between them left out."""
    places, start = [], 0
    for gap in BETWEEN_PARAGRAPHS.finditer(text):
        places.append((start, gap.start()))
        start = gap.end()
    places.append((start, len(text)))
    return [(start, end) for start, end in places if start < end]


def around(text: str, start: int, end: int, each_side: int = 1) -> tuple[int, int]:
    """(start, end) of the paragraphs that text[start:end] stands in, and `each_side` more."""
    places = paragraph_places(text)
    touched = [i for i, place in enumerate(places) if place[0] < end and place[1] > start]
    if not touched:
        return start, end
    first, last = max(touched[0] - each_side, 0), min(touched[-1] + each_side, len(places) - 1)
    return places[first][0], places[last][1]


def shifted(spans: Iterable[Span], by: int) -> list[Span]:
    """The same spans counted from `by` characters further on, those that begin before it cut."""
    return [
        replace(span, start=max(span.start - by, 0), end=span.end - by)
        for span in spans
        if span.end > by
    ]


def _spans_by_paragraph(places: list[tuple[int, int]], spans: Iterable[Span]) -> list[list[Span]]:
    """For each paragraph the spans that reach into it, in the order of their start."""
    ends = [end for _, end in places]
    inside: list[list[Span]] = [[] for _ in places]
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        index = bisect_right(ends, span.start)
        while index < len(places) and places[index][0] < span.end:
            inside[index].append(span)
            index += 1
    return inside


def _first_of_each(spans: list[Span]) -> list[Span]:
    """The spans without the second and later of the same person."""
    seen = set()
    kept = []
    for span in spans:
        if span.kind == "person":
            if span.about in seen:
                continue
            seen.add(span.about)
        kept.append(span)
    return kept
