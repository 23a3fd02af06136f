"""Paths given to an import -> the files to read, and those that cannot be, with the reason."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.formats.raw import Unreadable

MAX_BYTES = 50_000_000  # no text of one article comes near; a larger file is something else


@dataclass(frozen=True)
class Found:
    """A file to read. `label` is what people see of its path and always encodes as UTF-8:
    the folder given to the import and the path below it."""

    path: Path
    label: str

    @property
    def place(self) -> str:
        """The file's absolute path, bytes that are not UTF-8 escaped: its part of an identity."""
        return _printable(os.path.abspath(self.path))


def _printable(path: str | os.PathLike) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def walk(paths: list[Path]) -> Iterator[Found]:
    """Yields each file of the paths: those named, and all below the folders, by name.

    Symbolic links inside a folder are passed over, so that nothing outside of it is read and no
    loop entered; a path that was named is followed. Hidden files (".name") in folders are passed
    over.
    """
    for path in paths:
        if path.is_dir():
            yield from _below(path, os.path.basename(os.path.abspath(path)))
        else:
            yield Found(path, _printable(path.name))


def _below(folder: Path, label: str) -> Iterator[Found]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError:
        yield Found(folder, _printable(label))  # reading it says why it cannot be read
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        below = f"{label}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), below)
        else:
            yield Found(Path(entry.path), _printable(below))


def load(path: Path) -> bytes:
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
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(
            "unreadable",
            f"The file cannot be read ({error.strerror}). Check that it is there and that this "
            "account may read it.",
        ) from error
