"""Files -> readings: what can be done for a file without the database, in a process of its own.

A file is read in parts, so that neither a worker nor the import ever holds all of a large one: a
part is a range of its members (a container has many, any other file is its own only member), or of
the items in one member. Whoever reads a part and does not come to its end says which parts remain.
"""

import hashlib
import logging
import os
import time
from copy import copy
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import lru_cache
from types import ModuleType

from articles import extraction
from articles.extraction.reading import ReadArticle
from articles.formats import containers, detect
from articles.formats.raw import RawArticle, Unreadable
from articles.importing.texts import hash_and_sketch
from articles.importing.walk import Found, load

logger = logging.getLogger(__name__)
TOO_LARGE = "Reading this text takes more memory than an article may. Split it into smaller ones."
FAILED = "The archive itself failed on this text. The server's log says where; please report it."
MOST_ITEMS = 32  # articles in one answer of a worker: about a megabyte
MOST_SECONDS = 1.0  # a part that has taken this long is left after the item at hand
FORMATS = {reader.__name__.rpartition(".")[2]: reader for reader in detect.FORMATS}
NAMES = {**FORMATS, "csv": FORMATS["tables"], "tsv": FORMATS["tables"]}


@dataclass
class Reading:
    """One article of one file as read, or why there is none.

    `sha256` is that of the article's own bytes (`RawArticle.data`), "" for a file that could not
    be opened. `raw` is set with `read`, without the body that `read` holds. Exactly one of `read`,
    `rejection` and `unchanged` is set; `unchanged` is the id of the article that was read from the
    very same bytes. `seconds` is how long reading took. `text_hash` and `sketch` are those of the
    text of `read`.
    """

    found: Found
    item: int = 0
    sha256: str = ""
    raw: RawArticle | None = None
    read: ReadArticle | None = None
    rejection: Unreadable | None = None
    unchanged: int | None = None
    seconds: float = 0.0
    text_hash: str = ""
    sketch: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Wording:
    """How files are to be understood: `source` is the outlet of all of them, whatever they say;
    `format` a name of `NAMES`; `columns` pairs of a column's name and the archive's field."""

    source: str = ""
    format: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def reader(self) -> ModuleType | None:
        """The format that files are to be read in, or None where each tells its own."""
        return NAMES[self.format] if self.format else None


class Care(IntEnum):
    """How carefully a part is read, after a worker died of it: up to where it opens the file, up to
    where it finds the items of one member, or one item alone."""

    NONE = 0
    OPENING = 1
    FINDING = 2
    SINGLE = 3


@dataclass(frozen=True)
class Part:
    """What of a file to read: from item `item` of member `member` on, to before member `last`
    (None is the end of the file), or to before item `stop` of that one member. `fault` is the
    verdict on what a worker died of in it."""

    found: Found
    wording: Wording = Wording()
    member: int = 0
    last: int | None = None
    item: int = 0
    stop: int | None = None
    care: Care = Care.NONE
    fault: Unreadable | None = None


@dataclass
class Outcome:
    """What a part gave, and the parts that remain of it, in order. `alone`: the file holds one item
    and no more."""

    readings: list[Reading] = field(default_factory=list)
    rest: list[Part] = field(default_factory=list)
    alone: bool = False


def read_part(part: Part) -> Outcome:
    """Reads a part, or as much of it as one answer may hold. Raises nothing for bad data."""
    begun = time.monotonic()
    try:
        opened = _open(part.found, part.wording, stamp(part.found.path))
    except Unreadable as rejection:
        return Outcome([Reading(part.found, rejection=rejection)])
    last = len(opened.members) if part.last is None else part.last
    if part.care is Care.OPENING:
        return Outcome(rest=[replace(part, last=last, care=Care.FINDING)])
    outcome = Outcome()
    for member in range(part.member, last):
        items = opened.items(member)
        first = part.item if member == part.member else 0
        stop = len(items) if part.stop is None else min(part.stop, len(items))
        if part.care is Care.FINDING:
            alone = len(opened.members) == len(items) == 1
            return _singly(part, member, first, stop, last, alone)
        for number in range(first, stop):
            full = len(outcome.readings) >= MOST_ITEMS
            if full or (outcome.readings and time.monotonic() - begun > MOST_SECONDS):
                outcome.rest = _rest(part, member, number, stop, last)
                return outcome
            outcome.readings.append(_read_item(part, number, items[number]))
    return outcome


def read_parts(parts: list[Part]) -> list[Outcome]:
    """Reads parts that are small, as most files are: the first at least, and no more than one
    answer may hold. Raises nothing for bad data."""
    begun, outcomes, items = time.monotonic(), [], 0
    for part in parts:
        outcome = read_part(part)
        outcomes.append(outcome)
        items += len(outcome.readings)
        if outcome.rest or items >= MOST_ITEMS or time.monotonic() - begun > MOST_SECONDS:
            break
    return outcomes


def _rest(part: Part, member: int, item: int, stop: int, last: int) -> list[Part]:
    """Parts for the items of the member from `item` to before `stop`, then for later members."""
    step = MOST_ITEMS
    base = replace(part, care=Care.NONE, fault=None, item=0, stop=None)
    items = [
        replace(base, member=member, last=member + 1, item=at, stop=min(at + step, stop))
        for at in range(item, stop, step)
    ]
    members = [
        replace(base, member=at, last=min(at + step, last)) for at in range(member + 1, last, step)
    ]
    return items + members


def _singly(part: Part, member: int, first: int, stop: int, last: int, alone: bool) -> Outcome:
    """Each of the next items as a part of its own, the rest as usual; nothing is read."""
    until = min(first + MOST_ITEMS, stop)
    base = replace(part, care=Care.SINGLE, member=member, last=member + 1)
    singles = [replace(base, item=at, stop=at + 1) for at in range(first, until)]
    return Outcome(rest=singles + _rest(part, member, until, stop, last), alone=alone)


def stamp(path: str) -> tuple[int, ...]:
    """What changes whenever the file does."""
    try:
        status = os.stat(path)
    except OSError:
        return ()  # loading it says what is wrong
    return status.st_ino, status.st_size, status.st_mtime_ns


class _Opened:
    """A file that was opened: its members, and the items of the member that was asked for last."""

    def __init__(self, found: Found, wording: Wording):
        self.found, self.wording = found, wording
        data = load(found.path)
        self.members: list[tuple[str, bytes | Unreadable]] = [("", data)]
        if data and containers.accepts(data):
            self.members = containers.members(data)
        self._last: tuple[int, list[RawArticle | Unreadable]] = (-1, [])

    def items(self, member: int) -> list[RawArticle | Unreadable]:
        """The items of one member, or its verdict as the only one."""
        if self._last[0] != member:
            name, data = self.members[member]
            self._last = member, [containers.named(item, name) for item in self._read(name, data)]
        return self._last[1]

    def _read(self, name: str, data: bytes | Unreadable) -> list[RawArticle | Unreadable]:
        if isinstance(data, Unreadable):
            return [data]
        label = f"{self.found.label}/{name}" if name else self.found.label
        wording = self.wording
        try:
            return detect.read_file(data, label, wording.reader, dict(wording.columns))
        except Unreadable as rejection:
            return [rejection]


@lru_cache(maxsize=1)
def _open(found: Found, wording: Wording, stamp: tuple[int, ...]) -> _Opened:
    """The file as opened, kept for its next part, which mostly comes to the same worker.

    `stamp` tells one state of the file from another. Raises Unreadable.
    """
    return _Opened(found, wording)


def forget() -> None:
    """Lets go of the file that was opened last."""
    _open.cache_clear()


def _read_item(part: Part, number: int, item: RawArticle | Unreadable) -> Reading:
    """One item, read, as a Reading that may leave this process: the item itself stays as it is."""
    if isinstance(item, Unreadable):
        return Reading(part.found, number, rejection=item)
    if part.wording.source:
        item = replace(item, source=part.wording.source)
    begun = time.monotonic()
    reading = Reading(part.found, number, hashlib.sha256(item.data).hexdigest())
    try:
        reading.read = extraction.read(item)
        reading.raw = copy(item)
        reading.raw.body = ""
        reading.text_hash, reading.sketch = hash_and_sketch(reading.read)
    except Unreadable as rejection:
        reading.rejection = rejection
    except MemoryError:
        reading.rejection = Unreadable("too-large", TOO_LARGE)
    except Exception:
        # A fault of the reader's own costs this one article, never the run; the log has the trace.
        logger.exception("Reading %s, item %d, failed", part.found.label, number)
        reading.rejection = Unreadable("failed", FAILED)
    reading.seconds = time.monotonic() - begun
    return reading
