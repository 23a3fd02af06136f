"""The import ledger: a run from its start to its end, and one import at a time."""

import fcntl
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from articles.importing.walk import STANDARD_INPUT, printable
from articles.models import ImportItem, ImportRun
from newsroom.databases import refresh_statistics

State = ImportRun.State
# PostgreSQL knows a lock by a number: the bytes of "newsroom", so that no other program's is met.
ADVISORY_LOCK = int.from_bytes(b"newsroom", "big", signed=True)
POLL_SECONDS = 0.5


class Busy(RuntimeError):  # noqa: N818 - reads as what it is where it is caught
    """Another import is running, and whoever asked did not want to wait."""


@contextmanager
def only_import(waiting: Callable[[], None]) -> Iterator[None]:
    """Holds the archive's import lock; where another import holds it, calls `waiting` and waits.

    On one machine the lock is the operating system's and goes with the process, however it ends; in
    PostgreSQL it is the server's too, for all machines that use the database, and goes with the
    connection. Where `waiting` raises, the lock is not taken.
    """
    with _lock_of_machine(waiting), _lock_of_server(waiting):
        yield


@contextmanager
def _lock_of_machine(waiting: Callable[[], None]) -> Iterator[None]:
    path = Path(settings.NEWSROOM_DATA) / "import.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def _lock_of_server(waiting: Callable[[], None]) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    if not _asked("pg_try_advisory_lock"):
        waiting()
        # Asked again and again: the server ends a statement that waits for a lock for long.
        while not _asked("pg_try_advisory_lock"):
            time.sleep(POLL_SECONDS)
    try:
        yield
    finally:
        if connection.is_usable():
            _asked("pg_advisory_unlock")


def _asked(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [ADVISORY_LOCK])
        return cursor.fetchone()[0]


def begin(
    paths: Iterable[str | os.PathLike], options: dict, user: AbstractBaseUser | None = None
) -> ImportRun:
    """A new run. Call it under the import lock: a run still marked as running was cut off."""
    now = timezone.now()
    for cut_off in ImportRun.objects.filter(state=State.RUNNING):
        cut_off.counts = count(cut_off)
        cut_off.state, cut_off.finished_at = State.INTERRUPTED, now
        cut_off.save(update_fields=["counts", "state", "finished_at"])
    told = [str(p) if str(p) == STANDARD_INPUT else printable(os.path.abspath(p)) for p in paths]
    return ImportRun.objects.create(paths=told, options=options, user=user)


def begin_rehearsal() -> ImportRun:
    """A run for one batch of a dry run, which is rolled back with it."""
    return ImportRun.objects.create(options={"dry_run": True})


def count(run: ImportRun) -> Counter:
    """How many items of the run came to each verdict."""
    rows = ImportItem.objects.filter(run=run).order_by().values_list("verdict")
    return Counter(dict(rows.annotate(Count("pk"))))


def end(run: ImportRun, state: str) -> Counter:
    """Closes the run and returns how many items came to each verdict.

    The database is then told to look at how its tables have grown.
    """
    counts = count(run)
    run.counts = dict(counts)
    run.state = state
    run.finished_at = timezone.now()
    run.save(update_fields=["counts", "state", "finished_at"])
    refresh_statistics(connection)
    return counts
