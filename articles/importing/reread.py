"""Articles of the archive read anew from the bytes they came as, with the extraction of today."""

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from articles import extraction
from articles.extraction.reading import FIELDS, ReadArticle
from articles.formats import detect
from articles.formats.raw import RawArticle, Unreadable
from articles.importing import rows
from articles.importing.identity import nearly_same, text_hash
from articles.importing.pipeline import Wording
from articles.importing.revise import apply, as_curated
from articles.importing.spans import replace_spans
from articles.importing.store import after_store
from articles.importing.written import read_as_written
from articles.linking.sources import source_named
from articles.models import Article, ImportItem, Mention, Quote, RawText
from articles.search import sync

BATCH = 100  # articles a transaction
SYNC_SECONDS = 5.0
WHY = "read again"
# The identity stays what the import made it; what is derived is told by that which it follows from.
LEFT_ALONE = ("url", "external_id")
UNTOLD = {"slug", "headings", "paragraphs", "removed", "suggested_tags", "published_on"}


@dataclass
class Difference:
    """What reading an article again changed. `fields` are columns; `lost` the words of reviewed
    quotes that the text no longer holds; `skipped` says why it could not be read."""

    article: Article
    fields: list[str] = field(default_factory=list)
    new: int = 0
    gone: int = 0
    respoken: int = 0
    changed: int = 0
    people: int = 0
    lost: list[str] = field(default_factory=list)
    skipped: str = ""

    @property
    def counts(self) -> Counter:
        """The numbers of the report, by what they count."""
        texts = bool(set(self.fields).intersection(FIELDS))
        numbers = {
            "texts": int(texts),
            "other fields": len(set(self.fields).difference(FIELDS)),
            "quotes new": self.new,
            "quotes gone": self.gone,
            "quotes with another speaker": self.respoken,
            "quotes otherwise changed": self.changed,
            "people named or no longer named": self.people,
            "reviewed quotes lost": len(self.lost),
            "not read": int(bool(self.skipped)),
        }
        return Counter({name: number for name, number in numbers.items() if number})


def chosen(
    ids: list[int] | None = None, source: str = "", not_since: datetime | None = None
) -> QuerySet[Article]:
    """The articles to read: of these ids, of the outlet with this slug, and last read before
    `not_since`; each as far as it is given. Those without a text are notices, and left out."""
    articles = Article.objects.exclude(body="")
    if ids:
        articles = articles.filter(pk__in=ids)
    if source:
        articles = articles.filter(source__slug=source)
    if not_since:
        articles = articles.filter(Q(read_at=None) | Q(read_at__lt=not_since))
    return articles


def reread(
    articles: QuerySet[Article], *, limit: int | None = None, dry_run: bool = False
) -> Iterator[Difference]:
    """Reads the articles again, in order of their ids, and yields what that changes in each.

    One transaction a batch; a dry run rolls each back. To be called under the import lock. An
    article that was read again has a new `read_at`, so that a run that was cut off can go on.
    """
    last, left, synced = 0, limit, time.monotonic()
    while left is None or left > 0:
        size = BATCH if left is None else min(BATCH, left)
        ids = list(articles.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size])
        if not ids:
            break
        with transaction.atomic():
            found = _reread_batch(ids)
            transaction.set_rollback(dry_run)
        yield from found
        last, left = ids[-1], None if left is None else left - len(ids)
        if not dry_run and time.monotonic() - synced >= SYNC_SECONDS:
            sync.sync()
            synced = time.monotonic()
    if not dry_run:
        sync.sync()


def _reread_batch(ids: list[int]) -> list[Difference]:
    rows = Article.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    wordings = _wordings(ids)
    # One raw text in memory at a time: a saved page may have megabytes.
    found = [_reread(article, wordings.get(article.pk, Wording())) for article in rows]
    after_store([], [each.article for each in found if each.counts and not each.skipped])
    return found


def _wordings(ids: list[int]) -> dict[int, Wording]:
    """How the import that brought each article was told to understand its files."""
    told = (ImportItem.Verdict.NEW, ImportItem.Verdict.UPDATED)
    items = ImportItem.objects.filter(article__in=ids, verdict__in=told).select_related("run")
    found = {}
    for item in items.order_by("pk"):
        options = item.run.options
        columns = tuple(sorted(options.get("map", {}).items()))
        found[item.article_id] = Wording(
            options.get("source") or "", options.get("format", ""), columns
        )
    return found


def _reread(article: Article, wording: Wording) -> Difference:
    difference = Difference(article)
    try:
        raw = _raw_of(article, wording)
        outlets = extraction.read(raw) if raw else _as_it_stands(article)
    except Unreadable as unreadable:
        difference.skipped = unreadable.sentence
        return difference
    if raw is None and any(getattr(outlets, name) != getattr(article, name) for name in FIELDS):
        difference.skipped = "Its file can no longer be read, and its text alone reads otherwise."
        return difference
    before = _told(article)
    columns, read = {}, as_curated(article, outlets)
    if raw is not None:
        columns = rows.columns(read, raw) | {"text_hash": text_hash(outlets)}
        if article.source_id is None and outlets.source:
            columns["source"] = source_named(outlets.source)
    kept = {name: value for name, value in columns.items() if name not in LEFT_ALONE}
    difference.fields = sorted(apply(article, kept, why=WHY) - UNTOLD)
    difference.lost = replace_spans(article, read, why=WHY)
    _compare(difference, before, _told(article))
    return difference


def _raw_of(article: Article, wording: Wording) -> RawArticle | None:
    """The article as its bytes give it today; None where they give none that is like it.

    What is kept are the bytes of the one article, of a table its head and its row; a format that
    needs all of the file gives several items, and the one at its old place is taken.
    """
    stored = RawText.objects.get(pk=article.raw_id)
    data = bytes(stored.data)
    try:
        items = detect.read_file(data, article.import_path, wording.reader, dict(wording.columns))
    except Unreadable:
        return None
    found = [item for item in items if isinstance(item, RawArticle)]
    same = [item for item in found if hashlib.sha256(item.data).hexdigest() == stored.sha256]
    if len(same) != 1:
        same = found if len(found) == 1 else items[article.import_item : article.import_item + 1]
    if len(same) != 1 or not isinstance(same[0], RawArticle):
        return None
    raw = replace(same[0], source=wording.source) if wording.source else same[0]
    read_before = f"{article.headline}\n{article.body}"
    return raw if nearly_same(read_before, f"{raw.headline}\n{raw.body}") else None


def _as_it_stands(article: Article) -> ReadArticle:
    texts = {name: getattr(article, name) for name in FIELDS}
    return read_as_written(**texts, headings=article.heading_texts)


@dataclass(frozen=True)
class _Told:
    """What the archive says of an article's quotes and people, to be compared."""

    quotes: dict[int, tuple]
    people: set[int]


def _told(article: Article) -> _Told:
    columns = ("pk", "speaker_id", "speaker_mention", "field", "text", "kind", "cue", "nested_in")
    quotes = Quote.objects.filter(article=article).order_by().values_list(*columns)
    people = Mention.objects.filter(article=article).order_by().values_list("person", flat=True)
    return _Told({pk: rest for pk, *rest in quotes}, set(people))


def _compare(difference: Difference, before: _Told, now: _Told) -> None:
    difference.new = len(now.quotes.keys() - before.quotes.keys())
    difference.gone = len(before.quotes.keys() - now.quotes.keys())
    for pk in before.quotes.keys() & now.quotes.keys():
        old, new = before.quotes[pk], now.quotes[pk]
        if old[:2] != new[:2]:
            difference.respoken += 1
        elif old != new:
            difference.changed += 1
    difference.people = len(before.people ^ now.people)
