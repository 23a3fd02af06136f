"""What staff do with imports: upload a few files, read rejected ones again, take a run back."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from articles import extraction
from articles.curation import actions
from articles.curation.articles import read_by_hand
from articles.curation.import_history import before_run
from articles.extraction.reading import ReadArticle
from articles.formats import detect
from articles.formats.raw import RawArticle
from articles.importing import ledger, rows
from articles.importing import run as importing
from articles.importing.ledger import Busy
from articles.importing.revise import TEXT_FIELDS, replace_spans
from articles.importing.run import NothingToRetry
from articles.importing.walk import MAX_BYTES, Found, printable
from articles.linking import copies, disagreements, families, outlet_citations, stories
from articles.models import (
    Article,
    ArticleVersion,
    CollectionItem,
    DeskAction,
    ImportItem,
    ImportRun,
    Story,
    Tagging,
    keep_first,
)
from articles.querysets import User
from articles.search import sync

__all__ = ["MAX_BYTES", "Busy", "CannotUndo", "NothingToRetry", "retry", "undo", "upload"]

KIND = "import-undo"
# What one request may do; beyond it the page names the command.
MOST_FILES = 20
MOST_UPLOADED_BYTES = 20_000_000
MOST_UNDONE = 500
_AT_ONCE = 100
# Why an article stays: kept in English with the record, and said by `undone_of` as the page speaks.
_TOUCHED = {
    gettext_noop("a curator edited it"): ~Q(curated_fields=[]),
    gettext_noop("somebody tagged it"): Q(taggings__origin=Tagging.Origin.HAND),
    gettext_noop("a quote in it was reviewed"): Q(quotes__reviewed_at__isnull=False),
    gettext_noop("it has notes"): Q(notes__isnull=False),
    gettext_noop("it is in a collection"): Q(pk__in=CollectionItem.objects.values("article")),
    gettext_noop("its story was set by hand"): Q(story_by_hand=True),
}
_LATER = gettext_noop("a later import changed it")
_NOT_CHANGED = gettext_noop("the run changed no text of it")


class CannotUndo(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A run that cannot be taken back; its text says why."""


class Upload(Protocol):
    """A file as a form gives it."""

    name: str

    def chunks(self) -> Iterable[bytes]: ...


@dataclass
class Undone:
    """What taking a run back did: articles removed, ids of those whose earlier version is back, and
    those that stay as they are, each with the reason."""

    removed: int = 0
    restored: list[int] = field(default_factory=list)
    kept: list[tuple[int, str]] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What was done, for the record and the command line."""
        told = f"{self.removed} articles removed, {len(self.restored)} earlier versions restored"
        return f"{told}, {len(self.kept)} kept."


def upload(files: Iterable[Upload], source: str, user: User) -> importing.Summary:
    """Imports uploaded files as a run of `user`, with the same ledger as any other.

    Raises Busy where another import is running.
    """
    with tempfile.TemporaryDirectory(prefix="upload-", dir=_data_folder()) as folder:
        found = [_kept_file(file, Path(folder), number) for number, file in enumerate(files)]
        return importing.run(
            importing.Import(
                paths=[],
                files=found,
                source=source,
                options={"upload": [file.label for file in found]},
                waiting=_refuse_to_wait,
                user=user,
            )
        )


def _data_folder() -> Path:
    folder = Path(settings.NEWSROOM_DATA)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _kept_file(file: Upload, folder: Path, number: int) -> Found:
    """The upload as a file. Its name is its place: what is uploaded again under it is the same."""
    path = folder / str(number)
    with path.open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    name = printable(os.path.basename(file.name)).replace("\0", "")
    return Found(str(path), f"upload/{name}", f"upload {name}")


def retry(run: ImportRun, user: User) -> importing.Summary:
    """Reads again what the run rejected, as a run of `user`.

    Raises NothingToRetry, and Busy where another import is running.
    """
    order = importing.Import(paths=[], waiting=_refuse_to_wait, user=user)
    return importing.run(importing.again(order, run))


def is_few(run: ImportRun) -> bool:
    """True where the run rejected so few files that a request may read them again."""
    rejected = ImportItem.objects.filter(run=run, verdict=ImportItem.Verdict.REJECTED)
    return len(rejected.order_by().values("path").distinct()[: MOST_FILES + 1]) <= MOST_FILES


def _refuse_to_wait() -> None:
    told = gettext("Another import is running on this archive. Try again when it has ended.")
    raise Busy(told)


def undo(run: ImportRun, user: User | None, most: int | None = None) -> Undone:
    """Takes a run back: the articles that it made go, the versions that it replaced come back.

    What a person edited, tagged, reviewed or noted since stays, and so does what a later run
    changed. Done in steps, each a transaction: cut off, it goes on when asked again. Raises
    CannotUndo where it was undone or is running, or would touch more than `most` articles, and
    Busy where an import is running.
    """
    with _alone(run):
        written = ImportItem.objects.filter(run=run, article__isnull=False)
        new = written.filter(verdict=ImportItem.Verdict.NEW)
        updated = written.filter(verdict=ImportItem.Verdict.UPDATED)
        if most is not None and len(written.exclude(verdict="unchanged")[: most + 1]) > most:
            told = gettext("It brought more than %(most)d articles: run `%(command)s`.")
            raise CannotUndo(told % {"most": most, "command": f"manage.py undo_import {run.pk}"})
        undone = Undone()
        for ids in _batches(updated):
            _step(run, ids, undone, _restore)
        for ids in _batches(new):
            _step(run, ids, undone, _remove)
        _close(run, user, undone)
    sync.sync()
    return undone


@contextmanager
def _alone(run: ImportRun) -> Iterator[None]:
    """Holds the import lock, for a run that can be taken back."""
    with ledger.only_import(_refuse_to_wait):
        run.refresh_from_db()
        if run.undone_at is not None:
            day = f"{run.undone_at:%Y-%m-%d}"
            raise CannotUndo(gettext("It was undone already, on %(day)s.") % {"day": day})
        yield


def _batches(items) -> Iterator[list[int]]:
    """Ids of the articles of these lines of the ledger, the latest first."""
    ids = iter(dict.fromkeys(items.order_by("-id").values_list("article_id", flat=True)))
    while batch := list(islice(ids, _AT_ONCE)):
        yield batch


def _step(run: ImportRun, ids: list[int], undone: Undone, act) -> None:
    """Acts on those of the articles that nobody and no later run has touched."""
    with transaction.atomic():
        articles = list(Article.objects.select_for_update().filter(pk__in=ids).defer("removed"))
        touched = _touched(ids, run)
        undone.kept += [(pk, touched[pk]) for pk in ids if pk in touched]
        free = [article for article in articles if article.pk not in touched]
        told = {article.story_id for article in free} - {None}
        act(run, free, undone)
        for story in Story.objects.filter(pk__in=told):
            if story.articles.exists():
                stories.retitle(story)
            elif not story.named_by_hand:
                story.delete()


def _touched(ids: list[int], run: ImportRun) -> dict[int, str]:
    """Why each of the articles is not to be touched; those that are free are left out."""
    why: dict[int, str] = {}
    for reason, condition in _TOUCHED.items():
        for pk in Article.objects.filter(condition, pk__in=ids).values_list("pk", flat=True):
            why.setdefault(pk, reason)
    later = ImportItem.objects.filter(article__in=ids, run__gt=run.pk, verdict="updated")
    for pk in later.filter(run__undone_at=None).values_list("article_id", flat=True):
        why.setdefault(pk, _LATER)
    return why


def _remove(run: ImportRun, articles: list[Article], undone: Undone) -> None:
    undone.removed += len(articles)
    Article.objects.filter(pk__in=[article.pk for article in articles]).delete()


def _restore(run: ImportRun, articles: list[Article], undone: Undone) -> None:
    """Puts the text before the run back in the place of the present one, and what the run changed
    beside it and nobody since."""
    until = run.finished_at or timezone.now()
    versions = ArticleVersion.objects.filter(
        article__in=articles,
        number=F("article__version") - 1,
        replaced_at__range=(run.started_at, until),
    )
    before = {version.article_id: version for version in versions.select_related("raw")}
    said = before_run(run, articles)
    for article in articles:
        if article.pk in before or article.pk in said:
            keep_first(article)
            article._change_reason = f"import {run.pk} undone"
            _put_back(article, before.get(article.pk), said.get(article.pk, {}))
            undone.restored.append(article.pk)
        else:
            undone.kept.append((article.pk, _NOT_CHANGED))
    restored = [article for article in articles if article.pk in before]
    copies.link(restored)
    outlet_citations.link(restored)
    families.link([article.pk for article in restored])
    disagreements.link([article.pk for article in restored])


def _put_back(article: Article, version: ArticleVersion | None, said: dict[str, Any]) -> None:
    """Gives the article its earlier text, where there is a version of it, and what was `said`."""
    for name, value in said.items():
        setattr(article, name, value)
    if version is None:
        article.save(update_fields=list(said))
        return
    raw, read = _read_again(article, version)
    columns = rows.columns(read, raw) if raw else {}
    # The date has columns beside it, which only the raw text gives.
    kept = {name: getattr(version, name) for name in (*TEXT_FIELDS, "byline", "raw", "text_hash")}
    fresh = {name: value for name, value in columns.items() if name not in ("url", "external_id")}
    if not raw:
        fresh["paragraphs"] = [[p.start, p.end, None, None] for p in read.paragraphs]
        fresh["headings"] = [[p.start, p.end] for p in read.paragraphs if p.heading]
    for name, value in (fresh | kept).items():
        setattr(article, name, value)
    article.version -= 1
    article.read_at = timezone.now()
    article.save(update_fields=[*(fresh | kept | said), "version", "read_at"])
    version.delete()
    replace_spans(article, read)


def _read_again(article: Article, version: ArticleVersion) -> tuple[RawArticle | None, ReadArticle]:
    """The version's text as read from its raw text, with the places in it; where that gives another
    text by now, as read from the text alone."""
    items = detect.read_file(bytes(version.raw.data), article.import_path)
    for raw in items:
        if isinstance(raw, RawArticle):
            read = extraction.read(raw)
            if all(getattr(read, name) == getattr(version, name) for name in TEXT_FIELDS):
                return raw, read
    texts = {name: getattr(version, name) for name in TEXT_FIELDS}
    return None, read_by_hand(**texts, headings=[])


@transaction.atomic
def _close(run: ImportRun, user: User | None, undone: Undone) -> None:
    run.undone_at, run.undone_by = timezone.now(), user
    run.save(update_fields=["undone_at", "undone_by"])
    reasons = Counter(reason for _, reason in undone.kept)
    details = {
        "run": run.pk,
        "removed": undone.removed,
        "restored": undone.restored,
        "kept": undone.kept,
        "reasons": dict(reasons),
    }
    actions.record(KIND, f"Undid import {run.pk}: {undone.sentence}", details, user)


def undone_of(run: ImportRun) -> list[tuple[int, str]]:
    """The articles that undoing the run left as they are, each with the reason."""
    action = DeskAction.objects.filter(kind=KIND, details__run=run.pk).first()
    return [(pk, gettext(why)) for pk, why in action.details["kept"]] if action else []
