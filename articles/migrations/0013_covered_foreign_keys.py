"""Foreign keys without an index of their own where another index begins with them: an import writes
each index of a dozen mentions and quotes an article."""

import django.db.models.deletion
from django.db import migrations, models


class LeaveIndexOut(migrations.AlterField):
    """A foreign key that loses its own index, and nothing else: SQLite's table is not remade."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.model_name)
        column = model._meta.get_field(self.name).column
        named = {index.name for index in model._meta.indexes}
        own = schema_editor._constraint_names(
            model, [column], index=True, type_=models.Index.suffix, exclude=named
        )
        for name in own:
            schema_editor.execute(schema_editor._delete_index_sql(model, name))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in schema_editor._field_indexes_sql(model, model._meta.get_field(self.name)):
            schema_editor.execute(statement)


def key(to: str, related_name: str, **options) -> models.ForeignKey:
    options = {"on_delete": django.db.models.deletion.CASCADE, **options}
    return models.ForeignKey(to=to, related_name=related_name, db_index=False, **options)


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_days_of_mentions")]

    operations = [
        LeaveIndexOut("mention", "article", key("articles.article", "mentions")),
        LeaveIndexOut("mention", "person", key("articles.person", "mentions")),
        LeaveIndexOut("quote", "article", key("articles.article", "quotes")),
        LeaveIndexOut("quote", "nested_in", key("articles.quote", "inner", blank=True, null=True)),
        LeaveIndexOut(
            "quote",
            "family",
            key(
                "articles.quotefamily",
                "quotes",
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
            ),
        ),
    ]
