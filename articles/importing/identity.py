"""When two readings are of the same article."""

from articles.importing.pipeline import Reading
from articles.importing.texts import digest, nearly_same, text_hash
from articles.linking.sources import folded_outlet

__all__ = ["file_identity", "identity", "nearly_same", "text_hash"]


def identity(reading: Reading) -> str:
    """Key under which a later import finds this article again, as 64 hex digits.

    The outlet's own id where the format gives one, else the canonical address, else the file's
    place and the article's number in it.
    """
    read = reading.read
    if read.external_id and read.source:
        key = f"id\n{folded_outlet(read.source)}\n{read.external_id}"
    elif read.url:
        key = f"url\n{read.url}"
    else:
        return file_identity(reading.found.place, reading.item)
    return digest(key)


def file_identity(place: str, item: int) -> str:
    """Key of an article that has neither id nor address: its file's place and its number there."""
    return digest(f"file\n{place}\n{item}")
