"""Look-ups by id whose SQL is written once.

The ORM takes a millisecond to write a query with the condition of visibility, many times what the
database takes to answer it, and the facets of every page ask four of them.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

_STEP = 12  # ids that a statement has room for: this many or a multiple
_NOW = object()


class Prepared:
    """Rows of a queryset by id, compiled for each number of ids once.

    `make(ids)` gives the queryset with its columns (`values_list`). Its values are the ids, the
    time now, which every call puts in anew, and what is the same for whoever asks.
    """

    def __init__(self, make: Callable[[Sequence[int]], QuerySet]):
        self.make = make
        self.statements: dict[tuple[str, int], tuple[str, list[Any]]] = {}

    def rows(self, ids: Sequence[int]) -> list[tuple]:
        """The rows of these ids, in no order."""
        if not ids:
            return []
        size = -(-len(ids) // _STEP) * _STEP
        written = connection.vendor, size
        if written not in self.statements:
            self.statements[written] = self.written(size)
        sql, values = self.statements[written]
        filled = iter([*ids, *[ids[-1]] * (size - len(ids))])
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.value(held, now, filled) for held in values])
            return cursor.fetchall()

    def written(self, size: int) -> tuple[str, list[Any]]:
        """The SQL for so many ids, and its values: None for an id, _NOW for the time."""
        marks = list(range(-size, 0))  # ids that no row has
        sql, values = self.make(marks).query.get_compiler(connection=connection).as_sql()
        return sql, [None if held in marks else _NOW if _is_time(held) else held for held in values]

    def value(self, held: Any, now: Any, ids: Any) -> Any:
        """What is put in the place of a value of the statement."""
        if held is None:
            return next(ids)
        return now if held is _NOW else held


def _is_time(value: Any) -> bool:
    """True for a moment as the database is given it: SQLite takes it as text."""
    return isinstance(value, datetime) or (
        isinstance(value, str) and parse_datetime(value) is not None
    )
