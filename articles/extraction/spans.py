"""People and quotes of an article as spans of their field; places and organisations as names."""

from articles.extraction.attribution import Draft
from articles.extraction.cast import plain
from articles.extraction.names import fold
from articles.extraction.people import find_people
from articles.extraction.quotes import draft_quotes
from articles.extraction.reading import FIELDS, PersonSpan, ReadArticle
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
    drafts = draft_quotes(text, people, headings, display)
    for name, start in starts.items():
        end = start + len(getattr(article, name))
        article.people[name] = [
            PersonSpan(span.start - start, span.end - start, span.name, span.title, span.gender)
            for span in people
            if start <= span.start and span.end <= end
        ]
        quotes = _field_quotes(drafts, start, end)
        _mark_scare(article, name, quotes)
        article.quotes[name] = [quote.finish() for quote in quotes]
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


def _field_quotes(drafts: list[Draft], start: int, end: int) -> list[Draft]:
    """The quotes inside one field, moved to offsets and indices of that field.

    Those of an earlier field were moved to lie before `start` still.
    """
    kept = [i for i, draft in enumerate(drafts) if start <= draft.start and draft.end <= end]
    place = {old: new for new, old in enumerate(kept)}

    def move(first: int | None, last: int | None) -> tuple[int | None, int | None]:
        if first is None or last is None or not (start <= first and last <= end):
            return None, None
        return first - start, last - start

    moved = [drafts[i] for i in kept]
    for draft in moved:
        draft.start, draft.end = draft.start - start, draft.end - start
        draft.cue_start, draft.cue_end = move(draft.cue_start, draft.cue_end)
        draft.speaker_start, draft.speaker_end = move(draft.speaker_start, draft.speaker_end)
        draft.nested_in = place.get(draft.nested_in)
        draft.continues = place.get(draft.continues)
    return moved


def _mark_scare(article: ReadArticle, name: str, quotes: list[Draft]) -> None:
    """Marks in a headline or a heading that nobody is named for are set off, and no statement."""
    if name not in ("headline", "body"):
        return
    headings = [(p.start, p.end) for p in article.paragraphs if p.heading]
    for quote in quotes:
        inside = name == "headline" or any(s <= quote.start and quote.end <= e for s, e in headings)
        if inside and quote.speaker_kind == "none" and quote.kind != "nested":
            quote.kind = "scare"
