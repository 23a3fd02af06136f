"""Paths given to an import -> the files to read, and those that cannot be, with the reason."""

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from articles.formats.raw import Unreadable

MAX_BYTES = 50_000_000  # no text of one article comes near; a larger file is something else
STANDARD_INPUT = "-"  # as a path, and as the label of what came that way


@dataclass(frozen=True)
class Found:
    """A file to read. `label` is what people see of its path and always encodes as UTF-8:
    the folder given to the import and the path below it. `origin` takes the place of the path in
    an identity, for a file that is a copy and has no place of its own."""

    path: str
    label: str
    origin: str = ""

    @property
    def place(self) -> str:
        """The file's absolute path, bytes that are not UTF-8 escaped: its part of an identity."""
        return self.origin or printable(os.path.abspath(self.path))


def printable(path: str | os.PathLike) -> str:
    """The path with bytes that are not UTF-8 escaped, as every page and database takes it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def walk(paths: list[Path], since: float = 0) -> Iterator[Found]:
    """Yields each file of the paths: those named, and all below the folders, by name.

    One folder is listed at a time, as the files of the one before were taken. Symbolic links
    inside a folder are passed over, so that nothing outside of it is read and no loop entered; a
    path that was named is followed. Hidden files (".name") in folders are passed over. With
    `since`, in seconds of the epoch, files that were changed last before it are left out.
    """
    for path in paths:
        if path.is_dir():
            found = _below(str(path), os.path.basename(os.path.abspath(path)))
        else:
            found = iter([Found(str(path), printable(path.name))])
        yield from (file for file in found if not since or _changed(file.path) >= since)


def _changed(path: str) -> float:
    """When the file was changed last; one that cannot be asked counts as new, and reading it says
    why."""
    with contextlib.suppress(OSError):
        return os.stat(path).st_mtime
    return float("inf")


def _below(folder: str, label: str) -> Iterator[Found]:
    """The files below a folder. Folders wait on a list: they may be nested deeper than calls."""
    waiting = [iter([(b"", True)])]
    places = [(folder, label)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
            places.pop()
            continue
        name, is_folder = os.fsdecode(entry[0]), entry[1]
        above, label_above = places[-1]
        path = os.path.join(above, name) if name else above
        below = f"{label_above}/{name}" if name else label_above
        if not is_folder:
            yield Found(path, printable(below))
            continue
        try:
            waiting.append(iter(_entries(path)))
            places.append((path, below))
        except OSError:
            yield Found(path, printable(below))  # reading it says why it cannot be read


def _entries(folder: str) -> list[tuple[bytes, bool]]:
    """Name of each file and folder in a folder, by name, and whether it is a folder."""
    with os.scandir(folder) as found:
        return sorted(
            (os.fsencode(entry.name), entry.is_dir(follow_symlinks=False))
            for entry in found
            if not entry.name.startswith(".") and not entry.is_symlink()
        )


def spool(stream: IO[bytes], folder: Path) -> Found:
    """Standard input as a file in `folder`, for a worker to read; its content is its identity.

    One byte more than is ever read is kept, so that reading it says that it is too large.
    """
    data = stream.read(MAX_BYTES + 1)
    path = folder / "standard-input"
    path.write_bytes(data)
    return Found(str(path), STANDARD_INPUT, f"stdin {hashlib.sha256(data).hexdigest()}")


def load(path: str | os.PathLike) -> bytes:
    """The bytes of a regular file.

    Raises Unreadable: not-a-file (a pipe or device is never opened), too-large (over `MAX_BYTES`),
    unreadable (no permission, gone, input/output error).
    """
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            if stat.S_ISDIR(status.st_mode):
                os.scandir(path).close()  # raises the reason why the folder cannot be listed
            raise Unreadable("not-a-file", "This is a pipe, a device or a link, not a file.")
        if status.st_size > MAX_BYTES:
            raise Unreadable(
                "too-large",
                f"The file has {status.st_size:,} bytes; at most {MAX_BYTES:,} are read.",
            )
        with open(path, "rb") as file:
            # No more than is there: room for the largest costs more than reading a small one. Files
            # of the system's own say that they hold nothing, and may hold something.
            return file.read(status.st_size or MAX_BYTES)
    except OSError as error:
        raise Unreadable(
            "unreadable",
            f"The file cannot be read ({error.strerror}). Check that it is there and that this "
            "account may read it.",
        ) from error
