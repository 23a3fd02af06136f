"""Writing into the four indices: opened where needed, committed together, always closed."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import tantivy

from articles.search import schema, state
from articles.search.documents import Document, Entry
from articles.search.state import State

# Bytes of memory before a writer starts a new segment; 15 MB is the least that Tantivy takes.
_HEAP = 15_000_000
_HEAP_REBUILD = {("articles", "shown"): 192_000_000, ("quotes", "shown"): 64_000_000}

_DELETES = re.compile(r"[0-9a-f]{32}\.(\d+)\.del")


def sweep(folder: Path) -> None:
    """Remove the lists of deletions that a killed writer left in an index without committing them.

    The engine numbers on from its last commit and stumbles over a file that has the next number.
    No reader has such a file open, for no commit names it. The lock is held.
    """
    committed = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["opstamp"]
    for path in folder.glob("*.del"):
        named = _DELETES.fullmatch(path.name)
        if named and int(named[1]) > committed:
            path.unlink()


class Writers:
    """Writers of the indices of a state. Use it as a context manager, under the lock.

    Each index is opened afresh: a stale view of its files would leave orphans behind. Leaving the
    context waits for merges; without that small commits pile up segments by the hundred.
    """

    def __init__(self, current: State, *, create: bool = False):
        self.current = current
        self.create = create
        self.indices: dict[tuple[str, str], tantivy.Index] = {}
        self.writers: dict[tuple[str, str], tantivy.IndexWriter] = {}

    def __enter__(self) -> Self:
        if self.create:
            for key in schema.KEYS:
                self.indices[key] = schema.create(state.index_folder(self.current, *key), key[0])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for writer in self.writers.values():
            writer.wait_merging_threads()

    def can_open(self) -> bool:
        """True where each index opens."""
        try:
            with schema.panics_as_errors():
                for key in schema.KEYS:
                    self.index(key).searcher()
        except (ValueError, OSError):
            return False
        return True

    def index(self, key: tuple[str, str]) -> tantivy.Index:
        """The index of a shape and a side."""
        if key not in self.indices:
            self.indices[key] = schema.open_index(state.index_folder(self.current, *key))
        return self.indices[key]

    def writer(self, key: tuple[str, str]) -> tantivy.IndexWriter:
        """The writer of a shape and a side."""
        if key not in self.writers:
            heap = _HEAP_REBUILD.get(key, _HEAP) if self.create else _HEAP
            sweep(state.index_folder(self.current, *key))
            self.writers[key] = self.index(key).writer(heap, 1)
        return self.writers[key]

    def remove(self, article_ids: Sequence[int]) -> None:
        """Take everything of these articles out; an index that holds none of them stays closed."""
        for key in schema.KEYS:
            shape = schema.schema(key[0])
            held = tantivy.Query.term_set_query(shape, "article", list(article_ids))
            if key in self.writers or self.index(key).searcher().search(held, 1).count:
                self.writer(key).delete_documents_by_query(held)

    def add(self, entries: Iterable[Entry]) -> None:
        """Put these articles and their quotes in."""
        for entry in entries:
            side = "shown" if entry.shown else "hidden"
            self._add(("articles", side), entry.article)
            for quote in entry.quotes:
                self._add(("quotes", side), quote)

    def _add(self, key: tuple[str, str], document: Document) -> None:
        made = tantivy.Document.from_dict(document, schema.schema(key[0]))
        self.writer(key).add_document(made)

    def commit(self) -> None:
        """Make what was written last; the cursor may move only after this."""
        for writer in self.writers.values():
            writer.commit()
