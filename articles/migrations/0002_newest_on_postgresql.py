"""Indexes in the order in which lists are read: PostgreSQL puts rows without a date first unless
told otherwise, and an index in another order than the query's is of no use to it."""

from django.db import migrations

ORDER = "published_on DESC NULLS LAST, published_at DESC NULLS LAST, id DESC"
INDEXES = {
    "article_newest": f"({ORDER})",
    "article_shown_newest": f"(status, {ORDER})",
}


def order_nulls_last(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name, columns in INDEXES.items():
            schema_editor.execute(f"DROP INDEX {name}")
            schema_editor.execute(f"CREATE INDEX {name} ON articles_article {columns}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_archive")]

    # Going back, the index of the same name is dropped with its table or by its own migration.
    operations = [migrations.RunPython(order_nulls_last, migrations.RunPython.noop)]
