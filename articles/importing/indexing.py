"""The search index kept up beside the writing of an import, in a thread.

The index and the database's driver let go of the interpreter for most of their work: the second
processor does it while the next batch is written. Nothing depends on when it is done: the change
log says what the index still lacks, and `finish` brings it up to the end of the run.
"""

import threading
import time
from contextlib import suppress

from django.db import DatabaseError, connection

from articles.importing import memory
from articles.search import sync

# Each commit of the index costs as much as writing some ten articles, and the pieces that it leaves
# have to be merged: not after every batch.
SYNC_SECONDS = 8.0


class Follower:
    """Has the index follow what an import writes. `follow` and `finish` belong to the thread that
    writes."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._begun = time.monotonic()
        memory.map_large_blocks()

    def follow(self) -> None:
        """Begins to bring the index up to date, where that is some seconds ago and over."""
        if self._thread is not None:
            if self._thread.is_alive():
                return
            self._thread = None
            memory.give_back()
        if time.monotonic() - self._begun < SYNC_SECONDS:
            return
        self._begun = time.monotonic()
        if connection.in_atomic_block:
            sync.sync()  # no other connection sees what this transaction wrote
            return
        self._thread = threading.Thread(target=_sync, name="index", daemon=True)
        self._thread.start()

    def finish(self) -> None:
        """Brings the index up to what is written by now, whatever is under way."""
        if self._thread is not None:
            self._thread.join()
        # Where the database itself is at fault, that is told; the next search makes up for this.
        with suppress(DatabaseError):
            sync.sync()


def _sync() -> None:
    """One sync with a connection of its own; what the database hinders is left to the next."""
    try:
        with suppress(DatabaseError):
            sync.sync()
    finally:
        connection.close()
