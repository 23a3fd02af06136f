"""Look-ups by id, or by what was typed, whose SQL is written once.

The ORM takes a millisecond to write a query with the condition of visibility, many times what the
database takes to answer it, and the facets of every page ask four of them, the suggestions to one
who types a dozen with every letter.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.dateparse import parse_datetime

_STEP = 12  # ids that a statement has room for: this many or a multiple
_NOW = object()
_TYPED = "\ue000"  # stands for what is typed: a character for private use, which nothing folds to

Reader = Callable[[list[tuple]], list[tuple]]


class Prepared:
    """Rows of a queryset by id, compiled for each number of ids once.

    `make(ids)` gives the queryset with its columns (`values_list`). Its values are the ids, the
    time now, which every call puts in anew, and what is the same for whoever asks.
    """

    def __init__(self, make: Callable[[Sequence[int]], QuerySet]):
        self.make = make
        self.statements: dict[tuple[str, int], tuple[str, list[Any], Reader]] = {}

    def rows(self, ids: Sequence[int]) -> list[tuple]:
        """The rows of these ids, in no order."""
        if not ids:
            return []
        size = -(-len(ids) // _STEP) * _STEP
        written = connection.vendor, size
        if written not in self.statements:
            self.statements[written] = self.written(size)
        sql, values, read = self.statements[written]
        filled = iter([*ids, *[ids[-1]] * (size - len(ids))])
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.value(held, now, filled) for held in values])
            return read(cursor.fetchall())

    def written(self, size: int) -> tuple[str, list[Any], Reader]:
        """The SQL for so many ids, its values (None for an id, _NOW for the time), and what makes
        Python's values of the database's."""
        marks = list(range(-size, 0))  # ids that no row has
        compiler = self.make(marks).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        filled = [None if held in marks else _NOW if _is_time(held) else held for held in values]
        return sql, filled, _reader(compiler)

    def value(self, held: Any, now: Any, ids: Any) -> Any:
        """What is put in the place of a value of the statement."""
        if held is None:
            return next(ids)
        return now if held is _NOW else held


class Begun:
    """Rows of a queryset by the beginning of a text, compiled once.

    `make(typed)` gives the queryset with its columns (`values_list`), in which what was typed is a
    value, or a part of one, of comparisons and of LIKE.
    """

    def __init__(self, make: Callable[[str], QuerySet]):
        self.make = make
        self.statements: dict[str, tuple[str, list[Any]]] = {}

    def rows(self, typed: str) -> list[tuple]:
        """The rows of what was typed, in the order of the queryset."""
        if connection.vendor not in self.statements:
            compiler = self.make(_TYPED).query.get_compiler(connection=connection)
            sql, values = compiler.as_sql()
            self.statements[connection.vendor] = sql, list(values)
        sql, values = self.statements[connection.vendor]
        pattern = connection.ops.prep_for_like_query(typed)
        filled = [
            held.replace(_TYPED, pattern if "%" in held else typed)
            if isinstance(held, str)
            else held
            for held in values
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return cursor.fetchall()


def _reader(compiler: SQLCompiler) -> Reader:
    """What makes Python's values of rows of the statement, as the ORM does."""
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    if not converters:
        return list
    return lambda rows: [tuple(row) for row in compiler.apply_converters(rows, converters)]


def _is_time(value: Any) -> bool:
    """True for a moment as the database is given it: SQLite takes it as text."""
    return isinstance(value, datetime) or (
        isinstance(value, str) and parse_datetime(value) is not None
    )
