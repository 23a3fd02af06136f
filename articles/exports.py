"""Articles and quotes on their way out: JSON Lines, which the import takes back, and CSV."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import Prefetch, QuerySet

from articles.models import Article, Mention, Quote, Tagging
from articles.querysets import ArticleQuerySet, User, sees_hidden

CHUNK = 500


# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"); the full-width
# forms are read as the plain ones by spreadsheets of East Asia.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# What the desk knows of an article, and where it came from: not for every reader.
_OF_THE_DESK = ("status_reason", "embargoed_until", "ednote", "corrects", "import")
ARTICLE_COLUMNS = (
    "id",
    "headline",
    "standfirst",
    "byline",
    "place",
    "source",
    "published",
    "language",
    "tags",
    "story",
    "url",
    "address",
)
QUOTE_COLUMNS = (
    "id",
    "text",
    "speaker",
    "cue",
    "kind",
    "source",
    "published",
    "headline",
    "address",
)


def json_lines(articles: ArticleQuerySet) -> Iterator[str]:
    """Yields one line of JSON an article, without the newline, in order of id; memory is level."""
    for article in _with_all(articles).order_by("pk").iterator(chunk_size=CHUNK):
        yield json.dumps(record(article), ensure_ascii=False)


def found_articles_as_json(ids: Iterable[int], user: User) -> Iterator[str]:
    """Yields one line of JSON an article that the user may see, in the order of the ids.

    What only the desk knows is in it for those who may see hidden articles.
    """
    everything = sees_hidden(user)
    for article in _in_order(ids, _with_all(Article.objects.visible_to(user))):
        told = record(article)
        if not everything:
            told = {name: value for name, value in told.items() if name not in _OF_THE_DESK}
        yield json.dumps(told, ensure_ascii=False) + "\n"


def found_quotes_as_json(
    ids: Iterable[int], user: User, absolute: Callable[[str], str]
) -> Iterator[str]:
    """Yields one line of JSON a quote that the user may see; the same columns as the CSV."""
    for quote in _in_order(ids, Quote.objects.visible_to(user).for_list()):
        told = dict(zip(QUOTE_COLUMNS, _quote_cells(quote, absolute), strict=True))
        yield json.dumps(told, ensure_ascii=False) + "\n"


def found_articles_as_csv(
    ids: Iterable[int], user: User, absolute: Callable[[str], str]
) -> Iterator[str]:
    """Yields the lines of a CSV of the articles that the user may see, a line of names first.

    `absolute` makes a path of the site a whole address. The text is in UTF-8 with the mark by which
    spreadsheets know it, and no cell is run by them as a formula.
    """
    rows = Article.objects.visible_to(user).for_list().prefetch_related("tags")
    cells = (_article_cells(article, absolute) for article in _in_order(ids, rows))
    return _csv(ARTICLE_COLUMNS, cells)


def found_quotes_as_csv(
    ids: Iterable[int], user: User, absolute: Callable[[str], str]
) -> Iterator[str]:
    """Yields the lines of a CSV of the quotes that the user may see; else as of articles."""
    rows = Quote.objects.visible_to(user).for_list()
    return _csv(QUOTE_COLUMNS, (_quote_cells(quote, absolute) for quote in _in_order(ids, rows)))


def defused(cell: Any) -> str:
    """The cell as text that no spreadsheet runs: an apostrophe stands before a formula's sign."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def _with_all(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Articles with everything that `record` reads, in a few queries for any number of them."""
    quotes = Quote.objects.select_related("speaker", "relayed_by")
    rows = articles.select_related("source", "story", "raw", "corrects")
    return rows.defer("raw__data", "corrects__body").prefetch_related(
        Prefetch("mentions", Mention.objects.select_related("person").order_by("field", "start")),
        Prefetch("quotes", quotes.order_by("field", "start", "-end")),
        Prefetch("taggings", Tagging.objects.select_related("tag").order_by("tag__name")),
    )


def _in_order(ids: Iterable[int], rows: QuerySet) -> Iterator[Any]:
    """The rows of these ids in their order, CHUNK at a time; those that are not there left out."""
    ids = iter(ids)
    while chunk := list(islice(ids, CHUNK)):
        found = rows.in_bulk(chunk)
        yield from (found[pk] for pk in chunk if pk in found)


class _Line:
    """What csv writes into: each write is a line."""

    def write(self, line: str) -> str:
        return line


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([defused(cell) for cell in row])


def _article_cells(article: Article, absolute: Callable[[str], str]) -> tuple:
    return (
        article.pk,
        article.headline,
        article.standfirst,
        "; ".join(article.byline),
        article.dateline_place,
        article.source.name if article.source else "",
        article.published,
        article.language,
        "; ".join(sorted(tag.name for tag in article.tags.all())),
        article.story.title if article.story else "",
        article.url,
        absolute(article.get_absolute_url()),
    )


def _quote_cells(quote: Quote, absolute: Callable[[str], str]) -> tuple:
    article = quote.article
    return (
        quote.pk,
        quote.text,
        quote.speaker_name,
        quote.cue,
        quote.kind,
        article.source.name if article.source else "",
        article.published,
        article.headline,
        absolute(quote.get_absolute_url()),
    )


def record(article: Article) -> dict:
    """One article as the export gives it (docs/export.md lists the fields)."""
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "dateline": _dateline(article),
        "source": article.source.name if article.source else None,
        "url": article.url,
        "external_id": article.external_id,
        "language": article.language,
        "published": article.published or None,
        "published_precision": article.published_precision,
        "published_from": article.published_from or None,
        "status": article.status,
        "status_reason": article.status_reason,
        "embargoed_until": article.embargoed_until and article.embargoed_until.isoformat(),
        "ednote": article.ednote,
        "slugline": article.slugline,
        "corrects": article.corrects and (article.corrects.url or article.corrects.external_id),
        "headings": article.heading_texts,
        "body": article.body,
        "people": _people(article),
        "quotes": _quotes(article),
        "tags": [tagging.tag.name for tagging in article.taggings.all()],
        "story": article.story.slug if article.story else None,
        "import": {
            "path": article.import_path,
            "item": article.import_item,
            "sha256": article.raw.sha256,
        },
        "genre": article.genre,
        "urgency": article.urgency,
        "rights": article.rights,
        "outlet_version": article.outlet_version,
        "subjects": article.subjects,
    }


def _dateline(article: Article) -> dict | None:
    if not (article.dateline_place or article.dateline_date):
        return None
    return {"place": article.dateline_place, "date": article.dateline_date}


def _people(article: Article) -> list[dict]:
    people: dict[int, dict] = {}
    for mention in article.mentions.all():
        person = mention.person
        entry = people.setdefault(
            person.pk, {"name": person.name, "slug": person.slug, "mentions": []}
        )
        entry["mentions"].append(
            {
                "field": mention.field,
                "start": mention.start,
                "end": mention.end,
                "text": mention.text,
            }
        )
    return list(people.values())


def _quotes(article: Article) -> list[dict]:
    quotes = list(article.quotes.all())
    places = {quote.pk: number for number, quote in enumerate(quotes)}
    return [
        {
            "text": quote.text,
            "field": quote.field,
            "start": quote.start,
            "end": quote.end,
            "kind": quote.kind,
            "cue": quote.cue or None,
            "speaker": quote.speaker.name if quote.speaker else None,
            "speaker_mention": quote.speaker_mention or None,
            "speaker_kind": quote.speaker_kind,
            "relayed_by": quote.relayed_by.name
            if quote.relayed_by
            else quote.relayed_by_words or None,
            "addressee": quote.addressee or None,
            "nested_in": places.get(quote.nested_in_id),
            "continues": places.get(quote.continues_id),
            "confidence": round(quote.confidence, 3),
        }
        for quote in quotes
    ]
