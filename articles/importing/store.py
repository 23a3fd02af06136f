"""Readings -> rows of the archive: one transaction a batch, each reading with its verdict."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from articles import extraction
from articles.extraction.reading import ReadArticle
from articles.formats.raw import RawArticle
from articles.importing import rows
from articles.importing.identity import identity, nearly_same, text_hash
from articles.importing.pipeline import Reading
from articles.importing.review import carry_over
from articles.linking import stories
from articles.linking.sources import source_named
from articles.linking.tags import InvalidTag, tag_named
from articles.models import (
    Article,
    ArticleVersion,
    ImportItem,
    ImportRun,
    RawText,
    Source,
    Tagging,
)

Verdict = ImportItem.Verdict
TEXT_FIELDS = ("headline", "standfirst", "body")
NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # an embargo without a readable end


@dataclass
class Batch:
    """What the archive has of the articles in some readings, and what is to be written."""

    run: ImportRun
    raw: dict[str, RawText] = field(default_factory=dict)
    by_identity: dict[str, Article] = field(default_factory=dict)
    by_text: dict[str, list[Article]] = field(default_factory=dict)
    sources: dict[str, Source | None] = field(default_factory=dict)
    items: list[ImportItem] = field(default_factory=list)
    new: list[tuple[Article, Reading]] = field(default_factory=list)
    changed: list[tuple[Article, Reading, ImportItem]] = field(default_factory=list)

    def source(self, name: str) -> Source | None:
        """The outlet of this name, looked up once a batch."""
        if name not in self.sources:
            self.sources[name] = source_named(name)
        return self.sources[name]

    def record(self, reading: Reading, verdict: str, article: Article | None, sentence: str = ""):
        """Adds the reading's line to the ledger and returns it."""
        item = ImportItem(
            run=self.run,
            path=reading.found.label,
            item=reading.item,
            sha256=reading.sha256,
            verdict=verdict,
            reason=reading.rejection.reason if reading.rejection else "",
            sentence=rows.storable(reading.rejection.sentence if reading.rejection else sentence),
            article=article,
            raw=self.raw.get(reading.sha256),
        )
        self.items.append(item)
        return item


def save(run: ImportRun, readings: list[Reading]) -> list[ImportItem]:
    """Writes what the readings bring and returns their lines of the ledger, in order.

    All or nothing: one transaction. Two readings of one identity are written one after the other.
    """
    items = []
    with transaction.atomic():
        for part in _without_repeats(readings):
            items += _save_part(run, part)
    return items


def _without_repeats(readings: list[Reading]) -> Iterator[list[Reading]]:
    part, seen = [], set()
    for reading in readings:
        key = identity(reading) if reading.read else None
        if key in seen:
            yield part
            part, seen = [], set()
        if key:
            seen.add(key)
        part.append(reading)
    if part:
        yield part


def _save_part(run: ImportRun, readings: list[Reading]) -> list[ImportItem]:
    batch = Batch(run)
    _load(batch, [reading for reading in readings if reading.read])
    for reading in readings:
        if reading.read:
            _decide(batch, reading)
        else:
            batch.record(reading, Verdict.REJECTED, None)
    _write_new(batch)
    for article, reading, item in batch.changed:
        _write_changed(batch, article, reading, item)
    for item in batch.items:
        item.article = item.article  # takes over the id that the article has by now
    ImportItem.objects.bulk_create(batch.items)
    stories.link([article for article, _ in batch.new])
    return batch.items


def _load(batch: Batch, readings: list[Reading]) -> None:
    """Keeps the raw texts, and fetches the articles that the readings may be of."""
    RawText.objects.bulk_create(
        [
            RawText(sha256=r.sha256, data=r.raw.data, encoding=r.raw.encoding)
            for r in {reading.sha256: reading for reading in readings}.values()
        ],
        ignore_conflicts=True,
        batch_size=100,
    )
    hashes = [reading.sha256 for reading in readings]
    batch.raw = {raw.sha256: raw for raw in RawText.objects.filter(sha256__in=hashes).defer("data")}
    known = Article.objects.select_related("raw", "source").defer("raw__data")
    keys = [identity(reading) for reading in readings]
    # Locked, so that a curator's edit is either seen here or waits until this batch is written.
    locked = known.select_for_update(of=("self",)).filter(identity__in=keys)
    batch.by_identity = {article.identity: article for article in locked}
    texts = [text_hash(reading.read) for reading in readings]
    for article in known.filter(text_hash__in=texts).order_by("id"):
        batch.by_text.setdefault(article.text_hash, []).append(article)


def _decide(batch: Batch, reading: Reading) -> None:
    """Settles whether the reading is new, a new version, unchanged or a duplicate."""
    key, text = identity(reading), text_hash(reading.read)
    known = batch.by_identity.get(key)
    if known is not None:
        if known.raw.sha256 == reading.sha256:
            batch.record(reading, Verdict.UNCHANGED, known)
            return
        if known.text_hash == text or nearly_same(_text(known), _text(reading.read)):
            item = batch.record(reading, Verdict.UPDATED, known)
            batch.changed.append((known, reading, item))
            return
        known.identity = None
        known.save(update_fields=["identity"])
    source = batch.source(reading.read.source)
    for other in batch.by_text.get(text, []):
        if _same_copy(other, reading.read, source):
            batch.record(
                reading, Verdict.DUPLICATE, other, f"The same text as {other.import_path}."
            )
            return
    article = _new_article(batch, reading, key, text, source)
    batch.by_identity[key] = article
    batch.by_text.setdefault(text, []).append(article)
    batch.new.append((article, reading))
    batch.record(reading, Verdict.NEW, article)


def _text(article: Article | ReadArticle) -> str:
    return f"{article.headline}\n{article.body}"


def _same_copy(other: Article, read: ReadArticle, source: Source | None) -> bool:
    """True where the same text is the same article: outlet and date agree as far as both are known.

    A second outlet that prints the same words is an article of its own.
    """
    outlets = {article_source for article_source in (other.source, source) if article_source}
    days = {day for day in (other.published[:10], read.published.value[:10]) if day}
    return len(outlets) <= 1 and len(days) <= 1


def _new_article(
    batch: Batch, reading: Reading, key: str, text: str, source: Source | None
) -> Article:
    raw = reading.raw
    return Article(
        **rows.columns(reading.read, raw),
        source=source,
        raw=batch.raw[reading.sha256],
        identity=key,
        text_hash=text,
        import_path=reading.found.label,
        import_item=reading.item,
        read_at=timezone.now(),
        status=raw.status if raw.status in Article.Status.values else Article.Status.WITHHELD,
        embargoed_until=_instant(raw.embargoed_until),
        ednote=rows.storable(raw.ednote),
        status_reason=rows.storable(raw.status_reason),
        slugline=rows.storable(raw.slugline)[:200],
    )


def _instant(text: str) -> datetime | None:
    """The instant of an embargo; one that cannot be read never ends, so that nothing leaks."""
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return NEVER
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _link_correction(article: Article, corrects: str) -> None:
    """Joins the article to the one it says it corrects: by address, outlet's id or import path."""
    others = Article.objects.exclude(pk=article.pk)
    corrected = (
        others.filter(url=corrects).first()
        or others.filter(source=article.source, external_id=corrects).first()
        or others.filter(import_path=corrects).first()
    )
    if corrected:
        article.corrects = corrected
        article.save(update_fields=["corrects"])


def _write_new(batch: Batch) -> None:
    Article.objects.bulk_create([article for article, _ in batch.new], batch_size=50)
    rows.spans((article, reading.read) for article, reading in batch.new).save()
    _tag_new(batch)
    for article, reading in batch.new:
        if reading.raw.corrects:
            _link_correction(article, reading.raw.corrects)


def _tag_new(batch: Batch) -> None:
    taggings = []
    for article, reading in batch.new:
        for name in reading.raw.tags:
            try:
                tag = tag_named(rows.storable(name))
            except InvalidTag:
                continue
            taggings.append(Tagging(article=article, tag=tag, origin=Tagging.Origin.IMPORT))
    Tagging.objects.bulk_create(taggings, ignore_conflicts=True)


def _write_changed(batch: Batch, article: Article, reading: Reading, item: ImportItem) -> None:
    """Makes the reading the article's text, the text until now a version, and keeps what a
    curator set; the ledger's sentence says what was kept."""
    read = _as_curated(article, reading.read)
    columns = rows.columns(read, reading.raw)
    if not _differs(article, columns):
        item.verdict = Verdict.UNCHANGED
        item.sentence = "The file changed, the article in it did not."
        Article.objects.filter(pk=article.pk).update(raw=batch.raw[reading.sha256])
        return
    keep_version(article)
    kept = [name for name in article.curated_fields if name in columns and name != "slug"]
    fresh = {k: v for k, v in columns.items() if k not in article.curated_fields}
    for name, value in fresh.items():
        setattr(article, name, value)
    if "source" not in article.curated_fields:
        article.source = batch.source(read.source) or article.source
    article.raw = batch.raw[reading.sha256]
    article.text_hash = text_hash(reading.read)
    article.read_at = timezone.now()
    article.save(update_fields=[*fresh, "source", "raw", "text_hash", "read_at", "version"])
    lost = replace_spans(article, read)
    notes = [f"Kept as a curator set it: {', '.join(kept)}."] if kept else []
    notes += [f"A reviewed quote no longer stands in the text: {text}" for text in lost]
    item.sentence = rows.storable(" ".join(notes))


def _differs(article: Article, columns: dict) -> bool:
    """True where the reading says anything of the article, not of its file, that is new."""
    passed_over = {"paragraphs", "removed", "slug", "suggested_tags", *article.curated_fields}
    return any(
        getattr(article, name) != value
        for name, value in columns.items()
        if name not in passed_over
    )


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
    reviewed = list(article.quotes.filter(reviewed_at__isnull=False))
    article.mentions.all().delete()
    article.quotes.all().delete()
    made = rows.spans([(article, read)])
    lost = carry_over(reviewed, made.quotes)
    made.save()
    return lost
