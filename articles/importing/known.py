"""Files whose very bytes the archive has read already: told by their hash, and not read again."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter

from articles.formats import detect, html, text
from articles.formats.raw import Unreadable
from articles.importing.identity import file_identity
from articles.importing.pipeline import Part, Reading, Wording
from articles.importing.walk import Found, load
from articles.linking.sources import folded_outlet
from articles.models import Article, RawText

AT_ONCE = 200  # files asked for in one query
MOST_BYTES = 1_000_000  # a larger file seldom is one article: it is read
# Formats in which a file is one article, whose bytes are all of the file.
WHOLE = (text, html)


def sort_out(files: Iterable[Found], wording: Wording) -> Iterator[Part | Reading]:
    """Each file as a part to read, or as the reading that says that nothing in it changed."""
    files = iter(files)
    while batch := list(islice(files, AT_ONCE)):
        hashes = {found: _hash(found) for found in batch}
        articles = _articles({sha256 for sha256 in hashes.values() if sha256})
        for found in batch:
            sha256 = hashes[found]
            known = _same(found, articles.get(sha256, []), wording) if sha256 else None
            if known is None or not _is_whole(found, wording):
                yield Part(found, wording)
            else:
                yield Reading(found, sha256=sha256, unchanged=known)


def _hash(found: Found) -> str:
    """The hash of a file that may be one article as a whole; "" for any other."""
    try:
        data = load(found.path)
    except Unreadable:
        return ""  # reading it says why
    return hashlib.sha256(data).hexdigest() if 0 < len(data) <= MOST_BYTES else ""


def _is_whole(found: Found, wording: Wording) -> bool:
    """True where the file is one article as a whole. Asked of those alone whose bytes are known:
    to tell a format takes as long as to load the file."""
    try:
        return (wording.reader or detect.find_reader(load(found.path))) in WHOLE
    except Unreadable:
        return False


def _articles(hashes: set[str]) -> dict[str, list[dict]]:
    """What tells the articles apart that were read from bytes of these hashes, by hash."""
    # In two steps: most files of an import are new, and for bytes that nothing was read from no
    # article is looked at. In one, SQLite went through all articles of an archive in which many
    # share a raw text, as those of the benchmarks do: by its figures the index tells nothing apart.
    raw = dict(RawText.objects.filter(sha256__in=hashes).order_by().values_list("pk", "sha256"))
    rows = Article.objects.filter(raw__in=raw, identity__isnull=False).order_by() if raw else ()
    columns = ("pk", "identity", "import_path", "import_item", "curated_fields", "source__folded")
    found: dict[str, list[dict]] = {}
    for row in sorted(rows and rows.values("raw", *columns), key=itemgetter("pk")):
        found.setdefault(raw[row["raw"]], []).append(row)
    return found


def _same(found: Found, articles: list[dict], wording: Wording) -> int | None:
    """The id of the article that this very file gave, where its outlet is as it would be now."""
    here = [
        row
        for row in articles
        if row["identity"] == file_identity(found.place, 0)
        or (row["import_path"] == found.label and row["import_item"] == 0)
    ]
    if len(here) != 1:
        return None
    row = here[0]
    outlet = folded_outlet(wording.source)
    same = outlet in ("", row["source__folded"]) or "source" in row["curated_fields"]
    return row["pk"] if same else None
