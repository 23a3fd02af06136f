"""Files that hold files: ZIP (PKWARE APPNOTE 6.3), tar (POSIX.1-2001 pax), gzip (RFC 1952).

Sizes are counted by the bytes that come out, never taken from a header, and nothing is written to
disk. Names that lead out of the archive are refused.
"""

import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from articles.formats.raw import RawArticle, Unreadable

MAX_BYTES = 256_000_000
MAX_MEMBER_BYTES = 64_000_000
MAX_MEMBERS = 100_000
MAX_DEPTH = 3

_CHUNK = 262_144
# What Office and e-book files hold, which are ZIP archives but no archives of articles.
_DOCUMENT = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|mimetype|_rels/)", re.DOTALL)
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)")
_FAULTS = (
    EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError,
    NotImplementedError, RuntimeError, ValueError, KeyError,
)  # fmt: skip


@dataclass
class _Budget:
    """Bytes and members that may still come out of one file, all depths together."""

    left: int = MAX_BYTES
    members: int = MAX_MEMBERS

    def read(self, stream: IO[bytes]) -> bytes:
        """All of a member. Raises Unreadable (too-large) as soon as it has given too much."""
        parts, size = [], 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            self.left -= len(chunk)
            if size > MAX_MEMBER_BYTES or self.left < 0:
                raise Unreadable(
                    "too-large",
                    f"It unpacks to more than {min(MAX_MEMBER_BYTES, MAX_BYTES):,} bytes, "
                    "and was stopped there.",
                )
            parts.append(chunk)
        return b"".join(parts)


def accepts(data: bytes) -> bool:
    """True for a ZIP archive that is no office document, a tar archive, or gzip."""
    if data.startswith(b"PK\x03\x04"):
        return not _DOCUMENT.match(data[:80])
    return data.startswith((b"\x1f\x8b", b"PK\x05\x06")) or _is_tar(data)


def members(data: bytes) -> list[tuple[str, bytes | Unreadable]]:
    """Name and bytes of each file inside, in order, or why it cannot be had.

    The name is "" for what a gzip holds. Raises Unreadable: unreadable, too-large, and empty for a
    container without files.
    """
    found = list(_members(data, "", 1, _Budget()))
    if not found:
        raise Unreadable("empty", "The archive holds no files.")
    if len(found) == 1 and isinstance(found[0][1], Unreadable):
        raise named(found[0][1], found[0][0])
    return found


def read(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """The articles of every file inside, in order, each file read as detect finds it.

    `path` of an article is the container's with the member's name behind it. Raises Unreadable as
    `members` does, and for a container whose only file cannot be read.
    """
    # The list of formats names this module, so it can only be asked for it once all are loaded.
    from articles.formats.detect import read_file

    items: list[RawArticle | Unreadable] = []
    for name, member in members(data):
        try:
            if isinstance(member, Unreadable):
                raise member
            found = read_file(member, f"{path}/{name}" if name else path)
        except Unreadable as verdict:
            found = [verdict]
        items.extend(named(item, name) for item in found)
    if len(items) == 1 and isinstance(items[0], Unreadable):
        raise items[0]
    for number, item in enumerate(items):
        if isinstance(item, RawArticle):
            item.item = number
    return items


def named(item: RawArticle | Unreadable, name: str) -> RawArticle | Unreadable:
    """The item as it is, or its verdict with the member's name before the sentence."""
    if isinstance(item, Unreadable) and name:
        return Unreadable(item.reason, f"{_shown(name)}: {item.sentence}")
    return item


def _shown(name: str) -> str:
    """A member's name as a message may hold it."""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "\ufffd", name)[:200]


def _is_tar(data: bytes) -> bool:
    return data[257:262] == b"ustar"


def _members(
    data: bytes, name: str, depth: int, budget: _Budget
) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Name and bytes of each file inside, those of containers inside taken out in turn."""
    if depth > MAX_DEPTH:
        yield name, Unreadable("too-large", f"Archives are nested deeper than {MAX_DEPTH}.")
        return
    unpack = _unzip if data.startswith(b"PK") else _untar if _is_tar(data) else _gunzip
    try:
        for inner, member in unpack(data, budget):
            below = "/".join(part for part in (name, inner) if part)
            budget.members -= 1
            if budget.members < 0:
                yield name, Unreadable("too-large", f"It holds more than {MAX_MEMBERS:,} files.")
                return
            if isinstance(member, bytes) and accepts(member):
                # A gzip around a tar is one archive, not two.
                step = 0 if unpack is _gunzip and _is_tar(member) else 1
                yield from _members(member, below, depth + step, budget)
            else:
                yield below, member
            if budget.left < 0:
                return
    except Unreadable as verdict:
        yield name, verdict
    except _FAULTS as fault:
        yield name, _broken(fault)


def _broken(fault: Exception) -> Unreadable:
    if isinstance(fault, RuntimeError) and "password" in str(fault):
        return Unreadable("unreadable", "It is locked by a password. Unlock it first.")
    return Unreadable("unreadable", "The archive is damaged or cut off. Copy it again.")


def _refuse_name(name: str) -> Unreadable | None:
    """The verdict on a name that is absolute or climbs out of the archive, or None."""
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" or ".." in parts or re.match(r"[A-Za-z]:", name) or "\x00" in name:
        return Unreadable("invalid", "Its name leads out of the archive, so it was not read.")
    return None


def _unzip(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes | Unreadable]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            refused = _refuse_name(info.orig_filename)
            if info.is_dir() or (_LITTER.search(info.filename) and not refused):
                continue
            if refused:
                yield info.filename, refused
                continue
            try:
                with archive.open(info) as stream:
                    member = budget.read(stream)
            except Unreadable as verdict:
                member = verdict
            except _FAULTS as fault:
                member = _broken(fault)
            yield info.filename, member


def _untar(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes | Unreadable]]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for info in archive:
            refused = _refuse_name(info.name)
            if info.isdir() or (_LITTER.search(info.name) and not refused):
                continue
            if refused:
                yield info.name, refused
            elif not info.isfile():
                yield info.name, Unreadable("not-a-file", "It is a link or device, and not read.")
            else:
                try:
                    member = budget.read(archive.extractfile(info))
                except Unreadable as verdict:
                    member = verdict
                yield info.name, member


def _gunzip(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes | Unreadable]]:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        yield "", budget.read(stream)
