"""A text as a curator left it, read for its people and quotes, with no line of it left out."""

from articles import extraction
from articles.extraction.lines import split_blocks
from articles.extraction.reading import Paragraph, ReadArticle
from articles.extraction.spans import read_spans
from articles.formats.raw import RawArticle


def read_as_written(headline: str, standfirst: str, body: str, headings: list[str]) -> ReadArticle:
    """The reading of texts that a person set: what looks like a caption or an advertisement stays.

    `headings` are the texts of the section headings; where none is given they are looked for.
    Raises Unreadable where the texts hold no article, or are too long for one.
    """
    texts = {"headline": headline, "standfirst": standfirst, "body": body}
    read = extraction.read(RawArticle(structured=True, **texts, headings=headings))
    blocks = [block.text for block in split_blocks(body)]
    if read.body == "\n\n".join(blocks):
        return read
    told = set(read.headings)
    read.paragraphs, start = [], 0
    for text in blocks:
        end = start + len(text)
        read.paragraphs.append(Paragraph(start, end, start, end, text in told))
        start = end + 2
    read.body, read.removed, read.photo_credits = "\n\n".join(blocks), [], []
    read.people, read.quotes = {}, {}
    read_spans(read)
    return read
