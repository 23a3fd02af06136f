"""One import from paths to a finished run: walk, read, store in batches, sync the index."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import transaction

from articles.importing import ledger, store
from articles.importing.pipeline import Reading, read_found
from articles.importing.walk import Found, walk
from articles.models import ImportItem, ImportRun
from articles.search import sync

BATCH = 100  # articles a transaction: web writes wait for none longer than a fraction of a second


@dataclass
class Import:
    """What to import and how.

    `source` names the outlet of all of it; `limit` counts files; `dry_run` runs everything and
    keeps nothing. `amend` may add to each reading what its file does not say, before it is stored;
    `stored` is told each batch's lines of the ledger; `waiting` is called once where another
    import is running.
    """

    paths: list[Path]
    source: str = ""
    limit: int | None = None
    dry_run: bool = False
    options: dict = field(default_factory=dict)
    amend: Callable[[Reading], None] = lambda reading: None
    stored: Callable[[list[ImportItem]], None] = lambda items: None
    waiting: Callable[[], None] = lambda: None
    found: list[Found] = field(default_factory=list)


@dataclass(frozen=True)
class Summary:
    """How a run ended: items by verdict, and the run's row (None after a dry run)."""

    counts: Counter
    run: ImportRun | None

    @property
    def rejected(self) -> int:
        return self.counts[ImportItem.Verdict.REJECTED]


def find(order: Import) -> list[Found]:
    """The files that this import will read, in order; sets and returns `order.found`."""
    order.found = list(islice(walk(order.paths), order.limit))
    return order.found


def run(order: Import) -> Summary:
    """Imports what `order` names. Batches that were written stay, whatever comes after them.

    Raises what the database raises; the run is then marked as failed, or, at Ctrl-C, interrupted.
    """
    files = order.found or find(order)
    with ledger.only_import(order.waiting):
        if order.dry_run:
            return _rehearse(order, files)
        row = ledger.begin([str(path) for path in order.paths], _options(order))
        state = ImportRun.State.FAILED
        try:
            for batch in _batches(files, order):
                order.stored(store.save(row, batch))
                sync.sync()
            state = ImportRun.State.DONE
        except KeyboardInterrupt:
            state = ImportRun.State.INTERRUPTED
            raise
        finally:
            counts = ledger.end(row, state)
    return Summary(counts, row)


def _rehearse(order: Import, files: list[Found]) -> Summary:
    with transaction.atomic():
        row = ledger.begin([str(path) for path in order.paths], _options(order))
        for batch in _batches(files, order):
            order.stored(store.save(row, batch))
        counts = ledger.end(row, ImportRun.State.DONE)
        transaction.set_rollback(True)
    return Summary(counts, None)


def _options(order: Import) -> dict:
    return {"source": order.source, "limit": order.limit, **order.options}


def _batches(files: list[Found], order: Import) -> Iterator[list[Reading]]:
    """Readings in batches of about `BATCH`; the articles of one file stay together."""
    batch: list[Reading] = []
    for found in files:
        for reading in read_found(found, order.source):
            order.amend(reading)
            batch.append(reading)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
