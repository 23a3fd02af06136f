"""Many rows into one table by the driver's own `executemany`.

Django's `bulk_create` asks each field of each row for its value and writes one statement for all of
them: for rows of a dozen plain columns that takes several times what the database takes.
"""

from collections.abc import Sequence

from django.db import connection, models

# What drivers take as it is; any other field is asked for its value.
_PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)


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
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({quoted}) VALUES ({marks})",  # noqa: S608 - names of columns
            lines,
        )


def _values(rows: Sequence[models.Model], fields: Sequence[models.Field]) -> list[list]:
    """The values of each row, in the order of the fields, as the driver takes them."""
    names = [field.attname for field in fields]
    asked = [(n, field) for n, field in enumerate(fields) if not isinstance(field, _PLAIN)]
    joined = [field for field in fields if field.is_relation]
    lines = []
    for row in rows:
        for field in joined:
            # A row that was made with another one before that had its id takes it over now.
            if field.is_cached(row) and (other := field.get_cached_value(row)) is not None:
                setattr(row, field.attname, getattr(other, field.target_field.attname))
        line = [getattr(row, name) for name in names]
        for n, field in asked:
            line[n] = field.get_db_prep_save(field.pre_save(row, add=True), connection)
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
