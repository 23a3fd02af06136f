"""Foreign keys without an index of their own: another one serves, and old archives lose theirs."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.django_db
NAME = "0013_covered_foreign_keys"
COVERED = [
    ("mention", "article"),
    ("mention", "person"),
    ("quote", "article"),
    ("quote", "nested_in"),
    ("quote", "family"),
]


def constraints(model: type[models.Model]) -> dict[str, dict]:
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, model._meta.db_table)


def own_indexes() -> set[str]:
    """The indexes of one column of mentions and quotes that no model names."""
    found = set()
    for name in ("mention", "quote"):
        model = apps.get_model("articles", name)
        named = {index.name for index in model._meta.indexes}
        found |= {
            index
            for index, told in constraints(model).items()
            if told["index"] and len(told["columns"]) == 1 and index not in named
        }
    return found


def test_a_key_without_an_index_is_the_first_column_of_another():
    bare = []
    for model in apps.get_app_config("articles").get_models():
        first = {
            told["columns"][0]
            for told in constraints(model).values()
            if told["columns"] and (told["index"] or told["unique"])
        }
        for field in model._meta.concrete_fields:
            if field.is_relation and not field.primary_key and field.column not in first:
                bare.append(f"{model.__name__}.{field.name}")
    assert bare == []


def test_the_keys_whose_index_was_left_out():
    models_of = {name: apps.get_model("articles", name) for name, _ in COVERED}
    assert [
        (name, field.name)
        for name, model in models_of.items()
        for field in model._meta.concrete_fields
        if field.is_relation and not field.db_index
    ] == COVERED


def test_the_indexes_are_dropped_and_made_again_alone():
    loader = MigrationLoader(connection)
    before = loader.project_state(("articles", "0012_days_of_mentions"))
    after = loader.project_state(("articles", NAME))
    editor = connection.schema_editor()
    editor.deferred_sql = []  # as within it: on SQLite it opens in no transaction
    operations = import_module(f"articles.migrations.{NAME}").Migration.operations
    without = own_indexes()
    for operation in operations:
        operation.database_backwards("articles", editor, after, before)
    made = own_indexes() - without
    assert len(made) == len(COVERED)
    for operation in operations:
        operation.database_forwards("articles", editor, before, after)
    assert own_indexes() == without
