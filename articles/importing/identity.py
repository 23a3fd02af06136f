"""When two readings are of the same article, and when their texts are the same."""

import hashlib
import re

from articles.extraction.reading import ReadArticle
from articles.importing.pipeline import Reading
from articles.linking.sources import folded_outlet

NEARLY = (
    0.5  # of the words of the shorter text; rewrites of one report stay above, other reports below
)


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
    return _digest(key)


def file_identity(place: str, item: int) -> str:
    """Key of an article that has neither id nor address: its file's place and its number there."""
    return _digest(f"file\n{place}\n{item}")


def text_hash(read: ReadArticle) -> str:
    """Hash of headline and body without case, punctuation and spacing: equal for the same text."""
    return _digest(" ".join(_words(f"{read.headline}\n{read.body}")))


def nearly_same(one: str, other: str) -> bool:
    """True where one text is a version of the other: they share `NEARLY` of their word pairs."""
    pairs = [set(zip(words, words[1:], strict=False)) for words in (_words(one), _words(other))]
    smaller = min(len(pairs[0]), len(pairs[1]))
    return bool(smaller) and len(pairs[0] & pairs[1]) >= NEARLY * smaller


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
