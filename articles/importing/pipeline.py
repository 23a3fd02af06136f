"""Files -> readings: what can be done for one file without the database."""

import hashlib
import logging
from dataclasses import dataclass

from articles import extraction
from articles.extraction.reading import ReadArticle
from articles.formats import detect
from articles.formats.raw import RawArticle, Unreadable
from articles.importing.walk import Found, load

logger = logging.getLogger(__name__)
FAILED = "The archive itself failed on this text. The server's log says where; please report it."


@dataclass
class Reading:
    """One article of one file as read, or why there is none.

    `sha256` is that of the article's own bytes (`RawArticle.data`), "" for a file that could not
    be opened. Exactly one of `read` and `rejection` is set; `raw` is set with `read`.
    """

    found: Found
    item: int = 0
    sha256: str = ""
    raw: RawArticle | None = None
    read: ReadArticle | None = None
    rejection: Unreadable | None = None


def read_found(found: Found, source: str = "") -> list[Reading]:
    """All articles of one file, read; a file or item that cannot be read is a Reading that says so.

    `source` names the outlet of every article in it, whatever the file says. Raises nothing for
    bad data.
    """
    try:
        data = load(found.path)
        items = detect.read_file(data, found.label)
    except Unreadable as rejection:
        return [Reading(found, rejection=rejection)]
    return [_read_item(found, number, item, source) for number, item in enumerate(items)]


def _read_item(found: Found, number: int, item: RawArticle | Unreadable, source: str) -> Reading:
    if isinstance(item, Unreadable):
        return Reading(found, number, rejection=item)
    if source:
        item.source = source
    sha256 = hashlib.sha256(item.data).hexdigest()
    try:
        return Reading(found, number, sha256, item, extraction.read(item))
    except Unreadable as rejection:
        return Reading(found, number, sha256, rejection=rejection)
    except Exception:
        # A fault of the reader's own costs this one article, never the run; the log has the trace.
        logger.exception("Reading %s, item %d, failed", found.label, number)
        return Reading(found, number, sha256, rejection=Unreadable("failed", FAILED))
