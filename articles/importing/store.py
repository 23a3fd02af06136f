"""Readings -> rows of the archive: one transaction a batch, each reading with its verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone

from articles.extraction.reading import ReadArticle
from articles.formats.raw import TAKEN_BACK
from articles.importing import bulk, desk, metadata, notices, rows
from articles.importing.identity import identity, nearly_same, text_hash
from articles.importing.pipeline import Reading
from articles.importing.revise import revise
from articles.linking import copies, disagreements, families, outlet_citations, stories
from articles.linking.among import among
from articles.linking.sources import source_named
from articles.models import (
    Article,
    ArticleVersion,
    ImportItem,
    ImportRun,
    RawText,
    Source,
    Story,
)

Verdict = ImportItem.Verdict


@dataclass
class Batch:
    """What the archive has of the articles in some readings, and what is to be written.

    `keys` has the identity and the hash of the text of each reading, by its `id()`.
    """

    run: ImportRun
    keys: dict[int, tuple[str, str]] = field(default_factory=dict)
    raw: dict[str, RawText] = field(default_factory=dict)
    by_identity: dict[str, Article] = field(default_factory=dict)
    by_text: dict[str, list[Article]] = field(default_factory=dict)
    sources: dict[str, Source | None] = field(default_factory=dict)
    items: list[ImportItem] = field(default_factory=list)
    new: list[tuple[Article, Reading]] = field(default_factory=list)
    changed: list[tuple[Article, Reading, ImportItem]] = field(default_factory=list)
    noticed: list[tuple[Article, Reading, ImportItem]] = field(default_factory=list)

    def source(self, name: str) -> Source | None:
        """The outlet of this name, looked up once a batch."""
        if name not in self.sources:
            self.sources[name] = source_named(name)
        return self.sources[name]

    def raw_id(self, reading: Reading) -> int | None:
        """The id of the raw text that the reading was made from."""
        raw = self.raw.get(reading.sha256)
        return raw.pk if raw else None

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
            raw_id=article.raw_id if reading.unchanged and article else self.raw_id(reading),
            seconds=round(reading.seconds, 4),
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
    kept = Article.objects.only("raw_id").in_bulk({r.unchanged for r in readings if r.unchanged})
    for reading in readings:
        if reading.read:
            _decide(batch, reading)
        elif reading.unchanged:
            batch.record(reading, Verdict.UNCHANGED, kept.get(reading.unchanged))
        else:
            batch.record(reading, Verdict.REJECTED, None)
    _write_new(batch)
    for article, reading, item in batch.changed:
        _write_changed(batch, article, reading, item)
    for article, reading, item in batch.noticed:
        said = notices.apply(reading, article, why=f"import {batch.run.pk}")
        _tell(item, said, "It was taken back already.")
    _finish(batch)
    bulk.insert(batch.items)
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
    batch.raw = {
        raw.sha256: raw for raw in RawText.objects.filter(among("sha256", hashes)).only("sha256")
    }
    known = Article.objects.select_related("raw", "source").defer("raw__data")
    batch.keys = {
        id(each): (identity(each), each.text_hash or text_hash(each.read)) for each in readings
    }
    keys, texts = [key for key, _ in batch.keys.values()], [t for _, t in batch.keys.values()]
    # Locked, so that a curator's edit is either seen here or waits until this batch is written.
    locked = known.select_for_update(of=("self",)).filter(among("identity", keys))
    batch.by_identity = {article.identity: article for article in locked}
    for article in known.filter(among("text_hash", texts)).order_by("id"):
        batch.by_text.setdefault(article.text_hash, []).append(article)
    # A copy of a text that its article has outgrown is a copy all the same.
    for version in ArticleVersion.objects.filter(among("text_hash", texts)).select_related(
        "article"
    ):
        batch.by_text.setdefault(version.text_hash, []).append(version.article)


def _decide(batch: Batch, reading: Reading) -> None:
    """Settles whether the reading is new, a new version, unchanged, a notice or a duplicate."""
    key, text = batch.keys[id(reading)]
    source = batch.source(reading.read.source)
    known, note = batch.by_identity.get(key), ""
    if known is None and notices.takes_back(reading):
        known = notices.article_meant(reading, source)
    if known is not None:
        if _of_known(batch, reading, known, text, source):
            return
        known.identity = None
        known.save(update_fields=["identity"])
        note = f"Takes the place of article {known.pk}, whose text was another."
    for other in batch.by_text.get(text, []) if reading.read.body else []:
        if _same_copy(other, reading.read, source):
            batch.record(
                reading, Verdict.DUPLICATE, other, f"The same text as {other.import_path}."
            )
            return
    article = _new_article(batch, reading, key, text, source)
    batch.by_identity[key] = article
    batch.by_text.setdefault(text, []).append(article)
    batch.new.append((article, reading))
    batch.record(reading, Verdict.NEW, article, note if reading.read.body else notices.BEFORE)


def _of_known(
    batch: Batch, reading: Reading, known: Article, text: str, source: Source | None
) -> bool:
    """Settles a reading whose identity the archive has. False where the text is wholly another."""
    same_outlet = source in (None, known.source) or "source" in known.curated_fields
    if known.raw.sha256 == reading.sha256 and same_outlet:
        batch.record(reading, Verdict.UNCHANGED, known)
        return True
    if notices.is_older(reading, known):
        sentence = notices.OLDER.format(reading.raw.version, known.outlet_version)
        batch.record(reading, Verdict.UNCHANGED, known, sentence)
        return True
    same = known.text_hash == text or nearly_same(_text(known), _text(reading.read))
    if notices.takes_back(reading) and not same:
        item = batch.record(reading, Verdict.UPDATED, known)
        batch.noticed.append((known, reading, item))
        return True
    if not same and known.status in TAKEN_BACK and not notices.is_newer(reading, known):
        # The notice came before its article, which stays hidden.
        reading.raw.status, reading.raw.status_reason = known.status, known.status_reason
        same = True
    if same:
        item = batch.record(reading, Verdict.UPDATED, known)
        batch.changed.append((known, reading, item))
    return same


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
    return Article(
        **rows.columns(reading.read, reading.raw),
        **desk.columns(reading.raw),
        **metadata.columns(reading.raw),
        source=source,
        raw=batch.raw[reading.sha256],
        identity=key,
        text_hash=text,
        import_path=reading.found.label,
        import_item=reading.item,
        read_at=timezone.now(),
    )


def _write_new(batch: Batch) -> None:
    bulk.insert([article for article, _ in batch.new])
    rows.write_spans((article, reading.read) for article, reading in batch.new)


def _write_changed(batch: Batch, article: Article, reading: Reading, item: ImportItem) -> None:
    source = batch.source(reading.read.source)
    raw, why = batch.raw[reading.sha256], f"import {batch.run.pk}"
    sentence = revise(article, reading, raw, source, why=why)
    _tell(item, sentence, "The file changed, the article in it did not.")


def _tell(item: ImportItem, sentence: str | None, unchanged: str) -> None:
    """Puts what a change came to on its line of the ledger; None where it came to nothing."""
    if sentence is None:
        item.verdict = Verdict.UNCHANGED
    item.sentence = unchanged if sentence is None else sentence


def _finish(batch: Batch) -> None:
    """Tags and corrections, and what links articles, once all of the batch have their rows.

    A later reading adds no tags: it would bring back those that a curator took off.
    """
    touched = [*batch.new, *((article, reading) for article, reading, _ in batch.changed)]
    desk.add_tags((article, reading.raw) for article, reading in batch.new)
    for article, reading in touched:
        desk.link_correction(article, reading.raw)
    changed = [article for article, _, _ in [*batch.changed, *batch.noticed]]
    sketches = {article.pk: reading.sketch for article, reading in batch.new if reading.text_hash}
    after_store([article for article, _ in batch.new], changed, sketches)


def after_store(
    new: list[Article],
    changed: list[Article],
    sketches: Mapping[int, list[int]] = MappingProxyType({}),
) -> None:
    """Everything that links articles across the archive, for those that a batch brought.

    Each step takes all articles of the batch at once, and asks a number of queries that does not
    grow with them. All rows of the articles (mentions, quotes, tags) are in the database by now.
    `sketches` has what reading made already, by the article's id.
    """
    copies.link([*new, *changed], sketches)
    stories.link([*new, *changed])
    told = {article.story_id for article in changed} - {None}
    for story in Story.objects.filter(pk__in=told):
        stories.retitle(story)
    touched = [article.pk for article in [*new, *changed]]
    families.link(touched)
    disagreements.link(touched)
    outlet_citations.link([*new, *changed])
