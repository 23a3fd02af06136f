"""The import ledger: a run from its start to its end, and one import at a time."""

import fcntl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.models import ImportItem, ImportRun

State = ImportRun.State


@contextmanager
def only_import(waiting: Callable[[], None]) -> Iterator[None]:
    """Holds the archive's import lock; where another import holds it, calls `waiting` and waits.

    The lock is the operating system's and goes with the process, however it ends.
    """
    path = Path(settings.NEWSROOM_DATA) / "import.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def begin(paths: list[str], options: dict) -> ImportRun:
    """A new run. Call it under the import lock: a run still marked as running was cut off."""
    ImportRun.objects.filter(state=State.RUNNING).update(state=State.INTERRUPTED)
    return ImportRun.objects.create(paths=paths, options=options)


def end(run: ImportRun, state: str) -> Counter:
    """Closes the run and returns how many items came to each verdict.

    SQLite is then told to look at how its tables have grown: without that it picks indexes blindly,
    and a list takes ten times as long (PostgreSQL does so by itself).
    """
    verdicts = ImportItem.objects.filter(run=run).values_list("verdict", flat=True)
    counts = Counter(verdicts.iterator())
    run.counts = dict(counts)
    run.state = state
    run.finished_at = timezone.now()
    run.save(update_fields=["counts", "state", "finished_at"])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("PRAGMA optimize = 0x10002")
    return counts
