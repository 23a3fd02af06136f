"""One foreign key of many rows, each with a value of its own."""

from collections.abc import Mapping

from django.db import connection, models, transaction


def set_link(model: type[models.Model], column: str, wanted: Mapping[int, int | None]) -> None:
    """Writes {id: value} into a column of the model's table, named as the database names it.

    By the driver's `executemany`: Django's `bulk_update` puts all rows into one condition, which
    takes several times what the database takes.
    """
    if not wanted:
        return
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {quote(column)} = %s WHERE {key} = %s",  # noqa: S608 - own table
            [(value, pk) for pk, value in wanted.items()],
        )
