"""One import from paths to a finished run: walk, read, store in batches, sync the index."""

import gc
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import IO

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DatabaseError, connection

from articles.importing import bulk, known, ledger, reading, store
from articles.importing.indexing import Follower
from articles.importing.pipeline import Reading, Wording
from articles.importing.rehearsal import Rehearsal
from articles.importing.walk import STANDARD_INPUT, Found, spool, walk
from articles.importing.workers import SELDOM_COLLECTED
from articles.linking import people_pairs
from articles.models import ImportItem, ImportRun
from newsroom.databases import refresh_statistics

BATCH = 200  # articles a transaction: web writes wait for none longer than a second
# Batches after which SQLite looks whether its tables outgrew their figures: with those of twenty
# articles it goes through all that there are by now instead of asking an index.
RECOUNTED = 20


@dataclass
class Import:
    """What to import and how.

    `source` names the outlet of all of it, `format` the format, `columns` maps names of columns to
    the archive's fields. `limit` counts files; `since`, seconds of the epoch, leaves out files that
    were changed last before it; `retry` takes those alone that the run rejected. `dry_run` runs
    everything and keeps nothing. `workers` is the number of processes that read, 0 reads in this
    one, None chooses. `files` are read instead of the paths, `stdin` is read for the path "-".
    `amend` may add to each reading what its file does not say, but no text, before it is stored;
    `stored` is told each batch's lines of the ledger; `waiting` is called once where another import
    is running, and may raise not to wait.
    """

    paths: list[Path]
    source: str = ""
    limit: int | None = None
    dry_run: bool = False
    options: dict = field(default_factory=dict)
    amend: Callable[[Reading], None] = lambda reading: None
    stored: Callable[[list[ImportItem]], None] = lambda items: None
    waiting: Callable[[], None] = lambda: None
    format: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    since: float = 0
    retry: ImportRun | None = None
    workers: int | None = None
    files: list[Found] | None = None
    stdin: IO[bytes] | None = None
    user: AbstractBaseUser | None = None

    @property
    def wording(self) -> Wording:
        """How its files are to be understood."""
        return Wording(self.source, self.format, tuple(sorted(self.columns.items())))


@dataclass(frozen=True)
class Summary:
    """How a run ended: items by verdict, the run's row (None after a dry run), and files read."""

    counts: Counter
    run: ImportRun | None
    files: int = 0

    @property
    def rejected(self) -> int:
        return self.counts[ImportItem.Verdict.REJECTED]


def find(order: Import) -> Iterator[Found]:
    """The files that this import will read, in order, each found as the one before was taken;
    standard input is not among them."""
    paths = [path for path in order.paths if str(path) != STANDARD_INPUT]
    found = walk(paths, order.since) if order.files is None else iter(order.files)
    if order.retry is not None:
        rejected = rejected_paths(order.retry)
        found = (file for file in found if file.label in rejected)
    return islice(found, order.limit)


def rejected_paths(run: ImportRun) -> set[str]:
    """The files that the run rejected, or an article in them."""
    rejected = ImportItem.objects.filter(run=run, verdict=ImportItem.Verdict.REJECTED)
    return set(rejected.order_by().values_list("path", flat=True).distinct())


def run(order: Import) -> Summary:
    """Imports what `order` names. Batches that were written stay, whatever comes after them.

    Raises what the database raises; the run is then marked as failed, or, at Ctrl-C, interrupted.
    """
    with ledger.only_import(order.waiting), _seldom_collected(), _readings(order) as readings:
        progress = _Progress(order)
        if order.dry_run:
            return Summary(Rehearsal(progress).run(_batches(readings, order)), None, progress.files)
        row = ledger.begin(order.paths, _options(order), order.user)
        state = ImportRun.State.FAILED
        try:
            _write(row, _batches(readings, order), progress)
            people_pairs.suggest_after(row)
            state = ImportRun.State.DONE
        except KeyboardInterrupt:
            state = ImportRun.State.INTERRUPTED
            raise
        finally:
            counts = _end(row, state)
    return Summary(counts, row, progress.files)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM_COLLECTED)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Progress:
    """Tells each batch's lines of the ledger on, and counts the files they are of."""

    def __init__(self, order: Import):
        self.order, self.files, self.last = order, 0, None

    def __call__(self, items: list[ImportItem]) -> None:
        for item in items:
            self.files += item.path != self.last
            self.last = item.path
        self.order.stored(items)


def _write(row: ImportRun, batches: Iterator[list[Reading]], stored: _Progress) -> None:
    """Writes the batches, one transaction each; the index follows every few seconds."""
    index = Follower()
    try:
        with bulk.seldom_checkpointed():
            for number, batch in enumerate(batches, 1):
                stored(store.save(row, batch))
                index.follow()
                if number % RECOUNTED == 0:
                    refresh_statistics(connection)
    finally:
        index.finish()


def _end(row: ImportRun, state: str) -> Counter:
    """Closes the run; where it failed the database may not take even that, and need not: the next
    run finds it still running, and marks it."""
    try:
        return ledger.end(row, state)
    except DatabaseError:
        if state == ImportRun.State.DONE:
            raise
        return Counter()


def _options(order: Import) -> dict:
    told = {"source": order.source, "limit": order.limit, **order.options}
    if order.format:
        told["format"] = order.format
    if order.columns:
        told["map"] = order.columns
    if order.since:
        told["since"] = order.since
    if order.retry is not None:
        told["retry"] = order.retry.pk
    return told


@contextmanager
def _readings(order: Import) -> Iterator[Iterator[Reading]]:
    """The readings of all files, in order; workers and temporary files are gone at the end."""
    with ExitStack() as stack:
        found: Iterator[Found] = find(order)
        if any(str(path) == STANDARD_INPUT for path in order.paths) and order.stdin:
            Path(settings.NEWSROOM_DATA).mkdir(parents=True, exist_ok=True)
            folder = tempfile.TemporaryDirectory(prefix="import-", dir=settings.NEWSROOM_DATA)
            found = chain(found, [spool(order.stdin, Path(stack.enter_context(folder)))])
        first = list(islice(found, reading.SMALL_FILES + 1))
        workers = order.workers
        if workers is None:
            workers = 0 if reading.is_small(first) else min(reading.cores(), reading.MOST_WORKERS)
        executor = stack.enter_context(reading.executor_of(workers))
        yield reading.read_all(known.sort_out(chain(first, found), order.wording), executor)


def _batches(readings: Iterator[Reading], order: Import) -> Iterator[list[Reading]]:
    """Readings in batches of `BATCH`."""
    while batch := list(islice(readings, BATCH)):
        for each in batch:
            order.amend(each)
        yield batch


class NothingToRetry(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A run of which nothing can be read again; its text says why."""


def again(order: Import, run: ImportRun) -> Import:
    """The order to read what `run` rejected, with outlet, format and columns as it had them where
    the order names none. Raises NothingToRetry."""
    places = [path for path in run.paths if path != STANDARD_INPUT]
    if not rejected_paths(run):
        raise NothingToRetry(f"Import {run.pk} rejected nothing.")
    if not places:
        raise NothingToRetry(
            f"What import {run.pk} read came by standard input or by upload and is not kept: "
            "give it again."
        )
    there = [path for path in map(Path, places) if path.exists()]
    if not there:
        raise NothingToRetry(f"None of the paths of import {run.pk} is there any more.")
    return replace(
        order,
        paths=there,
        retry=run,
        source=order.source or run.options.get("source", ""),
        format=order.format or run.options.get("format", ""),
        columns=order.columns or run.options.get("map", {}),
    )
