"""The only writer of the index: brings it up to what the database holds.

Call `sync()` after the transaction that changed something has been committed. The index follows the
change log that triggers of the database write, so whoever calls it applies everybody's changes.
"""

import contextlib
import gc
import logging
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from articles.models import Article
from articles.search import compare, documents, log, schema, state
from articles.search.state import State
from articles.search.writers import Writers

logger = logging.getLogger(__name__)

BATCH = 500  # articles read from the database at once
# An archive below this is rebuilt or compared while a page waits: a few seconds.
SMALL = 5000
_ROWS_AT_ONCE = 20_000
# Beside a steady stream of changes a sync ends all the same: each search looks at the log too.
_MOST_ROUNDS = 10


def sync(wait: float = 0.0) -> bool:
    """Apply every change that is visible; True where the index now holds them all.

    False: another process holds the lock and will apply them. `wait` is how many seconds a person
    who edits may wait for that process. An index that is missing, broken or of another version is
    rebuilt, but in a large archive not while a person waits (`wait` above 0).
    """
    return _sync(wait, thorough=wait == 0)


def catch_up(limit: int = BATCH) -> bool:
    """Apply up to `limit` changes without waiting, as a search does before it looks."""
    return _sync(0.0, limit=limit, thorough=False)


def rebuild() -> bool:
    """Fill a new index beside the old one and swap; searches go on. False: the lock is taken."""
    with state.lock() as held:
        if not held:
            return False
        _rebuild("as asked")
    return _sync(0.0, thorough=True)


def is_behind(current: State) -> bool:
    """True where the database changed since, or an embargo has ended: one indexed look-up."""
    due = current.next_embargo is not None
    due = due and timezone.now().timestamp() >= current.next_embargo
    return due or log.is_pending(current)


def is_small() -> bool:
    """True where the archive is small enough to be read whole while a page waits."""
    return not Article.objects.order_by("pk")[SMALL : SMALL + 1].exists()


def _sync(wait: float, *, limit: int | None = None, thorough: bool) -> bool:
    """The loop of a sync; whatever hinders the index is logged, for the database is in order."""
    try:
        for _ in range(_MOST_ROUNDS):
            with state.lock(wait) as held, schema.panics_as_errors():
                current = _drain(limit, thorough=thorough) if held else None
            if current is None or limit is not None:
                return current is not None
            # A change may have come after the last look and before the lock was let go: whoever
            # made it found the lock taken and left the change to this process.
            if not is_behind(current):
                break
    except (OSError, ValueError):
        # Tantivy raises ValueError for all that it cannot do, a full disk included.
        logger.exception("The search index could not be brought up to date.")
        return False
    return True


def _drain(limit: int | None, *, thorough: bool) -> State | None:
    """Apply the log up to its end or to `limit` rows; None where the index cannot be used."""
    current = state.load()
    reason = _unusable(current)
    if reason and not thorough and not is_small():
        logger.warning(
            "The search index has to be rebuilt, for %s: run `manage.py search_index rebuild`.",
            reason,
        )
        return None
    if reason:
        current = _rebuild(reason)
    while True:
        changes = log.read(current, limit or _ROWS_AT_ONCE)
        current = _follow(current, changes, thorough=thorough)
        if not changes.more or limit is not None:
            break
    if thorough and not connection.in_atomic_block:
        log.trim(current)
    return current


def _follow(current: State, changes: log.Changes, *, thorough: bool) -> State:
    """Put what changed into the index, then move the cursor; returns the state after it."""
    following, ended = _due(log.followed(current, changes))
    following.compare = current.compare or changes.compare
    ids = ended | set(changes.article_ids)
    if not connection.in_atomic_block:
        ids |= set(following.again)
        following.again = []
        if following.compare and (thorough or is_small()):
            ids |= {difference.article_id for difference in compare.differences(current)}
            following.compare = False
    _apply(current, ids)
    if following != current:
        state.save(following)
    return following


def _unusable(current: State | None) -> str:
    """Why the index cannot be brought up to date and has to be rebuilt; "" where it can."""
    if current is None:
        return "there is none of this version"
    if log.is_lost(current):
        return "the change log does not reach back to it"
    with Writers(current) as writers:
        return "" if writers.can_open() else "it cannot be opened"


def _due(current: State) -> tuple[State, set[int]]:
    """Articles whose embargo ended since embargoes were looked at, and the state after it."""
    now = timezone.now()
    since = datetime.fromtimestamp(current.embargoes_until, UTC)
    statuses = Article.Status.values
    under = Article.objects.filter(status__in=statuses, embargoed_until__gt=since)
    ended = set(under.filter(embargoed_until__lte=now).values_list("pk", flat=True))
    coming = Article.objects.filter(status__in=statuses, embargoed_until__gt=now)
    first = coming.aggregate(first=Min("embargoed_until"))["first"]
    following = first.timestamp() if first else None
    if ended or following != current.next_embargo:
        current = replace(current, embargoes_until=now.timestamp(), next_embargo=following)
    return current, ended


def _apply(current: State, article_ids: Iterable[int]) -> None:
    """Put these articles into the index as they are now, and out of it where they are gone."""
    ids = sorted(article_ids)
    if not ids:
        return
    with Writers(current) as writers:
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            writers.remove(batch)
            writers.add(documents.entries(batch))
        writers.commit()


def _rebuild(reason: str) -> State:
    """Fill a new folder from the database, then make it the index. The lock is held."""
    begun = time.monotonic()
    current = log.beginning(f"index-{uuid.uuid4().hex[:12]}")
    current, _ = _due(current)
    count = 0
    try:
        with _no_collector(), Writers(current, create=True) as writers:
            last = 0
            while ids := _ids_after(last):
                entries = documents.entries(ids)
                writers.add(entries)
                count += len(entries)
                last = ids[-1]
            writers.commit()
    except BaseException:
        shutil.rmtree(state.root() / current.folder, ignore_errors=True)
        raise
    state.save(current)
    for folder in state.root().glob("index-*"):
        if folder.name != current.folder:
            shutil.rmtree(folder, ignore_errors=True)
    logger.info(
        "Rebuilt the search index, for %s: %d articles in %.1f seconds.",
        reason,
        count,
        time.monotonic() - begun,
    )
    return current


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    """Without Python's search for cycles: documents are many objects and hold none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _ids_after(last: int) -> list[int]:
    rows = Article.objects.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])
