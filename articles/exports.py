"""Articles on their way out: the archive's own JSON Lines format, which the import takes back."""

import json
from collections.abc import Iterator

from django.db.models import Prefetch

from articles.models import Article, Mention, Quote, Tagging
from articles.querysets import ArticleQuerySet

CHUNK = 500


def json_lines(articles: ArticleQuerySet) -> Iterator[str]:
    """Yields one line of JSON an article, without the newline, in order of id; memory is level."""
    quotes = Quote.objects.select_related("speaker", "relayed_by")
    rows = articles.order_by("pk").select_related("source", "story", "raw", "corrects")
    rows = rows.defer("raw__data", "corrects__body").prefetch_related(
        Prefetch("mentions", Mention.objects.select_related("person").order_by("field", "start")),
        Prefetch("quotes", quotes.order_by("field", "start", "-end")),
        Prefetch("taggings", Tagging.objects.select_related("tag").order_by("tag__name")),
    )
    for article in rows.iterator(chunk_size=CHUNK):
        yield json.dumps(record(article), ensure_ascii=False)


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
