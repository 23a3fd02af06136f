"""A ReadArticle -> the rows of an article: its columns, mentions and quotes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from articles.extraction.reading import FIELDS, QuoteSpan, ReadArticle
from articles.formats.raw import RawArticle
from articles.importing import bulk, dates, places
from articles.linking import people
from articles.models import Article, Mention, Person, Quote
from articles.slugs import slug_of

# A database cannot hold NUL (PostgreSQL) or a lone surrogate (UTF-8): each becomes U+FFFD, one
# character for one, so that every span still fits.
UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


def storable(text: str) -> str:
    """The text with each character that no database keeps replaced by U+FFFD; same length."""
    return text.translate(UNSTORABLE) if "\0" in text or not _encodes(text) else text


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


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
        "slug": slug_of(storable(read.headline)),
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


@dataclass
class Spans:
    """Mentions and quotes of some articles, made but not yet in the database."""

    mentions: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)

    def save(self) -> None:
        """Writes all rows, in a transaction; quotes may point at other quotes."""
        bulk.insert(self.mentions)
        bulk.insert(self.quotes)


def spans(articles: Iterable[tuple[Article, ReadArticle]]) -> Spans:
    """Mention and Quote rows of the articles, which have ids; people are found or made."""
    articles = list(articles)
    made = Spans()
    for (article, read), persons in zip(articles, people.resolve_each(articles), strict=True):
        made.mentions += _mentions(article, read, persons)
        for name in FIELDS:
            _add_quotes(made, article, name, read, persons)
    return made


def _mentions(article: Article, read: ReadArticle, persons: dict[str, Person]) -> list[Mention]:
    # Ids, not rows: Django takes several times as long to set a related row.
    return [
        Mention(
            article_id=article.pk,
            person_id=persons[span.name].pk,
            field=name,
            start=span.start,
            end=span.end,
            text=getattr(article, name)[span.start : span.end],
            title=short(span.title, "title", Mention),
        )
        for name in FIELDS
        for span in read.people.get(name, [])
        if span.name in persons and span.end - span.start <= people.MAX_NAME
    ]


def _add_quotes(
    made: Spans, article: Article, name: str, read: ReadArticle, persons: dict[str, Person]
) -> None:
    found = read.quotes.get(name, [])
    rows = [_quote(article, name, span, persons) for span in found]
    for row, span in zip(rows, found, strict=True):
        if span.nested_in is not None:
            row.nested_in = rows[span.nested_in]
        if span.continues is not None:
            row.continues = rows[span.continues]
    made.quotes += rows


def _quote(article: Article, name: str, span: QuoteSpan, persons: dict[str, Person]) -> Quote:
    speaker, relayed_by = (persons.get(who or "") for who in (span.speaker, span.relayed_by))
    return Quote(
        article_id=article.pk,
        field=name,
        start=span.start,
        end=span.end,
        text=getattr(article, name)[span.start : span.end],
        kind=span.kind,
        cue=short(span.cue, "cue"),
        cue_start=span.cue_start,
        cue_end=span.cue_end,
        speaker_id=speaker.pk if speaker else None,
        speaker_mention=short(span.speaker_mention, "speaker_mention"),
        speaker_start=span.speaker_start,
        speaker_end=span.speaker_end,
        speaker_kind=span.speaker_kind,
        relayed_by_id=relayed_by.pk if relayed_by else None,
        relayed_by_words="" if relayed_by else short(span.relayed_by, "relayed_by_words"),
        addressee=short(span.addressee, "addressee"),
        confidence=min(1.0, max(0.0, span.confidence)),
        rule=short(span.rule, "rule"),
    )
