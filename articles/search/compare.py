"""Database against index: which articles the index does not hold as they are."""

from collections.abc import Iterator
from dataclasses import dataclass

import tantivy

from articles.models import Article
from articles.search import documents, schema, state
from articles.search.state import State

_BATCH = 500


@dataclass(frozen=True)
class Difference:
    """An article that the index holds otherwise than the database, and how."""

    article_id: int
    sentence: str


Held = dict[int, list[tuple[str, str, int, int]]]


def differences(current: State) -> Iterator[Difference]:
    """Every article that differs, in order of ids. Reads the whole database once."""
    searchers = {
        key: schema.open_index(state.index_folder(current, *key)).searcher() for key in schema.KEYS
    }
    first = 0
    while True:
        rows = Article.objects.filter(pk__gt=first).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:_BATCH])
        last = ids[-1] if len(ids) == _BATCH else None
        held = _held(searchers, first + 1, last)
        found = [
            Difference(entry.article_id, sentence)
            for entry in documents.entries(ids)
            if (sentence := _difference(entry, held.pop(entry.article_id, [])))
        ]
        found += [Difference(gone, "is in the index but not in the database") for gone in held]
        yield from sorted(found, key=lambda difference: difference.article_id)
        if last is None:
            return
        first = last


def _held(searchers: dict[tuple[str, str], tantivy.Searcher], first: int, last: int | None) -> Held:
    """(shape, side, id, digest) of every document by article, for articles first to last."""
    held: Held = {}
    for (shape, side), searcher in searchers.items():
        between = tantivy.Query.range_query(
            schema.schema(shape), "article", tantivy.FieldType.Unsigned, first, last
        )
        count = searcher.search(between, 1).count
        found = searcher.search(between, max(count, 1), count=False)
        places = [place for _, place in found.hits]
        columns = [searcher.fast_field_values(name, places) for name in ("article", "id", "digest")]
        for article_id, row, digest in zip(*columns, strict=True):
            held.setdefault(article_id, []).append((shape, side, row, digest))
    return held


def _difference(entry: documents.Entry, held: list[tuple[str, str, int, int]]) -> str:
    """How the index differs, "" where it does not."""
    side = "shown" if entry.shown else "hidden"
    digest = entry.article["digest"]
    wanted = [("articles", side, entry.article_id, digest)]
    wanted += [("quotes", side, quote["id"], digest) for quote in entry.quotes]
    if sorted(held) == sorted(wanted):
        return ""
    if not held:
        return "is not in the index"
    if {row[1] for row in held} != {side}:
        return f"is not where {side} articles are in the index"
    if {row[3] for row in held} != {digest}:
        return "is in the index as it was before a change"
    return "has other quotes in the index than in the database"
