"""A later reading of an article that the archive has: what it changes, and what stays."""

from typing import Any

from django.utils import timezone

from articles.extraction.reading import ReadArticle
from articles.importing import desk, metadata, rows
from articles.importing.identity import text_hash
from articles.importing.pipeline import Reading
from articles.importing.spans import replace_spans
from articles.importing.written import read_as_written
from articles.models import Article, ArticleVersion, RawText, Source, keep_first

TEXT_FIELDS = ("headline", "standfirst", "body")
VERSIONED = (*TEXT_FIELDS, "byline", "published")
# Columns that follow from others, or speak of the file: they alone make no change of the article.
DERIVED = {"paragraphs", "removed", "slug", "suggested_tags", "raw", "text_hash"}


def revise(
    article: Article, reading: Reading, raw: RawText, source: Source | None, *, why: str = ""
) -> str | None:
    """Writes what the reading brings; returns the ledger's sentence, or None where it is nothing.

    Text that is replaced is kept as a version, the article as it was in its history, with `why` it
    was changed. What a curator set stays: a curated body keeps its places in the raw text that it
    was read from, so the article's `raw` stays with it.
    """
    read = as_curated(article, reading.read)
    found = rows.columns(read, reading.raw) | desk.said(reading.raw) | metadata.said(reading.raw)
    if source is not None:
        found["source"] = source
    outlets_text = text_hash(reading.read)
    differs = outlets_text != article.text_hash
    if "body" not in article.curated_fields:
        found["raw"] = raw
    changed = apply(article, found | {"text_hash": outlets_text}, why=why)
    lost = replace_spans(article, read, why=why) if changed.intersection(TEXT_FIELDS) else []
    return _sentence(article, found, lost) if changed or differs else None


def apply(article: Article, found: dict[str, Any], *, why: str) -> set[str]:
    """Sets the columns that no curator has set and saves the article; returns those that changed,
    without what follows from others."""
    fresh = {k: v for k, v in found.items() if k not in article.curated_fields}
    changed = {k for k, v in fresh.items() if k not in DERIVED and getattr(article, k) != v}
    if changed:
        keep_first(article)
    if changed.intersection(VERSIONED):
        keep_version(article)
    for name, value in fresh.items():
        setattr(article, name, value)
    article.read_at = timezone.now()
    _save(article, [*fresh, "read_at", "version"], why, in_history=bool(changed))
    return changed


def _save(article: Article, columns: list[str], why: str, *, in_history: bool) -> None:
    article._change_reason = why
    if not in_history:
        article.skip_history_when_saving = True
    article.save(update_fields=columns)
    if not in_history:
        del article.skip_history_when_saving


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


def as_curated(article: Article, read: ReadArticle) -> ReadArticle:
    """The reading with the curated text fields in place, people and quotes found anew in them."""
    curated = [name for name in TEXT_FIELDS if name in article.curated_fields]
    if not curated:
        return read
    texts = {name: getattr(read, name) for name in TEXT_FIELDS}
    texts |= {name: getattr(article, name) for name in curated}
    again = read_as_written(**texts, headings=read.headings)
    read.people, read.quotes = again.people, again.quotes
    return read
