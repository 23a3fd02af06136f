"""Web archives: WARC 1.0 and 1.1 (ISO 28500:2017), read by warcio.

Pages that a crawl fetched (response, resource and conversion records, status 200) are articles;
WARC-Target-URI is the address of one that names no canonical address itself. Images, scripts and
the like are parts of pages and are passed over.
"""

import io

from warcio.archiveiterator import ArchiveIterator

from articles.formats import html
from articles.formats.raw import RawArticle, Unreadable

MAX_PAGE_BYTES = 8_000_000
MAX_RECORDS = 200_000

_KINDS = ("response", "resource", "conversion")
_PAGES = ("text/html", "application/xhtml+xml")
_DATA = ("xml", "json")


def accepts(data: bytes) -> bool:
    """True for the version line that opens the first record."""
    return data.startswith(b"WARC/")


def read(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """Each page as a structured article, or why it is none; `data` is the page's own bytes.

    Raises Unreadable (no-article) for an archive without pages.
    """
    items: list[RawArticle | Unreadable] = []
    try:
        for number, record in enumerate(ArchiveIterator(io.BytesIO(data))):
            if number >= MAX_RECORDS:
                items.append(Unreadable("too-large", f"It has more than {MAX_RECORDS:,} records."))
                break
            items.extend(_read_record(record, path))
    except Exception:  # warcio raises many kinds on damage; what came before it is kept
        items.append(Unreadable("unreadable", "The web archive is damaged or cut off here."))
    if not items:
        raise Unreadable("no-article", "The web archive holds no pages.")
    for number, item in enumerate(items):
        if isinstance(item, RawArticle):
            item.path, item.item = path, number
    return items


def _read_record(record, path: str) -> list[RawArticle | Unreadable]:
    headers = record.http_headers
    if record.rec_type not in _KINDS or (headers and headers.get_statuscode() != "200"):
        return []
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    kind = kind.partition(";")[0].strip().lower()
    if kind not in _PAGES and not any(word in kind for word in _DATA):
        return []
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    page = record.content_stream().read(MAX_PAGE_BYTES + 1)
    try:
        if len(page) > MAX_PAGE_BYTES:
            raise Unreadable("too-large", f"It has more than {MAX_PAGE_BYTES:,} bytes.")
        return [html.read_page(page, url)] if kind in _PAGES else _read_data(page, path)
    except Unreadable as verdict:
        return [Unreadable(verdict.reason, f"{url[:200]}: {verdict.sentence}")]


def _read_data(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """Items of a feed or another news format among the records; [] for any other data."""
    # The list of formats names this module, so it can only be asked for it once all are loaded.
    from articles.formats import detect, text

    reader = detect.find_reader(data)
    return [] if reader is text else detect.read_file(data, path)
