"""Tables of articles: CSV (RFC 4180) and TSV, one article a row under a line of column names.

Column names are those of JSON Lines (`jsonl.NAMES`), or mapped to them.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from articles.formats.jsonl import MAX_CHARACTERS, NAMES, read_record
from articles.formats.raw import RawArticle, Unreadable
from articles.formats.text import decode

DELIMITERS = ",\t;|"
MAX_BYTES = 256_000_000

_HEAD = 65_536
# What parts two names, or lets one reach beyond its line, in every encoding without zero bytes.
_PARTING = re.compile(f'["{DELIMITERS}]'.encode())
# A cell may hold a whole article; the module's own limit of 131,072 characters is a safeguard
# against unclosed quotation marks, for which the limit of an article serves as well.
csv.field_size_limit(4 * MAX_CHARACTERS)


def accepts(data: bytes) -> bool:
    """True where the first row names columns, and one of them the article's text."""
    head = data[:_HEAD]
    # Most files are prose, and nothing parts their first line into names.
    if not _PARTING.search(head.partition(b"\n")[0]) and b"\x00" not in head:
        return False
    try:
        text, _ = decode(head)
    except Unreadable:
        return False
    names = _columns(text, {})
    return len(names) >= 2 and bool(set(names) & set(NAMES["body"]))


def read(
    data: bytes, path: str, columns: Mapping[str, str] | None = None
) -> list[RawArticle | Unreadable]:
    """Each row as a structured article, or why it is none; `data` is the row's own bytes.

    `columns` maps names of columns to the archive's names of fields. `item` is the row's number
    from 1, the line of names not counted. Raises Unreadable: too-large, encoding, and empty for a
    table without rows.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too-large", f"The table has {len(data):,} bytes, at most {MAX_BYTES:,}.")
    encoding = decode(data[:_HEAD])[1]
    text = data.decode(encoding, "replace")
    names = _columns(text, columns or {})
    items: list[RawArticle | Unreadable] = []
    for number, (row, source) in enumerate(_rows(text)):
        if number and any(cell.strip() for cell in row):
            items.append(_read_row(number, names, row, source, path))
    if not items:
        raise Unreadable("empty", "The table holds no rows below the names of its columns.")
    return items


def _read_row(
    number: int, names: list[str], row: list[str], source: str, path: str
) -> RawArticle | Unreadable:
    try:
        if len(row) != len(names):
            raise Unreadable(
                "invalid",
                f"It has {len(row)} cells and the table {len(names)} columns. "
                "Check its quotation marks.",
            )
        article = read_record(dict(zip(names, row, strict=True)))
    except Unreadable as verdict:
        return Unreadable(verdict.reason, f"Row {number}: {verdict.sentence}")
    article.path, article.item = path, number
    article.encoding, article.data = "utf-8", source.encode("utf-8", "replace")
    return article


def _columns(text: str, mapped: Mapping[str, str]) -> list[str]:
    """The names in the first row, mapped, in small letters."""
    row = next((row for row, _ in _rows(text)), [])
    names = [name.strip("\ufeff ") for name in row]
    return [mapped.get(name, name).lower() for name in names]


def _rows(text: str) -> Iterator[tuple[list[str], str]]:
    """Cells of each row with the text that they were read from."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    first = text[:_HEAD].partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(lines(), delimiter=delimiter)
    while True:
        taken.clear()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # A cell longer than any article: its row is told as ragged, the next line starts anew.
            row = []
            yield ["?"], "".join(taken)
            continue
        yield row, "".join(taken).rstrip("\r\n")
