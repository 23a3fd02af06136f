"""A ReadArticle -> the rows of an article: its columns, mentions and quotes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from articles.extraction.reading import FIELDS, QuoteSpan, ReadArticle
from articles.formats.raw import RawArticle
from articles.importing import bulk, dates, places
from articles.linking import days, people
from articles.models import Article, Mention, Person, Quote
from articles.slugs import article_slug

# A database cannot hold NUL (PostgreSQL) or a lone surrogate (UTF-8): each becomes U+FFFD, one
# character for one, so that every span still fits.
UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


def storable(text: str) -> str:
    """The text with each character that no database keeps replaced by U+FFFD; same length."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(UNSTORABLE)
    return text.translate(UNSTORABLE) if "\0" in text else text


def short(text: str | None, column: str, model: type = Quote) -> str:
    """The text cut to what the column holds; "" for None."""
    return storable(text)[: _longest(model, column)] if text else ""


@cache
def _longest(model: type, column: str) -> int:
    return model._meta.get_field(column).max_length


def columns(read: ReadArticle, raw: RawArticle) -> dict:
    """The columns of Article that the text gives, by name; source and raw text are not in them."""
    dateline = read.dateline
    paragraphs = zip(read.paragraphs, places.paragraph_places(read, raw), strict=True)
    removed = zip(read.removed, places.removed_places(read, raw), strict=True)
    return {
        "headline": storable(read.headline),
        "slug": article_slug(storable(read.headline)),
        "standfirst": storable(read.standfirst),
        "body": storable(read.body),
        "headings": [[p.start, p.end] for p in read.paragraphs if p.heading],
        "byline": [storable(name) for name in read.byline],
        "dateline_place": short(dateline.place, "dateline_place", Article) if dateline else "",
        "dateline_date": short(dateline.date, "dateline_date", Article) if dateline else "",
        "url": storable(read.url),
        "external_id": short(read.external_id, "external_id", Article),
        "language": short(read.language, "language", Article),
        "photo_credits": [storable(credit) for credit in read.photo_credits],
        "paragraphs": [[p.start, p.end, *place] for p, place in paragraphs],
        "removed": [
            {"start": start, "end": end, "text": storable(r.text), "reason": r.reason}
            for r, (start, end) in removed
        ],
        "suggested_tags": _suggested_tags(read),
        **dates.columns(read.published),
    }


def _suggested_tags(read: ReadArticle) -> list[dict[str, str]]:
    kinds = {"place": read.places, "organisation": read.organisations}
    return [
        {"name": storable(name), "kind": kind} for kind, names in kinds.items() for name in names
    ]


MENTION = ("article_id", "person_id", "field", "start", "end", "text", "title")
QUOTE = (
    "article_id",
    "field",
    "start",
    "end",
    "text",
    "kind",
    "cue",
    "cue_start",
    "cue_end",
    "speaker_id",
    "speaker_mention",
    "speaker_start",
    "speaker_end",
    "speaker_kind",
    "relayed_by_id",
    "relayed_by_words",
    "addressee",
    "confidence",
    "rule",
)


@dataclass
class Spans:
    """Mentions and quotes of some articles, made but not yet in the database."""

    mentions: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)


def spans(articles: Iterable[tuple[Article, ReadArticle]]) -> Spans:
    """Mention and Quote rows of the articles, which have ids; people are found or made."""
    made = Spans()
    for article, read, persons in _resolved(articles):
        made.mentions += _made(Mention, MENTION, _mentions(article, read, persons))
        for name in FIELDS:
            found = read.quotes.get(name, [])
            rows = _made(Quote, QUOTE, (_quote(article, name, each, persons) for each in found))
            for row, span in zip(rows, found, strict=True):
                if span.nested_in is not None:
                    row.nested_in = rows[span.nested_in]
                if span.continues is not None:
                    row.continues = rows[span.continues]
            made.quotes += rows
    return made


def write_spans(articles: Iterable[tuple[Article, ReadArticle]]) -> None:
    """Writes mentions and quotes of new articles, in a transaction; people are found or made.

    The same rows as `spans`, without the cost of a model's instance for each, and with their day.
    """
    mentions: list[tuple] = []
    found: list[tuple[tuple, int | None, int | None]] = []  # quotes and the places of two others
    for article, read, persons in _resolved(articles):
        day = days.of(article)
        mentions += [(*line, day) for line in _mentions(article, read, persons)]
        for name in FIELDS:
            first = len(found)
            for span in read.quotes.get(name, []):
                others = [
                    None if place is None else first + place
                    for place in (span.nested_in, span.continues)
                ]
                found.append(((*_quote(article, name, span, persons), day), *others))
    bulk.insert_lines(Mention, (*MENTION, "day"), mentions)
    ids = bulk.reserve(Quote, len(found))
    lines = [
        (pk, *line, *(None if place is None else ids[place] for place in others))
        for pk, (line, *others) in zip(ids, found, strict=True)
    ]
    bulk.insert_lines(Quote, ("id", *QUOTE, "day", "nested_in_id", "continues_id"), lines)


def _resolved(
    articles: Iterable[tuple[Article, ReadArticle]],
) -> Iterator[tuple[Article, ReadArticle, dict[str, Person]]]:
    articles = list(articles)
    for (article, read), persons in zip(articles, people.resolve_each(articles), strict=True):
        yield article, read, persons


def _made(model: type, columns: tuple[str, ...], lines: Iterable[tuple]) -> list:
    return [model(**dict(zip(columns, line, strict=True))) for line in lines]


def _mentions(article: Article, read: ReadArticle, persons: dict[str, Person]) -> Iterator[tuple]:
    """The values of `MENTION` for each mention."""
    for name in FIELDS:
        text = getattr(article, name)
        for span in read.people.get(name, []):
            person = persons.get(span.name)
            if person and span.end - span.start <= people.MAX_NAME:
                words, title = text[span.start : span.end], short(span.title, "title", Mention)
                yield article.pk, person.pk, name, span.start, span.end, words, title


def _quote(article: Article, name: str, span: QuoteSpan, persons: dict[str, Person]) -> tuple:
    """The values of `QUOTE` for one quotation."""
    speaker, relayed_by = (persons.get(who or "") for who in (span.speaker, span.relayed_by))
    return (
        article.pk,
        name,
        span.start,
        span.end,
        getattr(article, name)[span.start : span.end],
        span.kind,
        short(span.cue, "cue"),
        span.cue_start,
        span.cue_end,
        speaker.pk if speaker else None,
        short(span.speaker_mention, "speaker_mention"),
        span.speaker_start,
        span.speaker_end,
        span.speaker_kind,
        relayed_by.pk if relayed_by else None,
        "" if relayed_by else short(span.relayed_by, "relayed_by_words"),
        short(span.addressee, "addressee"),
        min(1.0, max(0.0, span.confidence)),
        short(span.rule, "rule"),
    )
