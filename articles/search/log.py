"""The change log as the index follows it: what is new in it, and how far it was followed.

On SQLite there is one writer, so row ids come in the order of commits. On PostgreSQL a row with a
lower id may be committed later: every row that is visible is applied, and the cursor moves only up
to the oldest transaction that may still write (`pg_snapshot_xmin`).
"""

from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet

from articles.models import SearchChange
from articles.search.state import State

# Rows that stay in the log behind the cursor, of some ten thousand articles: another web node may
# be that far behind.
KEPT_ROWS = 200_000
# The article id of a row that says: any article may have changed.
EVERY_ARTICLE = 0


@dataclass(frozen=True)
class Changes:
    """Rows of the log (id, article id, transaction), and whether there were more."""

    rows: list[tuple[int, int, int]]
    more: bool
    oldest_writer: int

    @property
    def article_ids(self) -> list[int]:
        """The articles that changed, each once."""
        return sorted({row[1] for row in self.rows} - {EVERY_ARTICLE})

    @property
    def compare(self) -> bool:
        """True where every article has to be compared with the index."""
        return any(row[1] == EVERY_ARTICLE for row in self.rows)


def is_postgresql() -> bool:
    """True where the archive lies in PostgreSQL."""
    return connection.vendor == "postgresql"


def oldest_writer() -> int:
    """The oldest transaction that may still write, on PostgreSQL; 0 on SQLite."""
    if not is_postgresql():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def beginning(folder: str) -> State:
    """The state of an index that is about to be filled from the whole database."""
    writer = oldest_writer()
    if is_postgresql():
        _drop_foreign_rows()
    last = _followed(writer).order_by("-xid", "-id").values_list("id", "article_id").first()
    row, article = last or (0, 0)
    return State(
        folder=folder,
        last=row,
        last_article=article,
        xid=writer,
        compare=connection.in_atomic_block,
    )


def _followed(writer: int) -> QuerySet:
    return SearchChange.objects.filter(xid__lt=writer) if writer else SearchChange.objects.all()


def _drop_foreign_rows() -> None:
    """Drop rows by transactions that this server never had: they came with a restored backup."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM articles_searchchange"
            " WHERE xid > pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        )


def is_pending(state: State) -> bool:
    """True where the log holds what the index does not, or is not the log that it followed."""
    if state.again and not connection.in_atomic_block:
        return True
    if is_postgresql():
        seen = {row for row, *_ in state.seen}
        rows = SearchChange.objects.filter(Q(id=state.last) | Q(xid__gte=state.xid))
        found = rows.values_list("id", "article_id")[: len(seen) + 2]
    else:
        seen = set()
        rows = SearchChange.objects.filter(id__gte=state.last).order_by("id")
        found = rows.values_list("id", "article_id")[:2]
        if connection.in_atomic_block and state.tentative:
            return SearchChange.objects.filter(id__gt=state.tentative).exists()
    found = list(found)
    if state.last and (state.last, state.last_article) not in found:
        return True
    return any(row != state.last and row not in seen for row, _ in found)


def is_lost(state: State) -> bool:
    """True where the log no longer tells everything that changed since the state."""
    if is_postgresql() and oldest_writer() < state.xid:
        return True
    if state.last:
        row = SearchChange.objects.filter(id=state.last, article_id=state.last_article)
        return not row.exists()
    return SearchChange.objects.order_by("id")[KEPT_ROWS - 1 : KEPT_ROWS].exists()


def read(state: State, limit: int) -> Changes:
    """Up to `limit` rows that the index does not hold yet, oldest first."""
    writer = oldest_writer()
    if is_postgresql():
        seen = [row for row, *_ in state.seen]
        rows = SearchChange.objects.filter(xid__gte=state.xid).exclude(id__in=seen)
        rows = rows.order_by("xid", "id")
    else:
        rows = SearchChange.objects.filter(id__gt=state.last).order_by("id")
    found = list(rows.values_list("id", "article_id", "xid")[: limit + 1])
    return Changes(found[:limit], len(found) > limit, writer)


def followed(state: State, changes: Changes) -> State:
    """The state once these changes are in the index."""
    again = state.again
    if connection.in_atomic_block:
        again = sorted({*again, *changes.article_ids})
    if is_postgresql():
        return _by_transaction(replace(state, again=again), changes)
    if not changes.rows:
        return replace(state)
    row, article, _ = changes.rows[-1]
    if connection.in_atomic_block:
        # A rollback would give these row ids to other changes: the cursor waits for the commit.
        return replace(state, tentative=row, again=again)
    return replace(state, last=row, last_article=article, tentative=0)


def _by_transaction(state: State, changes: Changes) -> State:
    """The cursor up to the oldest transaction that may still write, or that was not read whole."""
    bound = max(changes.oldest_writer, state.xid)
    if changes.more:
        bound = min(bound, changes.rows[-1][2])
    applied = sorted([*state.seen, *map(list, changes.rows)], key=lambda row: (row[2], row[0]))
    passed = [row for row in applied if row[2] < bound]
    last, last_article = passed[-1][:2] if passed else (state.last, state.last_article)
    seen = [row for row in applied if row[2] >= bound]
    return replace(state, xid=bound, last=last, last_article=last_article, seen=seen)


def trim(state: State) -> None:
    """Drop rows further than KEPT_ROWS behind the cursor, once they are as many again."""
    ends = SearchChange.objects.aggregate(first=Min("id"), last=Max("id"))
    if ends["first"] is None or ends["last"] - ends["first"] < 2 * KEPT_ROWS:
        return
    if is_postgresql():
        behind = SearchChange.objects.filter(xid__lt=state.xid).order_by("-xid", "-id")
        oldest_kept = behind.values_list("xid", flat=True)[KEPT_ROWS : KEPT_ROWS + 1]
        for xid in oldest_kept:
            SearchChange.objects.filter(xid__lt=xid).delete()
    else:
        SearchChange.objects.filter(id__lt=state.last - KEPT_ROWS).delete()
