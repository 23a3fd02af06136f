"""The text of an article with what is marked in it: quotes, people, hits, notes, chosen words."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from articles import search
from articles.models import Article, Mention, Note, Quote
from articles.views.passages import Span, cut, paragraphs

FIELDS = ("headline", "standfirst", "body")
_CHARACTERS = re.compile(rf"({'|'.join(FIELDS)}):([0-9]{{1,9}})-([0-9]{{1,9}})")


def marked_text(
    article: Article,
    quotes: Iterable[Quote],
    mentions: Iterable[Mention],
    query: str,
    notes: Iterable[Note] = (),
    characters: str = "",
) -> dict[str, Any]:
    """Headline, standfirst and paragraphs with quotes, people and the words searched for marked.

    The places of these words are numbered from 1 in the order of reading; `hits` are the numbers.
    `characters` is what an address asks to see: see `chosen`.
    """
    parsed = search.parse(query) if query else None
    spans: dict[str, list[Span]] = {field: [] for field in FIELDS}
    for quote in quotes:
        spans[quote.field].append(Span(quote.start, quote.end, "quote", quote))
    for mention in mentions:
        # The headline is the page's own title: links in it would lead away from the page.
        if mention.field != "headline":
            spans[mention.field].append(Span(mention.start, mention.end, "person", mention.person))
    for note in notes:
        if is_in_place(note, article):
            spans[note.field].append(Span(note.start, note.end, "note", note))
    field, passage = chosen(article, characters)
    if passage:
        spans[field].append(passage)
    numbers = count(1)
    for field, found in spans.items():
        found += hits(article, field, parsed, numbers)
    return {
        "hits": range(1, next(numbers)),
        "chosen_words": getattr(article, field)[passage.start : passage.end] if passage else "",
        "headline": cut(article.headline, spans["headline"]),
        "standfirst": cut(article.standfirst, spans["standfirst"]),
        "passages": paragraphs(article.body, spans["body"], article.headings),
    }


def hits(
    article: Article, field: str, parsed: search.Parsed | None, numbers: Iterator[int]
) -> list[Span]:
    """The places of a field that a query found, each with the next of the numbers."""
    if parsed is None:
        return []
    found = search.hit_spans(getattr(article, field), parsed, field)
    return [Span(start, end, "hit", next(numbers)) for start, end in found]


def is_in_place(note: Note, article: Article) -> bool:
    """True where a note's passage still has the words that it was written on."""
    return bool(note.words) and getattr(article, note.field)[note.start : note.end] == note.words


def chosen(article: Article, characters: str) -> tuple[str, Span | None]:
    """The field, and the span that `field:start-end` names in it, in code points.

    ("body", None) where the article has no such words. Blanks at either end are left out: a mark
    begins and ends with a word.
    """
    named = _CHARACTERS.fullmatch(characters)
    if not named:
        return "body", None
    field, start, end = named[1], int(named[2]), int(named[3])
    words = getattr(article, field)[start:end]
    if start >= end or len(words) != end - start or not words.strip():
        return "body", None
    start += len(words) - len(words.lstrip())
    return field, Span(start, start + len(words.strip()), "passage")
