"""Where the index lies, how far it follows the change log, and the lock of its only writer.

The folder `settings.NEWSROOM_SEARCH_INDEX` holds `state.json`, `lock` and one folder with the index
itself. `state.json` is replaced as a whole: who reads it finds the folder and the cursor that
belong together, before and after.
"""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

from articles.search import schema

_POLL_SECONDS = 0.02


@dataclass
class State:
    """What is known of the index in `folder`.

    Every change of the log up to row `last` is in it (SQLite), or every change by a transaction
    before `xid` and those of `seen`, [row, article, transaction] each (PostgreSQL). Row `last` is
    about article `last_article`: where the log says otherwise, it is not the log it followed.
    `again` are articles that were read inside a transaction, which may have been rolled back.
    `tentative` is the last row that was read so. `compare`: articles may differ from the database
    without the log telling. `embargoes_until` is when embargoes were last looked at, and
    `next_embargo` when the next one ends, in seconds of the epoch.
    """

    folder: str
    version: int = schema.VERSION
    last: int = 0
    last_article: int = 0
    xid: int = 0
    seen: list[list[int]] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    tentative: int = 0
    compare: bool = False
    embargoes_until: float = 0.0
    next_embargo: float | None = None


def root() -> Path:
    """The folder that everything of the search lies in."""
    return Path(settings.NEWSROOM_SEARCH_INDEX)


def index_folder(state: State, shape: str, side: str) -> Path:
    """The folder of one of the four indices."""
    return root() / state.folder / f"{shape}-{side}"


def stamp() -> tuple[int, ...] | None:
    """What changes whenever the index does; None where there is none."""
    try:
        found = os.stat(root() / "state.json")
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def load() -> State | None:
    """The state, or None where there is none that can be used."""
    try:
        held = json.loads((root() / "state.json").read_text())
        state = State(**held)
    except (OSError, ValueError, TypeError):
        return None
    usable = state.version == schema.VERSION and (root() / state.folder).is_dir()
    return state if usable else None


def save(state: State) -> None:
    """Replace the state as a whole; it is on the disk when this returns."""
    new = root() / "state.json.new"
    with new.open("w") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(root() / "state.json")
    folder = os.open(root(), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextlib.contextmanager
def lock(wait: float = 0.0) -> Iterator[bool]:
    """True inside where this process is now the only writer; waits for that up to `wait` seconds.

    The system lets the lock go when its process ends, however it ends.
    """
    root().mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait
    with (root() / "lock").open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    yield False
                    return
                time.sleep(_POLL_SECONDS)
            else:
                yield True
                return
