"""Many rows into one table, in the way of its database: COPY, or statements of some dozen rows.

Django's `bulk_create` asks each field of each row for its value, which for rows of a dozen plain
columns takes several times what the database takes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models

# What drivers take as it is; any other field is asked for its value.
_PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)

# Pages that SQLite gathers in its log before it moves them into the database: 64 MB, as much as the
# log may keep of the disk in any case (`newsroom.databases`).
CHECKPOINT_PAGES = 16_000


@contextmanager
def seldom_checkpointed() -> Iterator[None]:
    """Within it SQLite moves what this connection writes into the database less often.

    Every batch writes into the same pages of most indexes: these are moved, and waited for, once
    instead of ten times. A commit is as whole as before.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA wal_autocheckpoint").fetchone()
        cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    try:
        yield
    finally:
        # Where the database is at fault, what it did is told, and not that this failed too.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint = {before}")


def insert(rows: Sequence[models.Model]) -> None:
    """Inserts new rows of one model, which have their ids then; call it in a transaction.

    Rows may point at each other: their ids are known before any of them is written, and foreign
    keys are looked at when the transaction ends.
    """
    if not rows:
        return
    model = type(rows[0])
    for row, pk in zip(rows, reserve(model, len(rows)), strict=True):
        row.pk = pk
        row._state.adding, row._state.db = False, connection.alias
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    _write(model, fields, _values(rows, fields))


def insert_lines(model: type[models.Model], columns: Sequence[str], lines: Sequence[tuple]) -> None:
    """Inserts rows given as the values of these columns (`attname`), as the driver takes them; any
    other column has the model's default. Call it in a transaction.

    Without "id" among the columns the database numbers the rows.
    """
    if not lines:
        return
    named = {field.attname: field for field in model._meta.concrete_fields}
    left = [
        field
        for name, field in named.items()
        if name not in columns and not field.primary_key and not field.generated
    ]
    rest = tuple(field.get_db_prep_save(field.get_default(), connection) for field in left)
    fields = [*(named[column] for column in columns), *left]
    _write(model, fields, [(*line, *rest) for line in lines])


def _write(
    model: type[models.Model], fields: Sequence[models.Field], lines: Sequence[Sequence]
) -> None:
    quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
            return
        # Each statement of SQLite costs as much as two rows, and a statement has so many values.
        together = max(connection.features.max_query_params // len(fields), 1)
        marks = f"({', '.join(['%s'] * len(fields))})"
        insert = f"INSERT INTO {table} ({quoted}) VALUES "  # noqa: S608 - names of columns
        rest = len(lines) % together
        full = [
            [*chain.from_iterable(lines[start : start + together])]
            for start in range(rest, len(lines), together)
        ]
        # All in one call: Django looks for the marks in what it executes, and here are hundreds.
        if rest:
            cursor.execute(insert + ", ".join([marks] * rest), [*chain.from_iterable(lines[:rest])])
        cursor.executemany(insert + ", ".join([marks] * together), full)


def _values(rows: Sequence[models.Model], fields: Sequence[models.Field]) -> list[list]:
    """The values of each row, in the order of the fields, as the driver takes them."""
    names = [field.attname for field in fields]
    asked = [(n, field) for n, field in enumerate(fields) if not isinstance(field, _PLAIN)]
    joined = [field for field in fields if field.is_relation]
    database = connections[DEFAULT_DB_ALIAS]  # `connection` looks it up for each attribute
    lines = []
    for row in rows:
        for field in joined:
            # A row that was made with another one before that had its id takes it over now.
            if field.is_cached(row) and (other := field.get_cached_value(row)) is not None:
                setattr(row, field.attname, getattr(other, field.target_field.attname))
        line = [getattr(row, name) for name in names]
        for n, field in asked:
            line[n] = field.get_db_prep_save(field.pre_save(row, add=True), database)
        lines.append(line)
    return lines


def reserve(model: type[models.Model], count: int) -> Sequence[int]:
    """So many new ids: of PostgreSQL's sequence, or, on SQLite, where the one writer that there is
    holds the database, those after the last."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', column, count],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
    return range(last + 1, last + 1 + count)
