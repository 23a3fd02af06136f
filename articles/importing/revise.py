"""A later reading of an article that the archive has: what it changes, and what stays."""

from django.db.models import Q
from django.utils import timezone

from articles import extraction
from articles.extraction.reading import ReadArticle
from articles.formats.raw import RawArticle
from articles.importing import desk, metadata, rows
from articles.importing.identity import text_hash
from articles.importing.pipeline import Reading
from articles.importing.review import carry_over
from articles.models import Article, ArticleVersion, RawText, Source

TEXT_FIELDS = ("headline", "standfirst", "body")
VERSIONED = (*TEXT_FIELDS, "byline", "published")
# Columns that follow from others, or speak of the file: they alone make no change of the article.
DERIVED = {"paragraphs", "removed", "slug", "suggested_tags"}


def revise(article: Article, reading: Reading, raw: RawText, source: Source | None) -> str | None:
    """Writes what the reading brings; returns the ledger's sentence, or None where it is nothing.

    Text that is replaced is kept as a version. What a curator set stays: a curated body keeps its
    places in the raw text that it was read from, so the article's `raw` stays with it.
    """
    read = _as_curated(article, reading.read)
    found = rows.columns(read, reading.raw) | desk.said(reading.raw) | metadata.said(reading.raw)
    if source is not None:
        found["source"] = source
    fresh = {k: v for k, v in found.items() if k not in article.curated_fields}
    outlets_text = text_hash(reading.read)
    changed = {k for k, v in fresh.items() if k not in DERIVED and getattr(article, k) != v}
    differs = bool(changed) or outlets_text != article.text_hash
    if changed.intersection(VERSIONED):
        keep_version(article)
    for name, value in fresh.items():
        setattr(article, name, value)
    if "body" not in article.curated_fields:
        article.raw = raw
    article.text_hash = outlets_text
    article.read_at = timezone.now()
    article.save(update_fields=[*fresh, "raw", "text_hash", "read_at", "version"])
    lost = replace_spans(article, read) if changed.intersection(TEXT_FIELDS) else []
    return _sentence(article, found, lost) if differs else None


def _sentence(article: Article, found: dict, lost: list[str]) -> str:
    kept = [name for name in article.curated_fields if name in found and name not in DERIVED]
    notes = [f"Kept as a curator set it: {', '.join(kept)}."] if kept else []
    notes += [f"A reviewed quote no longer stands in the text: {text}" for text in lost]
    return rows.storable(" ".join(notes))


def keep_version(article: Article) -> None:
    """Puts the article's present text away as a version, and counts the article one up."""
    ArticleVersion.objects.create(
        article=article,
        number=article.version,
        headline=article.headline,
        standfirst=article.standfirst,
        body=article.body,
        byline=article.byline,
        published=article.published,
        text_hash=article.text_hash,
        raw_id=article.raw_id,
    )
    article.version += 1


def _as_curated(article: Article, read: ReadArticle) -> ReadArticle:
    """The reading with the curated text fields in place, people and quotes found anew in them."""
    curated = [name for name in TEXT_FIELDS if name in article.curated_fields]
    if not curated:
        return read
    texts = {name: getattr(read, name) for name in TEXT_FIELDS}
    texts |= {name: getattr(article, name) for name in curated}
    again = extraction.read(RawArticle(structured=True, **texts, headings=read.headings))
    read.people, read.quotes = again.people, again.quotes
    return read


def replace_spans(article: Article, read: ReadArticle) -> list[str]:
    """Puts the reading's people and quotes in place of the article's; reviewed quotes stay as
    decided. Returns the words of reviewed quotes that the text no longer holds."""
    by_hand = Q(reviewed_at__isnull=False) | Q(family_by_hand=True)
    reviewed = list(article.quotes.filter(by_hand))
    article.mentions.all().delete()
    article.quotes.all().delete()
    made = rows.spans([(article, read)])
    lost = carry_over(reviewed, made.quotes)
    made.save()
    return lost
