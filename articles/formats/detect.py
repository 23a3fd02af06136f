"""Which format a file is in, by its content and never by its name, and its articles."""

from collections.abc import Mapping
from types import ModuleType

from articles.formats import (
    containers,
    feeds,
    html,
    jsonl,
    mail,
    newsml1,
    newsml_g2,
    ninjs,
    nitf,
    reuters,
    tables,
    text,
    warc,
    wire,
)
from articles.formats.raw import RawArticle, Unreadable

# Asked in this order; the first that accepts the bytes reads them. A format is a module with
# `accepts(data) -> bool`, quick and raising nothing, and `read(data, path)`, which raises
# Unreadable alone. Plain text accepts all that no other format does and stays last.
FORMATS = (
    containers,
    warc,
    wire,
    ninjs,
    newsml_g2,
    nitf,
    newsml1,
    reuters,
    feeds,
    html,
    mail,
    jsonl,
    tables,
    text,
)


def find_reader(data: bytes) -> ModuleType:
    """The first format that accepts the bytes; text, which accepts all, where no other does."""
    return next(reader for reader in FORMATS if reader.accepts(data))


def named_columns(data: bytes) -> ModuleType:
    """The reader of a file whose columns are mapped: JSON Lines for objects, else a table."""
    return jsonl if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else tables


def read_file(
    data: bytes,
    path: str,
    reader: ModuleType | None = None,
    columns: Mapping[str, str] | None = None,
) -> list[RawArticle | Unreadable]:
    """Return one RawArticle, or its verdict Unreadable, for each item of the file, in file order.

    `data` is the whole file, `path` where it stands below the import root. `reader` is the format
    to read it in, whatever it looks like; `columns` maps names of columns (tables) or fields (JSON
    Lines) to the archive's own. Raises Unreadable where the file as a whole cannot be read, and
    nothing else.
    """
    if not data:
        raise Unreadable(
            "empty", "The file is empty (0 bytes). Check that it was saved completely."
        )
    try:
        reader = reader or find_reader(data)
        if columns and reader in (tables, jsonl, text):
            return named_columns(data).read(data, path, columns)
        return list(reader.read(data, path))
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(
            "too-large", "Reading it takes more memory than a file may. Split it into smaller ones."
        ) from None
    except Exception as error:
        # A fault of one reader on one file must not end an import of a hundred thousand.
        raise Unreadable(
            "unreadable",
            f"The file could not be read ({type(error).__name__}). Please report it with the file.",
        ) from error
