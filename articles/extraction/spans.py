"""People and quotes of an article as spans of their field; places and organisations as names."""

from dataclasses import replace

from articles.extraction.cast import plain
from articles.extraction.names import fold
from articles.extraction.people import find_people
from articles.extraction.quotes import find_quotes
from articles.extraction.reading import FIELDS, PersonSpan, QuoteSpan, ReadArticle
from articles.extraction.topics import MOST, find_topics


def read_spans(article: ReadArticle) -> None:
    """Fill `people`, `quotes`, `places` and `organisations` of an article from its texts.

    Headline, standfirst and body are read as one text, so that a lone family name in the headline
    is joined to the full name in the body. A span that crosses from one field into another is
    dropped.
    """
    text, starts = _join(article)
    people = find_people(text)
    body = starts.get("body", 0)
    headings = [(body + p.start, body + p.end) for p in article.paragraphs if p.heading]
    display = [
        (starts[name], starts[name] + len(getattr(article, name)))
        for name in ("headline", "standfirst")
        if name in starts
    ]
    quotes = find_quotes(text, people, headings=headings, display=display, all_marks=True)
    for name, start in starts.items():
        end = start + len(getattr(article, name))
        article.people[name] = [
            PersonSpan(span.start - start, span.end - start, span.name, span.title, span.gender)
            for span in people
            if start <= span.start and span.end <= end
        ]
        article.quotes[name] = _field_quotes(quotes, start, end)
    _mark_scare(article)
    places, article.organisations = find_topics(text, people)
    article.places = _with_dateline(article, places)


def _with_dateline(article: ReadArticle, places: list[str]) -> list[str]:
    """The places with that of the dateline, which stands in no field, after those of the text."""
    place = plain(article.dateline.place.partition(",")[0]) if article.dateline else ""
    if not place or fold(place) in map(fold, places):
        return places
    return [*places[: MOST - 1], place]


def _join(article: ReadArticle) -> tuple[str, dict[str, int]]:
    """The fields that hold text, joined by blank lines, and where each begins."""
    parts, starts, pos = [], {}, 0
    for name in FIELDS:
        text = getattr(article, name)
        if text:
            starts[name] = pos
            parts.append(text)
            pos += len(text) + 2
    return "\n\n".join(parts), starts


def _field_quotes(quotes: list[QuoteSpan], start: int, end: int) -> list[QuoteSpan]:
    """The quotes inside one field, with offsets and indices of that field."""
    kept = [i for i, quote in enumerate(quotes) if start <= quote.start and quote.end <= end]
    place = {old: new for new, old in enumerate(kept)}

    def move(first: int | None, last: int | None) -> tuple[int | None, int | None]:
        if first is None or last is None or not (start <= first and last <= end):
            return None, None
        return first - start, last - start

    moved = []
    for i in kept:
        quote = quotes[i]
        cue = move(quote.cue_start, quote.cue_end)
        speaker = move(quote.speaker_start, quote.speaker_end)
        moved.append(
            replace(
                quote,
                start=quote.start - start,
                end=quote.end - start,
                cue_start=cue[0],
                cue_end=cue[1],
                speaker_start=speaker[0],
                speaker_end=speaker[1],
                nested_in=place.get(quote.nested_in),
                continues=place.get(quote.continues),
            )
        )
    return moved


def _mark_scare(article: ReadArticle) -> None:
    """Marks in a headline or a heading that nobody is named for are set off, and no statement."""
    headings = [(p.start, p.end) for p in article.paragraphs if p.heading]
    for name, quotes in article.quotes.items():
        for i, quote in enumerate(quotes):
            inside = name == "headline" or (
                name == "body" and any(s <= quote.start and quote.end <= e for s, e in headings)
            )
            if inside and quote.speaker_kind == "none" and quote.kind != "nested":
                quotes[i] = replace(quote, kind="scare")
