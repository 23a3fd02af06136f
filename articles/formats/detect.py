"""Which format a file is in, by its content and never by its name, and its articles."""

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


def read_file(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """Return one RawArticle, or its verdict Unreadable, for each item of the file, in file order.

    `data` is the whole file, `path` where it stands below the import root. Raises Unreadable where
    the file as a whole cannot be read, and nothing else.
    """
    if not data:
        raise Unreadable(
            "empty", "The file is empty (0 bytes). Check that it was saved completely."
        )
    try:
        return list(find_reader(data).read(data, path))
    except Unreadable:
        raise
    except Exception as error:
        # A fault of one reader on one file must not end an import of a hundred thousand.
        raise Unreadable(
            "unreadable",
            f"The file could not be read ({type(error).__name__}). Please report it with the file.",
        ) from error
