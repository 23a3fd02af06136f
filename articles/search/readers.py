"""Searchers of the index as it stands: kept by the process, opened again when the index changes."""

import threading
from dataclasses import dataclass

import tantivy

from articles.search import schema, state, sync


class Unavailable(Exception):  # noqa: N818 - it is a state of the archive that pages tell of
    """The search cannot be used now: its index is missing and has to be rebuilt first."""


@dataclass(frozen=True)
class Readers:
    """One view of the index: the state it was opened at, and a searcher of each shape and side."""

    current: state.State
    indices: dict[tuple[str, str], tantivy.Index]
    searchers: dict[tuple[str, str], tantivy.Searcher]

    def of(self, shape: str, *, hidden: bool) -> list[tantivy.Searcher]:
        """The searchers of a shape: the readers', and that of hidden articles where asked for."""
        sides = schema.SIDES if hidden else schema.SIDES[:1]
        return [self.searchers[shape, side] for side in sides]


_lock = threading.Lock()
_kept: dict[str, tuple[tuple[int, ...], Readers]] = {}


def up_to_date() -> Readers:
    """The index with whatever changed since applied, as far as that is quickly done.

    Raises Unavailable where there is no index; a small archive gets one first.
    """
    found = _opened()
    if found is None:
        if not sync.is_small():
            raise Unavailable("The search index has to be rebuilt.")
        sync.catch_up()
        found = _opened()
    elif sync.is_behind(found.current):
        sync.catch_up()
        found = _opened()
    if found is None:
        raise Unavailable("The search index is being rebuilt.")
    return found


def _opened() -> Readers | None:
    """The index as its state says now; None where it cannot be opened."""
    stamp = state.stamp()
    if stamp is None:
        return None
    with _lock:
        place = str(state.root())
        kept = _kept.get(place)
        if kept and kept[0] == stamp:
            return kept[1]
        current = state.load()
        found = _open(current, kept[1] if kept else None) if current else None
        if found is None:
            _kept.pop(place, None)
        else:
            _kept.clear()
            _kept[place] = stamp, found
        return found


def _open(current: state.State, before: Readers | None) -> Readers | None:
    """Searchers for a state; indices that are open already are only read again."""
    same = before is not None and before.current.folder == current.folder
    indices = {}
    try:
        with schema.panics_as_errors():
            for key in schema.KEYS:
                if same:
                    indices[key] = before.indices[key]
                    indices[key].reload()
                else:
                    indices[key] = schema.open_index(state.index_folder(current, *key))
            searchers = {key: index.searcher() for key, index in indices.items()}
    except (ValueError, OSError):
        return None
    return Readers(current, indices, searchers)
