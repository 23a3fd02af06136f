"""Reuters-21578 (Lewis, distribution 1.0): SGML files of newswire stories of 1987.

| SGML | RawArticle |
|---|---|
| REUTERS@NEWID | external_id |
| DATE | published |
| TITLE, AUTHOR, DATELINE, BODY | headline, byline, dateline, body |
| TOPICS, PLACES, PEOPLE, ORGS, EXCHANGES, COMPANIES: D | tags |

A story of TYPE "BRIEF" is a headline alone; one of TYPE "UNPROC" has its text unparted in TEXT.
"""

import html
import re
from collections.abc import Iterator

from articles.formats.blocks import read_plain
from articles.formats.fields import check_body, read_date, read_names, read_subjects, sound
from articles.formats.raw import Dateline, RawArticle, Unreadable
from articles.formats.trees import decode_whole, root_name

_OPEN, _CLOSE = "<REUTERS", "</REUTERS>"
_TAGS = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES")
_NUMBER = re.compile(r'NEWID="(\d{1,9})"')
_DAY = re.compile(r"\d{1,2}-[A-Z]{3}-\d{4}(?: \d\d:\d\d:\d\d)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# The agency signs off each story on a line of its own.
_SIGN_OFF = re.compile(r"\s(?:REUTER|Reuter)S?\s{0,20}$")
_PLACE_DATE = re.compile(r"(.{1,80}?),\s{1,9}([A-Z][a-z]{2,8}\.? \d{1,2})\s{0,9}[-–—]?\s{0,9}$")


def accepts(data: bytes) -> bool:
    """True where the first element is <REUTERS> or the document type is lewis."""
    return root_name(data) == "REUTERS"


def read(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """Each story as a structured article, or why it is none; `data` is the story's own bytes.

    Raises Unreadable (encoding and the like) for the whole file.
    """
    text, encoding = decode_whole(data)
    encoding = "utf-8" if encoding == "utf-8-sig" else encoding
    items: list[RawArticle | Unreadable] = []
    for number, story in enumerate(_stories(text)):
        try:
            article = _article(story)
        except Unreadable as verdict:
            items.append(verdict)
            continue
        article.path, article.item = path, number
        article.encoding, article.data = encoding, story.encode(encoding)
        items.append(article)
    return items


def _stories(text: str) -> Iterator[str]:
    start = text.find(_OPEN)
    while start >= 0:
        end = text.find(_CLOSE, start)
        # A story cut off by the file's end is read as far as it goes.
        end = len(text) if end < 0 else end + len(_CLOSE)
        yield text[start:end]
        start = text.find(_OPEN, end)


def _article(story: str) -> RawArticle:
    number = _NUMBER.search(story[:500])
    name = f"Story {number[1]}" if number else "The story"
    whole = _between(story, "TEXT")
    body = _between(whole, "BODY") or (_outside(whole) if 'TYPE="UNPROC"' in story else "")
    if not body.strip():
        raise Unreadable("no-article", f"{name} is a brief: a headline without a text.")
    found = read_plain(_SIGN_OFF.sub("", _plain(body).rstrip()))
    day = _DAY.search(_between(story, "DATE"))
    tags = [(tag, "") for group in _TAGS for tag in _between(story, group).split("<D>")[1:]]
    return RawArticle(
        body=check_body(found.body, "its <BODY>"),
        structured=True,
        headline=sound(_plain(_between(whole, "TITLE"))),
        byline=read_names(_plain(_between(whole, "AUTHOR"))),
        dateline=_dateline(sound(_plain(_between(whole, "DATELINE")))),
        source="Reuters",
        external_id=f"reuters-21578:{number[1]}" if number else "",
        language="en",
        published=read_date(day[0]) if day else None,
        tags=read_subjects([(_plain(tag.partition("<")[0]), code) for tag, code in tags])[0],
    )


def _between(text: str, name: str) -> str:
    """What stands between the first opening of an element and its end, "" where it has none."""
    start = re.search(rf"<{name}(?:\s[^>]{{0,100}})?>", text)
    if start is None:
        return ""
    end = text.find(f"</{name}>", start.end())
    return text[start.end() :] if end < 0 else text[start.end() : end]


def _outside(text: str) -> str:
    """An unparted text without the elements before it."""
    for name in ("TITLE", "AUTHOR", "DATELINE"):
        inside = _between(text, name)
        text = text.replace(f"<{name}>{inside}</{name}>", "")
    return text


def _plain(text: str) -> str:
    return _CONTROL.sub("", html.unescape(text.replace("\r\n", "\n")))


def _dateline(text: str) -> Dateline | None:
    if not text:
        return None
    match = _PLACE_DATE.match(text)
    return Dateline(match[1], match[2]) if match else Dateline(place=text.strip(" -,"))
