"""When texts are the same, and what is made of a text where it is read, without the database."""

import copyreg
import hashlib
import re
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter

from articles.extraction.reading import Paragraph, PersonSpan, QuoteSpan, ReadArticle, Removed
from articles.formats.raw import Dateline, Published, RawArticle
from articles.linking.sketches import sketch, words_among

NEARLY = (
    0.5  # of the words of the shorter text; rewrites of one report stay above, other reports below
)
# What a reading is made of, besides text, lists and dicts.
SENT = (
    Dateline,
    Paragraph,
    PersonSpan,
    Published,
    QuoteSpan,
    RawArticle,
    ReadArticle,
    Removed,
)


def text_hash(read: ReadArticle) -> str:
    """Hash of headline and body without case, punctuation and spacing: equal for the same text."""
    return _hash(read.headline, _words(read.body))


def hash_and_sketch(read: ReadArticle) -> tuple[str, list[int]]:
    """`text_hash` of a text and `sketch` of its body, which is cut into words once for both."""
    words = _words(read.body)
    return _hash(read.headline, words), sketch(words_among(words, read.body))


def nearly_same(one: str, other: str) -> bool:
    """True where one text is a version of the other: they share `NEARLY` of their word pairs."""
    pairs = [set(zip(words, words[1:], strict=False)) for words in (_words(one), _words(other))]
    smaller = min(len(pairs[0]), len(pairs[1]))
    return bool(smaller) and len(pairs[0] & pairs[1]) >= NEARLY * smaller


def digest(key: str) -> str:
    """The hash of a key, as 64 hex digits."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def send_as_values(classes: Iterable[type]) -> None:
    """Has these dataclasses go between processes as the values of their fields, which takes half
    the time of what dataclasses with slots do by themselves."""
    for each in classes:
        copyreg.pickle(each, _reducer(each))


def _reducer(kind: type):
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda one: (kind, values(one))


def _hash(headline: str, words: list[str]) -> str:
    """The hash of a headline and the words of a body."""
    return digest(" ".join([*_words(headline), *words]))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


send_as_values(SENT)
