"""Which words of a text were searched for: places, pieces for pages, and the best passage."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.search.query import Parsed, Text
from articles.search.schema import beginnings, stem
from articles.search.words import Word, placed_words, words_beginning

# A word that was asked for in one of these fields is marked there alone; a quotation's words are
# marked in the body that they stand in.
_SHOWN_IN = {"quote": ("quote", "body", "headline", "standfirst")}


@dataclass(frozen=True)
class Piece:
    """A run of characters; `hit` where it was searched for."""

    text: str
    hit: bool


def hit_spans(text: str, parsed: Parsed, field: str = "") -> list[tuple[int, int]]:
    """Half-open places in `text` that the query asked for, in order, none overlapping.

    `field` says which text it is (headline, standfirst, body, quote, byline, place, cue), so that
    a word asked for in the headline is not marked in the body; "" marks every word.
    """
    wanted = [words for words in parsed.words if _belongs(words, field)]
    if not wanted:
        return []
    if all(len(asked.words) == 1 for asked in wanted):
        begun = {beginning for asked in wanted for beginning in _beginnings(asked)}
        found = words_beginning(text, begun)
        if found is not None:
            return _spans_of_any(list(found), wanted)
    found = list(placed_words(text))
    hits: set[int] = set()
    for asked in wanted:
        hits |= _matches(found, asked)
    return _joined_spans(text, found, sorted(hits), wanted)


def _beginnings(asked: Text) -> tuple[str, ...]:
    """How the words begin that are meant."""
    word = asked.words[0]
    return (word,) if asked.exact or asked.prefix else beginnings(stem(word))


def _spans_of_any(found: Sequence[Word], wanted: Sequence[Text]) -> list[tuple[int, int]]:
    """The places of the words that one of these asks for."""
    hits = {number for asked in wanted for number in _single(found, asked)}
    return [(found[number].start, found[number].end) for number in sorted(hits)]


def marked(text: str, parsed: Parsed, field: str = "") -> list[Piece]:
    """The text as pieces; their texts joined are the text."""
    return _cut(text, hit_spans(text, parsed, field), 0, len(text))


def snippet(text: str, parsed: Parsed, length: int = 240, field: str = "") -> list[Piece]:
    """The passage of about `length` characters with most of the words, cut between words.

    An ellipsis stands where the text goes on; without a hit it is the beginning.
    """
    spans = hit_spans(text, parsed, field)
    start, end = _best_window(text, spans, length)
    start, end = _between_words(text, start, end)
    pieces = _cut(text, spans, start, end)
    if start > 0:
        pieces.insert(0, Piece("… ", False))
    if end < len(text.rstrip()):
        pieces.append(Piece(" …", False))
    return pieces


def _belongs(asked: Text, field: str) -> bool:
    if not field:
        return True
    if not asked.field:
        return field in ("headline", "standfirst", "body", "quote")
    return field in _SHOWN_IN.get(asked.field, (asked.field,))


def _matches(found: Sequence[Word], asked: Text) -> set[int]:
    """Numbers of the words that are part of what was asked."""
    if len(asked.words) == 1:
        return _single(found, asked)
    if asked.slop:
        return _near(found, asked)
    last = len(asked.words)
    first_words = [n for n, word in enumerate(found) if _is(word.text, asked, 0)]
    return {
        number
        for first in first_words
        if first + last <= len(found)
        and all(_is(found[first + n].text, asked, n) for n in range(1, last))
        for number in range(first, first + last)
    }


def _single(found: Sequence[Word], asked: Text) -> set[int]:
    """Numbers of the words that are the one asked for."""
    wanted = asked.words[0]
    if asked.prefix or asked.exact:
        return {number for number, word in enumerate(found) if _is(word.text, asked, 0)}
    stemmed = stem(wanted)
    # A stem begins as its word does: most words need not be stemmed to see that they differ.
    first = stemmed[:1]
    return {
        number
        for number, word in enumerate(found)
        if word.text.startswith(first) and stem(word.text) == stemmed
    }


def _is(word: str, asked: Text, number: int) -> bool:
    """True where a word of the text is the one asked for at this place."""
    wanted = asked.words[number]
    if asked.prefix and number == len(asked.words) - 1:
        return word.startswith(wanted)
    if asked.exact:
        return word == wanted
    return stem(word) == stem(wanted)


def _near(found: Sequence[Word], asked: Text) -> set[int]:
    """Words that stand together with all the others within the distance allowed."""
    wanted = set(asked.words)
    reach = len(asked.words) + asked.slop
    places = [number for number, word in enumerate(found) if word.text in wanted]
    hits: set[int] = set()
    for index, first in enumerate(places):
        window = places[index : bisect_left(places, first + reach, index)]
        if {found[number].text for number in window} == wanted:
            hits.update(window)
    return hits


def _joined_spans(
    text: str, found: Sequence[Word], hits: Iterable[int], wanted: Sequence[Text]
) -> list[tuple[int, int]]:
    """Places of the hit words; words that touch, or of a phrase with little between, are one."""
    phrases = any(len(asked.words) > 1 and not asked.slop for asked in wanted)
    spans: list[list[int]] = []
    before = -2
    for number in hits:
        word = found[number]
        gap = text[spans[-1][1] : word.start] if spans and number == before + 1 else None
        if gap is not None and (not gap or (phrases and len(gap) <= 2 and "\n" not in gap)):
            spans[-1][1] = word.end
        else:
            spans.append([word.start, word.end])
        before = number
    return [(start, end) for start, end in spans]


def _best_window(text: str, spans: Sequence[tuple[int, int]], length: int) -> tuple[int, int]:
    """The window with most different words, then most words, the first of such."""
    if not spans or len(text) <= length:
        return 0, min(length, len(text))
    lead = length // 4
    best, best_score = 0, (-1, -1)
    last = 0
    for first, (start, _) in enumerate(spans):
        last = max(last, first)
        while last + 1 < len(spans) and spans[last + 1][1] <= start + length - lead:
            last += 1
        inside = [text[a:b].casefold() for a, b in spans[first : min(last, first + 50) + 1]]
        score = (len(set(inside)), len(inside))
        if score > best_score:
            best, best_score = start, score
    start = max(min(best - lead, len(text) - length), 0)
    return start, min(start + length, len(text))


def _between_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The window moved to the nearest blanks within it, and without blanks at its ends."""
    if start > 0:
        blank = next((n for n in range(start, min(start + 30, end)) if text[n].isspace()), start)
        start = blank
    if end < len(text) and not text[end].isspace():
        blank = next(
            (n for n in range(end - 1, max(end - 30, start), -1) if text[n].isspace()), end
        )
        end = blank
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cut(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> list[Piece]:
    """text[start:end] as pieces."""
    pieces = []
    place = start
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        if place < first:
            pieces.append(Piece(text[place:first], False))
        pieces.append(Piece(text[first:last], True))
        place = last
    if place < end:
        pieces.append(Piece(text[place:end], False))
    return pieces
