"""Where the text of a structured format stands in the file's own bytes."""

import json

from articles.extraction.reading import ReadArticle
from articles.formats.raw import RawArticle

Place = tuple[int, int] | tuple[None, None]
NOWHERE: Place = (None, None)


class Locator:
    """Finds passages of an article in its raw text, each after the one before.

    A format with fields (JSON, XML) writes the text in its own way: as it is, or with JSON's
    escapes. A passage that stands in neither form has no place.
    """

    def __init__(self, raw: RawArticle):
        self.file = raw.data.decode(raw.encoding, errors="replace")
        self.position = 0

    def place(self, text: str) -> Place:
        """Start and end of the passage in the file's decoded text, or (None, None)."""
        for form in (text, json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]):
            start = self.file.find(form, self.position)
            if form and start >= 0:
                self.position = start + len(form)
                return start, self.position
        return NOWHERE


def paragraph_places(read: ReadArticle, raw: RawArticle) -> list[Place]:
    """The place of each paragraph in the file: known from reading where the file is the text."""
    if not raw.structured:
        return [(p.raw_start, p.raw_end) for p in read.paragraphs]
    locator = Locator(raw)
    return [locator.place(read.body[p.start : p.end]) for p in read.paragraphs]


def removed_places(read: ReadArticle, raw: RawArticle) -> list[Place]:
    """The place of each removed line in the file."""
    if not raw.structured:
        return [(r.start, r.end) for r in read.removed]
    return [Locator(raw).place(r.text) for r in read.removed]
